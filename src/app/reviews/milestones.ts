import { Refusal } from '../../domain/refusal.ts';
import {
  confirmMilestone as confirm,
  type MilestoneWord,
  withdrawMilestone,
} from '../../store/reviews/milestones.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

type Word = Pick<MilestoneWord, 'milestone' | 'unit' | 'reason'>;

/**
 * A person's word that a unit is done with a milestone no run can see; said again, the later word counts.
 *
 * @throws Refusal without a name or a reason.
 */
export function confirmMilestone(asking: Asking, word: Word & Pick<MilestoneWord, 'doneOn'>): Promise<void> {
  const { milestone, unit, doneOn, reason } = word;
  return askedAtOnce(asking, 'confirm-milestone', `${milestone} ${unit}`, async (inner, by, done) => {
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'confirmation' });
    const before = await confirm(inner, { ...word, by: by.who, at: by.at });
    await done(inner, { before, after: { doneOn, reason } });
  });
}

/** Takes the word back. @throws Refusal when there is none. */
export function takeBackMilestone(asking: Asking, { milestone, unit, reason }: Word): Promise<void> {
  return askedAtOnce(asking, 'withdraw-milestone', `${milestone} ${unit}`, async (inner, by, done) => {
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'revocation' });
    const before = await withdrawMilestone(inner, milestone, unit);
    if (!before) throw new Refusal('milestone-not-confirmed', { milestone, unit });
    await done(inner, { before, after: { reason } });
  });
}
