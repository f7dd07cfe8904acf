/**
 * Workers in a process of their own, to be killed: `killed-workers.ts <KilledWorker[] as JSON>`. Each does the jobs of
 * its own configuration's store up to its statement, and stands still there. When all stand still or have done their
 * jobs the process says on stdout which stand still and waits to be killed.
 */
import { writeSync } from 'node:fs';
import { loadConfiguration } from '../../src/config/load.ts';
import { jobHandlers } from '../../src/runtime/handlers/index.ts';
import { listJobs } from '../../src/store/work/jobs.ts';
import { openedFor } from '../store/settings-of.ts';
import { stallingStore } from './stalling.ts';
import { queueOf, team } from './support.ts';

export interface KilledWorker {
  /** Configuration file. */
  config: string;
  /** After its `nth` statement of that name; absent = goes to the end. */
  at?: { statement: string; nth: number };
}

const jobs = JSON.parse(process.argv[2]!) as KilledWorker[];
setInterval(() => {}, 1_000_000);
writeSync(1, `${JSON.stringify(await Promise.all(jobs.map(worked)))}\n`);

/** Whether it stands still at its statement. No heartbeats in between: statements are counted. */
async function worked({ config, at }: KilledWorker): Promise<boolean> {
  const configuration = await loadConfiguration(config, process.env);
  const real = await openedFor(configuration.store);
  let seen = 0;
  const { promise: still, resolve: stand } = Promise.withResolvers<void>();
  let standing = false;
  const store = stallingStore(real, async statement => {
    if (statement === at?.statement && ++seen === at.nth) standing = true;
    if (!standing) return;
    stand();
    await new Promise<never>(() => {});
  });
  const queue = await queueOf(real);
  const { worker } = await team(store, jobHandlers, { configuration, everyMs: 600_000, queue });
  await worker.start();
  const done = async () => {
    for (;;) {
      const left = await listJobs(real, { states: ['waiting', 'running'], limit: 1 });
      if (left.length === 0) return;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  await Promise.race([still, done()]);
  return standing;
}
