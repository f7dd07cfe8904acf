import type { HostUser } from '../../store/host-slots.ts';

/**
 * How many of a host's slots each process may hold: round by round one each, so that nobody gets a second while
 * somebody who wants one has none, and nobody more than he wants. Where the last round does not go round, those
 * whose turn is earlier go first.
 */
export function fairShares(
  users: readonly Pick<HostUser, 'token' | 'wants' | 'turn'>[],
  slots: number,
): Map<string, number> {
  const shares = new Map(users.map(({ token }) => [token, 0]));
  const ranked = users.toSorted((a, b) => a.turn - b.turn || (a.token < b.token ? -1 : 1));
  for (let left = slots; left > 0; ) {
    const wanting = ranked.filter(({ token, wants }) => shares.get(token)! < wants);
    if (wanting.length === 0) break;
    for (const { token } of wanting.slice(0, left)) shares.set(token, shares.get(token)! + 1);
    left -= Math.min(left, wanting.length);
  }
  return shares;
}
