import { type ReportedList, reviewFiles, unitsReported } from '../app/queries/reviews.ts';
import { numberWords } from '../domain/number-words.ts';
import { type ReviewList, reviewListNames } from '../domain/review.ts';
import { date } from '../domain/time.ts';
import { command, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { print, printJson, table } from './output.ts';

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
  async act(options) {
    const configuration = await loadFrom(options.config);
    const names = new Map(configuration.city.agencies.map(({ code, name }) => [code, name]));
    await withStore(configuration, async store => {
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
        return print(table([['SỐ', 'NGÀY', 'NGƯỜI NHẬP', 'TỆP', 'DANH MỤC'], ...rows]));
      }
      const lists = await unitsReported(store);
      if (options.json) return printJson(lists);
      if (lists.length === 0) return print(nothing);
      print(
        table([
          ['MÃ', 'ĐƠN VỊ', 'DANH MỤC', 'DÒNG', 'NHẬN NGÀY', 'TỆP'],
          ...lists.map(list => cells(list, names)),
        ]),
      );
    });
  },
});

const nothing = 'Chưa nhập danh mục nào; nhập bằng "dvc-sync review import <tệp>".';

function cells(
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
