import { Refusal } from '../../domain/refusal.ts';
import { withdrawReview as withdraw } from '../../store/reviews/reviews.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

export type Withdrawn = NonNullable<Awaited<ReturnType<typeof withdraw>>>;

/**
 * Takes back a file that should never have been imported; lists whose place it had taken count again.
 *
 * @throws Refusal when there is no such file, or nothing of it counts any more.
 */
export function withdrawReview(asking: Asking, file: number, reason: string): Promise<Withdrawn> {
  return askedAtOnce(asking, 'withdraw-review', String(file), async (inner, by, done) => {
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'revocation' });
    const gone = await withdraw(inner, file, by.at);
    if (!gone) throw new Refusal('review-file-unknown', { file });
    const { name, withdrawn, restored } = gone;
    if (withdrawn.length === 0) throw new Refusal('review-file-withdrawn', { file, name });
    await done(inner, { target: `${file} ${name}`, before: withdrawn, after: { restored, reason } });
    return gone;
  });
}
