import { withdrawReview } from '../app/reviews/withdraw.ts';
import { reviewListNames } from '../domain/review.ts';
import { command, usual } from './command.ts';
import { loadFrom, withStore } from './common.ts';
import { reasonNeeded, why } from './common-words.ts';
import { UsageError } from './exit.ts';
import { recordNumber } from './given-numbers.ts';
import { print, printJson } from './output.ts';
import { askingHere, asPerson, personNamed } from './person.ts';

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
  async act(options, file: number) {
    const reason = options.reason?.trim() ?? '';
    if (reason === '') throw new UsageError(reasonNeeded);
    const configuration = await loadFrom(options.config);
    await withStore(configuration, async store => {
      const asking = askingHere(store, personNamed(options.as));
      const done = await withdrawReview(asking, file, reason);
      if (options.json) return printJson({ file, ...done });
      print(`Đã rút ${done.name}.`);
      for (const { agency, list } of done.withdrawn)
        print(`  ${agency}, ${reviewListNames[list]}: hết hiệu lực`);
      for (const { agency, list, file } of done.restored)
        print(`  ${agency}, ${reviewListNames[list]} của tệp số ${file}: có hiệu lực trở lại`);
    });
  },
});
