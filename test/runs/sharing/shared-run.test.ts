import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunSummary } from '../../../src/domain/run.ts';
import { createLog } from '../../../src/runs/log.ts';
import { type RunRequest, run } from '../../../src/runs/run.ts';
import { sandboxCity } from '../../../src/sandbox/city.ts';
import type { SandboxSystem } from '../../../src/sandbox/servers.ts';
import type { Store, StoredDiscrepancy } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { rowsOfRun } from '../../../src/store/queries.ts';
import { collect, emptyFile } from '../../store/support.ts';
import { atOnce, type SharedPlace, sharedPlace } from './place.ts';

/** Small, so that there are many; and whoever conducts leaves what there is to read to the others. */
const parts = { details: 25, procedures: 15, chains: 1, patienceMs: 20_000 };

/** What a run says, without what differs from one run to the next. */
interface Said {
  summary: Omit<RunSummary, 'runId' | 'startedAt' | 'finishedAt'>;
  rows: StoredDiscrepancy[];
}

/** A first run of one process, and a second one that finds nothing new. */
let alone: Said[];
let place: SharedPlace;
beforeAll(async () => {
  place = await sharedPlace(await sandboxCity(), parts);
  const file = emptyFile();
  const store = await openStore(file.settings);
  alone = [await said(store, await run(requestOn(store))), await said(store, await run(requestOn(store)))];
  for (const gate of Object.values(place.gates)) gate.mostAtOnce = 0;
  await store.close();
  await file.drop();
});
afterEach(async () => {
  const { store, gates } = place;
  // Nothing is left of what was shared, and nothing of what was begun and thrown away.
  expect(await store.db.selectFrom('part').selectAll().execute()).toEqual([]);
  expect(await store.db.selectFrom('staged_finding').selectAll().execute()).toEqual([]);
  const snapshots = await store.db.selectFrom('snapshot').select(['run_id', 'system', 'status']).execute();
  expect(snapshots.filter(({ status }) => status === 'reading')).toEqual([]);
  expect(new Set(snapshots.map(({ run_id, system }) => `${run_id} ${system}`)).size).toBe(snapshots.length);
  for (const gate of Object.values(gates)) expect(gate.mostAtOnce).toBeLessThanOrEqual(atOnce);
});
afterAll(() => place?.close());

function requestOn(store: Store): RunRequest {
  const { configuration } = place;
  return { configuration, store, log: createLog([], 'error'), signal: new AbortController().signal };
}

async function said(store: Store, { summary }: { summary: RunSummary }): Promise<Said> {
  const { runId, startedAt: _began, finishedAt: _ended, systems, ...rest } = summary;
  const rows = await collect(rowsOfRun(store, runId));
  const same = Object.entries(systems).map(([name, system]) => [
    name,
    // How much was asked for, and how, is not what was found.
    { ...system, requests: 0, durationMs: 0, notes: [] },
  ]);
  return {
    summary: { ...rest, systems: Object.fromEntries(same) },
    rows: rows.map(({ evidence: { takenAt: _read, ...evidence }, ...row }) => ({
      ...row,
      evidence,
      firstSeen: '',
      lastSeen: '',
    })),
  };
}

/** From its tenth request on the system answers nobody. */
function hold(...systems: SandboxSystem[]): () => void {
  for (const system of systems) place.gates[system].holdFrom = place.gates[system].came + 10;
  return () => {
    for (const system of systems) place.gates[system].open();
  };
}

test('three processes and the one that conducts share a run: it says what one alone says', async () => {
  const { store, sharing } = place;
  const shared = run({ ...requestOn(store), sharing });
  const others: unknown[] = place.sharers.map(({ pid }) => pid);
  const seen = new Set<string>();
  const watch = setInterval(async () => {
    for (const { kind, pid } of await place.inHand()) if (others.includes(pid)) seen.add(kind);
  }, 20);
  expect(await said(store, await shared)).toEqual(alone[0]);
  clearInterval(watch);
  expect(seen).toContain('read');
});

test('a run that is broken off takes its parts back: nobody goes on with them', async () => {
  const { store, sharing } = place;
  const open = hold('portal', 'oneStop', 'national');
  const cancelled = new AbortController();
  const shared = run({ ...requestOn(store), sharing, signal: cancelled.signal });
  await place.sharerAt('read');
  cancelled.abort();
  await expect(shared).rejects.toMatchObject({ kind: 'aborted' });
  open();
  expect(await place.inHand()).toEqual([]);
});

test('two of three are killed, half-way through reading and half-way through judging: nothing is lost or there twice', async () => {
  const { store, sharing, configuration } = place;
  const open = hold('portal', 'oneStop');
  const client = new pg.Client({ connectionString: (configuration.store as { url: string }).url });
  await client.connect();
  // Whoever has found something waits to put it down.
  await client.query('begin; lock table staged_finding in access exclusive mode');
  const shared = run({ ...requestOn(store), sharing, full: true });
  const reader = await place.sharerAt('read');
  await expect.poll(heldBack, { timeout: 30_000 }).toBe(true);
  expect(await place.end(reader, 'SIGKILL')).toBeNull();
  open();
  const judge = await place.sharerAt('judge');
  expect(await place.end(judge, 'SIGKILL')).toBeNull();
  await client.query('rollback');
  await client.end();
  expect(await said(store, await shared)).toEqual(alone[1]);
});

test('one is asked to leave half-way through reading: it goes at once, another reads anew', async () => {
  const { store, sharing } = place;
  const open = hold('portal', 'oneStop');
  const shared = run({ ...requestOn(store), sharing, full: true });
  const asked = await place.sharerAt('read');
  await expect.poll(heldBack, { timeout: 30_000 }).toBe(true);
  expect(await place.end(asked, 'SIGTERM')).toBe(0);
  open();
  expect(await said(store, await shared)).toEqual(alone[1]);
});

/** Both systems hold back what they were asked. */
function heldBack(): boolean {
  const { portal, oneStop } = place.gates;
  return portal.came >= portal.holdFrom && oneStop.came >= oneStop.holdFrom;
}
