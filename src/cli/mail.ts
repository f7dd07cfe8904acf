import { z } from 'zod';
import { resendMessage } from '../app/mail/resend.ts';
import { type LetterRow, type LetterStanding, listLetters, outboxState } from '../app/queries/jobs.ts';
import type { Configuration } from '../config/configuration.ts';
import type { MailSettings } from '../config/sections/mail.ts';
import { numberWords } from '../domain/number-words.ts';
import { dateAndTime } from '../domain/time.ts';
import { createLog } from '../runs/log.ts';
import { previewLetters, previewWaiting } from '../runs/mail/preview.ts';
import { sendTestLetter } from '../runs/mail/test-letter.ts';
import { sendDue } from '../runtime/outbox-sender.ts';
import { command, type Usual, usual } from './command.ts';
import { chosen, finishedRun, interruptSignal, loadFrom, withStore } from './common.ts';
import { choice, lastRun } from './common-words.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { atMost, recordNumber } from './given-numbers.ts';
import { colour, print, printJson, printTable, shownPath } from './output.ts';
import { askingHere, asPerson, personNamed } from './person.ts';
import { outputs, requireFolder, unwritable } from './unwritable.ts';

const standingNames: Record<LetterStanding, string> = {
  waiting: 'chờ gửi',
  sending: 'đang gửi',
  'in-doubt': 'chưa rõ',
  sent: 'đã gửi',
  dead: 'bỏ riêng',
};
const kindNames: Record<LetterRow['kind'], string> = {
  digest: 'tổng hợp',
  critical: 'báo khẩn',
  reminder: 'nhắc việc',
  consultation: 'lấy ý kiến',
  'monthly-report': 'báo cáo tháng',
  'session-actions': 'việc sau buổi làm việc',
  'plan-approval': 'kế hoạch chờ duyệt',
  'explain-again': 'đề nghị giải trình lại',
};

export const mailCommand = command({
  options: usual,
  examples: [
    'dvc-sync mail preview --out thu',
    'dvc-sync mail list --state in-doubt',
    {
      vi: 'dvc-sync mail resend 12 --as "Trần Thị B"',
      en: 'dvc-sync mail resend 12 --as "B. Tran"',
    },
  ],
  subcommands: {
    preview: command({
      does: {
        vi: 'viết thư tổng hợp của một lần chạy ra tệp, đúng như từng người nhận sẽ thấy; không gửi gì',
        en: 'write the digests of a run into files, just as each recipient will see them; sends nothing',
      },
      options: [
        ...usual,
        [
          '-o, --out <thư-mục>',
          { vi: 'nơi ghi các tệp .eml, .html, .txt', en: 'where .eml, .html and .txt files are written' },
          'thu',
        ],
        ['--run <mã>', lastRun],
        [
          '--waiting',
          {
            vi: 'thay vì thư của một lần chạy: các thư đang chờ gửi',
            en: 'instead of the mail of a run: the messages that wait to be sent',
          },
        ],
      ],
      async act(options) {
        const { configuration, mail } = await withMail(options);
        requireFolder(outputs.letters, options.out);
        const interrupt = interruptSignal();
        try {
          const letters = await withStore(configuration, async store => {
            const previewing = { store, configuration, mail, folder: options.out, signal: interrupt.signal };
            if (options.waiting) return previewWaiting(new Date().toISOString(), previewing);
            const run = await finishedRun(store, options.run);
            return previewLetters(run, previewing);
          });
          if (options.json) return printJson(letters);
          for (const { to, subject, files } of letters) {
            print(`${colour('bold', to)} ${subject}`);
            for (const file of files) print(`  ${shownPath(file)}`);
          }
        } catch (error) {
          throw unwritable(outputs.letters, error, options.out);
        } finally {
          interrupt.dispose();
        }
      },
    }),
    list: command({
      does: {
        vi: 'các thư trong hàng chờ và đã gửi, mới nhất trước',
        en: 'messages that wait and that were sent, newest first',
      },
      options: [
        ...usual,
        [
          '--state <tình-trạng>',
          choice({ vi: 'chỉ những thư', en: 'only these messages' }, Object.keys(standingNames)),
        ],
        atMost({ vi: 'nhiều nhất bao nhiêu thư', en: 'how many messages at most' }, 50),
      ],
      async onStore({ store, now }, options) {
        const standing = chosen('--state', options.state, Object.keys(standingNames) as LetterStanding[]);
        const { limit } = options;
        const filter = standing === undefined ? {} : { standing };
        const letters = await listLetters(store, filter, now, limit);
        const outbox = await outboxState(store, now);
        if (options.json) {
          return printJson({ outbox, letters: letters.map(({ body: _, ...letter }) => letter) });
        }
        if (letters.length === 0)
          print('Không có thư nào như vậy; thư được viết sau mỗi lần chạy có thay đổi.');
        else {
          const rows = letters.map(({ id, standing, kind, to, subject, attempts, ...letter }) => [
            String(id),
            standingNames[standing],
            kindNames[kind],
            to,
            subject,
            numberWords(attempts),
            momentWords(letter),
            letter.lastError ?? '',
          ]);
          printTable(
            ['SỐ', 'TÌNH TRẠNG', 'LOẠI', 'NGƯỜI NHẬN', 'VỀ', 'ĐÃ THỬ', 'LÚC', 'LỜI CUỐI CÙNG CỦA MÁY CHỦ'],
            rows,
          );
        }
        if (outbox.inDoubt > 0) {
          print(
            `${numberWords(outbox.inDoubt)} thư chưa rõ đã tới máy chủ thư hay chưa; không tự gửi lại. Hỏi người nhận hoặc người quản trị máy chủ thư, rồi "dvc-sync mail resend <số>" nếu chưa tới.`,
          );
        }
      },
    }),
    send: command({
      does: {
        vi: 'gửi ngay những thư đã đến lúc, mỗi thư thử một lần',
        en: 'send at once what is due, trying each message once',
      },
      options: usual,
      async act(options) {
        const { configuration } = await withMail(options);
        const interrupt = interruptSignal();
        const log = createLog(configuration.secrets, 'warn');
        try {
          const round = await withStore(configuration, store =>
            sendDue({ store, configuration, log, signal: interrupt.signal }),
          );
          const { sent, postponed, dead, inDoubt, stopped } = round;
          if (options.json) printJson(round);
          else {
            print(
              `${numberWords(sent)} thư đã gửi, ${numberWords(postponed)} sẽ thử lại, ${numberWords(dead)} bỏ riêng, ${numberWords(inDoubt)} chưa rõ.`,
            );
            if (stopped !== null) print(`Dừng lại vì ${stopped}`);
          }
          if (postponed + dead + inDoubt > 0) process.exitCode = exitCodes.failed;
          if (interrupt.interrupted()) process.exitCode = exitCodes.interrupted;
        } finally {
          interrupt.dispose();
        }
      },
    }),
    resend: command({
      does: {
        vi: 'cho gửi lại một thư đã bị bỏ riêng hoặc chưa rõ đã gửi chưa (người nhận có thể nhận hai lần)',
        en: 'send again a message that was put aside, or of which nobody knows whether it was sent (it may come twice)',
      },
      arguments: [
        [
          '<số-thư>',
          { vi: 'số của thư trong "mail list"', en: 'number of the message in "mail list"' },
          recordNumber,
        ],
      ],
      options: [...usual, asPerson({ vi: 'ai cho gửi lại', en: 'who has it sent again' })],
      async act(options, id: number) {
        const { configuration } = await withMail(options);
        const by = personNamed(options.as);
        const before = await withStore(configuration, store => resendMessage(askingHere(store, by), id));
        if (options.json) printJson({ id, before, state: 'waiting', by });
        else
          print(
            `Thư số ${id} chờ gửi lại; "dvc-sync serve" tự gửi, hoặc gửi ngay bằng "dvc-sync mail send".`,
          );
      },
    }),
    test: command({
      does: {
        vi: 'gửi một thư thử, không qua hàng chờ, để biết máy chủ thư có nhận không',
        en: 'send a test message past the queue, to see whether the mail server takes it',
      },
      arguments: [['<địa-chỉ>', { vi: 'người nhận thư thử', en: 'who gets the test message' }]],
      options: usual,
      async act(options, address: string) {
        if (!z.email().safeParse(address).success)
          throw new UsageError({
            vi: `"${address}" không phải địa chỉ thư.`,
            en: `"${address}" is no mail address.`,
          });
        const { configuration, mail } = await withMail(options);
        const problem = await sendTestLetter(configuration, mail, address, new Date().toISOString());
        if (options.json)
          printJson({ to: address, accepted: problem === undefined, problem: problem ?? null });
        else if (problem === undefined)
          print(`Máy chủ ${mail.smtp.host}:${mail.smtp.port} đã nhận thư thử gửi ${address}.`);
        if (problem !== undefined) {
          if (!options.json)
            throw new CommandError({ vi: problem, en: `the mail server did not take it: ${problem}` });
          process.exitCode = exitCodes.failed;
        }
      },
    }),
  },
});

async function withMail(options: Usual): Promise<{ configuration: Configuration; mail: MailSettings }> {
  const configuration = await loadFrom(options.config);
  if (!configuration.mail)
    throw new UsageError({
      vi: 'cấu hình chưa có mục mail nên không gửi thư; xem tệp mẫu của "dvc-sync init".',
      en: 'the configuration has no part mail, so no mail is sent; see the starter that "dvc-sync init" makes.',
    });
  return { configuration, mail: configuration.mail };
}

function momentWords({
  sentAt,
  nextTryAt,
  queuedAt,
}: Pick<LetterRow, 'sentAt' | 'nextTryAt' | 'queuedAt'>): string {
  if (sentAt !== null) return `gửi ${dateAndTime(sentAt)}`;
  if (nextTryAt !== null) return `thử từ ${dateAndTime(nextTryAt)}`;
  return `xếp hàng ${dateAndTime(queuedAt)}`;
}
