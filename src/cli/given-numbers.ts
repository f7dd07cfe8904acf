import { InvalidArgumentError } from 'commander';
import type { Words } from '../domain/language.ts';
import { numberWords } from '../domain/number-words.ts';
import { said } from './language.ts';

/** What an option or argument for a whole number is read with: in digits, or with dots between thousands as numbers are shown. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const digits = /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(text) ? text.replaceAll('.', '') : text;
    const number = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
    if (!(number >= least && number <= most))
      throw new InvalidArgumentError(
        said({
          vi: `phải là số từ ${numberWords(least)} đến ${numberWords(most)}.`,
          en: `must be a number from ${least} to ${most}.`,
        }),
      );
    return number;
  };
}

/** The number that something recorded goes by: a file, a decision, a letter. */
export function recordNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError(
      said({ vi: 'phải là một số, như khi liệt kê.', en: 'must be a number, as it is listed.' }),
    );
  return Number(text);
}

/** The option for how much is printed at most. */
export function atMost(
  what: Words,
  usual: number,
): ['--limit <số>', Words, read: (text: string) => number, usual: number] {
  return ['--limit <số>', what, wholeNumber(1, 100_000), usual];
}
