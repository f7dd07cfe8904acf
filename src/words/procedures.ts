import { numberWords } from '../domain/number-words.ts';
import { type First, firstOf, shortName } from './sentence.ts';

/** How letters, reminders and papers name procedures: code, name, place; the first few, and where the others are. */

export interface NamedProcedure {
  code: string;
  /** What the national record calls it; null where that is not known. */
  name: string | null;
  /** With its preposition: "tại UBND xã A", "trên Cổng DVC thành phố". */
  place?: string | undefined;
}

export function firstProcedures<P extends NamedProcedure>(all: readonly P[], most = 5): First<P> {
  return firstOf(all, most);
}

/** `1.004194 «Đăng ký khai sinh» tại UBND xã A`. */
export function procedureLabel({ code, name, place }: NamedProcedure): string {
  return [code, name && `«${shortName(name)}»`, place].filter(Boolean).join(' ');
}

/** `a; b và 12 thủ tục khác`, in a sentence. */
export function procedureWords({ first, more }: First<NamedProcedure>, noun?: string): string {
  return [first.map(procedureLabel).join('; '), othersWords(more, noun === undefined ? {} : { noun })]
    .filter(Boolean)
    .join(' ');
}

/** `và 12 thủ tục khác`; "" where there are none. `rest`: where they are, an address or "trong tệp đính kèm". */
export function othersWords(
  more: number,
  { noun = 'thủ tục', rest, atLeast }: { noun?: string; rest?: string | undefined; atLeast?: boolean } = {},
): string {
  if (more === 0) return '';
  const where = rest === undefined ? '' : /^https?:/.test(rest) ? `: ${rest}` : ` ${rest}`;
  return `và ${atLeast ? 'ít nhất ' : ''}${numberWords(more)} ${noun} khác${where}`;
}
