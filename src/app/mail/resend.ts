import { Refusal } from '../../domain/refusal.ts';
import { type LetterStanding, resendLetter } from '../../store/mail/outbox.ts';
import { askedAtOnce } from '../audited.ts';
import type { Asking } from '../context.ts';

/**
 * Has a message sent again that was given up, or that may have arrived or not. What it was before.
 *
 * @throws Refusal when there is none, or when it waits, is being sent or was sent.
 */
export function resendMessage(asking: Asking, id: number): Promise<LetterStanding> {
  return askedAtOnce(asking, 'resend-letter', String(id), async (inner, by, done) => {
    const letter = await resendLetter(inner, id, by.at);
    if (!letter) throw new Refusal('message-unknown', { id });
    const { was, again } = letter;
    if (again === 'no') throw new Refusal('message-not-resendable', { id, state: was });
    if (again === 'taken') throw new Refusal('message-taken', { id });
    await done(inner, { before: { state: was }, after: { state: 'waiting' } });
    return was;
  });
}
