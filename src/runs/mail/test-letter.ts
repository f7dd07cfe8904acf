import { randomUUID } from 'node:crypto';
import { createRedactor } from '../../adapter/http-redaction.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { MailSettings } from '../../config/sections/mail.ts';
import { dateAndTime } from '../../domain/time.ts';
import { subjectStart } from '../../report/mail/composing.ts';
import type { Message } from '../../report/mail/content.ts';
import { toMime } from '../../report/mail/mime.ts';
import { MailServer, MailServerError } from './smtp.ts';

/** Sends a letter that only says that sending works, past the outbox; undefined when it was taken, else why not. */
export async function sendTestLetter(
  configuration: Configuration,
  mail: MailSettings,
  address: string,
  now: string,
): Promise<string | undefined> {
  const message: Message = {
    subject: `${subjectStart(configuration)} Thư thử, không cần trả lời`,
    urgent: false,
    content: {
      kind: 'Thư thử',
      place: `dvc-sync, ${dateAndTime(now)}`,
      part: '',
      headline: 'Gửi thư hoạt động.',
      lead: ['Thư này do người quản trị dvc-sync gửi để thử máy chủ thư.'],
      figures: [],
      sections: [],
      footer: [`Gửi qua ${mail.smtp.host}:${mail.smtp.port}.`],
    },
    attachments: [],
  };
  const letter = { messageId: `dvc-sync.test.${randomUUID()}`, notBefore: now };
  const mime = await toMime(letter, message, mail, { address });
  const server = new MailServer(mail.smtp);
  const redact = createRedactor(configuration.secrets);
  try {
    await server.connect();
    const answer = await server.send(mime);
    return answer.state === 'accepted' ? undefined : redact(answer.words);
  } catch (error) {
    if (error instanceof MailServerError) return redact(error.message);
    throw error;
  } finally {
    server.close();
  }
}
