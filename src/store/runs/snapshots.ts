import { type Selectable, sql } from 'kysely';
import { Refusal } from '../../domain/refusal.ts';
import { insertRows, list } from '../core/bulk.ts';
import type { PackedProcedure, QuarantineRow, SnapshotRow, StagedRow, Store } from '../core/contract.ts';
import { inTransaction } from '../core/open.ts';
import { ordered, unordered } from '../core/order.ts';
import type { SnapshotTable } from '../core/tables.ts';

/** Rows of one statement. */
const chunk = 2_000;

/** Opens a snapshot; until `finishSnapshot` nobody but its own reader sees it. Its id. */
export async function beginSnapshot(
  store: Store,
  runId: string,
  system: string,
  takenAt: string,
): Promise<number> {
  const { id } = await store.db
    .insertInto('snapshot')
    .values({ run_id: runId, system, status: 'reading', taken_at: takenAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Puts rows aside for packing, in one transaction. */
export async function stageRows(store: Store, snapshotId: number, rows: readonly StagedRow[]): Promise<void> {
  const columns = rows.map(({ procedure, kind, body }) => ({
    snapshot_id: snapshotId,
    procedure: ordered(procedure),
    kind,
    body,
  }));
  await inChunks(store, columns, (inner, part) => insertRows(inner, 'staged', part));
}

/** Staged rows of some procedures, in no order. */
export async function readStaged(
  store: Store,
  snapshotId: number,
  procedures: readonly string[],
): Promise<StagedRow[]> {
  const rows = await store.db
    .selectFrom('staged')
    .select(['procedure', 'kind', 'body'])
    .where('snapshot_id', '=', snapshotId)
    .where('procedure', 'in', list(store, procedures.map(ordered)))
    .execute();
  for (const row of rows) row.procedure = unordered(row.procedure);
  return rows;
}

/** Adds packed procedures, in one transaction; each code once in a snapshot, in any order. */
export async function writeProcedures(
  store: Store,
  snapshotId: number,
  procedures: readonly PackedProcedure[],
): Promise<void> {
  const rows = procedures.map(({ code, body }) => ({ snapshot_id: snapshotId, code: ordered(code), body }));
  await inChunks(store, rows, (inner, part) => insertRows(inner, 'snapshot_procedure', part));
}

/** Remote agencies of a snapshot; `body` is the snapshot room's own JSON. */
export async function writeAgencies(
  store: Store,
  snapshotId: number,
  agencies: readonly { id: string; body: string }[],
): Promise<void> {
  const rows = agencies.map(({ id, body }) => ({ snapshot_id: snapshotId, id: ordered(id), body }));
  await inChunks(store, rows, (inner, part) => insertRows(inner, 'snapshot_agency', part));
}

export async function writeQuarantine(
  store: Store,
  snapshotId: number,
  rows: readonly QuarantineRow[],
): Promise<void> {
  const columns = rows.map(({ part, key, path, reason }) => ({
    snapshot_id: snapshotId,
    part,
    key,
    path,
    reason,
  }));
  await inChunks(store, columns, (inner, part) => insertRows(inner, 'quarantine', part));
}

/**
 * Ends the reading: from now on the snapshot counts, as what `status` says. What was staged goes. `within` is done
 * first in the same transaction: when it throws, the snapshot does not count.
 */
export async function finishSnapshot(
  store: Store,
  snapshotId: number,
  status: 'complete' | 'partial' | 'unreadable',
  summary: object,
): Promise<void> {
  // Of files, known only once they were read.
  const { takenAt } = summary as { takenAt?: string };
  await inTransaction(store, async inner => {
    const { db } = inner;
    await db.deleteFrom('staged').where('snapshot_id', '=', snapshotId).execute();
    const { numUpdatedRows } = await db
      .updateTable('snapshot')
      .set({ status, summary: JSON.stringify(summary), ...(takenAt && { taken_at: takenAt }) })
      .where('id', '=', snapshotId)
      .where('status', '=', 'reading')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) {
      throw new Refusal('snapshot-given-up', { snapshot: snapshotId });
    }
  });
}

/** The last one read whole, before `beforeId` where given. */
export async function latestComplete<Summary>(
  store: Store,
  system: string,
  beforeId = Number.MAX_SAFE_INTEGER,
): Promise<SnapshotRow<Summary> | undefined> {
  const row = await store.db
    .selectFrom('snapshot')
    .selectAll()
    .where('system', '=', system)
    .where('status', '=', 'complete')
    .where('id', '<', beforeId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && snapshotRow<Summary>(row);
}

/** The last one that was finished, whatever became of it. */
export async function latestFinished<Summary>(
  store: Store,
  system: string,
): Promise<SnapshotRow<Summary> | undefined> {
  const row = await store.db
    .selectFrom('snapshot')
    .selectAll()
    .where('system', '=', system)
    .where('status', '!=', 'reading')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && snapshotRow<Summary>(row);
}

/** Finished snapshots of a run, in order of their reading. */
export async function snapshotsOfRun<Summary>(store: Store, runId: string): Promise<SnapshotRow<Summary>[]> {
  const rows = await store.db
    .selectFrom('snapshot')
    .selectAll()
    .where('run_id', '=', runId)
    .where('status', '!=', 'reading')
    .orderBy('id')
    .execute();
  return rows.map(row => snapshotRow<Summary>(row));
}

/** Batches in code-unit order of the code. Short queries, so that writers and other readers get their turn. */
export async function* readPacked(
  store: Store,
  snapshotId: number,
  { batch = 250 }: { batch?: number } = {},
): AsyncIterable<PackedProcedure[]> {
  for (let after = ordered(''); ; ) {
    const rows = await store.db
      .selectFrom('snapshot_procedure')
      .select(['code', 'body'])
      .where('snapshot_id', '=', snapshotId)
      .where('code', '>', after)
      .orderBy('code')
      .limit(batch)
      .execute();
    if (rows.length) {
      after = rows.at(-1)!.code;
      for (const row of rows) row.code = unordered(row.code);
      yield rows;
    }
    if (rows.length < batch) return;
  }
}

/** Some procedures of a snapshot, in no order; those it does not have are left out. */
export async function readPackedOf(
  store: Store,
  snapshotId: number,
  codes: readonly string[],
): Promise<PackedProcedure[]> {
  const rows = await store.db
    .selectFrom('snapshot_procedure')
    .select(['code', 'body'])
    .where('snapshot_id', '=', snapshotId)
    .where('code', 'in', list(store, codes.map(ordered)))
    .execute();
  return rows.map(({ code, body }) => ({ code: unordered(code), body }));
}

export async function readAgencyBodies(store: Store, snapshotId: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom('snapshot_agency')
    .select('body')
    .where('snapshot_id', '=', snapshotId)
    .orderBy('id')
    .execute();
  return rows.map(row => row.body);
}

/** Quarantined records as far as kept, in the order they came. */
export async function readQuarantine(
  store: Store,
  snapshotId: number,
  limit: number,
): Promise<QuarantineRow[]> {
  return store.db
    .selectFrom('quarantine')
    .select(['part', 'key', 'path', 'reason'])
    .where('snapshot_id', '=', snapshotId)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/**
 * Keeps the last `keep` snapshots of every system, and beside them the last complete one: the base that a shrunk
 * source is measured against must outlive any number of bad days; and those of the runs that are named. Unfinished ones
 * are not touched.
 */
export async function pruneSnapshots(
  store: Store,
  keep: number,
  named: readonly string[] = [],
): Promise<void> {
  const { rows } = await sql<{ id: number; run_id: string }>`
    select id, run_id from (
      select id, run_id, status,
        row_number() over (partition by system order by id desc) as age,
        max(case when status = 'complete' then id end) over (partition by system) as base
      from snapshot where status <> 'reading'
    ) as ranked
    where age > ${keep} and (base is null or id <> base)`.execute(store.db);
  // One by one: a snapshot is large, and other commands may be waiting to write.
  for (const { id, run_id } of rows) {
    if (!named.includes(run_id)) await store.db.deleteFrom('snapshot').where('id', '=', id).execute();
  }
}

function snapshotRow<Summary>(row: Selectable<SnapshotTable>): SnapshotRow<Summary> {
  return {
    id: row.id,
    runId: row.run_id,
    system: row.system,
    status: row.status,
    takenAt: row.taken_at,
    summary: row.summary === null ? null : (JSON.parse(row.summary) as Summary),
  };
}

async function inChunks<Row>(
  store: Store,
  rows: readonly Row[],
  insert: (inner: Store, part: Row[]) => Promise<void>,
): Promise<void> {
  if (!rows.length) return;
  await inTransaction(store, async inner => {
    for (let start = 0; start < rows.length; start += chunk)
      await insert(inner, rows.slice(start, start + chunk));
  });
}
