import type { Store } from '../store/core/contract.ts';
import {
  latestComplete,
  readAgencyBodies,
  readCases,
  readPacked,
  readPackedOf,
  snapshotsOfRun,
  writeAgencies,
} from '../store/runs/snapshots.ts';
import { StoredLists } from './agency-lists.ts';
import type { RemoteAgency } from './agency-map.ts';
import { giveCases, lacksCases, unpackProcedure } from './codec.ts';
import type { SnapshotProcedure, SnapshotSummary } from './model.ts';

/** An agency of a remote system as a snapshot keeps it, for `map`. */
export interface SnapshotAgency extends RemoteAgency {
  /** Our code; null = not mapped. */
  code: string | null;
  /** Active offering rows it carries. */
  offerings: number;
}

/**
 * Procedures of a snapshot in code-unit order, without the ids of single rows; 100 at a time unless told otherwise.
 *
 * @param options `cases`: false = nobody asks for cases without having them fetched (`fetchCases`).
 */
export async function* readProcedures(
  store: Store,
  snapshotId: number,
  options: { batch?: number; cases?: boolean } = {},
): AsyncGenerator<SnapshotProcedure[]> {
  const lists = new StoredLists(store, snapshotId);
  for await (const packed of readPacked(store, snapshotId, { batch: 100, cases: true, ...options })) {
    await lists.fetch(packed);
    yield packed.map(row => unpackProcedure(row.code, row, lists));
  }
}

/** Of records that were read without: has their cases at hand. */
export async function fetchCases(
  store: Store,
  snapshotId: number,
  records: readonly SnapshotProcedure[],
): Promise<void> {
  const lacking = records.filter(lacksCases);
  if (lacking.length === 0) return;
  const codes = lacking.map(({ code }) => code);
  const cases = await readCases(store, snapshotId, codes);
  for (const record of lacking) {
    const told = cases.get(record.code);
    if (told !== undefined) giveCases(record, told);
  }
}

/** Some procedures of a snapshot by code; those it does not have are left out. */
export async function proceduresOf(
  store: Store,
  snapshotId: number,
  codes: readonly string[],
): Promise<Map<string, SnapshotProcedure>> {
  const packed = await readPackedOf(store, snapshotId, codes);
  const lists = new StoredLists(store, snapshotId);
  await lists.fetch(packed);
  return new Map(packed.map(row => [row.code, unpackProcedure(row.code, row, lists)]));
}

/** What the last snapshot of a system that was read whole says of itself, before `beforeId` where given. */
export async function lastCompleteSummary(
  store: Store,
  system: string,
  beforeId?: number,
): Promise<SnapshotSummary | undefined> {
  return (await latestComplete<SnapshotSummary>(store, system, beforeId))?.summary ?? undefined;
}

/** Summaries of a run's finished snapshots, in order of their reading. */
export async function summariesOfRun(store: Store, runId: string): Promise<SnapshotSummary[]> {
  const rows = await snapshotsOfRun<SnapshotSummary>(store, runId);
  return rows.flatMap(row => row.summary ?? []);
}

export async function readAgencies(store: Store, snapshotId: number): Promise<SnapshotAgency[]> {
  const bodies = await readAgencyBodies(store, snapshotId);
  return bodies.map(body => JSON.parse(body) as SnapshotAgency);
}

export async function keepAgencies(
  store: Store,
  snapshotId: number,
  agencies: readonly SnapshotAgency[],
): Promise<void> {
  await writeAgencies(
    store,
    snapshotId,
    agencies.map(agency => ({ id: agency.id, body: JSON.stringify(agency) })),
  );
}
