import { Refusal } from '../../domain/refusal.ts';
import { countingAnswer, tallyRound } from '../../review/consultation.ts';
import type { Store } from '../../store/core/contract.ts';
import { answersTo, type ReviewRound, roundOf, rounds as storedRounds } from '../../store/reviews/rounds.ts';

export { type ReviewRound, roundOf };

/** Every round, latest first. @param own The one unit that asks: those sent to it, as though to nobody else. */
export async function rounds(store: Store, own?: string): Promise<ReviewRound[]> {
  return (await storedRounds(store)).flatMap(round => seenBy(own, round) ?? []);
}

/**
 * A round and what came of it so far.
 *
 * @param now ISO 8601, UTC.
 * @param own The one unit that asks: what others say is neither shown nor counted.
 * @throws Refusal
 */
export async function roundNow(store: Store, id: number, now: string, own?: string) {
  const stored = await roundOf(store, id);
  const round = stored && seenBy(own, stored);
  if (!round) throw new Refusal('round-unknown', { round: id });
  return { round, tally: tallyRound(round, await answersTo(store, id), now) };
}

/** What a unit has said of the rows of a round, in the answer that counts. */
export async function saidInRound(store: Store, round: ReviewRound, own: string) {
  const answers = (await answersTo(store, round.id)).filter(({ agency }) => agency === own);
  return countingAnswer(round, answers)?.words ?? [];
}

function seenBy(own: string | undefined, round: ReviewRound): ReviewRound | undefined {
  if (own === undefined) return round;
  return round.addressees.includes(own) ? { ...round, addressees: [own] } : undefined;
}
