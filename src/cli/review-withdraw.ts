import type { Command } from 'commander';
import { withdrawReview } from '../app/reviews/withdraw.ts';
import { reviewListNames } from '../domain/review.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { reasonNeeded, why } from './common-words.ts';
import { UsageError } from './exit.ts';
import { recordNumber } from './given-numbers.ts';
import { examples } from './help.ts';
import { said } from './language.ts';
import { print, printJson } from './output.ts';
import { askingHere, asPerson, personNamed } from './person.ts';

interface WithdrawOptions {
  config: string;
  as?: string;
  reason?: string;
  json?: boolean;
}

/** `review withdraw`: a file that should never have been imported. */
export function withdrawCommand(review: Command): void {
  withJson(withConfig(review.command('withdraw')))
    .argument('<số>', said({ vi: 'số của tệp đã nhập', en: 'number of the imported file' }), recordNumber)
    .description(
      said({
        vi: 'rút một tệp nhập nhầm; danh mục mà nó đã thay lại có hiệu lực',
        en: 'withdraw a file that was imported by mistake; the lists it replaced are in force again',
      }),
    )
    .option(...asPerson({ vi: 'ai rút', en: 'who withdraws it' }))
    .option('--reason <lý-do>', said(why))
    .addHelpText(
      'after',
      examples({
        vi: 'dvc-sync review withdraw 12 --reason "nhập nhầm đơn vị"',
        en: 'dvc-sync review withdraw 12 --reason "wrong unit"',
      }),
    )
    .action(async (file: number, _own: WithdrawOptions, command: Command) => {
      const options = command.optsWithGlobals<WithdrawOptions>();
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
    });
}
