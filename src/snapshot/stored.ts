import { isMissed } from '../adapter/unread.ts';
import { type City, nationalOf, type SystemProfile } from '../domain/city.ts';
import type { Store } from '../store/core/contract.ts';
import {
  latestByStatus,
  latestComplete,
  readAgencyBodies,
  readCases,
  readPacked,
  readPackedOf,
  type SnapshotRow,
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

/** A system by what is asked of it: a snapshot that was whole in another role may lack what this one is asked for. */
type Asked = Pick<SystemProfile, 'name' | 'role' | 'covers'>;

/** The last snapshot of a system that was read whole, for what is asked of it now; before `beforeId` where given. */
export async function lastComplete(
  store: Store,
  system: Asked,
  beforeId?: number,
): Promise<SnapshotRow<SnapshotSummary> | undefined> {
  const row = await latestComplete<SnapshotSummary>(store, system.name, beforeId);
  const lacking = row?.summary?.lacks?.some(lacks => isMissed({ lacks }, system));
  return row && lacking ? lastComplete(store, system, row.id) : row;
}

/** What the store knows of how a system was last read; times ISO 8601 UTC, of the beginning of the reading. */
export interface SourceState {
  last?: Pick<SnapshotSummary, 'status' | 'takenAt' | 'error'> & { runId: string };
  lastComplete?: { takenAt: string };
  /** The last one that was not read whole. */
  lastFailure?: { takenAt: string; error: string | null };
}

/** Of each of these systems by name, as far as snapshots are kept. */
export async function sourceStates(
  store: Store,
  systems: readonly Asked[],
): Promise<Map<string, SourceState>> {
  const states = new Map<string, SourceState>(systems.map(({ name }) => [name, {}]));
  for (const { system, status, takenAt, runId, summary } of await latestByStatus<SnapshotSummary>(store)) {
    const state = states.get(system);
    if (!state || status === 'reading') continue;
    const error = summary?.error ?? null;
    state.last = { runId, status, takenAt, error };
    if (status !== 'complete') state.lastFailure = { takenAt, error };
  }
  for (const system of systems) {
    const whole = await lastComplete(store, system);
    if (whole) states.get(system.name)!.lastComplete = { takenAt: whole.takenAt };
  }
  return states;
}

/** What it says of itself. */
export async function lastCompleteSummary(
  store: Store,
  system: Asked,
  beforeId?: number,
): Promise<SnapshotSummary | undefined> {
  return (await lastComplete(store, system, beforeId))?.summary ?? undefined;
}

/** The last national list read whole; undefined = none yet, or no national system. */
export async function nationalSnapshot(
  store: Store,
  city: Pick<City, 'systems'>,
): Promise<SnapshotRow<SnapshotSummary> | undefined> {
  const national = nationalOf(city);
  return national && (await lastComplete(store, national));
}

/** The last list of the portal where people file that was read whole: where procedures apply by its own account. */
export async function portalSnapshot(
  store: Store,
  { systems }: Pick<City, 'systems'>,
): Promise<SnapshotRow<SnapshotSummary> | undefined> {
  const portal = systems.find(({ role }) => role === 'nationalPortal');
  return portal && (await lastComplete(store, portal));
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
  const rows = agencies.map(agency => ({ id: agency.id, body: JSON.stringify(agency) }));
  await writeAgencies(store, snapshotId, rows);
}
