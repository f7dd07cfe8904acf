import { unknownSign } from './book.ts';
import { shownText } from './legacy-fonts.ts';
import { limits } from './limits.ts';

/** A piece of text of one look; its letters are already the signs its font shows. */
export interface Run {
  text: string;
  /** Struck out, or hidden. */
  struck: boolean;
}

/** What is left of a cell or line, and what of it is struck out or hidden; empty texts where there is none. */
export function joined(runs: readonly Run[]): { text: string; struck: string } {
  const of = (struck: boolean) => {
    let text = '';
    for (const run of runs) if (run.struck === struck && text.length < limits.text) text += run.text;
    return shownSigns(text.slice(0, limits.text));
  };
  return { text: of(false), struck: runs.some(run => run.struck) ? of(true) : '' };
}

/** A picture or bullet beside words is an ornament; alone, or beside a mark, it may be what somebody meant. */
function shownSigns(text: string): string {
  const words = text.includes(unknownSign) && (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > 3;
  return shownText(words ? text.replaceAll(unknownSign, ' ') : text);
}
