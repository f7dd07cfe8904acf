import { InvalidArgumentError } from 'commander';
import type { Words } from '../domain/language.ts';
import { reasonNeeded } from './common-words.ts';
import { UsageError } from './exit.ts';
import { said } from './language.ts';

const choose: Words = { vi: 'chọn', en: 'choose' };

/** What an option or argument for one of these words is read with. */
export function oneWordOf<Word extends string>(
  words: readonly Word[],
  { vi, en } = choose,
): (text: string) => Word {
  return text => {
    const word = words.find(one => one === text);
    const all = words.join(', ');
    if (word === undefined)
      throw new InvalidArgumentError(said({ vi: `${vi}: ${all}.`, en: `${en}: ${all}.` }));
    return word;
  };
}

/** The `check` of a command that needs `--reason`. @throws UsageError */
export function needsReason(_: unknown, { reason }: { reason?: string }): void {
  if (!reason?.trim()) throw new UsageError(reasonNeeded);
}
