import { Refusal } from '../../domain/refusal.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { withdrawReview as withdraw } from '../../store/reviews/review-withdrawal.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

export type Withdrawn = NonNullable<Awaited<ReturnType<typeof withdraw>>>;

/**
 * Takes back a file that should never have been imported; lists whose place it had taken count again.
 *
 * @throws Refusal when there is no such file, or nothing of it counts any more.
 */
export function withdrawReview(asking: Asking, file: number, reason: string): Promise<Withdrawn> {
  return asked(asking, 'withdraw-review', String(file), () => {
    const by = doingOf(asking);
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'revocation' });
    return inTransaction(asking.store, async inner => {
      const done = await withdraw(inner, file, by.at);
      if (!done) throw new Refusal('review-file-unknown', { file });
      const { name, withdrawn, restored } = done;
      if (withdrawn.length === 0) throw new Refusal('review-file-withdrawn', { file, name });
      await record(inner, {
        ...{ ...by, action: 'withdraw-review', target: `${file} ${name}` },
        ...{ before: withdrawn, after: { restored, reason }, outcome: 'done' },
      });
      return done;
    });
  });
}
