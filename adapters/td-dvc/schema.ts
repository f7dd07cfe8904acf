import { z } from 'zod';
import { atMost } from '../../src/adapter/at-most.ts';
import { beginningOf } from '../../src/adapter/beginning-of.ts';
import { foundWords } from '../../src/adapter/issue-words.ts';
import { parseLenient } from '../../src/adapter/kit/parse-lenient.ts';
import type { QuarantineRecord } from '../../src/adapter/records.ts';
import { quarantineRecord } from '../../src/adapter/unread.ts';
import { codeOfNumber } from '../../src/domain/code.ts';
import { isLevel, type Level } from '../../src/domain/level.ts';
import { cleanText } from '../../src/domain/text.ts';

/*
 * Rows as the platform sends them, only the fields used. Everywhere: a value = present, `null` = the platform says
 * there is none (null or blank), `undefined` = the field is missing or was not understood.
 */

const scalar = z.union([z.string(), z.number(), z.null()]).optional();
const raw = scalar.superRefine(atMost('name'));

type Context = z.core.$RefinementCtx;

function odd(context: Context, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** A field by what `read` makes of its text, without the space around it; blank = none. */
function told<T>(read: (word: string, context: Context) => T, of: z.ZodType<Scalar> = raw) {
  return of.transform((value, context): T | null | undefined => {
    const word = String(value ?? '').trim();
    if (word !== '') return read(word, context);
    return value === undefined ? undefined : null;
  });
}
type Scalar = string | number | boolean | null | undefined;

const cleaned = (word: string) => cleanText(word) || null;
/** Text of one line. */
const text = told(cleaned);
/** Names of papers, notes. */
const note = told(cleaned, scalar.superRefine(atMost('note')));
const optionalKey = told(word => word.normalize('NFC'));

const key = z
  .union([z.string(), z.number()])
  .superRefine(atMost('name'))
  .transform((value, context) => String(value).normalize('NFC').trim() || odd(context, 'mã trống'));

/** The code of a procedure; a number is one only where nothing but zeros can have been lost. */
const code = z.union([z.string(), z.number()]).transform((value, context) => {
  const clean = typeof value === 'number' ? codeOfNumber(value) : value.normalize('NFC').trim();
  return clean || odd(context, clean === '' ? 'mã trống' : `mã là số ${value}, không rõ mã nào`);
});

/** Booleans also come as `"True"`/`"False"` (lists of cases) and null. */
const flag = told(
  (word, context) =>
    /^(true|1)$/i.test(word) ||
    (!/^(false|0)$/i.test(word) &&
      odd(context, `"${beginningOf(word.toLowerCase(), 40)}" không phải là đúng/sai`)),
  z.union([z.boolean(), z.string(), z.number(), z.null()]).optional().superRefine(atMost('name')),
);

/** One that is null was never set, which the platform takes for no. */
const mark = flag.transform(value => (value === null ? false : value));

const amount = told((word, context) =>
  Number.isFinite(Number(word)) ? Number(word) : odd(context, `"${beginningOf(word, 40)}" không phải là số`),
);

/** A free text column: any value may stand there (contract 4.1). */
const level = told((word, context) =>
  /^\d$/.test(word) && isLevel(Number(word))
    ? (Number(word) as Level)
    : odd(context, `mức không hiểu: "${beginningOf(word, 40)}"`),
);

/** A stored document: an empty text is none. Somebody's server might send the object itself, which `isOne` knows. */
const document = (isOne: (value: object) => boolean) =>
  z
    .unknown()
    .optional()
    .superRefine(atMost('document'))
    .transform((value, context) => {
      if (value === undefined || value === null) return value;
      if (typeof value === 'string') return value.trim() === '' ? null : value;
      if (typeof value === 'object' && isOne(value)) return JSON.stringify(value);
      return odd(context, `cần chữ, gặp ${foundWords(value)}`);
    });
const form = document(value => 'components' in value);
const drawing = document(
  value => Array.isArray(value) && value.every(each => Object(each) === each && !Array.isArray(each)),
);
const decision = document(value => [value].flat().every(each => 'SOQUYETDINH' in Object(each)));

export const groupRow = z.object({
  id: optionalKey,
  groupCode: key,
  groupName: text,
  ofGroupCode: optionalKey,
  type: text,
  catalog: text,
  maDinhDanh: optionalKey,
});

export const procedureRow = z.object({
  id: optionalKey,
  maTTHC: code,
  tenTTHC: text,
  maLinhVucChinh: optionalKey,
  linhVucChinh: text,
  mucDo: level,
  suDung: flag,
  quyetDinh: text,
});

export const procedureEntity = z.object({ quyetDinh: text, quyetDinhCongBo: decision });

export const offeringRow = z.object({
  id: key,
  maTTHC: code,
  donViId: optionalKey,
  mucDo: level,
  tkThuHuong: text,
  taiKhoanThuHuongId: optionalKey,
});

/** What can still be said of a row that could not be read; never refuses. */
const hint = { maTTHC: code.optional().catch(undefined) };
export const offeringHint = z
  .object({ ...hint, donViId: optionalKey.catch(undefined) })
  .catch({ maTTHC: undefined, donViId: undefined });

export const caseRow = z.object({
  id: key,
  maTTHC: code,
  ma: optionalKey,
  ten: text,
  thoiGianThucHien: amount,
  thoiGianThucHienTrucTuyen: amount,
  loaiThoiGianThucHien: text,
});

export const caseHint = z
  .object({ ...hint, id: optionalKey.catch(undefined), ma: optionalKey.catch(undefined) })
  .catch({ id: undefined, ma: undefined, maTTHC: undefined });

/** Server time without a zone, which is UTC+7 (contract 1); to ISO 8601, UTC. Year 1 stands for "never". */
const moment = raw.transform(value => {
  const written = String(value ?? '').trim();
  const time = Date.parse(`${written.slice(0, 19)}+07:00`);
  return time > 0 ? new Date(time).toISOString() : undefined;
});

export const caseEntity = z.object({
  lastModifiedOn: moment,
  lastModifiedBy: optionalKey,
  donViTiepNhanRieng: optionalKey,
  eForm: form,
  nodeQuyTrinh: drawing,
  edgeQuyTrinh: drawing,
  khongNopTrucTuyen: mark,
  yeuCauNopPhiTrucTuyen: mark,
  batBuocKySoKetQua: mark,
  batBuocDinhKemKetQua: mark,
  eFormKetQua: form,
});

/** Fields of a case that bear on nothing but themselves. */
export const measuredFields = new Set(['batBuocKySoKetQua', 'batBuocDinhKemKetQua', 'eFormKetQua']);

/** A single case with what its list tells, too. */
export const caseDetail = caseRow.omit({ maTTHC: true }).extend(caseEntity.shape);

export const userGroupRow = z.object({ id: key, ten: text });

export const componentRow = z.object({
  id: key,
  ten: note,
  ma: optionalKey,
  thuTucId: code.nullish().catch(undefined),
  truongHopId: optionalKey,
  batBuoc: flag,
  soBanChinh: amount,
  soBanSao: amount,
  stt: amount,
});

export const feeRow = z.object({ id: optionalKey, loai: text, soTien: amount, ten: note, moTa: note });

export type GroupRow = z.infer<typeof groupRow>;
export type ProcedureRow = z.infer<typeof procedureRow>;
export type OfferingRow = z.infer<typeof offeringRow>;
export type CaseRow = z.infer<typeof caseRow>;
export type BrokenCase = z.infer<typeof caseHint>;
export type ComponentRow = z.infer<typeof componentRow>;

/**
 * One row as far as it can be read: absent when a field without which it is nothing could not be. `part` and `keyField` name in
 * quarantine what was left out.
 */
export function readRow<Row>(
  schema: z.ZodType<Row>,
  value: unknown,
  part: string,
  keyField: string,
): { row?: Row; quarantine: QuarantineRecord[] } {
  const { value: row, oddities } = parseLenient(schema, value);
  const found = Object(value) as Record<string, unknown>;
  const key = oddities.length > 0 ? beginningOf(String(found[keyField] ?? found.id ?? ''), 100) : '';
  const quarantine = oddities.map(({ path, reason }) => quarantineRecord(part, key, path, reason));
  return { ...(row !== undefined && { row }), quarantine };
}
