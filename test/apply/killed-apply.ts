/**
 * Appliers in a process of their own, to be killed: `killed-apply.ts <jobs as JSON>`. Each job applies the plan of its
 * own configuration, or goes on with it, through the real writers; at its point it comes to a standstill and does
 * nothing more. When all stand still or have ended, the process says on stdout what became of each and waits: killed
 * then, each has been killed at its point.
 */
import { type ApplyResult, applyPlan } from '../../src/apply/execute.ts';
import { loadPlan } from '../../src/apply/stored-plan.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { createLog } from '../../src/runs/log.ts';
import { openWriters } from '../../src/runs/writers.ts';
import { openStore } from '../../src/store/core/open.ts';
import { listPlans } from '../../src/store/push/plans.ts';
import { killPoints, withPoints } from './points.ts';

/** A request has arrived or failed by then: servers answer within two seconds, or are given up after three. */
const arrivedWithinMs = 6_000;

export interface KillJob {
  /** Configuration file. */
  config: string;
  /** At which kill point of a system (`plan`: of neither) it stops, 1…; absent = none. */
  at?: { system: string; point: number };
  parallel: number;
}

export interface KilledJob {
  /** Kill points it came by, in order and by system; `plan` = those that belong to none. */
  points: Record<string, string[]>;
  /** Absent where it stood still. */
  result?: ApplyResult;
}

const jobs = JSON.parse(process.argv[2]!) as KillJob[];
// It waits to be killed, but not for ever: it ends with whoever started it.
process.stdin.resume().on('end', () => process.exit());
const told: KilledJob[] = [];
// Most of a job is waiting; one that stands still makes room for the next.
const waiting = jobs.entries();
await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (const [n, job] of waiting) told[n] = await applied(job);
  }),
);
// Not `writeSync`: of more than a pipe holds it writes a part, and whoever waits for the end of the line waits for ever.
process.stdout.write(`${JSON.stringify(told)}\n`);

async function applied({ config, at, parallel }: KillJob): Promise<KilledJob> {
  const configuration = await loadConfiguration(config, process.env);
  const real = await openStore(configuration.store);
  const [{ id: planId, state } = { id: '', state: '' }] = await listPlans(real, 1);
  const { plan } = (await loadPlan(real, planId))!;
  const log = createLog(configuration.secrets, 'error');
  const opening = { configuration, store: real, log, signal: new AbortController().signal };
  const open = await openWriters({ ...opening, procedures: Object.keys(plan.cases ?? {}) });
  const points: KilledJob['points'] = {};
  const { promise: standing, resolve: stand } = Promise.withResolvers<void>();
  let still = false;
  let sending = 0;
  const { store, writers } = withPoints(real, open.writers, async (point, system = 'plan') => {
    if (point === 'sent') sending--;
    if (killPoints.has(point) && !still) {
      const passed = [...(points[system] ?? []), point];
      points[system] = passed;
      still = at?.system === system && at.point === passed.length;
    }
    if (still) {
      // What the other system has in hand is on its way already, and must not arrive after the resuming has looked.
      if (sending === 0) stand();
      // Its sender may wait for the store, which the one that stands still has a transaction open on.
      else setTimeout(stand, arrivedWithinMs);
      await new Promise<never>(() => {});
    }
    if (point === 'send') sending++;
  });
  const ended = applyPlan({
    lost: new AbortController().signal,
    planId,
    store,
    writers,
    casesOf: procedure => plan.cases?.[procedure] ?? [],
    by: 'Trần Thị B',
    origin: 'cli',
    signal: opening.signal,
    resume: state === 'applying',
    parallel,
  });
  const result = await Promise.race([standing, ended]);
  if (!result) return { points };
  open.close();
  await real.close();
  return { points, result };
}
