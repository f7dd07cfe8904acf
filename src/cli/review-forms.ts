import { numberWords } from '../domain/number-words.ts';
import { dayOf } from '../domain/time.ts';
import { writeForms } from '../report/forms.ts';
import { guidedForm } from '../report/reviews/guided-form.ts';
import { guidedReviews } from '../runs/guided-forms.ts';
import { command, config, needed } from './command.ts';
import { knownUnit } from './common.ts';
import { CommandError } from './exit.ts';
import { print, shownPath } from './output.ts';
import { outputs } from './unwritable.ts';

/** `review forms`: a workbook for each unit with its own procedures, to be filled in and handed in again. */
export const formsCommand = command({
  does: {
    vi: 'lập phiếu rà soát cho từng đơn vị: thủ tục, điều kiện đã biết, câu trả lời chọn trong danh sách',
    en: 'forms of review for each unit: its procedures, what is known of the conditions, answers to choose',
  },
  options: [
    config,
    needed('-o, --out <thư-mục>', {
      vi: 'nơi ghi các phiếu, mỗi đơn vị một tệp <mã>.xlsx',
      en: 'where to write, <code>.xlsx a unit',
    }),
    ['--unit <mã>', { vi: 'chỉ lập cho đơn vị này', en: 'only for this unit' }],
  ],
  examples: ['dvc-sync review forms --out phieu', 'dvc-sync review import phieu/H13.3.xlsx'],
  into: outputs.workbook,
  async onStore({ configuration, store, now }, options) {
    const unit = knownUnit(options.unit, configuration);
    const reviews = await guidedReviews(store, configuration, now, unit);
    if (reviews.length === 0)
      throw new CommandError({
        vi: 'chưa có thủ tục nào để rà soát: cần một lần chạy đọc đủ danh mục quốc gia ("dvc-sync run").',
        en: 'there is no procedure to review yet: a run has to read the national list whole ("dvc-sync run").',
      });
    const forms = reviews.map(review => guidedForm(review, configuration.city, dayOf(now)));
    const files = await writeForms(forms, options.out);
    const rows = reviews.reduce((sum, each) => sum + each.rows.length, 0);
    print(`Đã lập ${numberWords(files.length)} phiếu, ${numberWords(rows)} dòng.`);
    for (const file of files.slice(0, 20)) print(shownPath(file));
    if (files.length > 20) print(`… và ${numberWords(files.length - 20)} tệp khác.`);
  },
});
