import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { jobPriorities } from '../../../src/domain/job.ts';
import { listAudit, record } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { inTransaction, openStore } from '../../../src/store/core/open.ts';
import { beginRun } from '../../../src/store/runs/runs.ts';
import {
  addEvents,
  eventsAfter,
  forgetRunsProgress,
  lastEventId,
} from '../../../src/store/work/job-events.ts';
import { beginJob, endJob, putBackJob, waitAgain } from '../../../src/store/work/job-execution.ts';
import {
  findJob,
  listJobs,
  type NewJob,
  pruneJobs,
  queueDepth,
  requestCancel,
  unfinishedJobs,
} from '../../../src/store/work/jobs.ts';
import { claimMoment, nameMomentJob } from '../../../src/store/work/moments.ts';
import { unsent } from '../../support/unsent.ts';
import { minute, onEveryDatabase } from '../support.ts';

const binh = (at: number) => ({ who: 'binh', origin: 'api', at: minute(at) });

const wanted: NewJob<'reconcile'> = {
  kind: 'reconcile',
  scope: {},
  priority: 0,
  requestedBy: 'an',
  origin: 'api',
};

function queued(store: Store, given: Partial<NewJob> = {}, at = minute(1)) {
  return unsent(store, { ...wanted, ...given } as NewJob, at);
}

/** By whoever has claimed it; what fences that is the queue's. */
async function begun(store: Store, id: string, at = minute(2)) {
  return inTransaction(store, inner => beginJob(inner, id, { host: 'elsewhere', pid: 4711 }, at));
}

function ended(store: Store, id: string, at: string, runId?: string) {
  const end = { state: 'done' as const, message: 'xong', ...(runId !== undefined && { runId }) };
  return inTransaction(store, inner => endJob(inner, id, end, at));
}

const kinds = async (store: Store, job: string) =>
  (await eventsAfter(store, { after: 0, job, limit: 50 })).map(({ kind }) => kind);

onEveryDatabase('jobs', database => {
  it('keep of their progress, once they have ended, what came of each system, and how far one came that was not read to its end', async () => {
    const store = await database.open();
    const [job, other] = [await queued(store), await queued(store)];
    const told = (jobId: string, kind: string, system: string, done: number) => ({
      ...{ jobId, at: minute(2), kind, data: { system, done } },
    });
    await begun(store, job.id);
    await addEvents(store, [
      ...[1, 2, 3].map(done => told(job.id, 'reading', 'portal', done)),
      told(job.id, 'read', 'portal', 3),
      ...[1, 2].map(done => told(job.id, 'reading', 'oneStop', done)),
      ...[1, 2].map(done => told(other.id, 'reading', 'portal', done)),
    ]);
    await ended(store, job.id, minute(3));
    const events = await eventsAfter(store, { after: 0, job: job.id, limit: 50 });
    expect(events.map(({ kind, data }) => [kind, data.system, data.done])).toEqual([
      ['queued', undefined, undefined],
      ['started', undefined, undefined],
      ['read', 'portal', 3],
      ['reading', 'oneStop', 2],
      ['done', undefined, undefined],
    ]);
    expect(await kinds(store, other.id)).toEqual(['queued', 'reading', 'reading']);
  });

  it('forget their progress with the run they made', async () => {
    const store = await database.open();
    const kept = await beginRun(store, minute(1));
    const jobs = [await queued(store), await queued(store), await queued(store)];
    for (const { id } of jobs) {
      await begun(store, id);
      await addEvents(store, [{ jobId: id, at: minute(2), kind: 'read', data: { system: 'portal' } }]);
    }
    const [first, second, running] = jobs.map(({ id }) => id);
    await ended(store, first!, minute(3), 'gone');
    await ended(store, second!, minute(3), kept);
    await forgetRunsProgress(store);
    expect(await kinds(store, first!)).toEqual(['queued', 'started', 'done']);
    expect(await kinds(store, second!)).toEqual(['queued', 'started', 'read', 'done']);
    expect(await kinds(store, running!)).toEqual(['queued', 'started', 'read']);
  });

  it('are written down as waiting with who asked, and told of by an event', async () => {
    const store = await database.open();
    const job = await queued(store, { scope: { fresh: true } });
    expect(await findJob(store, job.id)).toEqual(job);
    expect(job).toMatchObject({
      kind: 'reconcile',
      scope: { fresh: true },
      state: 'waiting',
      requestedBy: 'an',
      queuedAt: minute(1),
      attempts: 0,
      worker: null,
    });
    expect(await eventsAfter(store, { after: 0, limit: 10 })).toMatchObject([
      {
        ...{ jobId: job.id, kind: 'queued', at: minute(1) },
        data: { kind: 'reconcile', requestedBy: 'an', origin: 'api' },
      },
    ]);
    await ended(store, job.id, minute(2));
    expect((await eventsAfter(store, { after: 0, limit: 10 })).at(-1)).toMatchObject({
      ...{ jobId: job.id, kind: 'done', at: minute(2) },
      data: { message: 'xong', runId: null, planId: null },
    });
  });

  it('are listed latest first, page by page, by state and kind', async () => {
    const store = await database.open();
    const ids: string[] = [];
    for (const n of [1, 2, 3]) ids.unshift((await queued(store, {}, minute(n))).id);
    const digest = await queued(store, { kind: 'digest', scope: {} }, minute(4));
    const page = await listJobs(store, { limit: 2, kinds: ['reconcile'] });
    expect(page.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = await listJobs(store, { limit: 2, kinds: ['reconcile'], before: page[1]!.id });
    expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
    await begun(store, digest.id);
    expect(await listJobs(store, { limit: 9, states: ['running'] })).toMatchObject([{ id: digest.id }]);
  });

  it('say how many wait, and since when', async () => {
    const store = await database.open();
    const early = await queued(store, {}, minute(1));
    await queued(store, {}, minute(2));
    await queued(store, { priority: jobPriorities.asked }, minute(3));
    await queued(store, { priority: jobPriorities.scheduled, requestedBy: 'schedule' }, minute(4));
    await begun(store, early.id);
    const depth = queueDepth(await unfinishedJobs(store));
    expect(depth).toEqual({ waiting: 3, asked: 1, running: 1, oldestWaiting: minute(2) });
  });
});

onEveryDatabase('a job that was begun', database => {
  it('whose process died is known to have been begun, and is given up with words when three did', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    expect(await begun(store, id)).toMatchObject({ answer: 'begun', again: false, job: { attempts: 1 } });
    for (const attempt of [2, 3]) {
      await waitAgain(store, (await findJob(store, id))!);
      expect(await findJob(store, id)).toMatchObject({ state: 'waiting', worker: null });
      expect(await begun(store, id)).toMatchObject({ again: true, job: { attempts: attempt } });
    }
    expect(await kinds(store, id)).toEqual(['queued', 'started', 'taken-over', 'taken-over']);
    expect(await begun(store, id)).toMatchObject({ answer: 'ended', job: { state: 'failed', attempts: 3 } });
    expect((await findJob(store, id))?.message).toContain('bắt đầu 3 lần');
    expect(await begun(store, id)).toEqual({ answer: 'over' });
  });

  it('is not said to wait again by somebody who saw it before it was begun anew', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    await begun(store, id);
    const seen = (await findJob(store, id))!;
    await begun(store, id);
    await waitAgain(store, seen);
    expect(await findJob(store, id)).toMatchObject({ state: 'running', attempts: 2 });
    // Handed back, it is begun by another under the same number.
    const again = (await findJob(store, id))!;
    await inTransaction(store, inner => putBackJob(inner, again, 'dịch vụ dừng', minute(3)));
    await inTransaction(store, inner => beginJob(inner, id, { host: 'third', pid: 4711 }, minute(4)));
    await waitAgain(store, again);
    expect(await findJob(store, id)).toMatchObject({ state: 'running', attempts: 2, worker: '4711@third' });
  });

  it('handed back counts as not begun, but is known to have been begun', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    await begun(store, id);
    const job = (await findJob(store, id))!;
    await inTransaction(store, inner => putBackJob(inner, job, 'dịch vụ dừng', minute(3)));
    expect(await findJob(store, id)).toMatchObject({ state: 'waiting', attempts: 0, worker: null });
    expect(await begun(store, id, minute(4))).toMatchObject({ again: true, job: { attempts: 1 } });
    expect(await kinds(store, id)).toEqual(['queued', 'started', 'handed-back', 'started']);
  });
});

onEveryDatabase('a cancelled job', database => {
  it('ends at once while it waits, and cannot be begun', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    expect(await requestCancel(store, id, binh(2))).toMatchObject({ state: 'cancelled' });
    expect(await begun(store, id, minute(3))).toEqual({ answer: 'over' });
    expect(await requestCancel(store, id, binh(4))).toBeUndefined();
    expect(await kinds(store, id)).toEqual(['queued', 'cancelled']);
  });

  it('is in the audit trail with who began and who ended it, once each, whoever handed it in', async () => {
    const store = await database.open();
    const { id } = await queued(store, { origin: 'cli' });
    await requestCancel(store, id, binh(2));
    await requestCancel(store, id, binh(3));
    expect(await listAudit(store, 9)).toMatchObject([
      {
        ...{ who: 'binh', origin: 'api', action: 'cancel-job', target: id, outcome: 'done' },
        ...{ before: { state: 'waiting' }, after: { state: 'cancelled' } },
      },
      { who: 'an', origin: 'cli', action: 'start-reconcile', target: id, after: {}, outcome: 'queued' },
    ]);
    await expect(
      inTransaction(store, async inner => {
        await queued(inner);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await listAudit(store, 9)).toHaveLength(2);
  });

  it('whose process died is not begun again', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    await begun(store, id);
    expect(await requestCancel(store, id, binh(2))).toMatchObject({
      state: 'running',
      cancelRequested: true,
    });
    await waitAgain(store, (await findJob(store, id))!);
    expect(await begun(store, id, minute(4))).toMatchObject({ answer: 'ended', job: { state: 'cancelled' } });
  });
});

onEveryDatabase('events', database => {
  it('have rising ids over all jobs and can be read on from any of them', async () => {
    const store = await database.open();
    const a = await queued(store);
    const b = await queued(store, { kind: 'digest', scope: {} });
    const event = (jobId: string, n: number) => ({ jobId, at: minute(n), kind: 'reading', data: { n } });
    await addEvents(store, [event(a.id, 1), event(b.id, 2), event(a.id, 3)]);
    const all = await eventsAfter(store, { after: 0, limit: 50 });
    expect(all.map(({ id }) => id)).toEqual([...all.map(({ id }) => id)].sort((x, y) => x - y));
    expect(all.at(-1)).toMatchObject({ jobId: a.id, data: { n: 3 } });
    expect(await lastEventId(store)).toBe(all.at(-1)!.id);
    const rest = await eventsAfter(store, { after: all[2]!.id, job: a.id, limit: 50 });
    expect(rest.map(({ data }) => data)).toEqual([{ n: 3 }]);
    expect(await eventsAfter(store, { after: 0, limit: 2 })).toEqual(all.slice(0, 2));
  });

  it('never become visible behind the back of who has read a later one', async () => {
    const settings = await database.settings();
    const [slow, quick, reader] = await Promise.all([1, 2, 3].map(() => openStore(settings)));
    try {
      const { id } = await queued(reader!);
      const event = (n: number) => ({ jobId: id, at: minute(2), kind: 'reading', data: { n } });
      const seen: unknown[] = [];
      let after = await lastEventId(reader!);
      const read = async () => {
        for (const event of await eventsAfter(reader!, { after, limit: 9 })) {
          seen.push(event.data.n);
          after = event.id;
        }
        await nextTurn();
      };
      let adding: Promise<void> | undefined;
      await inTransaction(slow!, async inner => {
        await addEvents(inner, [event(1)]);
        adding = addEvents(quick!, [event(2)]);
        // Time enough for an event that does not wait for the one before it.
        for (let looks = 0; looks < 100 && seen.length === 0; looks++) await read();
      });
      await adding;
      await read();
      expect(seen).toEqual([1, 2]);
    } finally {
      for (const store of [slow!, quick!, reader!]) await store.close();
    }
  });

  it('go with their job when it is forgotten; what the schedule speaks of stays', async () => {
    const store = await database.open();
    const over = async (n: number) => {
      const { id } = await queued(store, {}, minute(n));
      await ended(store, id, minute(n));
      return id;
    };
    const [old, spokenOf, young] = [await over(1), await over(2), await over(9)];
    const waiting = (await queued(store, {}, minute(1))).id;
    const due = minute(2);
    await claimMoment(store, {
      job: 'reconcile',
      due,
      expression: '* * * * *',
      claimedAt: due,
      worker: 'w',
      outcome: 'queued',
      jobId: null,
      reason: null,
    });
    await nameMomentJob(store, { job: 'reconcile', due }, spokenOf);
    expect(await pruneJobs(store, minute(5))).toBe(1);
    const left = (await listJobs(store, { limit: 9 })).map(({ id }) => id);
    expect(left.sort()).toEqual([spokenOf, young, waiting].sort());
    expect(await kinds(store, old)).toEqual([]);
  });
});

onEveryDatabase(
  'a job that is cancelled while another is written down',
  database => {
    it('waits for it, and neither stands in the way of the other', async () => {
      const store = await database.open();
      const { id } = await queued(store);
      let cancelling: Promise<unknown> | undefined;
      await inTransaction(store, async inner => {
        await record(inner, {
          ...{ at: minute(2), who: 'an', origin: 'api', action: 'start-plan', target: 'J2' },
          ...{ before: null, after: {}, outcome: 'queued' },
        });
        cancelling = inTransaction(store, other => requestCancel(other, id, binh(2)));
        await expect.poll(() => blocked(store)).toBe(1);
        await addEvents(inner, [{ jobId: id, at: minute(2), kind: 'reading', data: {} }]);
      });
      expect(await cancelling).toMatchObject({ state: 'cancelled' });
    });
  },
  ['postgres'],
);

/** How many wait for a lock in this database. */
async function blocked({ db }: Store): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    db,
  );
  return Number(rows[0]!.count);
}
