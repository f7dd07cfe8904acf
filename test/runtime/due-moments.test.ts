import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { forgetFutureMoments, scheduleState, takeDueMoments, wishOf } from '../../src/runtime/schedule.ts';
import type { Store, StoreSettings } from '../../src/store/core/contract.ts';
import { inTransaction, openStore } from '../../src/store/core/open.ts';
import { eventsAfter } from '../../src/store/work/job-events.ts';
import { beginJob, endJob } from '../../src/store/work/job-execution.ts';
import { listJobs } from '../../src/store/work/jobs.ts';
import { lastMoments } from '../../src/store/work/moments.ts';
import { onEveryDatabase } from '../store/support.ts';
import { built } from '../support/built.ts';
import { hourly, nobody } from './hourly.ts';

/** An hour of a made-up day, in UTC as in Vietnam a full one. */
const at = (hour: number, minute = 0, second = 0) => new Date(Date.UTC(2026, 10, 23, hour, minute, second));
const iso = (hour: number) => at(hour).toISOString();
const jobs = (store: Store) => listJobs(store, { limit: 50 });

/** A schedule that has been going for an hour, its job done. */
async function going(store: Store, settings = hourly): Promise<void> {
  await takeDueMoments(store, nobody, settings, at(1));
  await done(store);
}

async function done(store: Store): Promise<void> {
  for (const { id } of await listJobs(store, { states: ['waiting'], limit: 9 }))
    await inTransaction(store, inner => endJob(inner, id, { state: 'done', message: 'xong' }, iso(1)));
}

onEveryDatabase('a due moment', database => {
  it('is taken once, with its job, however often and by however many it is looked for', async () => {
    const settings = await database.settings();
    const stores = await Promise.all([1, 2, 3].map(() => openStore(settings)));
    try {
      const looks = stores.flatMap(store =>
        [1, 2, 3].map(() => takeDueMoments(store, nobody, hourly, at(2, 0, 1))),
      );
      const taken = (await Promise.all(looks)).flat();
      expect(taken).toMatchObject([{ job: 'reconcile', due: iso(2), missed: false }]);
      const [job, ...others] = await jobs(stores[0]!);
      expect(others).toEqual([]);
      expect(job).toMatchObject({ kind: 'reconcile', requestedBy: 'schedule', priority: 0 });
      expect(await lastMoments(stores[0]!, iso(9))).toMatchObject([
        { due: iso(2), outcome: 'queued', jobId: job!.id },
      ]);
      expect((await eventsAfter(stores[0]!, { after: 0, limit: 9 })).map(({ kind }) => kind)).toEqual([
        'queued',
      ]);
    } finally {
      for (const store of stores) await store.close();
    }
  });

  it('taken by a clock that was ahead stops nothing: it does not count, and can be taken when it comes', async () => {
    const store = await database.open();
    await going(store);
    expect(await takeDueMoments(store, nobody, hourly, at(20))).toHaveLength(1);
    await done(store);
    // The clock is right again.
    expect(await takeDueMoments(store, nobody, hourly, at(2, 0, 1))).toMatchObject([
      { due: iso(2), missed: false },
    ]);
    await done(store);
    expect(await takeDueMoments(store, nobody, hourly, at(2, 30))).toEqual([]);
    expect(await forgetFutureMoments(store, at(2, 30))).toBe(1);
    expect(await forgetFutureMoments(store, at(2, 30))).toBe(0);
    expect(await takeDueMoments(store, nobody, hourly, at(20, 0, 1))).toMatchObject([{ due: iso(20) }]);
  });

  it('missed while nobody was there is made up for once, however many were missed', async () => {
    const store = await database.open();
    await going(store);
    expect(await takeDueMoments(store, nobody, hourly, at(6, 30))).toMatchObject([
      { due: iso(6), missed: true, queued: { state: 'waiting' }, reason: expect.stringContaining('chạy bù') },
    ]);
    expect(await takeDueMoments(store, nobody, hourly, at(6, 40))).toEqual([]);
    expect(await jobs(store)).toHaveLength(2);
  });

  it('missed is skipped and remembered where the schedule says so; one on time is not', async () => {
    const store = await database.open();
    const settings = { ...hourly, reconcile: { ...hourly.reconcile, missed: 'skip' as const } };
    await going(store, settings);
    const [skipped] = await takeDueMoments(store, nobody, settings, at(6, 30));
    expect(skipped).toMatchObject({ due: iso(6), missed: true, reason: expect.stringContaining('bỏ qua') });
    expect(skipped).not.toHaveProperty('queued');
    expect(await jobs(store)).toHaveLength(1);
    expect(await takeDueMoments(store, nobody, settings, at(7, 1))).toMatchObject([
      { queued: {}, missed: false },
    ]);
  });

  it('that jitter lets be late is not missed', async () => {
    const store = await database.open();
    const reconcile = { at: '0 * * * *', missed: 'skip' as const, jitterSeconds: 600 };
    await going(store, { ...hourly, reconcile });
    expect(await takeDueMoments(store, nobody, { ...hourly, reconcile }, at(3, 9))).toMatchObject([
      { missed: false, queued: {} },
    ]);
  });

  it('that lies before the schedule was set or changed is not made up for', async () => {
    const store = await database.open();
    expect(await takeDueMoments(store, nobody, hourly, at(1, 30))).toMatchObject([
      { missed: false, reason: 'lịch vừa được đặt' },
    ]);
    const moved = { ...hourly, reconcile: { ...hourly.reconcile, at: '15 * * * *' } };
    expect(await takeDueMoments(store, nobody, moved, at(1, 30))).toMatchObject([
      { missed: false, reason: 'lịch vừa được đổi' },
    ]);
    expect(await jobs(store)).toEqual([]);
    expect(await takeDueMoments(store, nobody, moved, at(2, 15))).toMatchObject([{ queued: {} }]);
  });

  it('is skipped with that reason while the last one still waits or runs', async () => {
    const store = await database.open();
    await takeDueMoments(store, nobody, hourly, at(1));
    const [job] = await jobs(store);
    const again = await takeDueMoments(store, nobody, hourly, at(2));
    expect(again).toMatchObject([{ due: iso(2), reason: expect.stringContaining(job!.id) }]);
    const worker = { host: 'elsewhere', pid: 1 };
    await inTransaction(store, inner => beginJob(inner, job!.id, worker, iso(2)));
    expect(await takeDueMoments(store, nobody, hourly, at(3))).toMatchObject([
      { reason: expect.stringContaining('chưa xong') },
    ]);
    expect(await jobs(store)).toHaveLength(1);
    await store.db.updateTable('job').set({ state: 'done' }).execute();
    expect(await takeDueMoments(store, nobody, hourly, at(4))).toMatchObject([{ queued: {} }]);
  });

  it('is neither lost nor taken twice when its process is killed anywhere', async () => {
    const settings = await Promise.all(Array.from({ length: moreThanStatements }, database.settings));
    const stops = await killedAfterEach(settings);
    const end = stops.indexOf('done');
    // Between taking the moment and queuing its job is where it would hurt.
    expect(stops).toEqual(expect.arrayContaining(['insert moment', 'insert job', 'update moment', 'done']));
    for (const [n, stop] of stops.slice(0, end + 1).entries()) {
      const store = await openStore(settings[n]!);
      try {
        await takeDueMoments(store, nobody, hourly, at(2, 0, 20));
        const [job, ...more] = await jobs(store);
        expect({ stop, more }).toEqual({ stop, more: [] });
        expect(await lastMoments(store, iso(9)), stop).toMatchObject([{ due: iso(2), jobId: job!.id }]);
        expect(await eventsAfter(store, { after: 0, job: job!.id, limit: 9 }), stop).toHaveLength(1);
      } finally {
        await store.close();
      }
    }
  });
});

/** Statements by which a moment is taken, and some more. */
const moreThanStatements = 18;

/** Lets a process take the moments of two o'clock in each store, up to one statement further than in the one before, and kills it. */
async function killedAfterEach(settings: StoreSettings[]): Promise<string[]> {
  const args = [built('killed-moment'), JSON.stringify(settings), at(2, 0, 1).toISOString()];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.endsWith('\n')) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [unknown, string | null];
  expect(signal).toBe('SIGKILL');
  return JSON.parse(said) as string[];
}

onEveryDatabase('the state of the schedule', database => {
  it('tells the last moment, what came of it and the next', async () => {
    const store = await database.open();
    await going(store);
    const [reconcile, refresh] = await scheduleState(store, hourly, at(1, 30));
    expect(reconcile).toEqual({
      job: 'reconcile',
      at: '0 * * * *',
      missed: 'once',
      jitterSeconds: 0,
      lastDue: iso(1),
      lastOutcome: { state: 'done', message: 'xong', jobId: expect.stringMatching(/^J/), finishedAt: iso(1) },
      nextDue: iso(2),
    });
    expect(refresh).toMatchObject({
      job: 'full-refresh',
      at: null,
      lastDue: null,
      lastOutcome: null,
      nextDue: null,
    });
    await takeDueMoments(store, nobody, hourly, at(2));
    await takeDueMoments(store, nobody, hourly, at(3));
    expect((await scheduleState(store, hourly, at(3)))[0]!.lastOutcome).toMatchObject({ state: 'skipped' });
  });
});

describe('the job of a scheduled moment', () => {
  it('is about the month before the one it was due in, however late it is', () => {
    expect(wishOf('monthly-report', '2026-12-31T23:00:00.000Z')).toMatchObject({
      kind: 'monthly-report',
      scope: { month: '2026-12' },
    });
  });

  it('reads everything anew for a full refresh', () => {
    expect(wishOf('full-refresh', iso(1))).toMatchObject({
      kind: 'reconcile',
      scope: { full: true },
    });
  });
});
