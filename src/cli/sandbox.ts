import type { Command } from 'commander';
import { UsageError } from './exit.ts';

/** The pretended city stands beside the product, in `test/sandbox`: who asks the installed program is told where. */
export function sandboxCommand(command: Command): void {
  command
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new UsageError({
        vi: 'thành phố giả lập chỉ có trong bản mã nguồn; ở đó chạy: npm run sandbox -- …',
        en: 'the pretended city comes with the sources only; there, do: npm run sandbox -- …',
      });
    });
}
