import { Refusal } from '../../domain/refusal.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { type LetterStanding, resendLetter } from '../../store/mail/outbox.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * Has a message sent again that was given up, or that may have arrived or not. What it was before.
 *
 * @throws Refusal when there is none, or when it waits, is being sent or was sent.
 */
export function resendMessage(asking: Asking, id: number): Promise<LetterStanding> {
  return asked(asking, 'resend-letter', String(id), () => {
    const by = doingOf(asking);
    return inTransaction(asking.store, async inner => {
      const done = await resendLetter(inner, id, by.at);
      if (!done) throw new Refusal('message-unknown', { id });
      if (done.again === 'no') throw new Refusal('message-not-resendable', { id, state: done.was });
      if (done.again === 'taken') throw new Refusal('message-taken', { id });
      const { was } = done;
      await record(inner, {
        ...{ ...by, action: 'resend-letter', target: String(id) },
        ...{ before: { state: was }, after: { state: 'waiting' }, outcome: 'done' },
      });
      return was;
    });
  });
}
