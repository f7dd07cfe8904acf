import { hostname } from 'node:os';
import { Refusal } from '../domain/refusal.ts';
import type { Store } from '../store/contract.ts';
import { acquireLease } from '../store/leases.ts';

/** The lease of whoever reads all systems or writes to them. */
export const remoteTurn = 'remotes';

/** What it is taken for; Vietnamese, what people are told others are at. */
export type RemoteWork = 'đối chiếu' | 'lập kế hoạch' | `áp dụng kế hoạch ${string}`;

const renewEveryMs = 15_000;

/**
 * Runs, plans and applies take turns, whichever process they are in: each keeps the limits of a host (requests a second,
 * requests at once) by itself, so that two at a time would ask twice as much of it as is configured.
 *
 * @param work gets a signal that is given when the turn was lost to another process.
 * @throws Refusal when it is somebody else's turn.
 */
export async function inRemoteTurn<T>(
  store: Store,
  purpose: RemoteWork,
  now: () => Date,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const time = () => now().toISOString();
  const holder = { pid: process.pid, host: hostname(), purpose, since: time() };
  const lease = await acquireLease(store, remoteTurn, holder, holder.since);
  if (!lease.held) throw new Refusal('remotes-busy', lease.by);
  const lost = new AbortController();
  const heart = setInterval(() => lease.renew(time()).catch(error => lost.abort(error)), renewEveryMs);
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(heart);
    await lease.release();
  }
}
