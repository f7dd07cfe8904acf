import type { Store } from '../app/context.ts';
import {
  entriesOfUnit,
  type ReportedList,
  reviewFile,
  reviewFiles,
  unitsReported,
} from '../app/queries/reviews.ts';
import { withdrawReview } from '../app/reviews/withdraw.ts';
import { numberWords } from '../domain/number-words.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Ground, type ReviewEntry, type ReviewList, reviewListNames } from '../domain/review.ts';
import { date } from '../domain/time.ts';
import { namesOf } from '../report/names.ts';
import type { FileAnswer } from '../review/answer.ts';
import { command, type Usual, usual } from './command.ts';
import { knownUnit } from './common.ts';
import { why } from './common-words.ts';
import { recordNumber } from './given-numbers.ts';
import { needsReason } from './given-words.ts';
import { print, printJson, printTable } from './output.ts';
import { asPerson } from './person.ts';
import { answerLines } from './review-answer-text.ts';

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
    const names = new Map(configuration.city.agencies.map(({ code, name }) => [code, name]));
    if (options.files) {
      const files = (await reviewFiles(store)).map(({ answer: _, ...file }) => file);
      if (options.json) return printJson(files);
      if (files.length === 0) return print(nothing);
      const rows = files.map(({ id, importedAt, by, name, parts }) => [
        String(id),
        date(importedAt),
        by,
        name,
        parts.map(part => partText(part.agency, part.list, part.current)).join('; '),
      ]);
      return printTable(['SỐ', 'NGÀY', 'NGƯỜI NHẬP', 'TỆP', 'DANH MỤC'], rows);
    }
    const lists = await unitsReported(store);
    if (options.json) return printJson(lists);
    if (lists.length === 0) return print(nothing);
    printTable(
      ['MÃ', 'ĐƠN VỊ', 'DANH MỤC', 'DÒNG', 'NHẬN NGÀY', 'TỆP'],
      lists.map(list => fileCells(list, names)),
    );
  },
});

const nothing = 'Chưa nhập danh mục nào; nhập bằng "dvc-sync review import <tệp>".';

function fileCells(
  { agency, list, entries, lastAt, file, name }: ReportedList,
  names: ReadonlyMap<string, string>,
): string[] {
  return [
    agency,
    names.get(agency) ?? '–',
    reviewListNames[list],
    numberWords(entries),
    date(lastAt),
    `${name} (số ${file})`,
  ];
}

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
  async onStore({ configuration, store }, options, which: string) {
    if (/^\d+$/.test(which)) return showFile(store, Number(which), options);
    const agency = knownUnit(which, configuration);
    const entries = await entriesOfUnit(store, agency);
    if (options.json) return printJson(entries);
    if (entries.length === 0)
      return print(`${namesOf(configuration.city).agency(agency)} chưa có danh mục nào.`);
    printTable(['MÃ', 'DANH MỤC', 'KỸ THUẬT', 'PHÁP LUẬT', 'TÊN'], entries.map(entryCells));
  },
});

async function showFile(store: Store, id: number, { json }: Usual): Promise<void> {
  const file = await reviewFile<FileAnswer>(store, id);
  if (!file) throw new Refusal('review-file-unknown', { file: id });
  const answer: FileAnswer = { ...file.answer, id };
  if (json) return printJson({ ...file, answer });
  for (const line of answerLines(answer)) print(line);
}

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
  options: [...usual, asPerson({ vi: 'ai rút', en: 'who withdraws it' }), ['--reason <lý-do>', why]],
  examples: [
    {
      vi: 'dvc-sync review withdraw 12 --reason "nhập nhầm đơn vị"',
      en: 'dvc-sync review withdraw 12 --reason "wrong unit"',
    },
  ],
  check: needsReason,
  async onStore({ asking }, { reason = '', ...options }, file: number) {
    const done = await withdrawReview(asking, file, reason.trim());
    if (options.json) return printJson({ file, ...done });
    print(`Đã rút ${done.name}.`);
    for (const { agency, list } of done.withdrawn)
      print(`  ${agency}, ${reviewListNames[list]}: hết hiệu lực`);
    for (const { agency, list, file } of done.restored)
      print(`  ${agency}, ${reviewListNames[list]} của tệp số ${file}: có hiệu lực trở lại`);
  },
});
