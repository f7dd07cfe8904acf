import { isNationalShape, localCode } from '../domain/code.ts';
import { numberWords } from '../domain/number-words.ts';
import type { Cell } from './book.ts';
import { quoted } from './quote.ts';

/** What a cell of the code column comes to. */
export type ReadCode =
  /**
   * Shape of a national code. `repaired`: what was put right, Vietnamese; absent where nothing was. `trust`: `sure` =
   * the code itself stands there; `spelled` = letters stood for digits, so that a name must not contradict it; `named`
   * = other words stand in the cell with it (`beside`), so that a name must confirm it; `guessed` = a number or date
   * has lost digits.
   */
  | { code: string; repaired?: string; trust: Trust; beside?: string }
  /** No code: what is wrong, and codes it may have been. `several`: it holds more than one. */
  | { problem: string; candidates: string[]; several?: true };
export type Trust = 'sure' | 'spelled' | 'named' | 'guessed';

/** Letters that look like digits, Cyrillic and full-width ones included. */
const lookAlikes: Record<string, string> = {
  ...{ O: '0', o: '0', О: '0', о: '0', Ο: '0', ο: '0', Q: '0', D: '0' },
  ...{ l: '1', I: '1', '|': '1', і: '1', І: '1', Ι: '1', ı: '1', i: '1', '!': '1' },
  ...{ Z: '2', z: '2', З: '3', з: '3', S: '5', s: '5', Ѕ: '5', б: '6', B: '8', В: '8' },
};
const dots = /[,;:·•․。．‚،٫…_]/g;

/** The national code a cell holds; what it may count for by itself is its `trust`. */
export function readCode(cell: Cell, locality: string): ReadCode {
  if (cell.kind === 'formula')
    return { problem: 'mã là công thức chưa có giá trị; mở tệp, lưu lại hoặc gõ thẳng mã', candidates: [] };
  if (cell.kind === 'error') return { problem: `ô mã báo lỗi ${cell.text}; gõ lại mã`, candidates: [] };
  const date = cell.kind === 'text' ? dateIn(cell.text) : cell.date;
  if (date) return fromDate(date, cell.text);
  const exact = fromText(cell.text, locality);
  // A number may be shown whole (format 0.000000) and is then as good as text.
  if (cell.kind !== 'number' || cell.number === undefined) return exact;
  return 'code' in exact && exact.trust !== 'guessed' ? exact : (fromNumber(cell.number) ?? exact);
}

/** Looks like somebody meant a code here; what rows of a table are told by. */
export function looksLikeCode(text: string): boolean {
  // A code may have its name behind it, or stand in an address, however long these are.
  if (/^[^\p{L}\d]{0,3}\d\.\d{6}(?!\d)/u.test(text) || (!/\s/.test(text) && anyCode.test(text))) return true;
  if (text.length > 60) return false;
  const tight = text.normalize('NFKC').replace(/\s+/g, '');
  return meant.test(tight) && /\d.*\d/.test(tight);
}

/** A digit, something like a dot and some more digits; or seven digits that have lost the dot. */
const meant = /^[^\d]{0,8}[\dOoОоlIі|][.,·:;…_-][\dOoОоlIі|S]{3}|^\d{7}$/u;
const anyCode = /(?<!\d|\d\.)\d\.\d{6}(?!\d)/;

function fromText(shown: string, locality: string): ReadCode {
  const given = shown.replace(/^[’‘'"`]+/, '').trim();
  const direct = localCode(given, locality);
  if (isNationalShape(direct)) return { code: direct, trust: 'sure' };
  // NFKC: full-width digits and letters.
  const plain = given.normalize('NFKC');
  const tight = plain.replace(/\s+/g, '');
  const coded = localCode(tight, locality);
  if (isNationalShape(coded))
    return {
      code: coded,
      repaired: plain === given ? 'bỏ khoảng trắng thừa' : 'đổi chữ số kiểu khác thành chữ số thường',
      trust: 'sure',
    };
  const head = coded.replace(/^(MÃ|MA|TTHC|DVC|SỐ|[:#.])+/iu, '').replace(/(?<![.,;])[.,;]+$/, '');
  const dotted = localCode(withDots(head), locality);
  if (isNationalShape(dotted)) return { code: dotted, repaired: 'sửa dấu chấm', trust: 'sure' };
  const { digits, replaced } = asDigits(withDots(tight), locality);
  if (isNationalShape(digits)) return { code: digits, repaired: letterByDigit(replaced), trust: 'spelled' };
  return amongOthers(plain, shown, locality) ?? damaged(digits, withDots(tight), shown);
}

const withDots = (text: string) => text.replace(dots, '.').replace(/\.{2,}/g, '.');

/** Look-alikes become digits only before a suffix: `H13` stays `H13`. */
function asDigits(tight: string, locality: string): { digits: string; replaced: Map<string, string> } {
  const own = localCode(tight, locality);
  const replaced = new Map<string, string>();
  const digits = [...(own === tight.toUpperCase() ? tight : tight.slice(0, own.length))].map(letter => {
    const digit = lookAlikes[letter];
    if (digit !== undefined) replaced.set(letter, digit);
    return digit ?? letter;
  });
  return { digits: digits.join(''), replaced };
}

/** "thay chữ bằng số (O → 0, l → 1)". */
function letterByDigit(replaced: ReadonlyMap<string, string>): string {
  const pairs = [...replaced].map(([letter, digit]) => `${letter} → ${digit}`);
  return `thay chữ viết nhầm bằng chữ số (${pairs.join(', ')})`;
}

/** A code with another dot, or space beside it. */
const dottedCode = new RegExp(`(?<!\\d)(\\d)\\s?(?:\\.|${dots.source})\\s?(\\d{6})(?!\\d)`, 'g');

/** One code, or several, with something else in the cell: a name, a note, an address. */
function amongOthers(plain: string, shown: string, locality: string): ReadCode | undefined {
  const own = locality.trim().toUpperCase();
  const tail = new RegExp(`^(?:\\.000\\.00\\.00)?\\.${RegExp.escape(own)}(?![\\p{L}\\d])`, 'iu');
  const ownZeros = new RegExp(`^(?:\\.0{2,4})+(?:\\.${RegExp.escape(own)})?$`, 'i');
  const found = new Set<string>();
  let beside = '';
  let rest = plain.replace(dottedCode, '$1.$2');
  for (let at = anyCode.exec(rest); at; at = anyCode.exec(rest)) {
    found.add(at[0]);
    beside += `${rest.slice(0, at.index)} `;
    rest = rest.slice(at.index + at[0].length).replace(tail, '');
  }
  beside = `${beside}${rest}`.trim();
  const [code, ...others] = found;
  if (code === undefined) return undefined;
  if (others.length > 0)
    return {
      problem: `ô mã ${quoted(shown)} ghi ${numberWords(found.size)} mã: ${[...found].join(', ')}`,
      candidates: [...found],
      several: true,
    };
  // What hangs on the code by a dot, without a word between, is a tail.
  if (beside.length <= 40 && /^\.[\p{L}\d.]*\d$/u.test(beside) && plain.startsWith(code)) {
    const whole = plain.slice(code.length);
    // "1.004194.000.00.00": the tail of every code, cut off or with a zero too many.
    if (ownZeros.test(whole)) return { code, repaired: 'bỏ phần đuôi ghi thiếu hoặc sai', trust: 'sure' };
    return {
      problem: tail.test(whole)
        ? `ô mã ${quoted(shown)} có phần thừa sau mã (${beside})`
        : `mã mang đuôi của nơi khác (${whole})`,
      candidates: [code],
    };
  }
  return { code, repaired: 'lấy mã trong ô, bỏ phần chữ đi kèm', trust: 'named', beside };
}

/** Digits are there, but not in the shape of a code. */
function damaged(text: string, tight: string, shown: string): ReadCode {
  const short = /^(\d)\.(\d{1,5})$/.exec(text);
  if (short)
    return { code: `${short[1]}.${short[2]!.padEnd(6, '0')}`, repaired: lostZeros, trust: 'guessed' };
  const joined = /^(\d)[.-]?(\d{3})[.-]?(\d{3})$/.exec(text);
  if (joined)
    return { code: `${joined[1]}.${joined[2]}${joined[3]}`, repaired: 'sửa dấu chấm', trust: 'guessed' };
  // Letters became digits one by one: what stands behind the code is quoted as it was written.
  const foreign = /^(\d\.\d{6})\..+$/.exec(text);
  if (foreign) return { problem: `mã mang đuôi của nơi khác (${tight.slice(8)})`, candidates: [foreign[1]!] };
  const found = /\d\.\d{6}(?!\d)/.exec(text)?.[0];
  return { problem: `${quoted(shown)} không phải mã dạng 1.004194`, candidates: found ? [found] : [] };
}

const lostZeros = 'thêm số 0 cuối đã mất vì ô là số';

function fromNumber(value: number): ReadCode | undefined {
  // Six decimals are all a code has; more is what binary fractions add.
  const text = value.toFixed(6);
  // A bare 1 to 9 is a row number in the wrong column rather than a code.
  if (!Number.isInteger(value) && Math.abs(Number(text) - value) < 1e-9 && /^[1-9]\.\d{6}$/.test(text))
    return { code: text, repaired: lostZeros, trust: /[1-9]$/.test(text) ? 'sure' : 'guessed' };
  if (Number.isInteger(value) && /^[1-9]\d{6}$/.test(String(value)))
    return {
      code: `${String(value).slice(0, 1)}.${String(value).slice(1)}`,
      repaired: 'thêm dấu chấm đã mất vì ô là số',
      trust: 'guessed',
    };
  return undefined;
}

type CellDate = NonNullable<Cell['date']>;

/** `1.2004` typed where dots separate dates becomes the first of January 2004. */
function fromDate({ year, month, day }: CellDate, text: string): ReadCode {
  const problem = `Excel đã đổi mã thành ngày (${text})`;
  if (day !== 1 || month > 9) return { problem, candidates: [] };
  return {
    code: `${month}.${String(year).padEnd(6, '0')}`,
    repaired: `${problem}; đổi lại thành mã`,
    trust: 'guessed',
  };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Such a date in a file that keeps no more than what was shown: `01/01/2004`, `1/2/2004` by either order, `Jan-04`, `Thg1-04`. */
function dateIn(text: string): CellDate | undefined {
  const [, one, other, year] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: 0?0:00(?::00)?)?$/.exec(text) ?? [];
  if (year !== undefined) {
    const [day, month] = Number(one) !== 1 && Number(other) === 1 ? [other, one] : [one, other];
    return { year: Number(year), month: Number(month), day: Number(day) };
  }
  const [, name = '', number, short] = /^(?:([a-z]{3})|thg ?(\d{1,2}))-(\d\d)$/i.exec(text) ?? [];
  const month = number === undefined ? months.indexOf(name.toLowerCase()) + 1 : Number(number);
  if (short === undefined || month < 1) return undefined;
  return { year: Number(short) + (Number(short) < 30 ? 2000 : 1900), month, day: 1 };
}
