import { expect, it } from 'vitest';
import type { JobKind } from '../../../src/domain/job.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { remoteTurn } from '../../../src/runs/remote-turn.ts';
import type { NewJob, Store } from '../../../src/store/contract.ts';
import { claimJob } from '../../../src/store/job-claims.ts';
import { enqueueJob, eventsAfter, findJob } from '../../../src/store/jobs.ts';
import { acquireLease } from '../../../src/store/leases.ts';
import { onEveryDatabase } from '../../store/support.ts';
import { gate, team, untilState } from './support.ts';

const wanted = (kind: JobKind, priority = 0): NewJob =>
  ({
    kind,
    scope: kind === 'apply' ? { plan: 'P1' } : {},
    priority,
    requestedBy: 'an',
    origin: 'api',
  }) as NewJob;

const binh = { who: 'binh', origin: 'api' };

const kinds = async (store: Store, job: string) =>
  (await eventsAfter(store, { after: 0, job, limit: 50 })).map(({ kind }) => kind);

onEveryDatabase('a worker', database => {
  it('does what is asked for, tells of it in order and writes down what came of it', async () => {
    const store = await database.open();
    const { desk, worker } = team(store, {
      async reconcile({ tell, note, job }) {
        await note({ runId: 'R1' });
        for (const done of [1, 2, 3]) tell('reading', { done });
        return { message: `xong ${job.requestedBy}` };
      },
    });
    await worker.start();
    const { job } = await desk.enqueue(wanted('reconcile'));
    await untilState(store, job.id, 'done');
    expect(await findJob(store, job.id)).toMatchObject({
      message: 'xong an',
      runId: 'R1',
      attempts: 1,
      worker: null,
    });
    expect(await kinds(store, job.id)).toEqual([
      'queued',
      'started',
      'reading',
      'reading',
      'reading',
      'done',
    ]);
    expect(await worker.stop(1_000)).toBe(true);
  });

  it('finds what waited before it came, and does the urgent first', async () => {
    const store = await database.open();
    const order: string[] = [];
    const note = (name: string) => async () => {
      order.push(name);
      return { message: '' };
    };
    const handlers = { digest: note('digest'), plan: note('plan'), housekeeping: note('housekeeping') };
    const { worker } = team(store, handlers, { atOnce: 1 });
    const at = new Date().toISOString();
    const ids: string[] = [];
    for (const job of [wanted('digest'), wanted('housekeeping', 10), wanted('plan', 5)])
      ids.push((await enqueueJob(store, job, at)).job.id);
    await worker.start();
    for (const id of ids) await untilState(store, id, 'done');
    expect(order).toEqual(['housekeeping', 'plan', 'digest']);
    await worker.stop(1_000);
  });

  it('fails a job with the words meant for people, without secrets; a kind nobody does with words as well', async () => {
    const store = await database.open();
    const { desk, worker } = team(store, {
      async plan() {
        throw new Refusal('definitions-wrong', { problems: ['dòng 7'] });
      },
      async digest() {
        throw new Error('login kim-bi-mat refused');
      },
    });
    await worker.start();
    const ended = [];
    for (const kind of ['plan', 'digest', 'reminders'] as const) {
      const { job } = await desk.enqueue(wanted(kind));
      await untilState(store, job.id, 'failed');
      ended.push((await findJob(store, job.id))?.message);
    }
    expect(ended).toEqual([
      expect.stringMatching(/^định nghĩa còn lỗi.*dòng 7/),
      'login *** refused',
      expect.stringContaining('reminders'),
    ]);
    await worker.stop(1_000);
  });

  it('never does two of a kind at once: the second waits its turn', async () => {
    const store = await database.open();
    const stands = gate();
    let together = 0;
    let most = 0;
    const { desk, worker } = team(store, {
      async reconcile({ signal }) {
        most = Math.max(most, ++together);
        await stands.wait(signal);
        together--;
        return { message: '' };
      },
    });
    await worker.start();
    const first = await desk.enqueue(wanted('reconcile'));
    await stands.reached;
    const second = await desk.enqueue(wanted('reconcile'));
    expect(await claimJob(store, second.job.id, new Date().toISOString())).toEqual({ answer: 'not-now' });
    stands.open();
    await untilState(store, first.job.id, 'done');
    await untilState(store, second.job.id, 'done');
    expect(most).toBe(1);
    expect(await kinds(store, second.job.id)).toEqual(['queued', 'started', 'done']);
    await worker.stop(1_000);
  });

  it('leaves waiting what a command on the same store is at, and begins when it is done', async () => {
    const store = await database.open();
    const at = new Date().toISOString();
    const lease = await acquireLease(
      store,
      remoteTurn,
      { pid: process.pid, host: 'here', purpose: 'run', since: at },
      at,
    );
    if (!lease.held) throw new Error('the lease is held by somebody else');
    let begun = 0;
    const { desk, worker } = team(store, {
      async reconcile() {
        begun++;
        return { message: '' };
      },
      async digest() {
        return { message: '' };
      },
    });
    await worker.start();
    const { job } = await desk.enqueue(wanted('reconcile'));
    const digest = await desk.enqueue(wanted('digest'));
    await untilState(store, digest.job.id, 'done');
    expect({ begun, state: (await findJob(store, job.id))?.state }).toEqual({ begun: 0, state: 'waiting' });
    await lease.release();
    // Any job that ends makes it look again; else it looks every few seconds.
    await untilState(store, (await desk.enqueue(wanted('digest'))).job.id, 'done');
    await untilState(store, job.id, 'done');
    await worker.stop(1_000);
  });

  it('puts a job back whose lease another was quicker to take', async () => {
    const store = await database.open();
    let tries = 0;
    const { desk, worker } = team(store, {
      async reconcile() {
        if (++tries === 1)
          throw new Refusal('remotes-busy', {
            purpose: 'x',
            pid: 1,
            host: 'h',
            since: '2026-11-23T05:00:00.000Z',
          });
        return { message: 'xong' };
      },
    });
    await worker.start();
    const { job } = await desk.enqueue(wanted('reconcile'));
    await untilState(store, job.id, 'done');
    expect(await kinds(store, job.id)).toEqual(['queued', 'started', 'handed-back', 'started', 'done']);
    expect(await findJob(store, job.id)).toMatchObject({ attempts: 1 });
    await worker.stop(1_000);
  });
});

onEveryDatabase('cancelling', database => {
  it('ends a waiting job at once and a running one at its next safe point', async () => {
    const store = await database.open();
    const stands = gate();
    const { desk, worker } = team(store, {
      async reconcile({ signal }) {
        await stands.wait(signal);
        return { message: '' };
      },
    });
    await worker.start();
    const running = await desk.enqueue(wanted('reconcile'));
    await stands.reached;
    const waiting = await desk.enqueue(wanted('reconcile'));
    expect(await desk.cancel(waiting.job.id, binh)).toMatchObject({ state: 'cancelled' });
    expect(await desk.cancel(running.job.id, binh)).toMatchObject({
      state: 'running',
      cancelRequested: true,
    });
    await untilState(store, running.job.id, 'cancelled');
    expect(await kinds(store, running.job.id)).toEqual([
      'queued',
      'started',
      'cancel-requested',
      'cancelled',
    ]);
    expect(await desk.cancel(running.job.id, binh)).toBeUndefined();
    expect(await desk.cancel('J-none', binh)).toBeUndefined();
    await worker.stop(1_000);
  });

  it('reaches a job that another process has, by its heartbeat', async () => {
    const store = await database.open();
    const stands = gate();
    const mine = team(store, {
      async reconcile({ signal }) {
        await stands.wait(signal);
        return { message: '' };
      },
    });
    const other = team(store, {});
    await mine.worker.start();
    const { job } = await mine.desk.enqueue(wanted('reconcile'));
    await stands.reached;
    await other.desk.cancel(job.id, binh);
    await untilState(store, job.id, 'cancelled');
    await mine.worker.stop(1_000);
  });
});

onEveryDatabase('a worker that is stopped', database => {
  it('hands back what it has in hand, to be done again by the next', async () => {
    const store = await database.open();
    const stands = gate();
    const first = team(store, {
      async reconcile({ signal, note }) {
        await note({ runId: 'R1' });
        await stands.wait(signal);
        return { message: '' };
      },
    });
    await first.worker.start();
    const { job } = await first.desk.enqueue(wanted('reconcile'));
    await stands.reached;
    expect(await first.worker.stop(5_000)).toBe(true);
    expect(await findJob(store, job.id)).toMatchObject({ state: 'waiting', attempts: 0, worker: null });
    const seen: unknown[] = [];
    const next = team(store, {
      async reconcile({ again, job: { runId } }) {
        seen.push({ again, runId });
        return { message: 'xong' };
      },
    });
    await next.worker.start();
    await untilState(store, job.id, 'done');
    expect(seen).toEqual([{ again: true, runId: 'R1' }]);
    await next.worker.stop(1_000);
  });

  it('writes down what was finished within the grace, and takes nothing new', async () => {
    const store = await database.open();
    const stands = gate();
    const { desk, worker } = team(store, {
      async apply() {
        await stands.wait();
        return { message: 'đã làm xong việc đang dở' };
      },
    });
    await worker.start();
    const { job } = await desk.enqueue(wanted('apply'));
    await stands.reached;
    const stopped = worker.stop(30_000);
    const late = await desk.enqueue(wanted('digest'));
    stands.open();
    expect(await stopped).toBe(true);
    expect(await findJob(store, job.id)).toMatchObject({ state: 'done' });
    expect(await findJob(store, late.job.id)).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  it('puts back what stopped half-way, and says so when the grace was not enough', async () => {
    const store = await database.open();
    const stuck = gate();
    const { desk, worker } = team(store, {
      async apply({ signal }) {
        await new Promise(stop => signal.addEventListener('abort', stop));
        return { message: '3 hành động', unfinished: true };
      },
      async plan() {
        await stuck.wait();
        return { message: '' };
      },
    });
    await worker.start();
    const apply = await desk.enqueue(wanted('apply'));
    const plan = await desk.enqueue(wanted('plan'));
    await stuck.reached;
    await untilState(store, apply.job.id, 'running');
    expect(await worker.stop(50)).toBe(false);
    await untilState(store, apply.job.id, 'waiting');
    expect(await findJob(store, plan.job.id)).toMatchObject({ state: 'running' });
    stuck.open();
    await untilState(store, plan.job.id, 'done');
  });
});

onEveryDatabase('a job that another process has taken over', database => {
  it('is let go of, and nothing more is written about it', async () => {
    const store = await database.open();
    const stands = gate();
    let aborted = false;
    const { desk, worker } = team(store, {
      async reconcile({ signal }) {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        await stands.wait(signal);
        return { message: 'của tiến trình cũ' };
      },
    });
    await worker.start();
    const { job } = await desk.enqueue(wanted('reconcile'));
    await stands.reached;
    await store.db.updateTable('job').set({ token: 'other', worker_host: 'elsewhere' }).execute();
    await expect.poll(() => aborted, { timeout: 20_000 }).toBe(true);
    expect(await worker.stop(5_000)).toBe(true);
    expect(await findJob(store, job.id)).toMatchObject({ state: 'running', message: null });
  });
});
