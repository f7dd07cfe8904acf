import { currentEntries } from '../../app/queries/reviews.ts';
import { numberWords } from '../../domain/number-words.ts';
import { groundNames } from '../../review/marks.ts';
import { uncodedReasons } from '../../review/uncoded.ts';
import { listing } from '../answer.ts';
import { command, usual } from '../command.ts';

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
  async onStore({ configuration, store }) {
    const found = await uncodedReasons(currentEntries(store), configuration.city);
    return listing(found, {
      none: 'Mọi lý do đều đã có trong bộ từ khóa.',
      head: ['DÒNG', 'CỘT', 'VÍ DỤ', 'LÝ DO'],
      cells: ({ text, ground, rows, example }) => [
        ...[numberWords(rows), groundNames[ground]],
        `${example.agency} ${example.list}, ${example.file}, dòng ${example.row}`,
        text,
      ],
    });
  },
});
