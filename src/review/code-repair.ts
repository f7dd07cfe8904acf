import { isNationalShape, localCode } from '../domain/code.ts';
import type { Cell } from './reading/book.ts';

/** What a cell of the code column comes to. */
export type ReadCode =
  /** Shape of a national code. `repaired`: what was put right, Vietnamese; absent where nothing was. */
  | { code: string; repaired?: string; certain: boolean }
  /** No code: what is wrong, and codes it may have been. */
  | { problem: string; candidates: string[] };

/** Letters that look like digits, Cyrillic and full-width ones included. */
const lookAlikes: Record<string, string> = {
  ...{ O: '0', o: '0', О: '0', о: '0', Ο: '0', ο: '0', Q: '0', D: '0' },
  ...{ l: '1', I: '1', '|': '1', і: '1', І: '1', Ι: '1', ı: '1', i: '1', '!': '1' },
  ...{ Z: '2', z: '2', З: '3', з: '3', S: '5', s: '5', Ѕ: '5', б: '6', B: '8', В: '8' },
};
const dots = /[,;:·•․。．‚،٫…_]/g;

/**
 * The national code a cell holds. `certain` is false where a number or date lost digits: such a code only counts when
 * the national list has it and the name agrees.
 */
export function readCode(cell: Cell, locality: string): ReadCode {
  if (cell.kind === 'formula')
    return { problem: 'mã là công thức chưa có giá trị; mở tệp, lưu lại hoặc gõ thẳng mã', candidates: [] };
  if (cell.kind === 'error') return { problem: `ô mã báo lỗi ${cell.text}; gõ lại mã`, candidates: [] };
  if (cell.kind === 'date') return fromDate(cell);
  const exact = fromText(cell.text, locality);
  // A number may be shown whole (format 0.000000) and is then as good as text.
  if (('code' in exact && exact.certain) || cell.kind !== 'number' || cell.number === undefined) return exact;
  return fromNumber(cell.number) ?? exact;
}

/** Looks like somebody meant a code here; what rows of a table are told by. */
export function looksLikeCode(text: string): boolean {
  if (text.length > 60) return false;
  const tight = text.normalize('NFKC').replace(/\s+/g, '');
  return meant.test(tight) && /\d.*\d/.test(tight);
}

/** A digit, something like a dot and some more digits; or seven digits that have lost the dot. */
const meant = /^[^\d]{0,8}[\dOoОоlIі|][.,·:;…_-][\dOoОоlIі|S]{3}|^\d{7}$/u;

function fromText(shown: string, locality: string): ReadCode {
  const given = shown.replace(/^[’‘'"`]+/, '').trim();
  const direct = localCode(given, locality);
  if (isNationalShape(direct)) return { code: direct, certain: true };
  // NFKC: full-width digits and letters.
  const tight = localCode(given.normalize('NFKC').replace(/\s+/g, ''), locality);
  if (isNationalShape(tight)) return { code: tight, repaired: 'bỏ khoảng trắng thừa', certain: true };
  const head = tight.replace(/^(MÃ|MA|TTHC|DVC|SỐ|[:#.])+/iu, '').replace(/[.,;]+$/, '');
  const dotted = localCode(head.replace(dots, '.').replace(/\.{2,}/g, '.'), locality);
  if (isNationalShape(dotted)) return { code: dotted, repaired: 'sửa dấu chấm', certain: true };
  const digits = asDigits(given, locality);
  if (isNationalShape(digits))
    return { code: digits, repaired: 'thay chữ viết nhầm thành số', certain: true };
  return damaged(digits, shown);
}

/** Look-alikes become digits only before a suffix: `H13` stays `H13`. */
function asDigits(given: string, locality: string): string {
  const tight = given
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(dots, '.')
    .replace(/\.{2,}/g, '.');
  const own = localCode(tight, locality);
  return [...(own === tight.toUpperCase() ? tight : tight.slice(0, own.length))]
    .map(letter => lookAlikes[letter] ?? letter)
    .join('');
}

/** Digits are there, but not in the shape of a code. */
function damaged(text: string, shown: string): ReadCode {
  const short = /^(\d)\.(\d{1,5})$/.exec(text);
  if (short) return { code: `${short[1]}.${short[2]!.padEnd(6, '0')}`, repaired: lostZeros, certain: false };
  const joined = /^(\d)[.-]?(\d{3})[.-]?(\d{3})$/.exec(text);
  if (joined)
    return { code: `${joined[1]}.${joined[2]}${joined[3]}`, repaired: 'sửa dấu chấm', certain: false };
  const foreign = /^(\d\.\d{6})\.(.+)$/.exec(text);
  if (foreign) return { problem: `mã mang đuôi của nơi khác (.${foreign[2]})`, candidates: [foreign[1]!] };
  const found = /\d\.\d{6}(?!\d)/.exec(text)?.[0];
  return { problem: `"${shown}" không phải mã dạng 1.004194`, candidates: found ? [found] : [] };
}

const lostZeros = 'thêm số 0 cuối đã mất vì ô là số';

function fromNumber(value: number): ReadCode | undefined {
  // Six decimals are all a code has; more is what binary fractions add.
  const text = value.toFixed(6);
  // A bare 1 to 9 is a row number in the wrong column rather than a code.
  if (!Number.isInteger(value) && Math.abs(Number(text) - value) < 1e-9 && /^[1-9]\.\d{6}$/.test(text))
    return { code: text, repaired: lostZeros, certain: /[1-9]$/.test(text) };
  if (Number.isInteger(value) && /^[1-9]\d{6}$/.test(String(value)))
    return {
      code: `${String(value).slice(0, 1)}.${String(value).slice(1)}`,
      repaired: 'thêm dấu chấm đã mất vì ô là số',
      certain: false,
    };
  return undefined;
}

/** `1.2004` typed where dots separate dates becomes the first of January 2004. */
function fromDate({ date, text }: Cell): ReadCode {
  const problem = `Excel đã đổi mã thành ngày (${text})`;
  if (date?.day !== 1 || date.month > 9) return { problem, candidates: [] };
  return {
    code: `${date.month}.${String(date.year).padEnd(6, '0')}`,
    repaired: `${problem}; đổi lại thành mã`,
    certain: false,
  };
}
