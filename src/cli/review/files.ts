import { entriesOfUnit, reviewFile, reviewFiles, unitsReported } from '../../app/queries/reviews.ts';
import { withdrawReview } from '../../app/reviews/withdraw.ts';
import { numberWords } from '../../domain/number-words.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Ground, type ReviewEntry, type ReviewList, reviewListNames } from '../../domain/review.ts';
import { date } from '../../domain/time.ts';
import type { FileAnswer } from '../../review/answer.ts';
import { listing } from '../answer.ts';
import { command, reasonOption, usual } from '../command.ts';
import { knownUnit } from '../common.ts';
import { why } from '../common-words.ts';
import { recordNumber } from '../given.ts';
import { print } from '../output.ts';
import { asPerson } from '../person.ts';
import { answerLines } from './answer-text.ts';

/** `review list`: which lists count now, or every file that was ever imported. */
export const listCommand = command({
  does: {
    vi: 'các danh mục đang có hiệu lực, hoặc mọi tệp đã nhập',
    en: 'the lists in force, or every file that was imported',
  },
  options: [
    ...usual,
    ['--files', { vi: 'mọi tệp đã nhập, mới nhất trước', en: 'every file that was imported, newest first' }],
  ],
  examples: ['dvc-sync review list', 'dvc-sync review list --files --json'],
  async onStore({ configuration, store }, options) {
    const none = 'Chưa nhập danh mục nào; nhập bằng "dvc-sync review import <tệp>".';
    if (options.files)
      return listing(
        (await reviewFiles(store)).map(({ answer: _, ...file }) => file),
        {
          none,
          head: ['SỐ', 'NGÀY', 'NGƯỜI NHẬP', 'TỆP', 'DANH MỤC'],
          cells: ({ id, importedAt, by, name, parts }) => [
            ...[String(id), date(importedAt), by, name],
            parts.map(part => partText(part.agency, part.list, part.current)).join('; '),
          ],
        },
      );
    const names = new Map(configuration.city.agencies.map(({ code, name }) => [code, name]));
    return listing(await unitsReported(store), {
      none,
      head: ['MÃ', 'ĐƠN VỊ', 'DANH MỤC', 'DÒNG', 'NHẬN NGÀY', 'TỆP'],
      cells: ({ agency, list, entries, lastAt, file, name }) => [
        ...[agency, names.get(agency) ?? '–', reviewListNames[list], numberWords(entries)],
        ...[date(lastAt), `${name} (số ${file})`],
      ],
    });
  },
});

function partText(agency: string, list: ReviewList, current: boolean): string {
  return `${agency} ${reviewListNames[list]}${current ? '' : ' (đã thay)'}`;
}

/** `review show`: the answer to an imported file, or what counts of a unit. */
export const showCommand = command({
  does: {
    vi: 'câu trả lời cho một tệp đã nhập, hoặc các dòng đang có hiệu lực của một đơn vị',
    en: 'the answer to an imported file, or the rows of a unit in force',
  },
  arguments: [
    [
      '<số|mã-đơn-vị>',
      {
        vi: 'số của tệp đã nhập, hoặc mã định danh của đơn vị',
        en: 'number of the imported file, or code of the unit',
      },
    ],
  ],
  options: usual,
  examples: ['dvc-sync review show 12', 'dvc-sync review show H13.21.1 --json'],
  check: (configuration, _options, which: string) =>
    /^\d+$/.test(which) ? Number(which) : knownUnit(which, configuration),
  async onStore({ store, names }, _options, which) {
    if (typeof which === 'string')
      return listing(await entriesOfUnit(store, which), {
        none: `${names.agency(which)} chưa có danh mục nào.`,
        head: ['MÃ', 'DANH MỤC', 'KỸ THUẬT', 'PHÁP LUẬT', 'TÊN'],
        cells: entryCells,
      });
    const file = await reviewFile<FileAnswer>(store, which);
    if (!file) throw new Refusal('review-file-unknown', { file: which });
    const answer: FileAnswer = { ...file.answer, id: which };
    return { json: { ...file, answer }, print: () => print(answerLines(answer).join('\n')) };
  },
});

function entryCells({ procedure, list, technical, legal, name }: ReviewEntry): string[] {
  return [procedure, reviewListNames[list], groundText(technical), groundText(legal), name];
}

function groundText({ blocks, reasons, text }: Ground): string {
  if (blocks === undefined) return '–';
  if (!blocks) return 'đạt';
  return reasons.length > 0
    ? `chưa đạt: ${reasons.join(', ')}`
    : text === null
      ? 'chưa đạt'
      : 'chưa đạt: other';
}

/** `review withdraw`: a file that should never have been imported. */
export const withdrawCommand = command({
  does: {
    vi: 'rút một tệp nhập nhầm; danh mục mà nó đã thay lại có hiệu lực',
    en: 'withdraw a file that was imported by mistake; the lists it replaced are in force again',
  },
  arguments: [['<số>', { vi: 'số của tệp đã nhập', en: 'number of the imported file' }, recordNumber]],
  options: [...usual, asPerson({ vi: 'ai rút', en: 'who withdraws it' }), reasonOption(why)],
  examples: [
    {
      vi: 'dvc-sync review withdraw 12 --reason "nhập nhầm đơn vị"',
      en: 'dvc-sync review withdraw 12 --reason "wrong unit"',
    },
  ],
  async onStore({ asking }, { reason }, file: number) {
    const done = await withdrawReview(asking, file, reason.trim());
    return {
      json: { file, ...done },
      print: `Đã rút ${done.name}.`,
      notes: [
        ...done.withdrawn.map(({ agency, list }) => `  ${agency}, ${reviewListNames[list]}: hết hiệu lực`),
        ...done.restored.map(
          ({ agency, list, file }) =>
            `  ${agency}, ${reviewListNames[list]} của tệp số ${file}: có hiệu lực trở lại`,
        ),
      ],
    };
  },
});
