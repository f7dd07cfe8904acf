import { roundNow, rounds } from '../app/queries/consultations.ts';
import { addresseesOf, endRound, openRound, takeRoundAnswer } from '../app/reviews/consult.ts';
import type { Configuration } from '../config/configuration.ts';
import { roundListNames, roundLists } from '../domain/consultation.ts';
import { cleanFileName } from '../domain/file-name.ts';
import { numberWords } from '../domain/number-words.ts';
import { reviewListNames } from '../domain/review.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import { dayOf, dayText, noonOf } from '../domain/time.ts';
import { consultationRecord } from '../report/documents/consultation-record.ts';
import { formsOfPapers } from '../report/documents/paper-forms.ts';
import { writeForms } from '../report/forms.ts';
import { namesOf } from '../report/names.ts';
import { roundForm } from '../report/reviews/round-form.ts';
import { roundHeadJson, roundJson } from '../report/reviews/round-json.ts';
import type { FileAnswer } from '../review/answer.ts';
import { openFile } from '../review/open-file.ts';
import { roundNames, silenceUnheard } from '../words/rounds.ts';
import { command, needed, usual } from './command.ts';
import { bytesOf, knownUnit, loadFrom, withStore } from './common.ts';
import { exitCodes, UsageError } from './exit.ts';
import { givenDay } from './given-days.ts';
import { recordNumber } from './given-numbers.ts';
import { oneWordOf } from './given-words.ts';
import { print, printJson, printTable, shownPath } from './output.ts';
import { askingHere, asPerson, personNamed } from './person.ts';
import { answerLines } from './review-answer-text.ts';
import { outputs } from './unwritable.ts';

/** `review consult`: a draft list sent round, what came back, and its record. */
export const consultCommand = command({
  does: {
    vi: 'các đợt lấy ý kiến về dự thảo Phụ lục I, II',
    en: 'rounds of consultation on the draft lists',
  },
  options: usual,
  examples: [
    'dvc-sync review consult open --list appendix-1 --to commune,H13.3 --until 2021-07-10 --silence agrees --out phieu',
    'dvc-sync review consult import tra-loi/*.xlsx',
    'dvc-sync review consult show 1',
    'dvc-sync review consult close 1 --out bien-ban',
  ],
  async onStore({ store }, options) {
    const all = await rounds(store);
    if (options.json) return printJson(all.map(roundHeadJson));
    if (all.length === 0) return print('Chưa có đợt lấy ý kiến nào; mở bằng "dvc-sync review consult open".');
    printTable(
      ['ĐỢT', 'DANH SÁCH', 'HẠN', 'ĐƠN VỊ', 'DÒNG', 'TRẠNG THÁI'],
      all.map(({ id, list, until, addressees, rows, closedAt }) => [
        ...[String(id), reviewListNames[list], dayText(until), numberWords(addressees.length)],
        ...[numberWords(rows.length), closedAt === null ? 'đang mở' : 'đã đóng'],
      ]),
    );
  },
  subcommands: {
    open: command({
      does: {
        vi: 'gửi danh sách tổng hợp hiện có đi lấy ý kiến; mỗi đơn vị một phiếu',
        en: 'send the consolidated list round as it stands; a workbook for each unit',
      },
      options: [
        ...usual,
        needed(
          '--list <danh-sách>',
          {
            vi: 'appendix-1 (Phụ lục I) hoặc appendix-2 (Phụ lục II)',
            en: 'appendix-1 or appendix-2',
          },
          oneWordOf(roundListNames),
        ),
        needed('--to <ai>', {
          vi: 'mã đơn vị hoặc cấp (province, district, commune), cách nhau bằng dấu phẩy',
          en: 'codes of units or tiers (province, district, commune), with commas between',
        }),
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
        needed('-o, --out <thư-mục>', {
          vi: 'ghi các phiếu <mã>.xlsx vào thư mục này',
          en: 'where to write the workbooks, <code>.xlsx',
        }),
        asPerson({ vi: 'người gửi', en: 'who sends it' }),
      ],
      into: outputs.workbook,
      check: (configuration, { to }) => addressed(to, configuration),
      async onStore({ configuration, asking }, options) {
        const { until, silence } = options;
        const list = roundLists[options.list];
        const addressees = addressed(options.to, configuration);
        const { round, queued, unreached } = await openRound(asking, { list, addressees, until, silence });
        const { city } = configuration;
        const files = await writeForms(
          round.addressees.map(agency => roundForm(round, agency, city)),
          options.out,
        );
        if (options.json) return printJson({ round: round.id });
        print(
          `Đã mở đợt lấy ý kiến số ${round.id}: ${numberWords(round.rows.length)} dòng, ${numberWords(files.length)} đơn vị, hết ngày ${dayText(until)}.`,
        );
        print(`Phiếu: ${shownPath(options.out)}`);
        if (configuration.mail)
          print(
            `${numberWords(queued)} thư chờ gửi${unreached.length > 0 ? `; ${numberWords(unreached.length)} đơn vị chưa có địa chỉ thư trong cấu hình` : ''}.`,
          );
      },
    }),
    import: command({
      does: {
        vi: 'nhập phiếu trả lời; phiếu đến sau hạn được giữ lại, không tính',
        en: 'take answers in; late ones are kept and do not count',
      },
      arguments: [['<tệp...>', { vi: 'phiếu đơn vị gửi lại', en: 'workbooks that came back' }]],
      options: [
        ...usual,
        [
          '--received <ngày>',
          { vi: 'ngày nhận, khi nhập từ bản giấy', en: 'the day it came, of what came on paper' },
          givenDay,
        ],
        asPerson({ vi: 'người nhập', en: 'who takes it in' }),
      ],
      async act(options, files: string[]) {
        const configuration = await loadFrom(options.config);
        const { received } = options;
        if (received !== undefined && received > dayOf(new Date().toISOString()))
          throw new UsageError({
            vi: `--received: ngày ${dayText(received)} chưa đến.`,
            en: `--received: ${received} has not come yet.`,
          });
        const answers: FileAnswer[] = [];
        await withStore(configuration, async store => {
          const asking = askingHere(store, personNamed(options.as));
          for (const path of files) {
            const file = { name: cleanFileName(path, 'phieu'), bytes: await bytesOf(path) };
            const { answer } = await takeRoundAnswer(asking, await openFile(file, true), {
              ...(received !== undefined && { receivedAt: noonOf(received) }),
            });
            answers.push(answer);
            if (!options.json) for (const line of answerLines(answer)) print(line);
          }
        });
        if (options.json) printJson(answers);
        if (answers.some(({ state }) => state === 'unreadable')) process.exitCode = exitCodes.failed;
        else if (answers.some(({ problems }) => problems.length > 0))
          process.exitCode = exitCodes.discrepancies;
      },
    }),
    show: command({
      does: {
        vi: 'ai đã trả lời, từng dòng được bao nhiêu ý kiến',
        en: 'who has answered, and what was said of each row',
      },
      arguments: [['<đợt>', { vi: 'số của đợt', en: 'number of the round' }, recordNumber]],
      options: usual,
      async onStore({ configuration, store }, options, number: number) {
        const { round, tally } = await roundNow(store, number, new Date().toISOString());
        if (round.closedAt === null) process.exitCode = exitCodes.discrepancies;
        if (options.json) return printJson(roundJson(round, tally));
        const { id, list, until, silence } = round;
        const { addressees, rows, early } = tally;
        const names = namesOf(configuration.city);
        print(`Đợt ${id}, ${reviewListNames[list]}, hết ngày ${dayText(until)}:`);
        if (early && silence === 'agrees') print(silenceUnheard);
        const { state: called } = roundNames(early);
        printTable(
          ['ĐƠN VỊ', 'TRẢ LỜI', 'SỐ LẦN'],
          addressees.map(({ agency, state, times }) => [
            ...[names.agency(agency), called[state], String(times.length)],
          ]),
        );
        const contested = rows.filter(({ differ, comments }) => differ > 0 || comments.length > 0);
        print(
          `${numberWords(contested.length)} trên ${numberWords(rows.length)} dòng có ý kiến khác hoặc góp ý:`,
        );
        for (const { procedure, agree, differ, none, comments } of contested.slice(0, 50)) {
          print(`  ${procedure}: ${agree} thống nhất, ${differ} không thống nhất, ${none} không có ý kiến`);
          for (const { agency, text } of comments) print(`    ${names.agency(agency)}: ${text}`);
        }
      },
    }),
    close: command({
      does: {
        vi: 'đóng đợt lấy ý kiến và lập biên bản (DOCX)',
        en: 'close the round and write its record (DOCX)',
      },
      arguments: [['<đợt>', { vi: 'số của đợt', en: 'number of the round' }, recordNumber]],
      options: [
        ...usual,
        needed('-o, --out <thư-mục>', {
          vi: 'ghi biên bản vào thư mục này',
          en: 'where to write the record',
        }),
        [
          '--reason <lý-do>',
          { vi: 'vì sao (bắt buộc khi chưa hết hạn)', en: 'why (needed before the last day is over)' },
        ],
        asPerson({ vi: 'người đóng', en: 'who closes it' }),
      ],
      into: outputs.papers,
      async onStore({ configuration, store, asking }, options, number: number) {
        const closed = await endRound(asking, number, options.reason ?? null);
        const now = closed.closedAt!;
        const { tally } = await roundNow(store, closed.id, now);
        const paper = consultationRecord(closed, tally, configuration, now);
        const files = await writeForms(formsOfPapers([paper]), options.out);
        if (options.json) return printJson({ round: closed.id, files });
        print(`Đã đóng đợt lấy ý kiến số ${closed.id}.`);
        for (const file of files) print(shownPath(file));
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
