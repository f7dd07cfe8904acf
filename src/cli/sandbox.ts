import type { Command } from 'commander';
import { UsageError } from './exit.ts';

/** The pretended city stands beside the product, in `test/sandbox`: who asks the installed program is told where. */
export function sandboxCommand(main: Command): void {
  main
    .command('sandbox', { hidden: true })
    .description('thành phố giả lập; chỉ có trong bản mã nguồn: npm run sandbox -- …')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new UsageError('thành phố giả lập chỉ có trong bản mã nguồn; ở đó chạy: npm run sandbox -- …');
    });
}
