import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { expect, it } from 'vitest';
import type { JobKind } from '../../src/domain/job.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { remoteTurn } from '../../src/runs/remote-turn.ts';
import { openFence } from '../../src/runtime/child/job-errand.ts';
import { type Fence, type JobQueue, queueIdOf } from '../../src/runtime/queue.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { fencedStore, inTransaction } from '../../src/store/core/open.ts';
import { ClaimLost } from '../../src/store/work/claims.ts';
import { holdClaim } from '../../src/store/work/heartbeat.ts';
import { eventsAfter } from '../../src/store/work/job-events.ts';
import { noteJob } from '../../src/store/work/job-execution.ts';
import { findJob, type NewJob } from '../../src/store/work/jobs.ts';
import { settingsOf } from '../store/settings-of.ts';
import { onEveryDatabase } from '../store/support.ts';
import { unsent } from '../support/unsent.ts';
import { gate, queueOf, team, untilState } from './support.ts';

const wanted = (kind: JobKind, priority = 0): NewJob =>
  ({
    kind,
    scope: kind === 'apply' ? { plan: 'P1' } : {},
    priority,
    requestedBy: 'an',
    origin: 'api',
  }) as NewJob;

const binh = { who: 'binh', origin: 'api', at: '2026-11-23T05:00:00.000Z' };

const kinds = async (store: Store, job: string) =>
  (await eventsAfter(store, { after: 0, job, limit: 50 })).map(({ kind }) => kind);

onEveryDatabase('a worker', database => {
  it('does what is asked for, tells of it in order and writes down what came of it', async () => {
    const store = await database.open();
    const { jobs, worker, stop } = await team(store, {
      async reconcile({ tell, note, job }) {
        await note({ runId: 'R1' });
        for (const done of [1, 2, 3]) tell('reading', { done });
        return { message: `xong ${job.requestedBy}` };
      },
    });
    await worker.start();
    const { job } = await jobs.enqueue(wanted('reconcile'));
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
    expect(await stop(1_000)).toBe(true);
  });

  it('finds what waited before it came, and does the urgent first', async () => {
    const store = await database.open();
    const order: string[] = [];
    const note = (name: string) => async () => {
      order.push(name);
      return { message: '' };
    };
    const handlers = { digest: note('digest'), plan: note('plan'), housekeeping: note('housekeeping') };
    const { worker, stop } = await team(store, handlers, { atOnce: 1 });
    const at = new Date().toISOString();
    const ids: string[] = [];
    for (const job of [wanted('digest'), wanted('housekeeping', 10), wanted('plan', 5)])
      ids.push((await unsent(store, job, at)).id);
    await worker.start();
    for (const id of ids) await untilState(store, id, 'done');
    expect(order).toEqual(['housekeeping', 'plan', 'digest']);
    await stop(1_000);
  });

  it('fails a job with the words meant for people, without secrets; a kind nobody does with words as well', async () => {
    const store = await database.open();
    const { jobs, worker, stop } = await team(store, {
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
      const { job } = await jobs.enqueue(wanted(kind));
      await untilState(store, job.id, 'failed');
      ended.push((await findJob(store, job.id))?.message);
    }
    expect(ended).toEqual([
      expect.stringMatching(/^định nghĩa còn lỗi.*dòng 7/),
      'login *** refused',
      expect.stringContaining('reminders'),
    ]);
    await stop(1_000);
  });

  it('never does two of a kind at once: the second waits its turn', async () => {
    const store = await database.open();
    const stands = gate();
    let together = 0;
    let most = 0;
    const { jobs, worker, stop } = await team(store, {
      async reconcile({ signal }) {
        most = Math.max(most, ++together);
        await stands.wait(signal);
        together--;
        return { message: '' };
      },
    });
    await worker.start();
    const first = await jobs.enqueue(wanted('reconcile'));
    await stands.reached;
    const second = await jobs.enqueue(wanted('reconcile'));
    stands.open();
    await untilState(store, first.job.id, 'done');
    await untilState(store, second.job.id, 'done');
    expect(most).toBe(1);
    expect(await kinds(store, second.job.id)).toEqual(['queued', 'started', 'done']);
    await stop(1_000);
  });

  it('leaves waiting what a command on the same store is at, and begins when it is done', async () => {
    const store = await database.open();
    const turn = await holdClaim(store, remoteTurn, { purpose: 'đối chiếu', now: () => new Date() });
    if (!turn.held) throw new Error("it is somebody else's turn");
    let begun = 0;
    let idle = 0;
    const handlers = {
      async reconcile() {
        begun++;
        return { message: '' };
      },
      async digest() {
        return { message: '' };
      },
    };
    const { jobs, worker, stop } = await team(store, handlers, { idle: () => idle++ });
    await worker.start();
    const { job } = await jobs.enqueue(wanted('reconcile'));
    const digest = await jobs.enqueue(wanted('digest'));
    await untilState(store, digest.job.id, 'done');
    expect({ begun, state: (await findJob(store, job.id))?.state }).toEqual({ begun: 0, state: 'waiting' });
    expect(await kinds(store, job.id)).toEqual(['queued']);
    await expect.poll(() => idle).toBe(1);
    await turn.claim.release();
    await untilState(store, job.id, 'done');
    await stop(1_000);
    // What waits is claimed and put back again and again, which is nothing done.
    expect(idle).toBe(2);
  });

  it('puts a job back that another was quicker than', async () => {
    const store = await database.open();
    let tries = 0;
    const { jobs, worker, stop } = await team(store, {
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
    const { job } = await jobs.enqueue(wanted('reconcile'));
    await untilState(store, job.id, 'done');
    expect(await kinds(store, job.id)).toEqual(['queued', 'started', 'handed-back', 'started', 'done']);
    expect(await findJob(store, job.id)).toMatchObject({ attempts: 1 });
    await stop(1_000);
  });
});

onEveryDatabase('cancelling', database => {
  it('ends a waiting job at once and a running one at its next safe point', async () => {
    const store = await database.open();
    const stands = gate();
    const { jobs, worker, stop } = await team(store, {
      async reconcile({ signal }) {
        await stands.wait(signal);
        return { message: '' };
      },
    });
    await worker.start();
    const running = await jobs.enqueue(wanted('reconcile'));
    await stands.reached;
    const waiting = await jobs.enqueue(wanted('reconcile'));
    expect(await jobs.cancel(waiting.job.id, binh)).toMatchObject({ state: 'cancelled' });
    expect(await jobs.cancel(running.job.id, binh)).toMatchObject({
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
    expect(await jobs.cancel(running.job.id, binh)).toBeUndefined();
    expect(await jobs.cancel('J-none', binh)).toBeUndefined();
    await stop(1_000);
  });

  it('reaches a job that another process has, by its heartbeat', async () => {
    const store = await database.open();
    const stands = gate();
    const mine = await team(store, {
      async reconcile({ signal }) {
        await stands.wait(signal);
        return { message: '' };
      },
    });
    const other = await team(store, {});
    await mine.worker.start();
    const { job } = await mine.jobs.enqueue(wanted('reconcile'));
    await stands.reached;
    await other.jobs.cancel(job.id, binh);
    await untilState(store, job.id, 'cancelled');
    await mine.stop(1_000);
  });
});

onEveryDatabase('a worker that is stopped', database => {
  it('hands back what it has in hand, to be done again by the next', async () => {
    const store = await database.open();
    const stands = gate();
    const first = await team(store, {
      async reconcile({ signal, note }) {
        await note({ runId: 'R1' });
        await stands.wait(signal);
        return { message: '' };
      },
    });
    await first.worker.start();
    const { job } = await first.jobs.enqueue(wanted('reconcile'));
    await stands.reached;
    expect(await first.stop(5_000)).toBe(true);
    expect(await findJob(store, job.id)).toMatchObject({ state: 'waiting', attempts: 0, worker: null });
    const seen: unknown[] = [];
    const next = await team(store, {
      async reconcile({ again, job: { runId } }) {
        seen.push({ again, runId });
        return { message: 'xong' };
      },
    });
    await next.worker.start();
    await untilState(store, job.id, 'done');
    expect(seen).toEqual([{ again: true, runId: 'R1' }]);
    await next.stop(1_000);
  });

  it('writes down what was finished within the grace, and takes nothing new', async () => {
    const store = await database.open();
    const stands = gate();
    const { jobs, worker, stop } = await team(store, {
      async apply() {
        await stands.wait();
        return { message: 'đã làm xong việc đang dở' };
      },
    });
    await worker.start();
    const { job } = await jobs.enqueue(wanted('apply'));
    await stands.reached;
    const stopped = stop(30_000);
    const late = await jobs.enqueue(wanted('digest'));
    stands.open();
    expect(await stopped).toBe(true);
    expect(await findJob(store, job.id)).toMatchObject({ state: 'done' });
    expect(await findJob(store, late.job.id)).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  it('puts back, not begun, what it is handed while it stops', async () => {
    const store = await database.open();
    const own = await queueOf(store);
    const handed = gate();
    const slow: JobQueue = {
      ...own,
      work: (atOnce, execute) =>
        own.work(atOnce, async claim => {
          await handed.wait();
          await execute(claim);
        }),
    };
    const { jobs, worker, stop } = await team(store, {}, { queue: slow });
    await worker.start();
    const { job } = await jobs.enqueue(wanted('digest'));
    await handed.reached;
    const stopped = stop(30_000);
    handed.open();
    expect(await stopped).toBe(true);
    expect(await findJob(store, job.id)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(await kinds(store, job.id)).toEqual(['queued']);
  });

  it('puts back what stopped half-way, and says so when the grace was not enough', async () => {
    const store = await database.open();
    const stuck = gate();
    const { jobs, worker, stop } = await team(store, {
      async apply({ signal }) {
        await new Promise(stop => signal.addEventListener('abort', stop));
        return { message: '3 hành động', unfinished: true };
      },
      async digest() {
        await stuck.wait();
        return { message: '' };
      },
    });
    await worker.start();
    const apply = await jobs.enqueue(wanted('apply'));
    const digest = await jobs.enqueue(wanted('digest'));
    await stuck.reached;
    await untilState(store, apply.job.id, 'running');
    expect(await worker.drain(50)).toBe(false);
    await untilState(store, apply.job.id, 'waiting');
    expect(await findJob(store, digest.job.id)).toMatchObject({ state: 'running' });
    stuck.open();
    await untilState(store, digest.job.id, 'done');
    await stop(1_000);
  });
});

/** As if another process had found this one silent. */
async function takeOver({ driver, db }: Store, id: string): Promise<void> {
  await (driver === 'sqlite'
    ? sql`update claim set token = 'other', host = 'elsewhere' where purpose = ${id}`
    : sql`update pgboss.job set retry_count = retry_count + 1 where id = ${queueIdOf(id)}::uuid`
  ).execute(db);
}

onEveryDatabase('a job that another process has taken over', database => {
  it('is let go of, and nothing more is written about it or for it, by whoever works in its name', async () => {
    const store = await database.open();
    const stands = gate();
    let aborted = false;
    let inItsName: Fence | undefined;
    const { jobs, worker, stop } = await team(store, {
      async reconcile({ signal, token, store: fenced }) {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        inItsName = await openFence(store, token);
        const child = fencedStore(store, inItsName.fence);
        const write = (by: Store, id: string) =>
          inTransaction(by, inner => noteJob(inner, id, { runId: 'R1' }));
        for (const by of [fenced, child]) await write(by, job.id);
        await stands.wait(signal).catch(() => {});
        for (const by of [fenced, child]) await expect(write(by, job.id)).rejects.toThrow(ClaimLost);
        return { message: 'của tiến trình cũ' };
      },
    });
    await worker.start();
    const { job } = await jobs.enqueue(wanted('reconcile'));
    await stands.reached;
    await takeOver(store, job.id);
    await expect.poll(() => aborted).toBe(true);
    expect(await stop(5_000)).toBe(true);
    expect(await findJob(store, job.id)).toMatchObject({ state: 'running', message: null, runId: 'R1' });
    await inItsName?.close();
  });
});

onEveryDatabase('a job that nobody brought to an end', database => {
  it('is begun again, though its claim was whole when it was let go of', async () => {
    const store = await database.open();
    let begun = 0;
    const { jobs, worker, stop } = await team(store, {
      async digest({ job }) {
        if (++begun === 1) throw new ClaimLost(job.id);
        return { message: 'xong' };
      },
    });
    await worker.start();
    const { job } = await jobs.enqueue(wanted('digest'));
    await untilState(store, job.id, 'done');
    expect(begun).toBe(2);
    await stop(1_000);
  });
});

onEveryDatabase(
  'the queue of another version or of a restored database',
  database => {
    it('goes on with ours: its settings, no queue beside it, and what is over there but not here is sent anew', async () => {
      const store = await database.open();
      const settings = settingsOf(store);
      if (settings.driver !== 'postgres') throw new Error('not PostgreSQL');
      const earlier = new PgBoss({ connectionString: settings.url, supervise: false, schedule: false });
      await earlier.start();
      for (const name of ['dvc-sync', 'dvc-sync-jobs', 'dvc-sync-parts'])
        await earlier.createQueue(name, { policy: 'singleton', retryLimit: 2 });
      await earlier.stop();
      const { jobs, worker, stop } = await team(store, {
        digest: async () => ({ message: 'xong' }),
      });
      const { rows } = await sql<{ name: string; retryLimit: number }>`
        select name, retry_limit from pgboss.queue where name like 'dvc-sync%'`.execute(store.db);
      expect(rows).toEqual([{ name: 'dvc-sync', retryLimit: 1_000_000 }]);
      const { job } = await jobs.enqueue(wanted('digest'));
      await sql`update pgboss.job set state = 'completed', completed_on = now() where name = 'dvc-sync'`.execute(
        store.db,
      );
      await worker.start();
      await untilState(store, job.id, 'done');
      await stop(1_000);
    });
  },
  ['postgres'],
);
