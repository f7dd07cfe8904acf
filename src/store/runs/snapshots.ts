import { type Insertable, sql } from 'kysely';
import { Refusal } from '../../domain/refusal.ts';
import { insertRows, list, numberList } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { changesOne, insertRow } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import { ordered, unordered } from '../core/order.ts';
import type { Row, Tables } from '../tables/index.ts';

/** Staged rows deleted at a time, and what else their last procedure has. */
const batch = 2_000;

/**
 * A row as it came, waiting to be packed. The store sorts rows by `procedure`, so that memory does not grow with the city;
 * `kind` and `body` are the snapshot room's own.
 */
export type StagedRow = Omit<Row<'staged'>, 'snapshotId'>;

/** A procedure of a snapshot, packed; what stands in it is the snapshot room's own. */
export type PackedProcedure = Omit<
  Insertable<Tables['snapshotProcedure'] & Tables['snapshotProcedureRest']>,
  'snapshotId'
>;
/** As whole snapshots are read; with its cases where they were asked for. */
export type StreamedProcedure = Omit<Row<'snapshotProcedure'>, 'snapshotId'> & { cases?: string | null };
/** A list of agencies that procedures of a snapshot name by its number. */
export type AgencyList = Omit<Row<'snapshotAgencyList'>, 'snapshotId'>;

/** `summary` is null until it is finished. */
export type SnapshotRow<Summary = unknown> = Omit<Row<'snapshot'>, 'summary'> & { summary: Summary | null };

export type QuarantineRow = Omit<Row<'quarantine'>, 'id' | 'snapshotId'>;

/** Opens a snapshot; until `finishSnapshot` nobody but its own reader sees it. Its id. */
export async function beginSnapshot(store: Store, runId: string, system: string, takenAt: string) {
  return (await insertRow(store, 'snapshot', { runId, system, status: 'reading', takenAt })).id;
}

/** Puts rows aside for packing, in one transaction. */
export async function stageRows(store: Store, snapshotId: number, rows: readonly StagedRow[]): Promise<void> {
  const columns = rows.map(row => ({ ...row, snapshotId, procedure: ordered(row.procedure) }));
  await insertRows(store, 'staged', columns);
}

/** Staged rows of some procedures, in no order. */
export async function readStaged(store: Store, snapshotId: number, procedures: readonly string[]) {
  const staged = store.db.selectFrom('staged').select(['procedure', 'kind', 'body']);
  const wanted = list(store, procedures.map(ordered));
  const rows = await staged.where('snapshotId', '=', snapshotId).where('procedure', 'in', wanted).execute();
  for (const row of rows) row.procedure = unordered(row.procedure);
  return rows;
}

/**
 * Adds packed procedures and the lists of agencies they are the first to name, in one transaction; each code once in a
 * snapshot, in any order.
 */
export async function writeProcedures(
  store: Store,
  snapshotId: number,
  procedures: readonly PackedProcedure[],
  lists: readonly AgencyList[] = [],
): Promise<void> {
  if (!procedures.length) return;
  const coded = procedures.map(row => ({ ...row, snapshotId, code: ordered(row.code) }));
  const rows = coded.map(({ cases: _, rowIds: __, ...row }) => row);
  const rest = coded
    .filter(({ cases, rowIds }) => cases != null || rowIds != null)
    .map(({ code, cases, rowIds }) => ({ snapshotId, code, cases, rowIds }));
  const listRows = lists.map(row => ({ ...row, snapshotId }));
  await inTransaction(store, async inner => {
    await insertRows(inner, 'snapshotAgencyList', listRows);
    await insertRows(inner, 'snapshotProcedure', rows);
    await insertRows(inner, 'snapshotProcedureRest', rest);
  });
}

/** Remote agencies of a snapshot; `body` is the snapshot room's own JSON. */
export async function writeAgencies(
  store: Store,
  snapshotId: number,
  agencies: readonly { id: string; body: string }[],
): Promise<void> {
  const rows = agencies.map(({ id, body }) => ({ snapshotId, id: ordered(id), body }));
  await insertRows(store, 'snapshotAgency', rows);
}

export async function writeQuarantine(store: Store, snapshotId: number, rows: readonly QuarantineRow[]) {
  const columns = rows.map(({ part, key, path, reason }) => ({ snapshotId, part, key, path, reason }));
  await insertRows(store, 'quarantine', columns);
}

/** Ends the reading: from now on the snapshot counts, as what `status` says. What was staged goes. */
export async function finishSnapshot(
  store: Store,
  snapshotId: number,
  status: 'complete' | 'partial' | 'unreadable',
  summary: object,
): Promise<void> {
  // Of files, known only once they were read.
  const { takenAt } = summary as { takenAt?: string };
  await inTransaction(store, async inner => {
    await dropStaged(inner, snapshotId);
    const snapshot = inner.db.updateTable('snapshot').where('id', '=', snapshotId);
    const ended = snapshot.set({ status, summary, ...(takenAt && { takenAt }) });
    if (!(await changesOne(ended.where('status', '=', 'reading'))))
      throw new Refusal('snapshot-given-up', { snapshot: snapshotId });
  });
}

/** Says more of a snapshot whose reading has ended; what it counts as stays. */
export async function retellSnapshot({ db }: Store, snapshotId: number, summary: object): Promise<void> {
  await db.updateTable('snapshot').set({ summary }).where('id', '=', snapshotId).execute();
}

/** Some at a time: of all that one statement deletes, SQLite first makes a list in memory. */
async function dropStaged({ db }: Store, snapshotId: number): Promise<void> {
  const rows = db.selectFrom('staged').where('snapshotId', '=', snapshotId);
  for (let after: string | undefined; ; ) {
    let behind = rows.select('procedure').orderBy('procedure').offset(batch).limit(1);
    let some = db.deleteFrom('staged').where('snapshotId', '=', snapshotId);
    // PostgreSQL walks again over what the same transaction has deleted, unless told to begin behind it.
    if (after !== undefined) {
      behind = behind.where('procedure', '>', after);
      some = some.where('procedure', '>', after);
    }
    const last = await behind.executeTakeFirst();
    if (last) some = some.where('procedure', '<=', last.procedure);
    await some.execute();
    if (!last) return;
    after = last.procedure;
  }
}

/** The last one read whole, before `beforeId` where given. */
export function latestComplete<Summary>(store: Store, system: string, beforeId = Number.MAX_SAFE_INTEGER) {
  return latest(finished<Summary>(store).where('status', '=', 'complete').where('id', '<', beforeId), system);
}

/** The last one that was finished, whatever became of it. */
export function latestFinished<Summary>(store: Store, system: string) {
  return latest(finished<Summary>(store), system);
}

/** The last finished one of every system and status, in order of their reading. */
export async function latestByStatus<Summary>(store: Store): Promise<SnapshotRow<Summary>[]> {
  const ended = store.db.selectFrom('snapshot').where('status', '!=', 'reading');
  const latest = ended.select(({ fn }) => [fn.max('id').as('id')]).groupBy(['system', 'status']);
  return finished<Summary>(store).where('id', 'in', latest).orderBy('id').execute();
}

/** Finished snapshots of a run, in order of their reading. */
export async function snapshotsOfRun<Summary>(store: Store, runId: string): Promise<SnapshotRow<Summary>[]> {
  return finished<Summary>(store).where('runId', '=', runId).orderBy('id').execute();
}

function finished<Summary>({ db }: Store) {
  const rows = db.selectFrom('snapshot').selectAll().where('status', '!=', 'reading');
  return rows.$castTo<SnapshotRow<Summary>>();
}

function latest<Summary>(of: ReturnType<typeof finished<Summary>>, system: string) {
  return of.where('system', '=', system).orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/**
 * Batches in code-unit order of the code. Short queries, so that writers and other readers get their turn.
 *
 * @param wanted `cases`: as well, else they are left where they are.
 */
export async function* readPacked(
  store: Store,
  snapshotId: number,
  { batch, cases }: { batch: number; cases: boolean },
): AsyncIterable<StreamedProcedure[]> {
  // Made once: it is asked again for every batch of a city.
  const query = proceduresIn(store, snapshotId)
    .$if(cases, query => query.select('r.cases'))
    .where('p.code', '>', '')
    .orderBy('p.code')
    .limit(batch)
    .compile();
  for (let after = ordered(''); ; ) {
    const parameters = [snapshotId, after, batch];
    const { rows } = await store.db.executeQuery<StreamedProcedure>({ ...query, parameters });
    if (rows.length) {
      after = rows.at(-1)!.code;
      for (const row of rows) row.code = unordered(row.code);
      yield rows;
    }
    if (rows.length < batch) return;
  }
}

/** Some procedures of a snapshot, ids of rows and all, in no order; those it does not have are left out. */
export async function readPackedOf(store: Store, snapshotId: number, codes: readonly string[]) {
  const rows = await proceduresIn(store, snapshotId)
    .select(['r.cases', 'r.rowIds'])
    .where('p.code', 'in', list(store, codes.map(ordered)))
    .execute();
  return rows.map(row => ({ ...row, code: unordered(row.code) }));
}

/** Both databases leave the rest where it is while nothing of it is selected. */
function proceduresIn({ db }: Store, snapshotId: number) {
  return db
    .selectFrom('snapshotProcedure as p')
    .leftJoin('snapshotProcedureRest as r', join =>
      join.onRef('r.snapshotId', '=', 'p.snapshotId').onRef('r.code', '=', 'p.code'),
    )
    .select(['p.code', 'p.body', 'p.agencyList', 'p.offered'])
    .where('p.snapshotId', '=', snapshotId);
}

/** Cases of some procedures of a snapshot by code; where none lie apart, there is no entry. */
export async function readCases(store: Store, snapshotId: number, codes: readonly string[]) {
  const apart = store.db.selectFrom('snapshotProcedureRest').select(['code', 'cases']);
  const wanted = list(store, codes.map(ordered));
  const rows = await apart.where('snapshotId', '=', snapshotId).where('code', 'in', wanted).execute();
  return new Map(rows.flatMap(({ code, cases }) => (cases === null ? [] : [[unordered(code), cases]])));
}

/** Lists of agencies of a snapshot by their numbers, in no order. */
export async function readAgencyLists(store: Store, snapshotId: number, numbers: readonly number[]) {
  const lists = store.db.selectFrom('snapshotAgencyList').select(['number', 'agencies']);
  const wanted = numberList(store, numbers);
  return lists.where('snapshotId', '=', snapshotId).where('number', 'in', wanted).execute();
}

export async function readAgencyBodies(store: Store, snapshotId: number): Promise<string[]> {
  const agencies = store.db.selectFrom('snapshotAgency').select('body').where('snapshotId', '=', snapshotId);
  return (await agencies.orderBy('id').execute()).map(({ body }) => body);
}

/** Quarantined records as far as kept, in the order they came; the summary of the snapshot counts them all. */
export async function readQuarantine(store: Store, snapshotId: number): Promise<QuarantineRow[]> {
  const records = store.db.selectFrom('quarantine').select(['part', 'key', 'path', 'reason']);
  return records.where('snapshotId', '=', snapshotId).orderBy('id').execute();
}

/**
 * Keeps the last `keep` snapshots of every system, and beside them the last complete one: the base that a shrunk
 * source is measured against must outlive any number of bad days; and those of the runs that are named. Unfinished ones
 * are not touched.
 */
export async function pruneSnapshots(store: Store, keep: number, named: string[] = []): Promise<void> {
  const { rows } = await sql<{ id: number; runId: string }>`
    select id, run_id from (
      select id, run_id, status,
        row_number() over (partition by system order by id desc) as age,
        max(case when status = 'complete' then id end) over (partition by system) as base
      from snapshot where status <> 'reading'
    ) as ranked
    where age > ${keep} and (base is null or id <> base)`.execute(store.db);
  // One by one: a snapshot is large, and other commands may be waiting to write.
  for (const { id, runId } of rows) {
    if (!named.includes(runId)) await store.db.deleteFrom('snapshot').where('id', '=', id).execute();
  }
}
