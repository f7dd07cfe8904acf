import { Refusal } from '../../domain/refusal.ts';
import { type RoundTally, tallyRound } from '../../review/consultation.ts';
import type { Store } from '../../store/core/contract.ts';
import { answersTo, type ReviewRound, roundOf, rounds } from '../../store/reviews/rounds.ts';

export type { ReviewRound, RoundTally };

/** Every round, latest first. */
export { roundOf, rounds };

/** A round and what came of it so far. @param now ISO 8601, UTC. @throws Refusal */
export async function roundNow(
  store: Store,
  id: number,
  now: string,
): Promise<{ round: ReviewRound; tally: RoundTally }> {
  const round = await roundOf(store, id);
  if (!round) throw new Refusal('round-unknown', { round: id });
  return { round, tally: tallyRound(round, await answersTo(store, id), now) };
}
