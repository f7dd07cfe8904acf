import { z } from 'zod';
import type { ReviewList } from '../../domain/review.ts';
import type { FileAnswer } from '../../review/answer.ts';

export const reviewLists = ['eligible', 'not-eligible', 'already-online'] as const satisfies ReviewList[];

const place = {
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  cell: z.string().nullable().describe('`C12`, or row and column in words for tables of documents.'),
};
const counts = { accepted: z.int(), corrected: z.int(), questioned: z.int(), rejected: z.int() };
const procedure = z.object({ code: z.string(), name: z.string() });

/** `FileAnswer`, as the description tells it. */
export const reviewAnswer = z
  .object({
    file: z.object({
      name: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      kind: z.string().nullable().describe('By content: xlsx, xls, ods, docx, csv …'),
    }),
    state: z.enum(['imported', 'unchanged', 'dry-run', 'nothing', 'unreadable']),
    error: z.string().nullable().describe('Why it cannot be read and what to do; Vietnamese.'),
    id: z.int().nullable().describe('Number of the import, or of the answer to a round.'),
    round: z.int().nullable().default(null).describe('The round a workbook answers; null for lists.'),
    checked: z.boolean().describe('False: no national list was there to hold the codes against.'),
    ...counts,
    lists: z.array(
      z.object({ agency: z.string(), agencyName: z.string(), list: z.enum(reviewLists), ...counts }),
    ),
    corrections: z.array(z.object({ ...place, what: z.string(), from: z.string(), to: z.string() })),
    problems: z.array(
      z.object({
        ...place,
        kind: z.enum(['questioned', 'rejected']),
        reason: z.string(),
        todo: z.string(),
        suggestions: z.array(procedure),
        rows: z.int().describe('How many rows it keeps out.'),
      }),
    ),
    notes: z.array(z.object({ ...place, text: z.string() })),
    unknownReasons: z.array(z.object({ ...place, text: z.string() })),
    superseded: z.array(
      z.object({
        agency: z.string(),
        list: z.enum(reviewLists),
        file: z.int(),
        name: z.string(),
        importedAt: z.string(),
        dropped: z.array(z.string()).describe('Codes the earlier list had and the new one has not.'),
      }),
    ),
  } satisfies Record<keyof FileAnswer, z.ZodType>)
  .meta({ id: 'ReviewAnswer' });

export const reviewFileSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    sha256: z.string(),
    bytes: z.int(),
    importedAt: z.string(),
    by: z.string(),
    parts: z.array(
      z.object({
        agency: z.string(),
        list: z.enum(reviewLists),
        entries: z.int(),
        current: z.boolean().describe('Its rows count.'),
        supersededBy: z.int().nullable().describe('The import that took its place.'),
      }),
    ),
  })
  .meta({ id: 'ReviewFile' });
