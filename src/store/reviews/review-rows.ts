import { type Selectable, sql } from 'kysely';
import type { Ground, ReviewEntry, ReviewList } from '../../domain/review.ts';
import type { Store } from '../core/contract.ts';
import type { ReviewEntryTable, ReviewFileTable } from '../core/tables.ts';
import type { PartKey } from './reviews.ts';

/** An imported file with its parts. */
export interface ReviewFile<Answer = unknown> {
  id: number;
  name: string;
  sha256: string;
  bytes: number;
  options: string;
  importedAt: string;
  by: string;
  origin: string;
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

type EntryRow = Selectable<ReviewEntryTable> & { file: number; file_name: string; imported_at: string };

/** Entries that count, in batches, sorted by procedure, then agency, then list (code units). */
export async function* currentEntries(
  store: Store,
  options: { procedure?: string; batch?: number } = {},
): AsyncGenerator<ReviewEntry[]> {
  const { procedure, batch = 500 } = options;
  for (let after: EntryRow | undefined; ; ) {
    let page = entryRows(store);
    if (procedure !== undefined) page = page.where('e.procedure', '=', procedure);
    // A unit has one current part of a list, and a part each procedure once.
    if (after) {
      const key = sql.join([after.procedure, after.agency, after.list]);
      page = page.where(sql<boolean>`(e.procedure, e.agency, e.list) > (${key})`);
    }
    const rows = await page
      .orderBy('e.procedure')
      .orderBy('e.agency')
      .orderBy('e.list')
      .limit(batch)
      .execute();
    if (rows.length) yield rows.map(entryOf);
    if (rows.length < batch) return;
    after = rows.at(-1);
  }
}

/** Everything that counts of one unit, sorted by procedure, then list. */
export async function entriesOfUnit(store: Store, agency: string): Promise<ReviewEntry[]> {
  const rows = await entryRows(store)
    .where('e.agency', '=', agency)
    .orderBy('e.procedure')
    .orderBy('e.list')
    .execute();
  return rows.map(entryOf);
}

/** Imported files, latest first; of one unit, or before one of them, where asked. */
export async function reviewFiles<Answer>(
  store: Store,
  { agency, limit = 1_000, beforeId }: { agency?: string; limit?: number; beforeId?: number } = {},
): Promise<ReviewFile<Answer>[]> {
  let query = store.db.selectFrom('review_file').selectAll().orderBy('id', 'desc').limit(limit);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  if (agency !== undefined)
    query = query.where(
      'id',
      'in',
      store.db.selectFrom('review_part').select('file_id').where('agency', '=', agency),
    );
  return withParts<Answer>(store, await query.execute());
}

/** One imported file by its number. */
export async function reviewFile<Answer>(store: Store, id: number): Promise<ReviewFile<Answer> | undefined> {
  const rows = await store.db.selectFrom('review_file').selectAll().where('id', '=', id).execute();
  return (await withParts<Answer>(store, rows))[0];
}

async function withParts<Answer>(
  { db }: Store,
  files: readonly Selectable<ReviewFileTable>[],
): Promise<ReviewFile<Answer>[]> {
  const parts = await db
    .selectFrom('review_part')
    .selectAll()
    .where('file_id', '>=', files.at(-1)?.id ?? 0)
    .where('file_id', '<=', files[0]?.id ?? 0)
    .orderBy('id')
    .execute();
  const byFile = Map.groupBy(parts, part => part.file_id);
  return files.map(({ imported_at: importedAt, imported_by: by, answer, digest: _, ...file }) => ({
    ...file,
    importedAt,
    by,
    answer: JSON.parse(answer) as Answer,
    parts: (byFile.get(file.id) ?? []).map(part => ({
      agency: part.agency,
      list: part.list as ReviewList,
      entries: part.entries,
      current: part.ended_at === null,
      supersededBy: part.superseded_by,
    })),
  }));
}

/** Lists that units have handed in and that count, sorted by agency, then list. */
export async function unitsReported(store: Store): Promise<ReportedList[]> {
  const rows = await store.db
    .selectFrom('review_part as p')
    .innerJoin('review_file as f', 'f.id', 'p.file_id')
    .select(['p.agency', 'p.list', 'p.entries', 'p.file_id', 'f.name', 'f.imported_at'])
    // A list that came in time and was put right later came in time; one that was withdrawn never came.
    .select(({ selectFrom }) =>
      selectFrom('review_part as q')
        .innerJoin('review_file as g', 'g.id', 'q.file_id')
        .select(({ fn }) => fn.min('g.imported_at').as('first'))
        .whereRef('q.agency', '=', 'p.agency')
        .whereRef('q.list', '=', 'p.list')
        .where(({ or, eb }) => or([eb('q.ended_at', 'is', null), eb('q.superseded_by', 'is not', null)]))
        .as('first_at'),
    )
    .where('p.ended_at', 'is', null)
    .orderBy('p.agency')
    .orderBy('p.list')
    .execute();
  return rows.map(row => ({
    agency: row.agency,
    list: row.list as ReviewList,
    entries: row.entries,
    firstAt: row.first_at ?? row.imported_at,
    lastAt: row.imported_at,
    file: row.file_id,
    name: row.name,
  }));
}

function entryRows({ db }: Store) {
  return db
    .selectFrom('review_entry as e')
    .innerJoin('review_part as p', 'p.id', 'e.part_id')
    .innerJoin('review_file as f', 'f.id', 'p.file_id')
    .selectAll('e')
    .select(['f.id as file', 'f.name as file_name', 'f.imported_at'])
    .where('p.ended_at', 'is', null);
}

function entryOf(row: EntryRow): ReviewEntry {
  return {
    agency: row.agency,
    list: row.list as ReviewList,
    procedure: row.procedure,
    name: row.name,
    technical: groundOf(row.technical),
    legal: groundOf(row.legal),
    source: { file: row.file, name: row.file_name, sheet: row.sheet, row: row.row },
    importedAt: row.imported_at,
  };
}

/** JSON leaves `undefined` out; the cell that does not say must say so again. */
function groundOf(json: string): Ground {
  const ground = JSON.parse(json) as Ground;
  return { ...ground, blocks: ground.blocks };
}
