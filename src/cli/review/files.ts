import {
  entriesOfUnit,
  type ReportedList,
  reviewFile,
  reviewFiles,
  unitsReported,
} from '../../app/queries/reviews.ts';
import { withdrawReview } from '../../app/reviews/withdraw.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Ground, type ReviewEntry, type ReviewList, reviewListNames } from '../../domain/review.ts';
import { dayOf } from '../../domain/time.ts';
import { list } from '../../report/table/table.ts';
import type { FileAnswer } from '../../review/answer.ts';
import { listing } from '../answer.ts';
import { command, reasonOption } from '../command.ts';
import { why } from '../common-words.ts';
import { meant, recordNumber } from '../given.ts';
import { knownUnit } from '../known.ts';
import { print } from '../output.ts';
import { asPerson } from '../person.ts';
import { answerLines } from './answer-text.ts';

export const listCommand = command({
  does: {
    vi: 'các danh mục đang có hiệu lực, hoặc mọi tệp đã nhập',
    en: 'the lists in force, or every file that was imported',
  },
  options: [
    ['--files', { vi: 'mọi tệp đã nhập, mới nhất trước', en: 'every file that was imported, newest first' }],
  ],
  examples: ['dvc-sync review list', 'dvc-sync review list --files --json'],
  async onStore({ configuration, store }, options) {
    const none = 'Chưa nhập danh mục nào; nhập bằng "dvc-sync review import <tệp>".';
    if (options.files)
      return listing(
        (await reviewFiles(store)).map(({ answer: _, ...file }) => file),
        fileTable,
        { none },
      );
    const names = new Map(configuration.city.agencies.map(({ code, name }) => [code, name]));
    const table = list<ReportedList>([
      { title: 'Mã', cell: ({ agency }) => agency },
      { title: 'Đơn vị', cell: ({ agency }) => names.get(agency) ?? null },
      { title: 'Danh mục', cell: ({ list }) => reviewListNames[list] },
      { title: 'Dòng', cell: ({ entries }) => entries },
      { title: 'Nhận ngày', cell: ({ lastAt }) => ({ day: dayOf(lastAt) }) },
      { title: 'Tệp', cell: ({ file, name }) => `${name} (số ${file})` },
    ]);
    return listing(await unitsReported(store), table, { none });
  },
});

const fileTable = list<Omit<Awaited<ReturnType<typeof reviewFiles>>[number], 'answer'>>([
  { title: 'Số', cell: ({ id }) => String(id) },
  { title: 'Ngày', cell: ({ importedAt }) => ({ day: dayOf(importedAt) }) },
  { title: 'Người nhập', cell: ({ by }) => by },
  { title: 'Tệp', cell: ({ name }) => name },
  {
    title: 'Danh mục',
    cell: ({ parts }) => parts.map(part => partText(part.agency, part.list, part.current)).join('; '),
  },
]);

function partText(agency: string, list: ReviewList, current: boolean): string {
  return `${agency} ${reviewListNames[list]}${current ? '' : ' (đã thay)'}`;
}

export const showCommand = command({
  does: {
    vi: 'câu trả lời cho một tệp đã nhập, hoặc các dòng đang có hiệu lực của một đơn vị',
    en: 'the answer to an imported file, or the rows of a unit in force',
  },
  argument: [
    '<số|mã-đơn-vị>',
    {
      vi: 'số của tệp đã nhập, hoặc mã định danh của đơn vị',
      en: 'number of the imported file, or code of the unit',
    },
    meant((text, configuration) => (/^\d+$/.test(text) ? Number(text) : knownUnit(text, configuration))),
  ],
  examples: ['dvc-sync review show 12', 'dvc-sync review show H13.21.1 --json'],
  async onStore({ store, names }, _options, which: string | number) {
    if (typeof which === 'string')
      return listing(await entriesOfUnit(store, which), entryTable, {
        none: `${names.agency(which)} chưa có danh mục nào.`,
      });
    const file = await reviewFile<FileAnswer>(store, which);
    if (!file) throw new Refusal('review-file-unknown', { file: which });
    const answer: FileAnswer = { ...file.answer, id: which };
    return { json: { ...file, answer }, print: () => print(answerLines(answer).join('\n')) };
  },
});

const entryTable = list<ReviewEntry>([
  { title: 'Mã', cell: ({ procedure }) => procedure },
  { title: 'Danh mục', cell: ({ list }) => reviewListNames[list] },
  { title: 'Kỹ thuật', cell: ({ technical }) => groundText(technical) },
  { title: 'Pháp luật', cell: ({ legal }) => groundText(legal) },
  { title: 'Tên', cell: ({ name }) => name },
]);

function groundText({ blocks, reasons, text }: Ground): string {
  if (blocks === undefined) return '–';
  if (!blocks) return 'đạt';
  return reasons.length > 0
    ? `chưa đạt: ${reasons.join(', ')}`
    : text === null
      ? 'chưa đạt'
      : 'chưa đạt: other';
}

export const withdrawCommand = command({
  does: {
    vi: 'rút một tệp nhập nhầm; danh mục mà nó đã thay lại có hiệu lực',
    en: 'withdraw a file that was imported by mistake; the lists it replaced are in force again',
  },
  argument: ['<số>', { vi: 'số của tệp đã nhập', en: 'number of the imported file' }, recordNumber],
  options: [asPerson({ vi: 'ai rút', en: 'who withdraws it' }), reasonOption(why)],
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
