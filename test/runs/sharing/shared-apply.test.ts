import { afterEach, expect, test } from 'vitest';
import {
  type ApplyEvents,
  type ApplyRequest,
  type ApplyResult,
  applyPlan,
} from '../../../src/apply/execute.ts';
import type { ActionState, Plan } from '../../../src/plan/plan.ts';
import { createLog } from '../../../src/runs/log.ts';
import { draftPlan } from '../../../src/runs/push.ts';
import { shareApplying } from '../../../src/runs/sharing/share-apply.ts';
import { openWriters } from '../../../src/runs/writers.ts';
import { journalOf } from '../../../src/store/journal.ts';
import { anyOrder, cases, definition, systems, told, unready } from '../../apply/unready-city.ts';
import { atOnce, type SharedPlace, sharedPlace } from './place.ts';

/** Two procedures from nothing at two systems; of different levels, so that no write is for both. */
const procedures = ['1.000894', '1.004873'] as const;
const definitions = [definition(procedures[0], { cases }), definition(procedures[1], { cases, level: 3 })];
const parts = { details: 25, procedures: 15, chains: 1, patienceMs: 20_000 };

let place: SharedPlace;
afterEach(() => place?.close());

async function start(): Promise<Plan> {
  place = await sharedPlace(unready(procedures), parts, {}, city => {
    const hosts = ['components', 'eform', 'workflow'];
    Object.assign(city.servers.oneStop.options, { indexLagMs: 20, hosts, covers: ['commune'] });
  });
  const { signal } = new AbortController();
  const plan = await draftPlan({ ...settings(), signal, by: 'Nguyễn Văn A', definitions });
  expect(plan.unknown ?? []).toEqual([]);
  return plan;
}

function settings() {
  const { configuration, store } = place;
  return { configuration, store, log: createLog([], 'error') };
}

/** Without the guards, which want a run first. */
async function apply({ id, cases }: Plan, given: Partial<ApplyRequest> = {}): Promise<ApplyResult> {
  const { signal } = new AbortController();
  const open = await openWriters({ ...settings(), signal, procedures });
  try {
    return await applyPlan({
      planId: id,
      store: place.store,
      writers: open.writers,
      casesOf: procedure => cases?.[procedure] ?? [],
      by: 'Trần Thị B',
      origin: 'cli',
      signal,
      ...given,
    });
  } finally {
    open.close();
  }
}

function sharing(): Pick<ApplyRequest, 'share'> {
  return { share: shareApplying({ ...settings(), sharing: place.sharing }) };
}

function written(): Record<string, string[]> {
  return Object.fromEntries(
    systems.map(system => [system, anyOrder(told(place.city.servers[system].writes!))]),
  );
}

test('an applying shared by three processes, one of them killed half-way, writes what one process alone writes', async () => {
  const first = await start();
  const whole = await apply(first);
  expect(whole).toMatchObject({ state: 'applied', counts: { failed: 0, skipped: 0, waiting: 0 } });
  const alone = written();
  await place.close();

  const second = await start();
  const { gates, store } = place;
  for (const system of systems) gates[system].holdFrom = gates[system].came + 15;
  const settled: ActionState[] = [];
  const events: ApplyEvents = { settled: (_action, state) => settled.push(state) };
  const shared = apply(second, { ...sharing(), events });
  const killed = await place.sharerAt('apply');
  await expect
    .poll(() => systems.every(system => gates[system].came >= gates[system].holdFrom), { timeout: 30_000 })
    .toBe(true);
  expect(await place.end(killed, 'SIGKILL')).toBeNull();
  for (const system of systems) gates[system].open();
  const result = await shared;
  expect(result).toEqual({ ...whole, planId: second.id });
  expect(written()).toEqual(alone);
  expect(settled.toSorted()).toEqual(
    Object.entries(whole.counts)
      .flatMap(([state, count]) => Array<string>(count).fill(state))
      .sort(),
  );
  const numbers = (await journalOf(store, second.id)).map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  expect(await store.db.selectFrom('part').selectAll().execute()).toEqual([]);
  for (const system of systems) expect(gates[system].mostAtOnce).toBeLessThanOrEqual(atOnce);
});

test('an applying that is told to stop finishes what is in hand everywhere, and can be gone on with', async () => {
  const begun = await start();
  const { gates } = place;
  for (const system of systems) gates[system].holdFrom = gates[system].came + 15;
  const stop = new AbortController();
  const shared = apply(begun, { ...sharing(), signal: stop.signal });
  await place.sharerAt('apply');
  stop.abort();
  const hearts = () => place.store.db.selectFrom('part').select(['stop', 'heartbeat']).execute();
  await expect.poll(async () => (await hearts()).every(({ stop }) => stop === 1)).toBe(true);
  // Whoever has a part in hand hears of it with its next heartbeat.
  const told = new Date().toISOString();
  await expect
    .poll(async () => (await hearts()).every(({ heartbeat }) => heartbeat! > told), { timeout: 30_000 })
    .toBe(true);
  for (const system of systems) gates[system].open();
  const stopped = await shared;
  const counts = { sending: 0, 'in-doubt': 0, failed: 0 };
  expect(stopped).toMatchObject({ state: 'stopped', interrupted: true, counts });
  const resumed = await apply(begun, { ...sharing(), resume: true });
  expect(resumed).toMatchObject({ state: 'applied', counts: { waiting: 0, failed: 0, skipped: 0 } });
});
