import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ground, ReviewEntry, ReviewList } from '../../domain/review.ts';
import type { Store } from '../core/contract.ts';
import { placeOf, readInOrder } from '../core/in-order.ts';
import { rowById } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';

/** One list of one unit. */
export interface PartKey {
  agency: string;
  list: ReviewList;
}

/** An imported file with its parts. */
export interface ReviewFile<Answer = unknown>
  extends Omit<Row<'reviewFile'>, 'options' | 'digest' | 'importedBy' | 'origin' | 'answer'> {
  by: string;
  answer: Answer;
  /** `current` = its rows count; else `supersededBy` is the file that took the part's place (null = withdrawn). */
  parts: (PartKey & { entries: number; current: boolean; supersededBy: number | null })[];
}

/** What a unit has handed in of one list. */
export interface ReportedList extends PartKey {
  /** Rows that count now. */
  entries: number;
  /** When that list first came and when the one that counts did. */
  firstAt: string;
  lastAt: string;
  /** The file that counts. */
  file: number;
  name: string;
}

type EntryRow = Row<'reviewEntry'> & { file: number; fileName: string; importedAt: string };

/** Entries that count, in batches, sorted by procedure, then agency, then list (code units). */
export async function* currentEntries(
  store: Store,
  options: {
    procedures?: readonly string[];
    agency?: string;
    list?: ReviewList;
    /** Only what comes after this one. */
    after?: Pick<ReviewEntry, 'procedure' | 'agency' | 'list'>;
    batch?: number;
  } = {},
): AsyncGenerator<ReviewEntry[]> {
  const { procedures, agency, list, after, batch = 500 } = options;
  let entries = store.db
    .selectFrom('reviewEntry as e')
    .innerJoin('reviewPart as p', 'p.id', 'e.partId')
    .innerJoin('reviewFile as f', 'f.id', 'p.fileId')
    .selectAll('e')
    .select(['f.id as file', 'f.name as fileName', 'f.importedAt'])
    .where('p.endedAt', 'is', null);
  // Of the part: there is an index of those that count.
  if (agency !== undefined) entries = entries.where('p.agency', '=', agency);
  // Of the entry, too: it is in the index of procedures.
  if (list !== undefined) entries = entries.where('p.list', '=', list).where('e.list', '=', list);
  // A unit has one current part of a list, and a part each procedure once.
  const columns = ['e.procedure', 'e.agency', 'e.list'];
  const place = after && placeOf(after, columns);
  for (const some of procedures ? someAtATime(procedures) : [undefined]) {
    // As values: of a list in JSON PostgreSQL knows nothing, and reads the whole table for one procedure.
    const asked = some ? entries.where('e.procedure', 'in', some) : entries;
    for await (const rows of readInOrder(asked, columns, batch, place)) yield rows.map(entryOf);
  }
}

/** Sorted, each once; few enough that a page does not look up and sort the rows of thousands. */
function* someAtATime(codes: readonly string[]): Generator<string[]> {
  const sorted = [...new Set(codes)].sort();
  for (let from = 0; from < sorted.length; from += 100) yield sorted.slice(from, from + 100);
}

/** Everything that counts of one unit, sorted by procedure, then list. */
export async function entriesOfUnit(store: Store, agency: string): Promise<ReviewEntry[]> {
  return (await Array.fromAsync(currentEntries(store, { agency }))).flat();
}

/** Imported files, latest first; of one unit, or before one of them, where asked. */
export async function reviewFiles<Answer>(
  store: Store,
  { agency, limit = 1_000, beforeId }: { agency?: string; limit?: number; beforeId?: number } = {},
): Promise<ReviewFile<Answer>[]> {
  let query = store.db.selectFrom('reviewFile').selectAll().orderBy('id', 'desc').limit(limit);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  if (agency !== undefined)
    query = query.where('id', 'in', ({ selectFrom }) =>
      selectFrom('reviewPart').select('fileId').where('agency', '=', agency),
    );
  return withParts<Answer>(store, await query.execute());
}

/** One imported file by its number. */
export async function reviewFile<Answer>(store: Store, id: number): Promise<ReviewFile<Answer> | undefined> {
  const file = await rowById(store, 'reviewFile', id);
  return file && (await withParts<Answer>(store, [file]))[0];
}

async function withParts<Answer>(
  { db }: Store,
  files: readonly Row<'reviewFile'>[],
): Promise<ReviewFile<Answer>[]> {
  const later = db
    .selectFrom('reviewPart')
    .selectAll()
    .where('fileId', '>=', files.at(-1)?.id ?? 0);
  const parts = await later
    .where('fileId', '<=', files[0]?.id ?? 0)
    .orderBy('id')
    .execute();
  const byFile = Map.groupBy(parts, part => part.fileId);
  return files.map(({ importedBy: by, answer, digest: _, options: __, origin: ___, ...file }) => ({
    ...file,
    by,
    answer: answer as Answer,
    parts: (byFile.get(file.id) ?? []).map(({ agency, list, entries, endedAt, supersededBy }) => ({
      ...{ agency, list, entries, current: endedAt === null, supersededBy },
    })),
  }));
}

/** Of a part: it counts, or another one has taken its place. One that was withdrawn never came. */
export function notWithdrawn(part: string): RawBuilder<SqlBool> {
  return sql`(${sql.ref(`${part}.ended_at`)} is null or ${sql.ref(`${part}.superseded_by`)} is not null)`;
}

/** Lists that units have handed in and that count, sorted by agency, then list. */
export async function unitsReported(store: Store): Promise<ReportedList[]> {
  const rows = await store.db
    .selectFrom('reviewPart as p')
    .innerJoin('reviewFile as f', 'f.id', 'p.fileId')
    .select(['p.agency', 'p.list', 'p.entries', 'p.fileId as file', 'f.name', 'f.importedAt as lastAt'])
    // A list that came in time and was put right later came in time.
    .select(({ selectFrom }) =>
      selectFrom('reviewPart as q')
        .innerJoin('reviewFile as g', 'g.id', 'q.fileId')
        .select(({ fn }) => fn.min('g.importedAt').as('first'))
        .whereRef('q.agency', '=', 'p.agency')
        .whereRef('q.list', '=', 'p.list')
        .where(notWithdrawn('q'))
        .as('firstAt'),
    )
    .where('p.endedAt', 'is', null)
    .orderBy('p.agency')
    .orderBy('p.list')
    .execute();
  return rows.map(row => ({ ...row, firstAt: row.firstAt ?? row.lastAt }));
}

function entryOf(entry: EntryRow): ReviewEntry {
  const { agency, list, procedure, name, sheet, row, importedAt, basis } = entry;
  return {
    ...{ agency, list, procedure, name, importedAt },
    ...(basis !== null && { basis }),
    technical: groundOf(entry.technical),
    legal: groundOf(entry.legal),
    source: { file: entry.file, name: entry.fileName, sheet, row },
  };
}

/** JSON leaves `undefined` out; the cell that does not say must say so again. */
function groundOf(ground: Ground): Ground {
  return { ...ground, blocks: ground.blocks };
}

/** What rows of Phụ lục II named, oldest first, those of lists that were replaced too; not of lists that were withdrawn. */
export async function* conditionsEver({
  db,
}: Store): AsyncGenerator<{ procedure: string; agency: string; reasons: string[]; importedAt: string }[]> {
  const parts = await db
    .selectFrom('reviewPart as p')
    .innerJoin('reviewFile as f', 'f.id', 'p.fileId')
    .select(['p.id', 'f.importedAt'])
    .where('p.list', '=', 'not-eligible')
    .where(notWithdrawn('p'))
    .orderBy('f.id')
    .orderBy('p.id')
    .execute();
  for (const { id, importedAt } of parts) {
    const entries = db.selectFrom('reviewEntry').select(['procedure', 'agency', 'technical', 'legal']);
    const rows = await entries.where('partId', '=', id).execute();
    yield rows.map(({ procedure, agency, technical, legal }) => {
      return { procedure, agency, reasons: [...technical.reasons, ...legal.reasons], importedAt };
    });
  }
}
