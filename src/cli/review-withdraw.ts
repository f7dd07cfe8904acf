import type { Command } from 'commander';
import { withdrawReview } from '../app/reviews/withdraw.ts';
import { reviewListNames } from '../domain/review.ts';
import { loadFrom, withConfig, withJson, withStore } from './common.ts';
import { UsageError } from './exit.ts';
import { print, printJson } from './output.ts';
import { askingHere, personNamed } from './person.ts';

interface WithdrawOptions {
  config: string;
  as?: string;
  reason?: string;
  json?: boolean;
}

/** `review withdraw`: a file that should never have been imported. */
export function withdrawCommand(review: Command): void {
  withJson(withConfig(review.command('withdraw')))
    .argument('<số>', 'số của tệp đã nhập')
    .description('rút một tệp nhập nhầm; danh mục mà nó đã thay lại có hiệu lực')
    .option('--as <ai>', 'ai rút (mặc định: người đang đăng nhập máy)')
    .option('--reason <lý-do>', 'vì sao (bắt buộc)')
    .addHelpText('after', '\nVí dụ:\n  dvc-sync review withdraw 12 --reason "nhập nhầm đơn vị"')
    .action(async (given: string, _own: WithdrawOptions, command: Command) => {
      const options = command.optsWithGlobals<WithdrawOptions>();
      const reason = options.reason?.trim() ?? '';
      if (!/^\d{1,15}$/.test(given)) throw new UsageError(`"${given}" không phải số của tệp đã nhập.`);
      if (reason === '') throw new UsageError('cần --reason "…": lý do được ghi vào nhật ký kiểm tra.');
      const configuration = await loadFrom(options.config);
      await withStore(configuration, async store => {
        const asking = askingHere(store, personNamed(options.as));
        const done = await withdrawReview(asking, Number(given), reason);
        if (options.json) return printJson({ file: Number(given), ...done });
        print(`Đã rút ${done.name}.`);
        for (const { agency, list } of done.withdrawn)
          print(`  ${agency}, ${reviewListNames[list]}: hết hiệu lực`);
        for (const { agency, list, file } of done.restored)
          print(`  ${agency}, ${reviewListNames[list]} của tệp số ${file}: có hiệu lực trở lại`);
      });
    });
}
