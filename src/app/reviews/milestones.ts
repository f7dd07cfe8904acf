import { Refusal } from '../../domain/refusal.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import {
  confirmMilestone as confirm,
  type MilestoneWord,
  withdrawMilestone,
} from '../../store/reviews/milestones.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

type Word = Pick<MilestoneWord, 'milestone' | 'unit' | 'reason'>;

/**
 * A person's word that a unit is done with a milestone no run can see; said again, the later word counts.
 *
 * @throws Refusal without a name or a reason.
 */
export function confirmMilestone(asking: Asking, word: Word & Pick<MilestoneWord, 'doneOn'>): Promise<void> {
  const target = `${word.milestone} ${word.unit}`;
  return asked(asking, 'confirm-milestone', target, () => {
    const by = doingOf(asking);
    const { doneOn, reason } = word;
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'confirmation' });
    return inTransaction(asking.store, async inner => {
      const before = (await confirm(inner, { ...word, by: by.who, at: by.at })) ?? null;
      const after = { doneOn, reason };
      await record(inner, { ...by, action: 'confirm-milestone', target, before, after, outcome: 'done' });
    });
  });
}

/** Takes the word back. @throws Refusal when there is none. */
export function takeBackMilestone(asking: Asking, { milestone, unit, reason }: Word): Promise<void> {
  const target = `${milestone} ${unit}`;
  return asked(asking, 'withdraw-milestone', target, () => {
    const by = doingOf(asking);
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'revocation' });
    return inTransaction(asking.store, async inner => {
      const before = await withdrawMilestone(inner, milestone, unit);
      if (!before) throw new Refusal('milestone-not-confirmed', { milestone, unit });
      await record(inner, {
        ...{ ...by, action: 'withdraw-milestone', target },
        ...{ before, after: { reason }, outcome: 'done' },
      });
    });
  });
}
