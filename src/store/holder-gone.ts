import { hostname } from 'node:os';

/** A process that has something in hand; `token` tells two holdings of one process apart. */
export interface Holder {
  host: string;
  pid: number;
  token: string;
}

/** A holder that has not given a heartbeat for this long is taken for dead. */
export const silentAfterMs = 60_000;

/**
 * Whether a holder is taken for dead: silent for a minute, or known to be gone. A heartbeat later than now says only
 * that a clock was wrong; then a holder nobody can look at is dead as well.
 */
export function holderIsDead(
  holder: Holder & { heartbeat: string | null },
  ownTokens: ReadonlySet<string>,
  now: string,
): boolean {
  const age = Date.parse(now) - Date.parse(holder.heartbeat ?? '');
  if (age > silentAfterMs || holderIsGone(holder, ownTokens)) return true;
  return age < -silentAfterMs && holder.host !== hostname();
}

/**
 * Whether the process that holds something is known to be gone: it ran on this host and is no more.
 *
 * @param ownTokens Holdings of this very process; any other under our pid was left by one that had it before us.
 */
function holderIsGone({ host, pid, token }: Holder, ownTokens: ReadonlySet<string>): boolean {
  if (host !== hostname()) return false;
  // In a container the program always has the same pid.
  if (pid === process.pid) return !ownTokens.has(token);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives, as another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
