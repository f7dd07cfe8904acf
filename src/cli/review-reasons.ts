import { currentEntries } from '../app/queries/reviews.ts';
import { numberWords } from '../domain/number-words.ts';
import { groundNames } from '../review/marks.ts';
import { uncodedReasons } from '../review/uncoded.ts';
import { command, usual } from './command.ts';
import { print, printJson, printTable } from './output.ts';

/** `review reasons`: reasons no word of the list codes, most frequent first, for a person to add words. */
export const reasonsCommand = command({
  does: {
    vi: 'các lý do chưa có trong bộ từ khóa, nhiều nhất trước',
    en: 'the reasons no keyword is known for, most frequent first',
  },
  options: usual,
  note: {
    vi: 'Thêm từ khóa vào tệp reviews.reasons (mẫu: config/can-tho/review-reasons.yaml) rồi nhập lại tệp của đơn vị.',
    en: 'Add keywords to the file reviews.reasons (example: config/can-tho/review-reasons.yaml), then import the file of the unit again.',
  },
  examples: ['dvc-sync review reasons'],
  async onStore({ configuration, store }, options) {
    const found = await uncodedReasons(currentEntries(store), configuration.city);
    if (options.json) return printJson(found);
    if (found.length === 0) return print('Mọi lý do đều đã có trong bộ từ khóa.');
    const rows = found.map(({ text, ground, rows: count, example }) => [
      numberWords(count),
      groundNames[ground],
      `${example.agency} ${example.list}, ${example.file}, dòng ${example.row}`,
      text,
    ]);
    printTable(['DÒNG', 'CỘT', 'VÍ DỤ', 'LÝ DO'], rows);
  },
});
