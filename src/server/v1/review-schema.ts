import { z } from 'zod';
import type { ReviewList } from '../../domain/review.ts';
import type { FileAnswer } from '../../review/answer.ts';
import { each, maybe, text } from './schemas.ts';

export const reviewLists = ['eligible', 'not-eligible', 'already-online'] as const satisfies ReviewList[];
const list = z.enum(reviewLists);

const place = {
  sheet: maybe,
  row: z.int().nullable(),
  cell: maybe.describe('`C12`, or row and column in words for tables of documents.'),
};
const counts = each(z.int(), 'accepted', 'corrected', 'questioned', 'rejected');
const remarks = z.array(z.object({ ...place, text }));

/** `FileAnswer`, as the description tells it. */
export const reviewAnswer = z
  .object({
    file: z.object({
      ...each(text, 'name', 'sha256'),
      bytes: z.int(),
      kind: maybe.describe('By content: xlsx, xls, ods, docx, csv …'),
    }),
    state: z.enum(['imported', 'unchanged', 'dry-run', 'nothing', 'unreadable']),
    error: maybe.describe('Why it cannot be read and what to do; Vietnamese.'),
    id: z.int().nullable().describe('Number of the import, or of the answer to a round.'),
    round: z.int().nullable().default(null).describe('The round a workbook answers; null for lists.'),
    checked: z.boolean().describe('False: no national list was there to hold the codes against.'),
    ...counts,
    lists: z.array(z.object({ ...each(text, 'agency', 'agencyName'), list, ...counts })),
    corrections: z.array(z.object({ ...place, ...each(text, 'what', 'from', 'to') })),
    problems: z.array(
      z.object({
        ...place,
        kind: z.enum(['questioned', 'rejected']),
        ...each(text, 'reason', 'todo'),
        suggestions: z.array(z.object(each(text, 'code', 'name'))),
        rows: z.int().describe('How many rows it keeps out.'),
      }),
    ),
    notes: remarks,
    unknownReasons: remarks,
    superseded: z.array(
      z.object({
        ...each(text, 'agency', 'name', 'importedAt'),
        list,
        file: z.int(),
        dropped: z.array(text).describe('Codes the earlier list had and the new one has not.'),
      }),
    ),
  } satisfies Record<keyof FileAnswer, z.ZodType>)
  .meta({ id: 'ReviewAnswer' });

export const reviewFileSchema = z
  .object({
    ...each(z.int(), 'id', 'bytes'),
    ...each(text, 'name', 'sha256', 'importedAt', 'by'),
    parts: z.array(
      z.object({
        agency: text,
        list,
        entries: z.int(),
        current: z.boolean().describe('Its rows count.'),
        supersededBy: z.int().nullable().describe('The import that took its place.'),
      }),
    ),
  })
  .meta({ id: 'ReviewFile' });
