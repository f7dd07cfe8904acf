import { z } from 'zod';
import { atMost } from '../../src/adapter/at-most.ts';
import { foundWords } from '../../src/adapter/issue-words.ts';
import { parseLenient } from '../../src/adapter/kit/parse-lenient.ts';
import { codeOfNumber } from '../../src/domain/code.ts';
import { isObject } from '../../src/domain/object.ts';
import { cleanText } from '../../src/domain/text.ts';

/** Rows of the services as they come: only the fields used, upper-case names, any of them missing or null. */
const absent = /^không có thông tin[.]?$/i;

/** "Không có thông tin" is the portal's way of saying nothing. */
const said = (value: string | number | null | undefined) => {
  const clean = cleanText(String(value ?? ''));
  return absent.test(clean) ? '' : clean;
};
const scalar = z.union([z.string(), z.number()]).nullish();
const text = scalar.superRefine(atMost('name')).transform(said);
/** Names of papers, cases and laws, which can be whole paragraphs. */
const note = scalar.superRefine(atMost('note')).transform(said);
/** The code of a procedure; a number is one only where nothing but zeros can have been lost. */
const code = scalar.superRefine(atMost('name')).transform((value, context) => {
  const written = typeof value === 'number' ? codeOfNumber(value) : cleanText(value ?? '');
  if (written !== undefined) return absent.test(written) ? '' : written;
  context.addIssue({ code: 'custom', message: `mã là số ${value}` });
  return z.NEVER;
});
/** Kept as printed, "Không có thông tin" included: fees and deadlines read it themselves. */
const words = scalar.superRefine(atMost('note')).transform(value => cleanText(String(value ?? '')));
/** A list, one object or nothing; taken apart row by row, so that one bad row stays one bad row. */
const list = z.unknown().optional();

/** A row of the list, and the head of a record. */
export const headSchema = z.object({ MATTHC: code, TENTTHC: text });
export const bodySchema = z.object({ MADONVI: text, TENDONVI: text });
export const fieldSchema = z.object({ MALINHVUC: text, TENLINHVUC: text });
export const decisionSchema = z.object({ SOQUYETDINH: text, NGAYQUYETDINH: text, TRICHYEU: note });

export const procedureSchema = z.object({
  MATTHC: code,
  TENTTHC: text,
  TRANGTHAI: z.union([z.string(), z.number(), z.boolean()]).nullish().superRefine(atMost('name')),
  SOQUYETDINH: text,
  IDQUYETDINHCONGBO: text,
  DIACHITIEPNHAN: note.optional(),
  CAPTHUCHIEN: list,
  LINHVUCTHUCHIEN: list,
  COQUANTHUCHIEN: list,
  CACHTHUCTHUCHIEN: list,
  THANHPHANHOSO: list,
  CANCUPHAPLY: list,
});

export const tierSchema = z.object({ CAPTHUCHIEN: text, TENCAP: text, TENCAPTHUCHIEN: text });
export const channelSchema = z.object({ KENH: text, THOIGIAN: list });
export const timeSchema = z.object({
  THOIGIANGIAIQUYET: words,
  DONVITINH: words,
  MOTA: words,
  PHILEPHI: list,
});
export const feeSchema = z.object({ SOTIEN: words, DONVI: words, MOTA: words });
export const caseSchema = z.object({ TRUONGHOP: note, GIAYTO: list });
export const paperSchema = z.object({
  MAGIAYTO: text,
  TENGIAYTO: note,
  TENMAUDON: note,
  SOBANCHINH: text,
  SOBANSAO: text,
});
export const legalBasisSchema = z.object({ SOVANBAN: note, TENVANBAN: note });

/** The part of a detail record that is read: what the cache keeps, without the megabytes of steps and conditions. */
export function usedPart(record: unknown): unknown {
  if (!isObject(record)) return record;
  const isUsed = ([key]: [string, unknown]) => Object.hasOwn(procedureSchema.shape, key);
  return Object.fromEntries(Object.entries(record).filter(isUsed));
}

/** Something in a record that is not what it should be. */
export interface Flaw {
  /** `THANHPHANHOSO[1].GIAYTO` */
  path: string;
  reason: string;
}

/** Reads rows, noting flaws instead of failing. */
export class RowReader {
  readonly flaws: Flaw[] = [];

  wrong(path: string, expected: string, found: unknown): void {
    this.flaws.push({ path, reason: `cần ${expected}, gặp ${foundWords(found)}` });
  }

  /** An array, a single object or text as an array of one, nothing as []; `undefined` = neither. */
  list(value: unknown, path: string): unknown[] | undefined {
    if (value === undefined || value === null || value === '') return [];
    if (Array.isArray(value)) return value;
    if (typeof value === 'object' || typeof value === 'string') return [value];
    this.wrong(path, 'danh sách', value);
    return undefined;
  }

  /** The row with its wrong fields left out (each a flaw); `undefined` when it is no object. */
  row<Row>(schema: z.ZodType<Row>, value: unknown, path = ''): Row | undefined {
    if (!isObject(value)) {
      this.wrong(path, 'đối tượng', value);
      return undefined;
    }
    const { value: row, oddities } = parseLenient(schema, value, wordsOf);
    const place = (key: string) => (path === '' ? key : `${path}.${key}`);
    this.flaws.push(...oddities.map(({ path: key, reason }) => ({ path: place(key), reason })));
    return row;
  }

  /** The rows of a list as they are taken; `whole`: nothing was left out of it. `undefined` = it is no list. */
  each<Row>(schema: z.ZodType<Row>, value: unknown, path: string) {
    return this.list(value, path)
      ?.entries()
      .map(([index, element]) => {
        const place = `${path}[${index}]`;
        const before = this.flaws.length;
        const row = this.row(schema, element, place);
        return { row, path: place, whole: row !== undefined && this.flaws.length === before };
      });
  }

  /** All rows of a list; `undefined` = one of them could not be read: a part of the list is not the list. */
  all<Row>(schema: z.ZodType<Row>, value: unknown, path: string): Row[] | undefined {
    const read = this.each(schema, value, path)?.toArray();
    return read?.every(({ whole }) => whole) ? read.map(({ row }) => row!) : undefined;
  }
}

function wordsOf({ code, message, path }: z.core.$ZodIssue, record: unknown): string {
  return code === 'custom' ? message : `cần chữ hoặc số, gặp ${foundWords(Object(record)[path[0]!])}`;
}
