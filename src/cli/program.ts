import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { StoreError } from '../app/open.ts';
import { refusalAnswers } from '../app/refusal-answers.ts';
import { ConfigurationError } from '../config/configuration.ts';
import { isRefusal } from '../domain/refusal.ts';
import { terminalLine } from '../domain/terminal-text.ts';
import { refusalWords } from '../words/refusals.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { note } from './output.ts';
import { hintOf } from './refusal-hints.ts';
import { fullDisk } from './unwritable.ts';
import { speakVietnamese } from './vietnamese.ts';

/** Every command by its name, in the order of the help. */
const commands: Record<string, () => Promise<(main: Command) => void>> = {
  init: async () => (await import('./init.ts')).initCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  run: async () => (await import('./run.ts')).runCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  rules: async () => (await import('./rules.ts')).rulesCommand,
  map: async () => (await import('./map.ts')).mapCommand,
  history: async () => (await import('./history.ts')).historyCommand,
  waive: async () => (await import('./waive.ts')).waiveCommand,
  scaffold: async () => (await import('./scaffold.ts')).scaffoldCommand,
  validate: async () => (await import('./validate.ts')).validateCommand,
  adopt: async () => (await import('./adopt.ts')).adoptCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  approve: async () => (await import('./apply.ts')).approveCommand,
  apply: async () => (await import('./apply.ts')).applyCommand,
  rollback: async () => (await import('./plan.ts')).rollbackCommand,
  tasks: async () => (await import('./tasks.ts')).tasksCommand,
  review: async () => (await import('./review.ts')).reviewCommand,
  mail: async () => (await import('./mail.ts')).mailCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  work: async () => (await import('./work.ts')).workCommand,
  schedule: async () => (await import('./schedule.ts')).scheduleCommand,
  keys: async () => (await import('./keys.ts')).keysCommand,
  sessions: async () => (await import('./sessions.ts')).sessionsCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand,
  schema: async () => (await import('./schema.ts')).schemaCommand,
};

const exitCodeHelp = `
Mã thoát: 0 sạch · 1 thất bại · 2 có sai lệch · 3 có nguồn chưa đọc đủ · 64 dùng sai hoặc cấu hình sai · 130 bị ngắt`;

/** Only the command that is asked for is loaded: each is half a second of loading. Help and mistakes need them all. */
async function program(asked: string | undefined): Promise<Command> {
  const main = new Command('dvc-sync')
    .description(
      'Giữ dịch vụ công trực tuyến của thành phố giống nhau ở mọi hệ thống hiển thị hoặc vận hành chúng.',
    )
    .helpOption('-h, --help', 'xem hướng dẫn')
    .helpCommand('help [lệnh]', 'xem hướng dẫn của một lệnh')
    .addHelpText('after', exitCodeHelp)
    .exitOverride();
  speakVietnamese(main);
  const known = asked !== undefined && Object.hasOwn(commands, asked);
  const wanted = known ? [commands[asked]!] : Object.values(commands);
  for (const add of await Promise.all(wanted.map(load => load()))) add(main);
  // Sub-commands do not inherit the override.
  for (const command of main.commands) command.exitOverride().helpOption('-h, --help', 'xem hướng dẫn');
  return main;
}

/** In a line of its own, whatever of what somebody typed or sent is quoted in it. */
function noteMistake(message: string): void {
  note(`Lỗi: ${terminalLine(message)}`);
}

/** Does what the arguments ask for. */
export function main(args: readonly string[]): Promise<void> {
  return withExitCode(async () => (await program(args[0])).parseAsync(args, { from: 'user' }));
}

/** The one place where errors become exit codes. */
export async function withExitCode(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
    } else if (error instanceof ConfigurationError) {
      note('Cấu hình có lỗi, chưa liên hệ hệ thống nào:');
      for (const { file, line, key, problem } of error.problems) {
        note(terminalLine(`  ${file}${line ? `:${line}` : ''}: ${key ? `${key}: ` : ''}${problem}`));
      }
      process.exitCode = exitCodes.usage;
    } else if (isRefusal(error)) {
      const { exit, field, option = field } = refusalAnswers[error.code];
      noteMistake(`${option === undefined ? '' : `--${option}: `}${refusalWords(error)}`);
      const hint = hintOf(error);
      if (hint !== undefined) note(`  Dùng: ${terminalLine(hint)}`);
      process.exitCode = exitCodes[exit];
    } else if (error instanceof UsageError) {
      noteMistake(error.message);
      for (const line of error.lines) note(`  ${terminalLine(line)}`);
      process.exitCode = exitCodes.usage;
    } else if (error instanceof CommandError) {
      noteMistake(error.message);
      process.exitCode = exitCodes.failed;
    } else if (error instanceof StoreError) {
      note(`Lỗi kho dữ liệu: ${error.message}.`);
      process.exitCode = exitCodes.failed;
    } else {
      const full = fullDisk(error);
      // A mistake of ours: its message may hold words of anybody, so it is not Node that prints it.
      note(full ? `Lỗi: ${full.message}` : inspect(error));
      process.exitCode = exitCodes.failed;
    }
  }
}
