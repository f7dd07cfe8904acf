import { inspect } from 'node:util';
import { StoreError } from '../app/open.ts';
import { refusalAnswers } from '../app/refusal-answers.ts';
import { ConfigurationError, configurationLine } from '../config/configuration.ts';
import { isRefusal } from '../domain/refusal.ts';
import { terminalLine } from '../domain/terminal-text.ts';
import { refusalWords } from '../words/refusals.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { said, spokenLanguage } from './language.ts';
import { note } from './output.ts';
import { hintOf } from './refusal-hints.ts';
import { fullDisk } from './unwritable.ts';

/** Says why a command failed, and how it ends for that. The one place where errors become exit codes. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError) {
    note(
      said({
        vi: 'Cấu hình có lỗi, chưa liên hệ hệ thống nào:',
        en: 'The configuration has mistakes; no system was contacted:',
      }),
    );
    for (const one of error.problems) note(terminalLine(`  ${configurationLine(one, spokenLanguage())}`));
    return exitCodes.usage;
  }
  if (isRefusal(error)) {
    const { exit, field, option = field } = refusalAnswers[error.code];
    noteMistake(`${option == null ? '' : `--${option}: `}${refusalWords(error, spokenLanguage())}`);
    const hint = hintOf(error);
    if (hint !== undefined) note(`  ${terminalLine(hint)}`);
    return exitCodes[exit];
  }
  if (error instanceof UsageError) {
    noteMistake(error.message);
    return exitCodes.usage;
  }
  if (error instanceof CommandError) {
    noteMistake(error.message);
    return exitCodes.failed;
  }
  if (error instanceof StoreError) {
    note(`${said({ vi: 'Lỗi kho dữ liệu', en: 'Store error' })}: ${said(error.words)}.`);
    return exitCodes.failed;
  }
  const full = fullDisk(error);
  // A mistake of ours: its message may hold words of anybody, so it is not Node that prints it.
  if (full) noteMistake(full.message);
  else note(inspect(error));
  return exitCodes.failed;
}

/** In a line of its own, whatever of what somebody typed or sent is quoted in it. */
function noteMistake(message: string): void {
  note(`${said({ vi: 'Lỗi', en: 'Error' })}: ${terminalLine(message)}`);
}
