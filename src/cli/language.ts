import type { Language, Words } from '../domain/language.ts';

let spoken: Language = 'vi';

/**
 * What the command line is answered in: help, refusals, what is said of rules. `--lang` says it, else the locale, in
 * the order of POSIX; Vietnamese unless that is English. What commands print of the city stays as officials read it.
 */
export function languageAsked(args: readonly string[], env: Record<string, string | undefined>): Language {
  const asked = optionValue(args) ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || '');
  return /^en(?:$|[-_.@])/i.test(asked) ? 'en' : 'vi';
}

/** Of a command line: which option it is, for whoever looks for the command before anything is parsed. */
export function withoutLanguage(args: readonly string[]): string[] {
  const at = placeOf(args);
  if (at === -1) return [...args];
  return args.toSpliced(at, args[at] === '--lang' ? 2 : 1);
}

export function speak(language: Language): void {
  spoken = language;
}

export function spokenLanguage(): Language {
  return spoken;
}

let loading = false;

/** Loads a command, whose module is loaded once however often it is asked for, in whatever language. */
export async function loaded<Made>(load: () => Promise<Made>): Promise<Made> {
  loading = true;
  try {
    return await load();
  } finally {
    loading = false;
  }
}

/** @throws Error while a command is loaded: what is asked for then stays in the language of whoever came first. */
export function said(words: Words): string {
  if (loading)
    throw new Error(`asked for when a module is loaded, not when its command is built: ${words.en}`);
  return words[spoken];
}

function optionValue(args: readonly string[]): string | undefined {
  const at = placeOf(args);
  if (at === -1) return undefined;
  return args[at] === '--lang' ? args[at + 1] : args[at]?.slice('--lang='.length);
}

function placeOf(args: readonly string[]): number {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).findIndex(arg => /^--lang(?:=|$)/.test(arg));
}
