import { createHash } from 'node:crypto';
import { z } from 'zod';
import { numberWords } from '../domain/number-words.ts';
import { reviewListNames, reviewLists } from '../domain/review.ts';
import { placeName, type Sheet } from '../reading/book.ts';
import type { PartKey } from '../store/reviews/review-rows.ts';

const text = z.string();
const list = z.enum(reviewLists);
const place = z.object({
  sheet: text.nullable(),
  row: z.int().nullable(),
  cell: text.nullable().describe('`C12`, or row and column in words for tables of documents.'),
});
const counts = { accepted: z.int(), corrected: z.int(), questioned: z.int(), rejected: z.int() };
const note = place.extend({ text });
const correction = place.extend({ what: text, from: text, to: text });
const problem = place.extend({
  kind: z.enum(['questioned', 'rejected']),
  reason: text,
  /** What the sender should do. */
  todo: text,
  /** National procedures that may be meant, best first. */
  suggestions: z.array(z.object({ code: text, name: text })),
  rows: z.int().describe('How many rows it keeps out.'),
});
const listAnswer = z.object({ agency: text, agencyName: text, list, ...counts });

/**
 * What came of an imported file, for whoever sent it. Stable: `review import --json` and the API hand it out as it
 * is. All texts Vietnamese. A row is either accepted (perhaps after a correction), questioned (usable once somebody
 * has answered) or rejected; only accepted rows are kept.
 */
export const fileAnswer = z
  .object({
    file: z.object({
      ...{ name: text, sha256: text, bytes: z.int() },
      kind: text.nullable().describe('By content: xlsx, xls, ods, docx, csv …'),
    }),
    /**
     * `imported`; `unchanged`: the same file was imported before; `dry-run`: nothing was kept; `nothing`: no row could
     * be used; `unreadable`: see `error`.
     */
    state: z.enum(['imported', 'unchanged', 'dry-run', 'nothing', 'unreadable']),
    error: text.nullable().describe('Why it cannot be read and what to do; Vietnamese.'),
    id: z.int().nullable().describe('Number of the import, or of the answer to a round.'),
    round: z.int().nullable().default(null).describe('The round a workbook answers; null for lists.'),
    checked: z.boolean().describe('False: no national list was there to hold the codes against.'),
    ...counts,
    lists: z.array(listAnswer),
    corrections: z.array(correction),
    problems: z.array(problem),
    /** Worth knowing, nothing to do. */
    notes: z.array(note),
    /** Reasons no word of the list codes yet. */
    unknownReasons: z.array(note),
    /** Earlier lists that no longer count. */
    superseded: z.array(
      z.object({
        ...{ agency: text, list, file: z.int(), name: text, importedAt: text },
        dropped: z.array(text).describe('Codes the earlier list had and the new one has not.'),
      }),
    ),
  })
  .meta({ id: 'ReviewAnswer' });
export type FileAnswer = z.output<typeof fileAnswer>;
type Replaced = FileAnswer['superseded'][number];
export type ListAnswer = FileAnswer['lists'][number];
/** Row and cell null = the whole sheet, sheet null = the file. */
export type Place = z.output<typeof place>;
export type Correction = z.output<typeof correction>;
export type Problem = z.output<typeof problem>;

export const stateNames: Record<FileAnswer['state'], string> = {
  imported: 'đã nhập',
  unchanged: 'tệp này đã nhập trước đây, không có gì mới',
  'dry-run': 'chỉ xem thử, chưa nhập',
  nothing: 'không dòng nào dùng được, chưa nhận gì',
  unreadable: 'không đọc được tệp',
};

/** In a sheet, or a row or a cell of it; without a sheet the file. */
export function placeIn(sheet?: Sheet, row?: number, column?: number): Place {
  const cell = sheet && row !== undefined && column !== undefined ? placeName(sheet, row, column) : null;
  return { sheet: sheet?.name ?? null, row: row ?? null, cell };
}

/** What somebody has to answer. */
export function questionAt(place: Place, reason: string, todo: string, rows = 1): Problem {
  return { ...place, kind: 'questioned', reason, todo, suggestions: [], rows };
}

/** A list of which nothing was taken yet. */
export function emptyList({ agency, list }: PartKey, agencyName: string): ListAnswer {
  return { agency, agencyName, list, accepted: 0, corrected: 0, questioned: 0, rejected: 0 };
}

/** "«PL I», ô C12". */
export function placeText({ sheet, cell, row }: Place): string {
  const where =
    cell === null ? (row === null ? null : `dòng ${row}`) : /^dòng/.test(cell) ? cell : `ô ${cell}`;
  return [sheet === null ? null : `«${sheet}»`, where].filter(Boolean).join(', ');
}

/** "Phụ lục I của Sở Tư pháp trong ds.xlsx; không còn 4 thủ tục: 1.000802, 1.002010 …". */
export function replacedText({ agency, list, name, dropped }: Replaced, lists: FileAnswer['lists']): string {
  const unit = lists.find(each => each.agency === agency)?.agencyName || agency;
  const gone = `${numberWords(dropped.length)} thủ tục: ${dropped.slice(0, 5).join(', ')}${dropped.length > 5 ? ' …' : ''}`;
  return `${reviewListNames[list]} của ${unit} trong ${name}${dropped.length > 0 ? `; không còn ${gone}` : ''}`;
}

/** Before anything of a file was read. */
export function emptyAnswer(name: string, bytes: Uint8Array, checked: boolean): FileAnswer {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    file: { name, sha256, bytes: bytes.byteLength, kind: null },
    state: 'nothing',
    error: null,
    ...{ id: null, round: null },
    checked,
    ...{ accepted: 0, corrected: 0, questioned: 0, rejected: 0 },
    ...{ lists: [], corrections: [], problems: [], notes: [], unknownReasons: [], superseded: [] },
  };
}
