import { Command, CommanderError, Option } from 'commander';
import type { Words } from '../domain/language.ts';
import { commands } from './commands.ts';
import { exitCodes } from './exit.ts';
import { inSpokenLanguage } from './help.ts';
import { languageAsked, loaded, said, speak, withoutLanguage } from './language.ts';
import { programVersion } from './version.ts';

const exitCodeHelp: Words = {
  vi: '\nMã thoát: 0 sạch · 1 thất bại · 2 có sai lệch · 3 có nguồn chưa đọc đủ · 64 dùng sai hoặc cấu hình sai · 130 bị ngắt',
  en: '\nExit codes: 0 clean · 1 failed · 2 discrepancies · 3 a source could not be read whole · 64 wrong use or configuration · 130 interrupted',
};

/** Only the command that is asked for is loaded, for its help as well: the list of all needs none of them. */
export async function program(args: readonly string[]): Promise<Command> {
  const [first, second] = withoutLanguage(args);
  const asked = first === 'help' ? second : first;
  const main = new Command('dvc-sync')
    .description(
      said({
        vi: 'Giữ dịch vụ công trực tuyến của thành phố giống nhau ở mọi hệ thống hiển thị hoặc vận hành chúng.',
        en: "Keeps a city's online public services the same in every system that shows or runs them.",
      }),
    )
    .version(
      programVersion(),
      '-V, --version',
      said({ vi: 'in phiên bản của chương trình', en: 'print the version' }),
    )
    .addOption(
      new Option(
        '--lang <mã>',
        said({
          vi: 'ngôn ngữ của hướng dẫn, lỗi và quy tắc; mặc định theo LC_ALL, LANG',
          en: 'language of help, errors and rules; by default as LC_ALL and LANG say',
        }),
      ).choices(['vi', 'en']),
    )
    .helpOption('-h, --help', said({ vi: 'xem hướng dẫn', en: 'show help' }))
    .helpCommand('help [lệnh]', said({ vi: 'xem hướng dẫn của một lệnh', en: 'help on a command' }))
    .addHelpText('after', said(exitCodeHelp))
    .exitOverride();
  inSpokenLanguage(main);
  for (const [name, { argument, does, hidden = false, load }] of Object.entries(commands)) {
    const command = main.command(name, { hidden }).description(said(does));
    if (argument) command.argument(argument[0], said(argument[1]), argument[2]);
    if (name === asked) (await loaded(load))(command);
  }
  return main;
}

export function main(args: readonly string[]): Promise<void> {
  speak(languageAsked(args, process.env));
  return withExitCode(async () => (await program(args)).parseAsync(args, { from: 'user' }));
}

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
