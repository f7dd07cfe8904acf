import { Command, CommanderError } from 'commander';
import { commands } from './commands.ts';
import { exitCodes } from './exit.ts';
import { programVersion } from './version.ts';
import { speakVietnamese } from './vietnamese.ts';

const exitCodeHelp = `
Mã thoát: 0 sạch · 1 thất bại · 2 có sai lệch · 3 có nguồn chưa đọc đủ · 64 dùng sai hoặc cấu hình sai · 130 bị ngắt`;

/** Only the command that is asked for is loaded, for its help as well: the list of all needs none of them. */
async function program(args: readonly string[]): Promise<Command> {
  const asked = args[0] === 'help' ? args[1] : args[0];
  const main = new Command('dvc-sync')
    .description(
      'Giữ dịch vụ công trực tuyến của thành phố giống nhau ở mọi hệ thống hiển thị hoặc vận hành chúng.',
    )
    .version(programVersion(), '-V, --version', 'in phiên bản của chương trình')
    .helpOption('-h, --help', 'xem hướng dẫn')
    .helpCommand('help [lệnh]', 'xem hướng dẫn của một lệnh')
    .addHelpText('after', exitCodeHelp)
    .exitOverride();
  speakVietnamese(main);
  for (const [name, { arguments: operands = [], does, hidden = false, load }] of Object.entries(commands)) {
    const command = main.command(name, { hidden }).description(does);
    for (const operand of operands) command.argument(...operand);
    if (name === asked) (await load())(command);
  }
  return main;
}

/** Does what the arguments ask for. */
export function main(args: readonly string[]): Promise<void> {
  return withExitCode(async () => (await program(args)).parseAsync(args, { from: 'user' }));
}

/** Does it, says why it failed, and leaves the exit code. */
export async function withExitCode(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CommanderError)
      process.exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
    // What is needed to tell errors apart is most of the program.
    else process.exitCode = (await import('./failure.ts')).exitCodeOf(error);
  }
}
