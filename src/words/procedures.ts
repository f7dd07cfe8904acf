import { numberWords } from '../domain/number-words.ts';
import { type First, firstOf, sentenceCase, shortName } from './sentence.ts';

/** How letters, reminders and papers name procedures: code, name, place; the first few, and where the others are. */

export interface NamedProcedure {
  code: string;
  /** What the national record calls it; null where that is not known. */
  name: string | null;
  /** With its preposition: "tại UBND xã A", "trên Cổng DVC thành phố". */
  place?: string | undefined;
}

/** So many are named, unless there is reason for another number. */
export const mostNamed = 5;

export function firstProcedures<P extends NamedProcedure>(all: readonly P[], most = mostNamed): First<P> {
  return firstOf(all, most);
}

/** `1.004194 «Đăng ký khai sinh» tại UBND xã A`. */
export function procedureLabel({ code, name, place }: NamedProcedure): string {
  return [code, name && `«${shortName(name)}»`, place].filter(Boolean).join(' ');
}

/** `a; b và 12 thủ tục khác`, in a sentence. */
export function procedureWords({ first, more }: First<NamedProcedure>, where?: Where): string {
  return [first.map(procedureLabel).join('; '), othersWords(more, where)].filter(Boolean).join(' ');
}

/** What the others are, and where: an address or "trong tệp đính kèm". */
interface Where {
  noun?: string;
  rest?: string | undefined;
  atLeast?: boolean;
}

/** `Và 12 thủ tục khác trong tệp đính kèm.`, a sentence of its own; "" where there are none. An address ends without a stop. */
export function othersSentence(more: number, where?: Where): string {
  const words = sentenceCase(othersWords(more, where));
  return words === '' || isAddress(where?.rest) ? words : `${words}.`;
}

/** `và 12 thủ tục khác`; "" where there are none. */
function othersWords(more: number, { noun = 'thủ tục', rest, atLeast }: Where = {}): string {
  if (more === 0) return '';
  const where = rest === undefined ? '' : isAddress(rest) ? `: ${rest}` : ` ${rest}`;
  return `và ${atLeast ? 'ít nhất ' : ''}${numberWords(more)} ${noun} khác${where}`;
}

function isAddress(rest = ''): boolean {
  return /^https?:/.test(rest);
}
