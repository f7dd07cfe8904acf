/**
 * Appliers in a process of their own, to be killed: `killed-apply.ts <jobs as JSON>`. Each job is an applying of its
 * own store against its own remote; it comes to a standstill at its point and does nothing more. When all stand
 * still, the process says so on stdout and waits: killed then, each has been killed at its point.
 */
import { applyPlan } from '../../src/apply/execute.ts';
import { openStore } from '../../src/store/open.ts';
import { modelWriter } from './model-writer.ts';
import { planId } from './plan-of.ts';
import { killPoints, withPoints } from './points.ts';

export interface KillJob {
  file: string;
  baseUrl: string;
  /** Which kill point, 1…. */
  at: number;
  parallel: number;
}

const jobs = JSON.parse(process.argv[2]!) as KillJob[];
setInterval(() => {}, 1_000_000);
// A few side by side are quickest; a job that stands still makes room for the next.
const waiting = [...jobs];
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await standStill(job);
  }),
);
process.stdout.write('standing\n');

async function standStill({ file, baseUrl, at, parallel }: KillJob): Promise<void> {
  const { promise: standing, resolve, reject } = Promise.withResolvers<void>();
  const real = await openStore({ driver: 'sqlite', file });
  let reached = 0;
  const { store, writer } = withPoints(real, modelWriter(baseUrl), async point => {
    if (killPoints.has(point)) reached++;
    if (reached < at) return;
    resolve();
    await new Promise<never>(() => {});
  });
  applyPlan({
    planId,
    store,
    writers: new Map([['portal', writer]]),
    casesOf: () => [],
    by: 'Trần Thị B',
    origin: 'cli',
    signal: new AbortController().signal,
    parallel,
  }).then(() => reject(new Error(`it ended before point ${at}`)), reject);
  await standing;
}
