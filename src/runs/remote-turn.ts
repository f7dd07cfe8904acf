import type { Log } from '../adapter/adapter.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Store } from '../store/core/contract.ts';
import { fencedStore } from '../store/core/open.ts';
import { requireClaim } from '../store/work/claims.ts';
import { holdClaim } from '../store/work/heartbeat.ts';

/** The claim of whoever reads all systems or writes to them. */
export const remoteTurn = 'remotes';

/** What it is taken for: what people are told others are at is made of it. */
export type RemoteWork = 'run' | 'plan' | 'adopt' | `apply ${string}`;

/**
 * Runs, plans and applies take turns, whichever process they are in: each keeps the limits of a host (requests a second,
 * requests at once) by itself, so that two at a time would ask twice as much of it as is configured.
 *
 * In the name of a job (`Store.job`), whoever was at it before has lost that job, and with it the turn.
 *
 * @param work gets the store, fenced by the turn, and a signal that is given when the turn was lost to another process.
 * @throws Refusal when it is somebody else's turn.
 */
export async function inRemoteTurn<T>(
  store: Store,
  purpose: RemoteWork,
  { now, log }: { now: () => Date; log: Log },
  work: (store: Store, lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const troubled = (error: unknown) =>
    log.warn({ err: error }, 'the turn at the systems could not be renewed or given back');
  const taken = await holdClaim(store, remoteTurn, { purpose, now, troubled, job: store.job });
  if (!taken.held) throw new Refusal('remotes-busy', taken.by);
  const { claim } = taken;
  try {
    return await work(
      fencedStore(store, inner => requireClaim(inner, claim)),
      claim.lost,
    );
  } finally {
    await claim.release();
  }
}
