import type { Store } from '../store/core/contract.ts';
import { requireClaim } from '../store/work/claims.ts';
import type { Fence } from './queue.ts';

/** @param token of the `JobClaim` whose work is done here. */
export async function openFence(store: Store, token: string): Promise<Fence> {
  if (store.driver === 'postgres') {
    const { openPgBossFence } = await import('./pg-boss-queue.ts');
    return openPgBossFence(store, token);
  }
  const claim = JSON.parse(token) as { name: string; token: string };
  return { fence: inner => requireClaim(inner, claim), close: async () => {} };
}
