import { numberWords } from '../../domain/number-words.ts';
import { dayOf } from '../../domain/time.ts';
import { guidedForm } from '../../report/reviews/guided-form.ts';
import { guidedReviews } from '../../runs/guided-forms.ts';
import { command, config, outOption } from '../command.ts';
import { knownUnit } from '../common.ts';
import { CommandError } from '../exit.ts';
import { outputs } from '../unwritable.ts';

/** `review forms`: a workbook for each unit with its own procedures, to be filled in and handed in again. */
export const formsCommand = command({
  does: {
    vi: 'lập phiếu rà soát cho từng đơn vị: thủ tục, điều kiện đã biết, câu trả lời chọn trong danh sách',
    en: 'forms of review for each unit: its procedures, what is known of the conditions, answers to choose',
  },
  options: [
    config,
    {
      needed: outOption({
        vi: 'nơi ghi các phiếu, mỗi đơn vị một tệp <mã>.xlsx',
        en: 'where to write, <code>.xlsx a unit',
      }),
    },
    ['--unit <mã>', { vi: 'chỉ lập cho đơn vị này', en: 'only for this unit' }],
  ],
  examples: ['dvc-sync review forms --out phieu', 'dvc-sync review import phieu/H13.3.xlsx'],
  into: outputs.workbook,
  check: (configuration, { unit }) => knownUnit(unit, configuration),
  async onStore({ configuration, store, now }, _options, unit) {
    const reviews = await guidedReviews(store, configuration, now, unit);
    if (reviews.length === 0)
      throw new CommandError({
        vi: 'chưa có thủ tục nào để rà soát: cần một lần chạy đọc đủ danh mục quốc gia ("dvc-sync run").',
        en: 'there is no procedure to review yet: a run has to read the national list whole ("dvc-sync run").',
      });
    const rows = reviews.reduce((sum, each) => sum + each.rows.length, 0);
    return {
      json: undefined,
      print: `Đã lập ${numberWords(reviews.length)} phiếu, ${numberWords(rows)} dòng.`,
      forms: () => reviews.map(review => guidedForm(review, configuration.city, dayOf(now))),
      mostFiles: 20,
    };
  },
});
