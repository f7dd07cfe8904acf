import type { Store } from '../store/core/contract.ts';
import { requireClaim } from '../store/work/claims.ts';

/** By the token of a job's claim, another process writes in the name of the one that has the job in hand. */
export interface Fence {
  /** For `fencedStore`. @throws ClaimLost when the job is in other hands by now. */
  fence(inner: Store): Promise<void>;
  close(): Promise<void>;
}

/** @param token of the `JobClaim` whose work is done here. */
export async function openFence(store: Store, token: string): Promise<Fence> {
  if (store.driver === 'postgres') {
    const { openPgBossFence } = await import('./pg-boss-queue.ts');
    return openPgBossFence(store, token);
  }
  const claim = JSON.parse(token) as { name: string; token: string };
  return { fence: inner => requireClaim(inner, claim), close: async () => {} };
}
