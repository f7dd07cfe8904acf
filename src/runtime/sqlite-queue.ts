import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Job } from '../domain/job.ts';
import type { Store } from '../store/core/contract.ts';
import { claimHolder, requireClaim } from '../store/work/claims.ts';
import { type HeldClaim, holdClaim } from '../store/work/heartbeat.ts';
import { waitAgain } from '../store/work/job-execution.ts';
import { unfinishedJobs } from '../store/work/jobs.ts';
import { type JobClaim, type JobQueue, laneOf, turnOf } from './queue.ts';

export interface SqliteQueueSettings {
  log: Logger;
  now(): Date;
  /** How often it is looked for what nobody woke this process for. Default 2 s. */
  everyMs?: number;
}

/** A released job is not taken up again for so long: what it waits for takes a moment. */
const restMs = 2_000;

/** The claim of a lane; its purpose is the job. */
const nameOf = (lane: string) => `job ${lane}`;

/** The queue of a SQLite file: jobs wait in their own rows, and who has one holds the claim of its lane. */
export function createSqliteQueue(store: Store, { log, now, everyMs = 2_000 }: SqliteQueueSettings) {
  const inHand = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();
  const draining = new AbortController();
  let woken = new AbortController();
  let complained = false;

  async function lookOnce(atOnce: number, execute: (claim: JobClaim) => Promise<void>): Promise<void> {
    const jobs = (await unfinishedJobs(store)).sort((a, b) => turnOf(a) - turnOf(b));
    const tried = new Set(inHand.keys());
    for (const [id, until] of resting) if (until <= performance.now()) resting.delete(id);
    for (const job of jobs) {
      const lane = laneOf(job.kind);
      if (job.state === 'running' && !inHand.has(lane)) await noteLost(job, lane);
      if (resting.has(job.id) || tried.has(lane) || inHand.size >= atOnce || draining.signal.aborted)
        continue;
      tried.add(lane);
      const taken = await holdClaim(store, nameOf(lane), { purpose: job.id, now, troubled });
      if (taken.held) begin(job, lane, taken.claim, execute);
    }
  }

  /** Nobody alive holds its lane, or holds it for another: its process died, and it waits like any other. */
  async function noteLost(job: Job, lane: string): Promise<void> {
    const holder = await claimHolder(store, nameOf(lane), now().toISOString());
    if (holder?.purpose !== job.id) await waitAgain(store, job);
  }

  function begin(
    { id }: Job,
    lane: string,
    held: HeldClaim,
    execute: (claim: JobClaim) => Promise<void>,
  ): void {
    const fence = (inner: Store) => requireClaim(inner, held);
    const claim: JobClaim = {
      jobId: id,
      token: JSON.stringify({ name: held.name, token: held.token }),
      lost: held.lost,
      fence,
      complete: fence,
      async release(inner) {
        await fence(inner);
        resting.set(id, performance.now() + restMs);
      },
    };
    const done = execute(claim)
      .catch(error =>
        log.error({ err: error, job: id }, 'a job could not be brought to an end; it will be taken up again'),
      )
      .then(() => held.release())
      .finally(() => {
        inHand.delete(lane);
        queue.wake();
      });
    inHand.set(lane, done);
  }

  function troubled(error: unknown): void {
    log.warn(
      { err: error },
      'the claim of a job could not be renewed or given back; what is in hand goes on while nobody else can take it',
    );
  }

  const queue: JobQueue = {
    // Its own row is all there is to it.
    async send() {},
    async withdraw() {},
    wake: () => woken.abort(),
    async work(atOnce, execute) {
      void (async () => {
        while (!draining.signal.aborted) {
          woken = new AbortController();
          const signal = AbortSignal.any([woken.signal, draining.signal]);
          try {
            await lookOnce(atOnce, execute);
            complained = false;
          } catch (error) {
            if (!complained) log.error({ err: error }, 'the queue could not be looked at; trying again');
            complained = true;
          }
          await wait(everyMs, undefined, { signal }).catch(() => {});
        }
      })();
    },
    async drain() {
      draining.abort();
    },
    async stop(graceMs) {
      draining.abort();
      const over = new AbortController();
      const grace = wait(graceMs, undefined, { signal: over.signal }).catch(() => {});
      await Promise.race([Promise.all(inHand.values()), grace]);
      over.abort();
    },
  };
  return queue;
}
