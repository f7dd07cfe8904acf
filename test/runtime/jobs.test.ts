import { expect, it } from 'vitest';
import type { Refusal } from '../../src/domain/refusal.ts';
import { enqueueJob, openJobs, queueBounds } from '../../src/runtime/jobs.ts';
import { turnOf } from '../../src/runtime/queue.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { inTransaction } from '../../src/store/core/open.ts';
import { findJob, listJobs, type NewJob, pruneJobs, requestCancel } from '../../src/store/work/jobs.ts';
import { minute, onEveryDatabase } from '../store/support.ts';

const wanted: NewJob<'reconcile'> = {
  kind: 'reconcile',
  scope: {},
  priority: 10,
  requestedBy: 'an',
  origin: 'api',
};
const plan = (n: number, by = 'an'): NewJob => ({
  ...{ kind: 'plan', scope: { only: [`1.${n}`] }, priority: 10, requestedBy: by, origin: 'api' },
});

/** What was sent for it, in a queue nobody works on. */
function queueing(store: Store) {
  const sent: string[] = [];
  const queue = {
    async send(_inner: Store, { id }: { id: string }) {
      sent.push(id);
    },
  };
  return { sent, ask: (job: NewJob, at = minute(1)) => enqueueJob(store, queue, job, at) };
}

onEveryDatabase('asking for a job', database => {
  it('sends it in the transaction that writes it down: neither is there without the other', async () => {
    const store = await database.open();
    const failing = openJobs({
      store,
      now: () => new Date(),
      queue: {
        async send() {
          throw new Error('the queue is away');
        },
        async withdraw() {},
        wake() {},
      },
    });
    await expect(failing.enqueue(wanted)).rejects.toThrow('the queue is away');
    expect(await listJobs(store, { limit: 9 })).toEqual([]);
    const { sent, ask } = queueing(store);
    expect(sent).toEqual([(await ask(wanted)).job.id]);
  });

  it('is answered with the equal one that waits, whoever asks, unless it is somebody else’s word or would wait longer', async () => {
    const store = await database.open();
    const { sent, ask } = queueing(store);
    const { job } = await ask(wanted);
    expect(await ask({ ...wanted, requestedBy: 'binh' })).toEqual({ job, created: false });
    expect(await ask(wanted)).toEqual({ job, created: false });
    const trail = (await listAudit(store, 9)).map(({ who, target, outcome }) => [who, target, outcome]);
    expect(trail).toEqual([
      ['binh', job.id, 'joined'],
      ['an', job.id, 'queued'],
    ]);
    expect((await ask({ ...wanted, scope: { full: true } })).created).toBe(true);
    const word = { ...wanted, scope: { acceptShrink: { systems: ['portal'], reason: 'gộp xã' } } };
    expect((await ask(word)).created).toBe(true);
    expect((await ask(word)).created).toBe(false);
    expect((await ask({ ...word, requestedBy: 'binh' })).created).toBe(true);
    const scheduled = { ...wanted, kind: 'digest', priority: 0, requestedBy: 'schedule' } as NewJob;
    await ask(scheduled);
    expect((await ask({ ...scheduled, priority: 10, requestedBy: 'an' })).created).toBe(true);
    // One that runs has looked already.
    await store.db.updateTable('job').set({ state: 'running' }).where('id', '=', job.id).execute();
    expect((await ask(wanted)).created).toBe(true);
    expect(sent).toHaveLength(7);
  });

  it('is not swallowed by one that waits only to be cancelled', async () => {
    const store = await database.open();
    const { ask } = queueing(store);
    const { job } = await ask(wanted);
    // Its process died after somebody had cancelled it.
    await store.db.updateTable('job').set({ cancelRequested: true }).where('id', '=', job.id).execute();
    expect((await ask(wanted)).created).toBe(true);
  });

  it('is refused when too many wait, of one caller or of all, with when to ask again; the schedule is not', async () => {
    const store = await database.open();
    const { ask } = queueing(store);
    for (let n = 0; n < queueBounds.caller; n++) await ask(plan(n));
    const refusal = async (job: NewJob) =>
      ((await ask(job).catch((error: unknown) => error)) as Refusal).params;
    expect(await refusal(plan(99))).toEqual({ waiting: 20, of: 'caller', retryAfterSeconds: 60 });
    expect((await ask(plan(3))).created).toBe(false);
    for (let by = 1; by < 10; by++)
      for (let n = 0; n < queueBounds.caller; n++) await ask(plan(100 * by + n, `caller ${by}`));
    expect(await refusal(plan(5_000, 'binh'))).toMatchObject({ waiting: queueBounds.all, of: 'all' });
    const scheduled = { ...wanted, priority: 0, requestedBy: 'schedule', origin: 'schedule' };
    expect((await ask(scheduled)).created).toBe(true);
  });

  it('is the same job with the same key, for a day and by the same account', async () => {
    const store = await database.open();
    const { ask } = queueing(store);
    const keyed = { ...wanted, idempotencyKey: 'k1' };
    const first = await ask(keyed, '2026-11-23T00:00:00.000Z');
    await store.db.updateTable('job').set({ state: 'done' }).execute();
    expect((await ask(keyed, '2026-11-23T23:59:00.000Z')).job.id).toBe(first.job.id);
    const other = await ask({ ...keyed, requestedBy: 'binh' }, '2026-11-23T01:00:00.000Z');
    expect(other.created).toBe(true);
    await store.db.updateTable('job').set({ state: 'done' }).execute();
    expect((await ask(keyed, '2026-11-24T00:00:00.000Z')).created).toBe(true);
  });

  it('answers to every key that was used for it while it waited, by whoever, until it is forgotten', async () => {
    const store = await database.open();
    const { ask } = queueing(store);
    const keyed = (key: string, by = 'an') => ({ ...plan(1, by), idempotencyKey: key });
    const { job } = await ask(keyed('k1'));
    for (const one of [keyed('k2'), keyed('k1', 'binh')]) expect((await ask(one)).job.id).toBe(job.id);
    const ended = { state: 'done', finishedAt: minute(2) } as const;
    await store.db.updateTable('job').set(ended).execute();
    for (const one of [keyed('k1'), keyed('k2'), keyed('k1', 'binh')])
      expect(await ask(one)).toMatchObject({ job: { id: job.id }, created: false });
    await pruneJobs(store, minute(3));
    expect(await store.db.selectFrom('idempotencyKey').selectAll().execute()).toEqual([]);
    expect((await ask(keyed('k2'))).created).toBe(true);
  });

  it('of a schedule is none of a person’s, so that his cancelling leaves it', async () => {
    const store = await database.open();
    const { ask } = queueing(store);
    const asked = await ask(wanted);
    const scheduled = { ...wanted, priority: 0, requestedBy: 'schedule', origin: 'schedule' };
    const { job, created } = await ask(scheduled);
    expect([created, job.id]).toEqual([true, expect.not.stringMatching(asked.job.id)]);
    await inTransaction(store, inner =>
      requestCancel(inner, asked.job.id, { who: 'an', origin: 'api', at: minute(2) }),
    );
    expect(await findJob(store, job.id)).toMatchObject({ state: 'waiting', cancelRequested: false });
  });

  it('is refused when the key was used for something else, whatever the order of its parts', async () => {
    const store = await database.open();
    const { ask } = queueing(store);
    const scope = { fresh: true, acceptShrink: { systems: ['portal'], reason: 'x' } };
    const { job } = await ask({ ...wanted, scope, idempotencyKey: 'k' });
    const turned = { acceptShrink: { reason: 'x', systems: ['portal'] }, fresh: true };
    expect((await ask({ ...wanted, scope: turned, idempotencyKey: 'k' })).job.id).toBe(job.id);
    const different = ask({ ...wanted, idempotencyKey: 'k' });
    await expect(different).rejects.toMatchObject({
      code: 'idempotency-key-reused',
      params: { earlier: job.id },
    });
  });

  it('ten times at once is one job', async () => {
    const store = await database.open();
    const { sent, ask } = queueing(store);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(wanted)));
    expect(new Set(answers.map(({ job }) => job.id)).size).toBe(1);
    expect(sent).toHaveLength(1);
  });
});

it('lets what people ask for go before the schedule, which waits for no more than half an hour of it', () => {
  const asked = (at: number) => turnOf({ priority: 10, queuedAt: minute(at) });
  const scheduled = (at: number) => turnOf({ priority: 0, queuedAt: minute(at) });
  expect(asked(29)).toBeLessThan(scheduled(0));
  expect(asked(31)).toBeGreaterThan(scheduled(0));
  expect(asked(1)).toBeLessThan(asked(2));
});
