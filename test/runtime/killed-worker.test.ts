import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { jobHandlers } from '../../src/runtime/handlers/index.ts';
import { openStore } from '../../src/store/core/open.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { eventsAfter } from '../../src/store/work/job-events.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { type RunningCity, startCity } from '../sandbox/city/servers.ts';
import { onEveryDatabase, openedFor } from '../store/support.ts';
import { built } from '../support/built.ts';
import { temporaryFolder } from '../support/command.ts';
import { smallCity } from '../support/small-city.ts';
import { unsent } from '../support/unsent.ts';
import type { KilledWorker } from './killed-workers.ts';
import { team, untilState } from './support.ts';

let city: RunningCity;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  city = await startCity(smallCity());
  folder = await temporaryFolder();
});
afterAll(async () => {
  await city.close();
  await folder.remove();
});

/** Statements of a reconciliation after which its process is killed: every write a run's life turns on. */
const points: KilledWorker['at'][] = [
  // Claimed; the run's id noted; the end written, whole but for the commit.
  ...[1, 2, 3].map(nth => ({ statement: 'update job', nth })),
  { statement: 'insert run', nth: 1 },
  { statement: 'insert snapshot', nth: 2 },
  { statement: 'update snapshot', nth: 3 },
  // Settling.
  { statement: 'update run', nth: 2 },
  // Settled, and the job does not know it yet.
  { statement: 'raw delete from claim wh', nth: 1 },
];

onEveryDatabase('a job whose process is killed', database => {
  it('is taken over and done once, wherever the kill struck', async () => {
    // A takeover by pg-boss takes twenty seconds.
    const chosen = database.driver === 'sqlite' ? points : points.slice(2, 3);
    const killed: (KilledWorker & { job: string })[] = [];
    for (const [n, at] of chosen.entries()) {
      const settings = await database.settings();
      const config = await city.writeConfiguration(join(folder.path, `${database.driver}-${n}`), {
        store: settings,
      });
      const store = await openStore(settings);
      const asked = { kind: 'reconcile', scope: {}, priority: 0, requestedBy: 'an', origin: 'api' } as const;
      const { id: job } = await unsent(store, asked, new Date().toISOString());
      await store.close();
      killed.push({ config, job, ...(at && { at }) });
    }
    const stood = await killWhileStanding(killed);
    for (const [n, { config, job, at }] of killed.entries()) {
      expect({ at, stood: stood[n] }).toEqual({ at, stood: true });
      const configuration = await loadConfiguration(config, process.env);
      const store = await openedFor(configuration.store);
      const { worker, stop } = await team(store, jobHandlers, { configuration });
      await worker.start();
      await untilState(store, job, 'done');
      await stop(5_000);
      const runs = await listRuns(store, 9);
      const finished = runs.filter(({ status }) => status === 'clean');
      expect({ at, finished: finished.length }).toEqual({ at, finished: 1 });
      expect(runs.every(({ status }) => status === 'clean' || status === 'aborted')).toBe(true);
      expect(await findJob(store, job)).toMatchObject({ runId: finished[0]!.id });
      const ends = (await eventsAfter(store, { after: 0, job, limit: 999 })).filter(
        ({ kind }) => kind === 'done',
      );
      expect(ends).toHaveLength(1);
      await store.close();
    }
  });
});

async function killWhileStanding(workers: readonly KilledWorker[]): Promise<boolean[]> {
  const program = built('killed-workers');
  const child = spawn(process.execPath, [program, JSON.stringify(workers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout!.on('data', chunk => {
    said += chunk;
  });
  const ended = once(child, 'exit');
  await Promise.race([expect.poll(() => said, { timeout: 50_000 }).toMatch(/\n$/), ended]);
  child.kill('SIGKILL');
  await ended;
  return JSON.parse(said) as boolean[];
}
