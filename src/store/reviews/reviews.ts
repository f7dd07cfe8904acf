import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ReviewEntry } from '../../domain/review.ts';
import type { ReviewedFacts } from '../../domain/reviewed-facts.ts';
import { record } from '../access/audit.ts';
import { insertRows, numberList, list as within } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { insertRow } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import { notWithdrawn, type PartKey } from './review-rows.ts';
import { lapseWords } from './words.ts';

/**
 * What counts. A file holds parts: one list (Phụ lục I, Phụ lục II, already online) of one unit each; sheets of one
 * file that speak for the same unit and list are one part. A part takes the place of the unit's present part of that
 * list, whole, whatever rows it has or no longer has; other lists and other units are left alone. The order of importing
 * decides, not what the files say of their date. What was superseded is kept. An entry of `already-online` whose
 * agency is the top one (the city) holds for every agency that offers the procedure.
 */
export interface NewReview {
  file: { name: string; sha256: string; bytes: number };
  /** What was said beside the file (unit, list), canonical; the same file with another word is another review. */
  options: string;
  importedAt: string;
  by: string;
  /** Of an account, where they have one. */
  identity?: string | undefined;
  /** `cli`, `api` … */
  origin: string;
  /** Answer to whoever sent it; JSON-safe, the review room's own. Kept with what the file has `superseded`. */
  answer: object | null;
  /** Every part of the file, also those without a row ("none" is an answer too). */
  parts: readonly PartKey[];
  /** Import a file once more although a later one has taken its place. */
  again?: boolean;
  /** By procedure: what of the national record the rows speak about, where it is known. */
  basis?: ReadonlyMap<string, ReviewedFacts>;
}

/** Each procedure once in a part. `basis`: of a row that goes on as it was, what it spoke about then. */
export type NewEntry = Omit<ReviewEntry, 'source' | 'importedAt'> & {
  source: { sheet: string; row: number };
};

export interface KeptReview {
  /** Id of the imported file; of the earlier import where nothing changed. */
  file: number;
  state: 'kept' | 'unchanged';
  /** When that file was imported. */
  importedAt: string;
  /** Parts that no longer count because of this one. */
  superseded: (PartKey & { file: number; name: string; importedAt: string; dropped: string[] })[];
  /** `unchanged` only: later files that have taken its place since. */
  supersededBy: { file: number; name: string; importedAt: string }[];
}

/**
 * Keeps what was read of a file, in one transaction with the audit trail. Importing a file again changes nothing,
 * unless it is read differently now (word list, national list): then the new reading takes the place of the old one.
 * After a later file has taken its place, only with `again`.
 */
export async function keepReview(
  store: Store,
  review: NewReview,
  entries: readonly NewEntry[],
): Promise<KeptReview> {
  return inTransaction(store, async inner => {
    await takeTurn(inner);
    const now = await comesTo(inner, review, entries);
    if ('unchanged' in now) return now.unchanged;
    const { digest, ended } = now;
    const { by: importedBy, options, importedAt, origin } = review;
    const superseded = ended.map(({ id: _, ...part }) => part);
    const answer = review.answer && { ...review.answer, superseded };
    const kept = { ...review.file, options, digest, importedAt, importedBy, origin, answer };
    const { id: file } = await insertRow(inner, 'reviewFile', kept);
    const replaced = inner.db.updateTable('reviewPart').set({ endedAt: importedAt, supersededBy: file });
    await replaced.where('id', 'in', numberList(inner, ended.map(idOf))).execute();
    await insertParts(inner, file, review, entries);
    const touched = [...review.parts, ...superseded].map(({ agency }) => agency);
    await lapseWords(inner, touched, importedAt);
    await record(inner, {
      ...{ at: importedAt, who: importedBy, identity: review.identity, origin },
      ...{ action: 'import-review', target: review.file.name },
      before: superseded.map(({ dropped: _, ...part }) => part),
      after: { file, sha256: review.file.sha256, parts: review.parts, entries: entries.length },
    });
    return { file, state: 'kept', importedAt, superseded, supersededBy: [] };
  });
}

/** What keeping it would come to, as `keepReview` says it; nothing is kept. */
export async function wouldKeep(
  store: Store,
  review: Told,
  entries: readonly NewEntry[],
): Promise<Pick<KeptReview, 'state' | 'superseded' | 'supersededBy'>> {
  const now = await comesTo(store, review, entries);
  if ('unchanged' in now) return now.unchanged;
  const superseded = now.ended.map(({ id: _, ...part }) => part);
  return { state: 'kept', superseded, supersededBy: [] };
}

/** Imports follow each other, for what one keeps is made from what the one before has kept; SQLite's do so anyway. */
export async function takeTurn({ driver, db }: Store): Promise<void> {
  if (driver === 'postgres') await sql`select pg_advisory_xact_lock(${importLock})`.execute(db);
}
const importLock = 0x726576;

/** What of a file decides whether it is new. */
type Told = Pick<NewReview, 'file' | 'options' | 'parts' | 'again'>;

async function comesTo(
  store: Store,
  review: Told,
  entries: readonly NewEntry[],
): Promise<{ unchanged: KeptReview } | { digest: string; ended: Awaited<ReturnType<typeof placesOf>> }> {
  const digest = createHash('sha256')
    .update(JSON.stringify([review.parts, entries]))
    .digest('hex');
  const earlier = await sameFile(store, review);
  if (earlier && !review.again) {
    const supersededBy = await placeTaken(store, earlier.id);
    if (earlier.digest === digest || supersededBy.length > 0) {
      const { id, importedAt } = earlier;
      return { unchanged: { file: id, state: 'unchanged', importedAt, superseded: [], supersededBy } };
    }
  }
  return { digest, ended: await placesOf(store, review, entries, earlier?.id) };
}

/** The latest import of the same file with the same word beside it; one that was withdrawn never was. */
async function sameFile({ db }: Store, { file, options }: Told) {
  return db
    .selectFrom('reviewFile')
    .select(['id', 'digest', 'importedAt'])
    .where('sha256', '=', file.sha256)
    .where('options', '=', options)
    .where(({ exists, selectFrom }) => {
      const parts = selectFrom('reviewPart as part').select('part.id').where(notWithdrawn('part'));
      return exists(parts.whereRef('part.fileId', '=', 'reviewFile.id'));
    })
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Other files that have taken the place of a part of this one. */
async function placeTaken({ db }: Store, file: number): Promise<KeptReview['supersededBy']> {
  return db
    .selectFrom('reviewPart as part')
    .innerJoin('reviewFile as later', 'later.id', 'part.supersededBy')
    .select(['later.id as file', 'later.name', 'later.importedAt'])
    .distinct()
    .where('part.fileId', '=', file)
    .orderBy('later.id')
    .execute();
}

/** The parts whose place a file takes; of `earlier`, the former reading of the same file, every one. */
async function placesOf(
  store: Store,
  review: Pick<NewReview, 'parts'>,
  entries: readonly NewEntry[],
  earlier = 0,
): Promise<(KeptReview['superseded'][number] & { id: number })[]> {
  const taken = new Set(review.parts.map(partKey));
  const agencies = review.parts.map(({ agency }) => agency);
  const { db } = store;
  const present = await db
    .selectFrom('reviewPart as part')
    .innerJoin('reviewFile as of', 'of.id', 'part.fileId')
    .select(['part.id', 'part.agency', 'part.list', 'of.id as file', 'of.name', 'of.importedAt'])
    .where('part.endedAt', 'is', null)
    .where(({ or, eb }) => or([eb('of.id', '=', earlier), eb('part.agency', 'in', [...agencies, ''])]))
    .orderBy('part.id')
    .execute();
  const ended = present.filter(part => taken.has(partKey(part)) || part.file === earlier);
  const ids = ended.map(idOf);
  const theirs = db.selectFrom('reviewEntry').select(['partId', 'procedure']);
  const rows = await theirs.where('partId', 'in', numberList(store, ids)).execute();
  const before = Map.groupBy(rows, ({ partId }) => partId);
  const still = new Set(entries.map(entry => `${partKey(entry)} ${entry.procedure}`));
  return ended.map(part => {
    const procedures = (before.get(part.id) ?? []).map(({ procedure }) => procedure);
    const dropped = procedures.filter(procedure => !still.has(`${partKey(part)} ${procedure}`));
    return { ...part, dropped: dropped.sort() };
  });
}

const idOf = ({ id }: { id: number }) => id;

async function insertParts(
  store: Store,
  file: number,
  { parts, basis = new Map() }: Pick<NewReview, 'parts' | 'basis'>,
  entries: readonly NewEntry[],
): Promise<void> {
  const hashes = await rememberBasis(store, basis);
  const byPart = Map.groupBy(entries, partKey);
  for (const { agency, list } of parts) {
    const own = byPart.get(partKey({ agency, list })) ?? [];
    const { id } = await insertRow(store, 'reviewPart', { fileId: file, agency, list, entries: own.length });
    const rows = own.map(({ procedure, name, technical, legal, source, basis: before }) => ({
      ...{ partId: id, procedure, agency, list, name, technical, legal },
      ...{ sheet: source.sheet, row: source.row, basis: hashes.get(procedure) ?? before ?? null },
    }));
    await insertRows(store, 'reviewEntry', rows);
  }
}

/**
 * Takes back an imported file (wrong unit, wrong file): its lists no longer count, as if it had never come, and those
 * whose place it had taken count again. Undefined when there is no such file; nothing is `withdrawn` where nothing of
 * it counted any more.
 */
export async function withdrawReview(
  store: Store,
  file: number,
  at: string,
): Promise<{ name: string; withdrawn: PartKey[]; restored: (PartKey & { file: number })[] } | undefined> {
  return inTransaction(store, async inner => {
    await takeTurn(inner);
    const { db } = inner;
    const found = await db.selectFrom('reviewFile').select('name').where('id', '=', file).executeTakeFirst();
    if (!found) return undefined;
    const current = db.updateTable('reviewPart').where('fileId', '=', file).where('endedAt', 'is', null);
    const withdrawn = await current.set({ endedAt: at }).returning(['agency', 'list']).execute();
    if (withdrawn.length === 0) return { name: found.name, withdrawn: [], restored: [] };
    const restored = await db
      .updateTable('reviewPart')
      .set({ endedAt: null, supersededBy: null })
      .where('supersededBy', '=', file)
      .where(({ not, exists, selectFrom }) => {
        const others = selectFrom('reviewPart as other').where('other.endedAt', 'is', null);
        const ofUnit = others.select('other.id').whereRef('other.agency', '=', 'reviewPart.agency');
        return not(exists(ofUnit.whereRef('other.list', '=', 'reviewPart.list')));
      })
      .returning(['agency', 'list', 'fileId as file'])
      .execute();
    const touched = [...withdrawn, ...restored].map(({ agency }) => agency);
    await lapseWords(inner, touched, at);
    return { name: found.name, withdrawn, restored };
  });
}

/** Keeps each record once; its name by procedure. */
async function rememberBasis(store: Store, basis: ReadonlyMap<string, ReviewedFacts>) {
  const rows = [...basis].map(([procedure, facts]) => {
    const known = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
    const hash = createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 32);
    return { procedure, hash, facts };
  });
  const distinct = [...new Map(rows.map(({ hash, facts }) => [hash, { hash, facts }])).values()];
  await insertRows(store, 'reviewBasis', distinct, sql`on conflict (hash) do nothing`);
  return new Map(rows.map(({ procedure, hash }) => [procedure, hash]));
}

/** Remembered records by name; some, where given. */
export async function basisOf(store: Store, hashes: readonly string[]): Promise<Map<string, ReviewedFacts>> {
  if (hashes.length === 0) return new Map();
  const remembered = store.db.selectFrom('reviewBasis').selectAll();
  const rows = await remembered.where('hash', 'in', within(store, hashes)).execute();
  return new Map(rows.map(({ hash, facts }) => [hash, facts]));
}

function partKey({ agency, list }: PartKey): string {
  return `${list} ${agency}`;
}
