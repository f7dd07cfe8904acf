import { InvalidArgumentError } from 'commander';
import type { Configuration } from '../config/configuration.ts';
import type { Words } from '../domain/language.ts';
import { numberWords } from '../domain/number-words.ts';
import { dayOf, dayText, readDay, readMonth } from '../domain/time.ts';
import { choice } from './common-words.ts';
import { UsageError } from './exit.ts';
import { said } from './language.ts';

/* What options and arguments are read with: what cannot be meant is told before anything is looked at. */

/** A day as people write it (`31/12/2026`) or ISO; `YYYY-MM-DD` comes out. */
export function givenDay(text: string): string {
  return (
    readDay(text) ??
    wrong({
      vi: 'cần một ngày có thật, dạng 31/12/2026.',
      en: 'a day of the calendar is needed, such as 31/12/2026.',
    })
  );
}

/** As `givenDay`, of what has happened. @throws UsageError for a day that is still to come. */
export function pastDay(option: string): (text: string) => string {
  return text => {
    const day = givenDay(text);
    if (day > dayOf(new Date().toISOString()))
      throw new UsageError({
        vi: `${option}: ngày ${dayText(day)} chưa đến.`,
        en: `${option}: the day ${day} is still to come.`,
      });
    return day;
  };
}

/** As `givenDay`, for a month (`10/2021`); `YYYY-MM` comes out. */
export function givenMonth(text: string): string {
  return (
    readMonth(text) ??
    wrong({ vi: 'cần một tháng, dạng 10/2021.', en: 'a month is needed, such as 10/2021.' })
  );
}

/** A whole number, in digits or with dots between thousands as numbers are shown. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const digits = /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(text) ? text.replaceAll('.', '') : text;
    const number = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
    if (number >= least && number <= most) return number;
    return wrong({
      vi: `phải là số từ ${numberWords(least)} đến ${numberWords(most)}.`,
      en: `must be a number from ${least} to ${most}.`,
    });
  };
}

/** The number that something recorded goes by: a file, a decision, a letter. */
export function recordNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  return wrong({ vi: 'phải là một số, như khi liệt kê.', en: 'must be a number, as it is listed.' });
}

/** A text that says something. */
export function someText(text: string): string {
  return text.trim() === '' ? wrong({ vi: 'không được để trống.', en: 'must not be empty.' }) : text;
}

const choose: Words = { vi: 'chọn', en: 'choose' };

/** One of these words. */
export function oneWordOf<Word extends string>(
  words: readonly Word[],
  as: Words = choose,
): (text: string) => Word {
  return text => {
    const { vi, en } = choice(as, words);
    return words.find(one => one === text) ?? wrong({ vi: `${vi}.`, en: `${en}.` });
  };
}

type WordLine<Flags, Word> = [flags: Flags, what: Words, read: (text: string) => Word];

/** An option for one of these words, which its own say. */
export function wordOf<const Flags extends string, const Word extends string>(
  flags: Flags,
  what: Words,
  words: readonly Word[],
): WordLine<Flags, Word> {
  return [flags, what, oneWordOf(words)];
}

/** An option for one of these words. */
export function oneOf<const Flags extends string, const Word extends string>(
  flags: Flags,
  what: Words,
  words: readonly Word[],
): WordLine<Flags, Word> {
  return wordOf(flags, choice(what, words), words);
}

/** An option for how much is printed at most. */
export function atMost(
  what: Words,
  usual: number,
): ['--limit <số>', Words, read: (text: string) => number, usual: number] {
  return ['--limit <số>', what, wholeNumber(1, 100_000), usual];
}

/** An option that may be given several times. */
export function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** What was given, until the configuration says what it means. */
class Meant {
  readonly by: (configuration: Configuration) => unknown;
  constructor(by: Meant['by']) {
    this.by = by;
  }
}

/** Reads what only the configuration knows the meaning of: whoever gets the option gets that. */
export function meant<Value>(
  read: (text: string, configuration: Configuration) => Value,
): (text: string) => Value {
  return text => new Meant(configuration => read(text, configuration)) as Value;
}

/** Says what was meant, of what may be such a value. @throws UsageError */
export function understood<Value>(given: Value, configuration: Configuration): Value {
  return given instanceof Meant ? (given.by(configuration) as Value) : given;
}

/** What was given cannot be meant. */
export function wrong(words: Words): never {
  throw new InvalidArgumentError(said(words));
}
