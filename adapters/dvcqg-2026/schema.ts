import { z } from 'zod';
import { atMost } from '../../src/adapter/at-most.ts';
import { codeOfNumber } from '../../src/domain/code.ts';
import { cleanText } from '../../src/domain/text.ts';

/** Rows as they come: only the fields used, any of them missing or null, numbers and booleans perhaps as text. */
const scalar = z.union([z.string(), z.number()]).nullish();
const text = scalar.superRefine(atMost('name')).transform(value => cleanText(String(value ?? '')));
/** The code of a procedure; a number is one only where nothing but zeros can have been lost. */
const code = scalar.superRefine(atMost('name')).transform((value, context) => {
  const written = typeof value === 'number' ? codeOfNumber(value) : cleanText(value ?? '');
  if (written !== undefined) return written;
  context.addIssue({ code: 'custom', message: `mã là số ${value}` });
  return z.NEVER;
});
/** Names of papers and cases, which can be whole paragraphs. */
const note = scalar.superRefine(atMost('note')).transform(value => cleanText(String(value ?? '')));
/** Texts that hold HTML and pictures: what is shown of them. */
const shown = scalar
  .superRefine(atMost('passage'))
  .transform(value => cleanText(String(value ?? '').replace(/<[^<>]*>/g, ' ')));
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .nullish()
  .transform(value => (value === null || value === undefined ? undefined : String(value) === 'true'));
/** Absent = not said. */
const number = z
  .union([z.number(), z.string().regex(/^\s*-?\d{1,15}(?:\.\d{1,6})?\s*$/)])
  .nullish()
  .transform(value => (value === null || value === undefined ? undefined : Number(value)));
/** A row that cannot be read is left out of it and told. */
const rows = <Row extends z.ZodType>(row: Row) =>
  z
    .array(row)
    .nullish()
    .transform(list => list ?? undefined);

const named = z.object({ id: text, code: text, name: note });

/** `list-with-location`. */
export const departmentRow = z.object({ id: text, code: text, name: text });

/** A child of `provide-online-tree`, and its parent. */
export const unitRow = z.object({ departmentId: text, departmentCode: text, departmentName: text });

/** `reporting/formalities`: a missing list of departments is not an empty one, `null` is. */
export const appliedRow = z.object({
  id: text,
  code,
  name: text,
  state: text,
  appliedDepartmentIds: z
    .array(z.string())
    .nullable()
    .optional()
    .transform(ids => (ids === null ? [] : ids)),
});

/** `list-department-url-by-citizen`. */
export const listingRow = z.object({
  id: text,
  departmentId: text,
  departmentCode: text,
  departmentName: text,
  citizenUrl: text,
  implementLevel: text,
  formalityId: text,
  formalityCode: code,
  formalityCaseId: text,
  formalityCaseCode: text,
  isTesting: flag,
  formalityTargetType: rows(z.object({ type: text })),
});
export type ListingRow = z.output<typeof listingRow>;

const paper = z.object({ name: note, code: text, originalQty: number, copyQty: number, required: flag });
const papers = rows(paper);
export type PaperRow = z.output<typeof paper>;

/** `get-formality-by-citizen`. */
export const detailRow = z.object({
  id: text,
  code,
  name: text,
  state: text,
  isWard: flag,
  isProvince: flag,
  isMinistry: flag,
  isOtherAgency: flag,
  isOfflineOnly: flag,
  executionMethods: rows(
    z.object({
      submissionMethod: text,
      processingTime: number,
      processingTimeUnit: text,
      fees: rows(z.object({ value: number, description: shown })),
    }),
  ),
  executionCases: rows(z.object({ name: note, profileComponents: papers })),
  cases: rows(
    z.object({
      id: text,
      name: note,
      code: text,
      processingDay: z
        .object({ qty: number, type: text })
        .nullish()
        .transform(value => value ?? undefined),
      profileComponents: papers,
    }),
  ),
  categoriesDetails: rows(named),
  legalBasisesDetails: rows(named),
  procedureProposal: z.object({ decisionNumber: text }).nullish(),
});
export type DetailRow = z.output<typeof detailRow>;

/** What a row of a unit says of files by channel (`provide-online-tree`). */
export const channelRow = z.object({
  departmentId: text,
  departmentCode: text,
  channelOnlineSum: number,
  channelDirectSum: number,
  channelPostalSum: number,
  channelTotalSum: number,
  dataQualityStatus: text,
});

const metric = z.object({
  code: text,
  name: note,
  numerator: number,
  denominator: number,
  score: number,
  maxScore: number,
  dataQualityStatus: text,
  dataQualityMessage: note,
});
export type MetricRow = z.output<typeof metric>;

/** A row of `reporting/evaluation/<group>`. */
export const evaluationRow = z.object({
  totalScore: number,
  totalMaxScore: number,
  dataQualityStatus: text,
  dataQualityMessage: note,
  metrics: rows(metric),
});
