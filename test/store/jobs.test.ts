import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { listAudit } from '../../src/store/audit.ts';
import type { NewJob, Store } from '../../src/store/contract.ts';
import {
  claimJob,
  finishJob,
  handBackJob,
  JobLost,
  lostJobs,
  noteJob,
  renewJob,
} from '../../src/store/job-claims.ts';
import {
  addEvents,
  enqueueJob,
  eventsAfter,
  findJob,
  lastEventId,
  listJobs,
  pruneJobs,
  queueDepth,
  requestCancel,
  waitingJobs,
} from '../../src/store/jobs.ts';
import { claimMoment, nameMomentJob } from '../../src/store/moments.ts';
import { inTransaction, openStore } from '../../src/store/open.ts';
import { minute, onEveryDatabase } from './support.ts';

const binh = (at: number) => ({ who: 'binh', origin: 'api', at: minute(at) });

const wanted: NewJob<'reconcile'> = {
  kind: 'reconcile',
  scope: {},
  priority: 0,
  requestedBy: 'an',
  origin: 'api',
};

async function queued(store: Store, given: Partial<NewJob> = {}, at = minute(1)) {
  return (await enqueueJob(store, { ...wanted, ...given } as NewJob, at)).job;
}

async function claimed(store: Store, id: string, at = minute(2)) {
  const answer = await claimJob(store, id, at);
  if (answer.answer !== 'claimed') throw new Error(`not claimed: ${answer.answer}`);
  return answer;
}

/** As if another process, of a host nobody here can look at, had the job. */
async function inOtherHands(store: Store, id: string, heartbeat: string, host = 'elsewhere', pid = 4711) {
  const claim = await claimed(store, id, heartbeat);
  await store.db
    .updateTable('job')
    .set({ worker_host: host, worker_pid: pid, token: `other-${claim.token}` })
    .where('id', '=', id)
    .execute();
  return { ...claim, token: `other-${claim.token}` };
}

const kinds = async (store: Store, job: string) =>
  (await eventsAfter(store, { after: 0, job, limit: 50 })).map(({ kind }) => kind);

onEveryDatabase('jobs', database => {
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
      { jobId: job.id, kind: 'queued', at: minute(1), data: { requestedBy: 'an' } },
    ]);
  });

  it('are the same job when asked for again with the same key, for a day and by the same account', async () => {
    const store = await database.open();
    const key = { idempotencyKey: 'k1' };
    const first = await enqueueJob(store, { ...wanted, ...key }, '2026-11-23T00:00:00.000Z');
    const again = await enqueueJob(store, { ...wanted, ...key }, '2026-11-23T23:59:00.000Z');
    expect(again).toEqual({ job: first.job, created: false });
    const other = await enqueueJob(
      store,
      { ...wanted, ...key, requestedBy: 'binh' },
      '2026-11-23T01:00:00.000Z',
    );
    expect(other.created).toBe(true);
    const later = await enqueueJob(store, { ...wanted, ...key }, '2026-11-24T00:00:00.000Z');
    expect(later.created).toBe(true);
    expect(await listJobs(store, { limit: 10 })).toHaveLength(3);
  });

  it('are refused when the key was used for something else, whatever the order of its parts', async () => {
    const store = await database.open();
    const scope = { fresh: true, acceptShrink: { systems: ['portal'], reason: 'x' } };
    const { job } = await enqueueJob(store, { ...wanted, scope, idempotencyKey: 'k' }, minute(1));
    const turned = { acceptShrink: { reason: 'x', systems: ['portal'] }, fresh: true };
    const again = await enqueueJob(store, { ...wanted, scope: turned, idempotencyKey: 'k' }, minute(2));
    expect(again.job.id).toBe(job.id);
    const different = enqueueJob(store, { ...wanted, idempotencyKey: 'k' }, minute(2));
    await expect(different).rejects.toMatchObject({
      code: 'idempotency-key-reused',
      params: { job: job.id },
    });
    expect(await listJobs(store, { limit: 10 })).toHaveLength(1);
  });

  it('asked for ten times at once with one key are one job', async () => {
    const store = await database.open();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => enqueueJob(store, { ...wanted, idempotencyKey: 'k' }, minute(1))),
    );
    expect(new Set(answers.map(({ job }) => job.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
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
    await claimed(store, digest.id);
    expect(await listJobs(store, { limit: 9, states: ['running'] })).toMatchObject([{ id: digest.id }]);
  });

  it('wait by priority, then by age; the depth of the queue says how many and since when', async () => {
    const store = await database.open();
    const early = await queued(store, {}, minute(1));
    const late = await queued(store, {}, minute(2));
    const urgent = await queued(store, { priority: 10 }, minute(3));
    expect((await waitingJobs(store, 9)).map(({ id }) => id)).toEqual([urgent.id, early.id, late.id]);
    await claimed(store, early.id);
    expect(await queueDepth(store)).toEqual({ waiting: 2, running: 1, oldestWaiting: minute(2) });
  });
});

onEveryDatabase('a claim', database => {
  it('is given to one only, and to none while another of the kind runs', async () => {
    const settings = await database.settings();
    const stores = await Promise.all([1, 2, 3].map(() => openStore(settings)));
    try {
      const job = await queued(stores[0]!);
      const second = await queued(stores[0]!, {}, minute(2));
      const digest = await queued(stores[0]!, { kind: 'digest', scope: {} }, minute(2));
      const answers = await Promise.all(
        stores.flatMap(store => [claimJob(store, job.id, minute(3)), claimJob(store, second.id, minute(3))]),
      );
      const won = answers.filter(answer => answer.answer === 'claimed');
      expect(won).toHaveLength(1);
      expect(await claimJob(stores[1]!, digest.id, minute(3))).toMatchObject({ answer: 'claimed' });
      await finishJob(stores[0]!, won[0]!, { state: 'done', message: 'xong' }, minute(4));
      const rest = won[0]!.job.id === job.id ? second.id : job.id;
      expect(await claimJob(stores[2]!, rest, minute(5))).toMatchObject({ answer: 'claimed', again: false });
    } finally {
      for (const store of stores) await store.close();
    }
  });

  it('is taken over after a minute of silence, and whoever was silent can write nothing more', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    const silent = await inOtherHands(store, id, minute(2));
    await noteJob(store, silent, { runId: 'R1' });
    expect(await claimJob(store, id, minute(3))).toEqual({ answer: 'not-now' });
    expect(await lostJobs(store, minute(2))).toEqual([]);
    expect(await lostJobs(store, minute(4))).toMatchObject([{ id }]);
    const mine = await claimed(store, id, minute(4));
    expect(mine).toMatchObject({ again: true, job: { attempts: 2, runId: 'R1' } });
    expect(await kinds(store, id)).toEqual(['queued', 'started', 'taken-over']);
    const end = { state: 'done', message: 'xong' } as const;
    await expect(renewJob(store, silent, minute(5))).rejects.toThrow(JobLost);
    await expect(finishJob(store, silent, end, minute(5))).rejects.toThrow(JobLost);
    await expect(handBackJob(store, silent, 'dừng', minute(5))).rejects.toThrow(JobLost);
    await finishJob(store, mine, end, minute(6));
    expect(await findJob(store, id)).toMatchObject({
      state: 'done',
      message: 'xong',
      worker: null,
      runId: 'R1',
    });
  });

  it('stays with who renews it', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    const other = await inOtherHands(store, id, minute(2));
    await renewJob(store, other, minute(4));
    expect(await claimJob(store, id, minute(4))).toEqual({ answer: 'not-now' });
  });

  it('is taken over at once when its process was on this host and is gone', async () => {
    const store = await database.open();
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const { id } = await queued(store);
    await inOtherHands(store, id, minute(2), hostname(), gone.pid);
    expect(await claimJob(store, id, minute(2))).toMatchObject({ answer: 'claimed', again: true });
  });

  it('is given up with words when its process died three times', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    for (const n of [2, 4, 6]) await inOtherHands(store, id, minute(n));
    const answer = await claimJob(store, id, minute(8));
    expect(answer).toMatchObject({ answer: 'ended', job: { state: 'failed', attempts: 3 } });
    expect((await findJob(store, id))?.message).toContain('3 lần');
  });

  it('handed back counts as not begun, but is known to have been begun', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    await handBackJob(store, await claimed(store, id), 'dịch vụ dừng', minute(3));
    expect(await findJob(store, id)).toMatchObject({ state: 'waiting', attempts: 0, worker: null });
    expect(await claimed(store, id, minute(4))).toMatchObject({ again: true, job: { attempts: 1 } });
    expect(await kinds(store, id)).toEqual(['queued', 'started', 'handed-back', 'started']);
  });
});

onEveryDatabase('two claims at the same moment', database => {
  it('do not both find none of their kind running', async () => {
    const settings = await database.settings();
    const [one, other, reader] = await Promise.all([1, 2, 3].map(() => openStore(settings)));
    try {
      const jobs = [await queued(one!), await queued(one!)];
      let second: Promise<unknown> | undefined;
      await inTransaction(one!, async inner => {
        await claimed(inner, jobs[0]!.id);
        second = claimJob(other!, jobs[1]!.id, minute(2));
        // Time enough for a claim that does not wait.
        for (let looks = 0; looks < 100; looks++) {
          await findJob(reader!, jobs[1]!.id);
          await nextTurn();
        }
      });
      expect(await second).toEqual({ answer: 'not-now' });
    } finally {
      for (const store of [one!, other!, reader!]) await store.close();
    }
  });
});

onEveryDatabase('a cancelled job', database => {
  it('ends at once while it waits, and cannot be claimed', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    expect(await requestCancel(store, id, binh(2))).toMatchObject({ state: 'cancelled' });
    expect(await claimJob(store, id, minute(3))).toEqual({ answer: 'not-now' });
    expect(await requestCancel(store, id, binh(4))).toBeUndefined();
    expect(await kinds(store, id)).toEqual(['queued', 'cancelled']);
  });

  it('is in the audit trail with who began and who ended it, once each, whoever handed it in', async () => {
    const store = await database.open();
    const { id } = await queued(store, { idempotencyKey: 'k', origin: 'cli' });
    await queued(store, { idempotencyKey: 'k', origin: 'cli' });
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

  it('is told of to who has it, and is not put back to waiting', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    const claim = await claimed(store, id);
    expect(await renewJob(store, claim, minute(3))).toEqual({ cancel: false });
    expect(await requestCancel(store, id, binh(3))).toMatchObject({
      state: 'running',
      cancelRequested: true,
    });
    expect(await renewJob(store, claim, minute(3))).toEqual({ cancel: true });
    await handBackJob(store, claim, 'dịch vụ dừng', minute(4));
    expect(await findJob(store, id)).toMatchObject({ state: 'cancelled' });
  });

  it('whose process died is not begun again', async () => {
    const store = await database.open();
    const { id } = await queued(store);
    await inOtherHands(store, id, minute(2));
    await requestCancel(store, id, binh(2));
    expect(await claimJob(store, id, minute(4))).toMatchObject({
      answer: 'ended',
      job: { state: 'cancelled' },
    });
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
    const ended = async (n: number) => {
      const { id } = await queued(store, {}, minute(n));
      await finishJob(store, await claimed(store, id), { state: 'done', message: '' }, minute(n));
      return id;
    };
    const [old, spokenOf, young] = [await ended(1), await ended(2), await ended(9)];
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
