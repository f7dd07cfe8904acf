import { roundNow, rounds } from '../../app/queries/consultations.ts';
import { addresseesOf, endRound, openRound, takeRoundAnswer } from '../../app/reviews/consult.ts';
import type { Configuration } from '../../config/configuration.ts';
import { roundListNames, roundLists } from '../../domain/consultation.ts';
import { cleanFileName } from '../../domain/file-name.ts';
import { numberWords } from '../../domain/number-words.ts';
import { reviewListNames } from '../../domain/review.ts';
import { type Tier, tiers } from '../../domain/tier.ts';
import { dayText, noonOf } from '../../domain/time.ts';
import { formsOfPapers } from '../../report/documents/paper-forms.ts';
import { roundForm } from '../../report/reviews/round-form.ts';
import {
  addresseeTable,
  consultationRecord,
  namedRows,
  opinionTable,
  roundHeadJson,
  roundJson,
  roundTable,
} from '../../report/reviews/rounds.ts';
import type { FileAnswer } from '../../review/answer.ts';
import { openFile } from '../../review/open-file.ts';
import { silenceUnheard } from '../../words/desk.ts';
import { listing } from '../answer.ts';
import { command, needed, outOption } from '../command.ts';
import { bytesOf, requireFiles } from '../common.ts';
import { givenDay, meant, oneWordOf, pastDay, recordNumber } from '../given.ts';
import { knownUnit } from '../known.ts';
import { print, printTable, shownPath } from '../output.ts';
import { asPerson } from '../person.ts';
import { outputs } from '../unwritable.ts';
import { answerLines } from './answer-text.ts';
import { exitCodeOf } from './import.ts';

export const consultCommand = command({
  does: {
    vi: 'các đợt lấy ý kiến về dự thảo Phụ lục I, II',
    en: 'rounds of consultation on the draft lists',
  },
  examples: [
    'dvc-sync review consult open --list appendix-1 --to commune,H13.3 --until 2021-07-10 --silence agrees --out phieu',
    'dvc-sync review consult import tra-loi/*.xlsx',
    'dvc-sync review consult show 1',
    'dvc-sync review consult close 1 --out bien-ban',
  ],
  async onStore({ store }) {
    const all = await rounds(store);
    return listing(all, roundTable, {
      json: () => all.map(roundHeadJson),
      none: 'Chưa có đợt lấy ý kiến nào; mở bằng "dvc-sync review consult open".',
    });
  },
  subcommands: {
    open: command({
      does: {
        vi: 'gửi danh sách tổng hợp hiện có đi lấy ý kiến; mỗi đơn vị một phiếu',
        en: 'send the consolidated list round as it stands; a workbook for each unit',
      },
      options: [
        needed(
          '--list <danh-sách>',
          {
            vi: 'appendix-1 (Phụ lục I) hoặc appendix-2 (Phụ lục II)',
            en: 'appendix-1 or appendix-2',
          },
          oneWordOf(roundListNames),
        ),
        needed(
          '--to <ai>',
          {
            vi: 'mã đơn vị hoặc cấp (province, district, commune), cách nhau bằng dấu phẩy',
            en: 'codes of units or tiers (province, district, commune), with commas between',
          },
          meant(addressed),
        ),
        needed(
          '--until <ngày>',
          { vi: 'ngày cuối cùng, tính đến 24 giờ', en: 'the last day, to its end' },
          givenDay,
        ),
        needed(
          '--silence <cách>',
          {
            vi: 'không trả lời thì: agrees (coi là thống nhất) hoặc none',
            en: 'who does not answer: agrees, or none (has no opinion)',
          },
          oneWordOf(['agrees', 'none'] as const),
        ),
        {
          needed: outOption({
            vi: 'ghi các phiếu <mã>.xlsx vào thư mục này',
            en: 'where to write the workbooks, <code>.xlsx',
          }),
        },
        asPerson({ vi: 'người gửi', en: 'who sends it' }),
      ],
      into: outputs.workbook,
      async onStore({ configuration, asking }, { out, list, to, until, silence }) {
        const wanted = { list: roundLists[list], addressees: to, until, silence };
        const { round, queued, unreached } = await openRound(asking, wanted);
        const { id, rows, addressees } = round;
        const notes = [`Phiếu: ${shownPath(out)}`];
        if (configuration.mail)
          notes.push(
            `${numberWords(queued)} thư chờ gửi${unreached.length > 0 ? `; ${numberWords(unreached.length)} đơn vị chưa có địa chỉ thư trong cấu hình` : ''}.`,
          );
        return {
          json: { round: id },
          print: `Đã mở đợt lấy ý kiến số ${id}: ${numberWords(rows.length)} dòng, ${numberWords(addressees.length)} đơn vị, hết ngày ${dayText(until)}.`,
          forms: () => addressees.map(agency => roundForm(round, agency, configuration.city)),
          ...{ mostFiles: 0, notes },
        };
      },
    }),
    import: command({
      does: {
        vi: 'nhập phiếu trả lời; phiếu đến sau hạn được giữ lại, không tính',
        en: 'take answers in; late ones are kept and do not count',
      },
      argument: ['<tệp...>', { vi: 'phiếu đơn vị gửi lại', en: 'workbooks that came back' }],
      options: [
        [
          '--received <ngày>',
          { vi: 'ngày nhận, khi nhập từ bản giấy', en: 'the day it came, of what came on paper' },
          pastDay('--received'),
        ],
        asPerson({ vi: 'người nhập', en: 'who takes it in' }),
      ],
      async check(_configuration, _options, files: string[]) {
        await requireFiles(files);
        return files;
      },
      async onStore({ asking }, { received, json }, files) {
        const answers: FileAnswer[] = [];
        for (const path of files) {
          const file = { name: cleanFileName(path, 'phieu'), bytes: await bytesOf(path) };
          const { answer } = await takeRoundAnswer(asking, await openFile(file, true), {
            ...(received !== undefined && { receivedAt: noonOf(received) }),
          });
          answers.push(answer);
          if (!json) for (const line of answerLines(answer)) print(line);
        }
        return { json: answers, exit: exitCodeOf(answers) };
      },
    }),
    show: command({
      does: {
        vi: 'ai đã trả lời, từng dòng được bao nhiêu ý kiến; lập biên bản với --out',
        en: 'who has answered, and what was said of each row; with --out the record',
      },
      argument: ['<đợt>', { vi: 'số của đợt', en: 'number of the round' }, recordNumber],
      options: [outOption({ vi: 'ghi biên bản vào thư mục này', en: 'where to write the record' })],
      into: outputs.papers,
      async onStore({ configuration, store, now, names }, _options, number: number) {
        const { round, tally } = await roundNow(store, number, now);
        const { id, list, until, silence, closedAt } = round;
        const { addressees, rows, early } = tally;
        return {
          json: () => roundJson(round, tally),
          forms: () => formsOfPapers([consultationRecord(round, tally, configuration, closedAt ?? now)]),
          open: closedAt === null,
          print() {
            print(`Đợt ${id}, ${reviewListNames[list]}, hết ngày ${dayText(until)}:`);
            if (early && silence === 'agrees') print(silenceUnheard);
            printTable(addresseeTable(names, early), addressees);
            const contested = namedRows(round, tally).filter(
              ({ differ, comments }) => differ > 0 || comments.length > 0,
            );
            print(
              `${numberWords(contested.length)} trên ${numberWords(rows.length)} dòng có ý kiến khác hoặc góp ý${contested.length > 0 ? ':' : '.'}`,
            );
            if (contested.length > 0)
              printTable(opinionTable(names, round), contested, {
                limit: 50,
                more: ' dòng; xem bằng --json.',
              });
          },
        };
      },
    }),
    close: command({
      does: {
        vi: 'đóng đợt lấy ý kiến và lập biên bản (DOCX)',
        en: 'close the round and write its record (DOCX)',
      },
      argument: ['<đợt>', { vi: 'số của đợt', en: 'number of the round' }, recordNumber],
      options: [
        { needed: outOption({ vi: 'ghi biên bản vào thư mục này', en: 'where to write the record' }) },
        [
          '--reason <lý-do>',
          { vi: 'vì sao (bắt buộc khi chưa hết hạn)', en: 'why (needed before the last day is over)' },
        ],
        asPerson({ vi: 'người đóng', en: 'who closes it' }),
      ],
      into: outputs.papers,
      async onStore({ configuration, store, asking }, { reason = null }, number: number) {
        const closed = await endRound(asking, number, reason);
        const { id } = closed;
        const now = closed.closedAt!;
        const { tally } = await roundNow(store, id, now);
        return {
          json: (files: string[]) => ({ round: id, files }),
          print: `Đã đóng đợt lấy ý kiến số ${id}.`,
          forms: () => formsOfPapers([consultationRecord(closed, tally, configuration, now)]),
        };
      },
    }),
  },
});

/** Codes and tiers, with commas between. */
function addressed(given: string, configuration: Configuration): string[] {
  const parts = given
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
  return addresseesOf(
    configuration.city,
    parts.map(part => (tiers.includes(part as Tier) ? part : knownUnit(part, configuration))),
  );
}
