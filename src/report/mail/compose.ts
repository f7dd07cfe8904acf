import type { NewLetter } from '../../store/mail/letter-rows.ts';
import { type Composer, type Composing, finished, UnsendableLetter } from './composing.ts';
import { composeConsultation } from './consultation.ts';
import type { Message } from './content.ts';
import { composeExplainAgain } from './explain-again.ts';
import { composeMonthly } from './monthly.ts';
import { composePlanApproval } from './plan-approval.ts';
import { composeReminder } from './reminder.ts';
import { composeCritical, composeDigest } from './run-letters.ts';
import { composeSessionActions } from './session-actions.ts';
import { type Slice, sliceKey, sliceOf } from './slice.ts';

/** Who makes letters of which kind. A new kind is a line here. */
const composers: Partial<Record<NewLetter['kind'], Composer>> = {
  digest: composeDigest,
  critical: composeCritical,
  'monthly-report': composeMonthly,
  reminder: composeReminder,
  consultation: composeConsultation,
  'explain-again': composeExplainAgain,
  'session-actions': composeSessionActions,
  'plan-approval': composePlanApproval,
};

/**
 * Makes a letter of the outbox for the entry of the configuration it is addressed to.
 *
 * @throws UnsendableLetter when nobody is to get it any more, or nobody can make it.
 */
export async function composeLetter(
  letter: NewLetter,
  composing: Omit<Composing, 'recipient'>,
): Promise<{ message: Message; recipient: Composing['recipient'] }> {
  const { slice } = (letter.body ?? {}) as { slice?: Slice };
  const address = letter.to.toLowerCase();
  const recipient = composing.mail.recipients.find(
    one => one.address.toLowerCase() === address && (!slice || sliceKey(sliceOf(one)) === sliceKey(slice)),
  );
  if (!recipient)
    throw new UnsendableLetter(
      'địa chỉ này, với phần việc này, không còn trong danh sách nhận thư của cấu hình',
    );
  const compose = composers[letter.kind];
  if (!compose) throw new UnsendableLetter(`bản dvc-sync này không soạn được thư loại "${letter.kind}"`);
  const own = { ...composing, recipient };
  return { message: finished(await compose(letter, own), own), recipient };
}
