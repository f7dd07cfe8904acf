import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Job, JobKind } from '../../src/domain/job.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { findPlan, listPlans } from '../../src/store/push/plans.ts';
import { findRun, listRuns } from '../../src/store/runs/runs.ts';
import { eventsAfter } from '../../src/store/work/job-events.ts';
import { findJob } from '../../src/store/work/jobs.ts';
import { told } from '../apply/unready-city.ts';
import type { TestDatabase } from '../store/support.ts';
import { built } from '../support/built.ts';
import { architect, type PushPlace, pushPlace } from '../support/push-place.ts';
import { type RunningService, startService } from '../support/service.ts';
import { unsent } from '../support/unsent.ts';
import type { Kill, Point } from './killed-child.ts';

/**
 * Which points of a child are tried: so many, spread evenly over them, or every one. `both`: the service is killed with
 * it, and another one goes on; else the same service begins the job anew.
 */
export interface Choice {
  points: number | 'all';
  both: boolean;
}

type Scope<Kind extends JobKind> = Job<Kind>['scope'];

/** A service on a small city, in whose children one may be killed. */
class Site {
  readonly place: PushPlace;
  readonly store: Store;
  #service: RunningService | undefined;

  private constructor(place: PushPlace, store: Store) {
    this.place = place;
    this.store = store;
  }

  static async open(database: TestDatabase): Promise<Site> {
    const store = await database.settings();
    const server = { port: 0, graceSeconds: 5 };
    // Runs are counted, so none is forgotten meanwhile.
    const settings = { store, server, keep: { runs: 999 }, push: { maxShare: 1, maxChanges: 500 } };
    const place = await pushPlace(settings, { small: true });
    await mkdir(join(place.folder, 'kills'));
    return new Site(place, await openStore(store));
  }

  async close(): Promise<void> {
    await this.#service?.kill();
    await this.store.close();
    await this.place.close();
  }

  /** Has a job done by the service, whoever is killed meanwhile. @returns it as it ended, and the points passed by the first child */
  async done<Kind extends JobKind>(
    kind: Kind,
    scope: Scope<Kind>,
    kill?: Kill,
  ): Promise<{ job: Job; points: Point[] }> {
    const kills = join(this.place.folder, 'kills');
    await rm(join(kills, 'points'), { force: true });
    if (kill) await writeFile(join(kills, 'kill.json'), JSON.stringify(kill));
    this.#service ??= await this.#begin();
    const service = this.#service;
    const asked = { kind, scope, priority: 10, requestedBy: 'Trần Thị B', origin: 'api' } as const;
    const { id } = await unsent(this.store, asked, new Date().toISOString());
    if (kill?.both) {
      await service.ended;
      this.#service = await this.#begin();
    }
    await expect
      .poll(async () => (await findJob(this.store, id))?.state, { timeout: 120_000, interval: 50 })
      .toMatch(/^(?:done|failed|cancelled)$/);
    const job = (await findJob(this.store, id))!;
    expect({ kind, kill, state: job.state, message: job.message, attempts: job.attempts }).toEqual({
      ...{ kind, kill, state: 'done', message: job.message },
      attempts: kill ? 2 : 1,
    });
    const ends = await eventsAfter(this.store, { after: 0, job: id, limit: 9_999 });
    expect(ends.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    const lines = (await readFile(join(kills, 'points'), 'utf8')).trimEnd().split('\n');
    const [first] = lines[0]!.split(' ');
    const points = lines.map(line => line.split(' ')).filter(([pid]) => pid === first);
    return { job, points: points.map(([, point]) => point as Point) };
  }

  #begin(): Promise<RunningService> {
    const environment = {
      NODE_OPTIONS: `--import ${built('killed-child')}`,
      KILLED_CHILD: join(this.place.folder, 'kills'),
    };
    return startService('serve', this.place.config, environment);
  }
}

function chosen(points: readonly Point[], { points: count }: Choice): number[] {
  if (count === 'all') return points.map((_, n) => n + 1);
  return Array.from({ length: count }, (_, n) => Math.ceil(((n + 0.5) * points.length) / count));
}

/** A run whose child is killed counts once, and finds what it would have found. */
export async function runsKilled(database: TestDatabase, choice: Choice): Promise<void> {
  const site = await Site.open(database);
  try {
    const counts = async (id: string | null) => (await findRun(site.store, id!))?.summary?.counts;
    const { job, points } = await site.done('reconcile', {});
    const whole = await counts(job.runId);
    for (const point of chosen(points, choice)) {
      const finished = (await listRuns(site.store, 999)).filter(({ status }) => status === 'clean').length;
      const { job } = await site.done('reconcile', {}, { point, both: choice.both });
      const runs = await listRuns(site.store, 999);
      const now = runs.filter(({ status }) => status === 'clean').length;
      expect({ point, counts: await counts(job.runId), finished: now }).toEqual({
        ...{ point, counts: whole },
        finished: finished + 1,
      });
      expect(runs.filter(({ status }) => status === 'running')).toEqual([]);
    }
    expect((await site.place.call('audit', 'verify')).code).toBe(0);
  } finally {
    await site.close();
  }
}

/** A plan whose child is killed is drafted once, and says the same. */
export async function plansKilled(database: TestDatabase, choice: Choice): Promise<void> {
  const site = await Site.open(database);
  try {
    const { job, points } = await site.done('plan', {});
    const { fingerprint } = (await findPlan(site.store, job.planId!))!;
    for (const point of chosen(points, choice)) {
      const before = (await listPlans(site.store, 999)).length;
      const { job } = await site.done('plan', {}, { point, both: choice.both });
      const plans = await listPlans(site.store, 999);
      const plan = plans.find(({ id }) => id === job.planId);
      expect({ point, fingerprint: plan?.fingerprint, count: plans.length }).toEqual({
        ...{ point, fingerprint },
        count: before + 1,
      });
    }
  } finally {
    await site.close();
  }
}

/** A push whose child is killed writes what it would have written, once; then there is nothing left to push. */
export async function pushesKilled(database: TestDatabase, choice: Choice): Promise<void> {
  const whole = await pushed(database);
  const tried = new Set<number>();
  for (const point of chosen(whole.points, choice)) {
    const { written } = await pushed(database, { point, both: choice.both });
    expect({ point, written }).toEqual({ point, written: whole.written });
    tried.add(point);
  }
  expect(tried.size).toBeGreaterThan(0);
}

async function pushed(database: TestDatabase, kill?: Kill): Promise<{ points: Point[]; written: string[] }> {
  const site = await Site.open(database);
  try {
    const drafted = await site.done('plan', { only: [architect] });
    const plan = drafted.job.planId!;
    const word = ['--as', 'Nguyễn Văn A', '--reason', 'đã xem'];
    expect((await site.place.call('approve', plan, ...word)).code).toBe(0);
    const { points } = await site.done('apply', { plan, parallel: 1 }, kill);
    expect((await findPlan(site.store, plan))?.state).toBe('applied');
    const again = await site.done('plan', { only: [architect] });
    expect({ kill, left: again.job.message }).toMatchObject({ left: 'không có gì phải đẩy' });
    const { portal, oneStop } = site.place.city.servers;
    return { points, written: [...told(portal.writes!), ...told(oneStop.writes!)] };
  } finally {
    await site.close();
  }
}
