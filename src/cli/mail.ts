import { z } from 'zod';
import { resendMessage } from '../app/mail/resend.ts';
import {
  type LetterRow,
  type LetterStanding,
  listLetters,
  outboxState,
  type ShownLetter,
} from '../app/queries/jobs.ts';
import type { Configuration } from '../config/configuration.ts';
import type { MailSettings } from '../config/sections/mail.ts';
import { numberWords } from '../domain/number-words.ts';
import { dateAndTime } from '../domain/time.ts';
import { list } from '../report/table/table.ts';
import { createLog } from '../runs/log.ts';
import { previewLetters, previewWaiting } from '../runs/mail/preview.ts';
import { sendTestLetter } from '../runs/mail/test-letter.ts';
import { sendDue } from '../runtime/outbox-sender.ts';
import { listing } from './answer.ts';
import { command, outOption, usual } from './command.ts';
import { finishedRun, loadFrom } from './common.ts';
import { lastRun, stoppedAsAsked } from './common-words.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { atMost, oneOf, recordNumber } from './given.ts';
import { colour, print, shownPath } from './output.ts';
import { asPerson } from './person.ts';
import { outputs, unwritable } from './unwritable.ts';

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
        [
          ...outOption({
            vi: 'nơi ghi các tệp .eml, .html, .txt',
            en: 'where .eml, .html and .txt files are written',
          }),
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
      check: mailOf,
      into: outputs.letters,
      stopped: stoppedAsAsked,
      async onStore({ configuration, store, now, signal }, { out, waiting, run }, mail) {
        const previewing = { store, configuration, mail, folder: out, signal };
        const letters = await (waiting
          ? previewWaiting(now, previewing)
          : previewLetters(await finishedRun(store, run), previewing)
        ).catch(error => {
          throw unwritable(outputs.letters, error, out);
        });
        return {
          json: letters,
          print() {
            for (const { to, subject, files } of letters) {
              print(`${colour('bold', to)} ${subject}`);
              for (const file of files) print(`  ${shownPath(file)}`);
            }
          },
        };
      },
    }),
    list: command({
      does: {
        vi: 'các thư trong hàng chờ và đã gửi, mới nhất trước',
        en: 'messages that wait and that were sent, newest first',
      },
      options: [
        oneOf(
          '--state <tình-trạng>',
          { vi: 'chỉ những thư', en: 'only these messages' },
          Object.keys(standingNames) as LetterStanding[],
        ),
        atMost({ vi: 'nhiều nhất bao nhiêu thư', en: 'how many messages at most' }, 50),
      ],
      async onStore({ store, now }, { state: standing, limit }) {
        const letters = await listLetters(store, standing === undefined ? {} : { standing }, now, limit);
        const outbox = await outboxState(store, now);
        return {
          ...listing(letters, letterTable, {
            json: () => ({ outbox, letters: letters.map(({ body: _, ...letter }) => letter) }),
            none: 'Không có thư nào như vậy; thư được viết sau mỗi lần chạy có thay đổi.',
          }),
          notes:
            outbox.inDoubt > 0
              ? [
                  `${numberWords(outbox.inDoubt)} thư chưa rõ đã tới máy chủ thư hay chưa; không tự gửi lại. Hỏi người nhận hoặc người quản trị máy chủ thư, rồi "dvc-sync mail resend <số>" nếu chưa tới.`,
                ]
              : [],
        };
      },
    }),
    send: command({
      does: {
        vi: 'gửi ngay những thư đã đến lúc, mỗi thư thử một lần',
        en: 'send at once what is due, trying each message once',
      },
      check: mailOf,
      stopped: stoppedAsAsked,
      async onStore({ configuration, store, signal }) {
        const log = createLog(configuration.secrets, 'warn');
        const round = await sendDue({ store, configuration, log, signal });
        const { sent, postponed, dead, inDoubt, stopped } = round;
        return {
          json: round,
          print: `${numberWords(sent)} thư đã gửi, ${numberWords(postponed)} sẽ thử lại, ${numberWords(dead)} bỏ riêng, ${numberWords(inDoubt)} chưa rõ.`,
          notes: stopped === null ? [] : [`Dừng lại vì ${stopped}`],
          exit: signal.aborted
            ? exitCodes.interrupted
            : postponed + dead + inDoubt > 0
              ? exitCodes.failed
              : exitCodes.clean,
        };
      },
    }),
    resend: command({
      does: {
        vi: 'cho gửi lại một thư đã bị bỏ riêng hoặc chưa rõ đã gửi chưa (người nhận có thể nhận hai lần)',
        en: 'send again a message that was put aside, or of which nobody knows whether it was sent (it may come twice)',
      },
      argument: [
        '<số-thư>',
        { vi: 'số của thư trong "mail list"', en: 'number of the message in "mail list"' },
        recordNumber,
      ],
      options: [asPerson({ vi: 'ai cho gửi lại', en: 'who has it sent again' })],
      check(configuration, _options, id: number) {
        mailOf(configuration);
        return id;
      },
      async onStore({ asking }, _options, id) {
        const before = await resendMessage(asking, id);
        return {
          json: { id, before, state: 'waiting', by: asking.actor.name },
          print: `Thư số ${id} chờ gửi lại; "dvc-sync serve" tự gửi, hoặc gửi ngay bằng "dvc-sync mail send".`,
        };
      },
    }),
    test: command({
      does: {
        vi: 'gửi một thư thử, không qua hàng chờ, để biết máy chủ thư có nhận không',
        en: 'send a test message past the queue, to see whether the mail server takes it',
      },
      argument: ['<địa-chỉ>', { vi: 'người nhận thư thử', en: 'who gets the test message' }],
      options: usual,
      async act(options, address: string) {
        if (!z.email().safeParse(address).success)
          throw new UsageError({
            vi: `"${address}" không phải địa chỉ thư.`,
            en: `"${address}" is no mail address.`,
          });
        const configuration = await loadFrom(options.config);
        const mail = mailOf(configuration);
        const problem = await sendTestLetter(configuration, mail, address, new Date().toISOString());
        if (problem !== undefined && !options.json)
          throw new CommandError({ vi: problem, en: `the mail server did not take it: ${problem}` });
        return {
          json: { to: address, accepted: problem === undefined, problem: problem ?? null },
          print: `Máy chủ ${mail.smtp.host}:${mail.smtp.port} đã nhận thư thử gửi ${address}.`,
          exit: problem === undefined ? undefined : exitCodes.failed,
        };
      },
    }),
  },
});

/** @throws UsageError where there is none. */
function mailOf({ mail }: Configuration): MailSettings {
  if (!mail)
    throw new UsageError({
      vi: 'cấu hình chưa có mục mail nên không gửi thư; xem tệp mẫu của "dvc-sync init".',
      en: 'the configuration has no part mail, so no mail is sent; see the starter that "dvc-sync init" makes.',
    });
  return mail;
}

const letterTable = list<ShownLetter>([
  { title: 'Số', cell: ({ id }) => String(id) },
  { title: 'Tình trạng', cell: ({ standing }) => standingNames[standing] },
  { title: 'Loại', cell: ({ kind }) => kindNames[kind] },
  { title: 'Người nhận', cell: ({ to }) => to },
  { title: 'Về', cell: ({ subject }) => subject },
  { title: 'Đã thử', cell: ({ attempts }) => attempts },
  { title: 'Lúc', cell: momentWords },
  { title: 'Lời cuối cùng của máy chủ', cell: ({ lastError }) => lastError },
]);

function momentWords({
  sentAt,
  nextTryAt,
  queuedAt,
}: Pick<LetterRow, 'sentAt' | 'nextTryAt' | 'queuedAt'>): string {
  if (sentAt !== null) return `gửi ${dateAndTime(sentAt)}`;
  if (nextTryAt !== null) return `thử từ ${dateAndTime(nextTryAt)}`;
  return `xếp hàng ${dateAndTime(queuedAt)}`;
}
