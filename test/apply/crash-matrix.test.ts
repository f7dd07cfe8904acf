import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyPlan } from '../../src/apply/execute.ts';
import { storePlan } from '../../src/apply/stored-plan.ts';
import { appliedOf } from '../../src/store/applied.ts';
import { openStore } from '../../src/store/open.ts';
import { findPlan } from '../../src/store/plans.ts';
import type { KillJob } from './killed-apply.ts';
import { type Fault, type ModelRemote, type ModelServer, startModel, type Write } from './model-remote.ts';
import { modelWriter } from './model-writer.ts';
import { level, names, planId, planOf, seed, wholeService } from './plan-of.ts';
import { killPoints, withPoints } from './points.ts';

const program = new URL('./killed-apply.ts', import.meta.url).pathname;
const fresh = ['1.000001', '1.000002'];
const offered = '2.000001';
const agencies = names('H13.', 22);
// All kinds: 8 of cases, 6 rows made, 28 levels that travel ten at a time.
const plan = planOf([
  ...fresh.flatMap(procedure => wholeService(procedure, agencies.slice(0, 3))),
  ...agencies.map((agency, n) => level(offered, agency, 2, n < 4 ? 3 : 4)),
]);

let server: ModelServer;
let folder: string;
let template: string;

beforeAll(async () => {
  server = await startModel();
  folder = mkdtempSync(join(tmpdir(), 'dvc-sync-crash-'));
  template = join(folder, 'template.db');
  const store = await openStore({ driver: 'sqlite', file: template });
  await storePlan(store, plan);
  await store.close();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Two of five writes lose their connection the first time they come: one after, one before taking effect. */
function flaky(write: Write, before: number): Fault | undefined {
  if (before > 0) return undefined;
  const share = createHash('sha256').update(`${write.path} ${write.body}`).digest().readUInt8(0) % 5;
  return share === 0 ? 'cut-after' : share === 1 ? 'cut-before' : undefined;
}

interface Applier {
  file: string;
  remote: ModelRemote;
  /** Applies the plan, or goes on where a killed process left it; the points it came by. */
  apply(parallel: number): Promise<string[]>;
}

function applier(name: string): Applier {
  const file = join(folder, `${name}.db`);
  copyFileSync(template, file);
  const remote = server.remote(name);
  seed(remote, fresh);
  seed(remote, [offered], agencies, 2);
  remote.fault = flaky;
  const apply = async (parallel: number) => {
    const real = await openStore({ driver: 'sqlite', file });
    const client = modelWriter(remote.baseUrl);
    const points: string[] = [];
    try {
      const { store, writer } = withPoints(real, client, async point => void points.push(point));
      const resume = (await findPlan(store, planId))!.state !== 'draft';
      const result = await applyPlan({
        planId,
        store,
        writers: new Map([['portal', writer]]),
        casesOf: () => [],
        by: 'Trần Thị B',
        origin: 'cli',
        signal: new AbortController().signal,
        resume,
        parallel,
      });
      expect(result).toMatchObject({ state: 'applied', counts: { verified: plan.actions.length } });
      expect(await appliedOf(store, 'portal')).toHaveLength(plan.actions.length);
      return points;
    } finally {
      client.close();
      await real.close();
    }
  };
  return { file, remote, apply };
}

/** Runs appliers to their points in one process, kills it, and lets each go on in this one. */
async function killAndResume(jobs: { applier: Applier; at: number }[], parallel: number): Promise<void> {
  const given = jobs.map(({ applier: { file, remote }, at }) => ({
    file,
    baseUrl: remote.baseUrl,
    at,
    parallel,
  }));
  const child = spawn(process.execPath, [program, JSON.stringify(given satisfies KillJob[])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
  expect(String(said)).toBe('standing\n');
  child.kill('SIGKILL');
  await once(child, 'exit');
  for (const job of jobs) await job.applier.apply(parallel);
}

async function inGroups<T>(list: readonly T[], size: number, work: (group: T[]) => Promise<void>) {
  const groups: T[][] = [];
  for (let from = 0; from < list.length; from += size) groups.push(list.slice(from, from + size));
  // Two processes at a time, as this machine has two cores at least.
  await Promise.all(
    [0, 1].map(async half => {
      for (const [n, group] of groups.entries()) if (n % 2 === half) await work(group);
    }),
  );
}

it('loses nothing, repeats nothing and keeps the order, killed at every point and resumed', async () => {
  const whole = applier('whole');
  const points = (await whole.apply(1)).filter(point => killPoints.has(point));
  expect(plan.actions.length).toBeGreaterThanOrEqual(40);
  expect(points.length).toBeGreaterThan(80);
  expect(whole.remote.log.length).toBeLessThan(whole.remote.arrived.length);

  const jobs = points.map((point, n) => ({ point, at: n + 1, applier: applier(`kill-${n + 1}`) }));
  await inGroups(jobs, 16, group => killAndResume(group, 1));
  const wrong = jobs.flatMap(({ point, at, applier: { remote } }) => {
    const same = JSON.stringify(remote.log) === JSON.stringify(whole.remote.log);
    return same ? [] : [`killed at point ${at} (${point})`];
  });
  expect(wrong).toEqual([]);
  const last = jobs.at(-1)!.applier.remote;
  expect(last.log).toEqual(whole.remote.log);
  expect(last.procedures).toEqual(whole.remote.procedures);
}, 240_000);

it('does so with several actions in hand at once, for each procedure', async () => {
  const whole = applier('whole-4');
  const points = (await whole.apply(4)).filter(point => killPoints.has(point)).length;
  const ats = Array.from({ length: Math.floor(points / 5) }, (_, n) => 1 + n * 5);
  const jobs = ats.map(at => ({ at, applier: applier(`kill-4-${at}`) }));
  await inGroups(jobs, 8, group => killAndResume(group, 4));
  for (const {
    at,
    applier: { remote },
  } of jobs) {
    expect(byProcedure(remote), `killed at point ${at}`).toEqual(byProcedure(whole.remote));
    expect(remote.procedures, `killed at point ${at}`).toEqual(whole.remote.procedures);
  }
}, 240_000);

/** Writes in the order in which each procedure saw them. Batches are of several: only that they came is compared. */
function byProcedure({ log }: ModelRemote): Record<string, string[]> {
  const texts = Map.groupBy(log, ({ path }) => path.split('/')[2] ?? 'levels');
  return Object.fromEntries(
    [...texts].map(([procedure, writes]) => {
      const list = writes.map(({ method, path, body }) => `${method} ${path} ${body}`);
      return [procedure, procedure === 'levels' ? list.sort() : list];
    }),
  );
}
