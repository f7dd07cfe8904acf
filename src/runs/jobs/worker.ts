import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Configuration } from '../../config/configuration.ts';
import type { Job, JobKind } from '../../domain/job.ts';
import type { Store } from '../../store/contract.ts';
import { type ClaimedJob, claimJob, lostJobs } from '../../store/job-claims.ts';
import { findJob, listJobs, waitingJobs } from '../../store/jobs.ts';
import { leaseHolder } from '../../store/leases.ts';
import { remoteTurn } from '../remote-turn.ts';
import { offer } from './desk.ts';
import type { Dispatcher } from './dispatcher.ts';
import { Hand } from './hand.ts';
import type { JobHandlers } from './handler.ts';

export interface WorkerSettings {
  store: Store;
  dispatcher: Dispatcher;
  handlers: JobHandlers;
  /** The one in force when a job begins holds for it to its end. */
  configuration(): Configuration;
  log: Logger;
  now: () => Date;
  /** Jobs at once. Default 2: a long reconciliation and something short beside it. */
  atOnce?: number;
  /**
   * How often a heartbeat is given, and the table is looked at for what no offer tells of: jobs that other programs
   * wrote, or that a process lost. Default 2 s: thirty beats before a process is taken for dead.
   */
  everyMs?: number;
}

export interface Worker {
  /** Takes jobs from now on: those that wait, those other processes lost, those that come. */
  start(): Promise<void>;
  /** A person has cancelled a job; the next heartbeat would tell as well. */
  cancelled(id: string): void;
  /**
   * Takes no more, ends what is in hand at its next safe point and hands back what is not done. Answers whether all of
   * it was put down within the grace; else the rest is for whoever takes over from a dead process.
   */
  stop(graceMs: number): Promise<boolean>;
}

/** More than this many waiting jobs are looked at in turn, not at once. */
const looked = 1_000;

/** They take turns with each other and with commands on the same store: what has not its turn waits in the queue. */
const inTurn: ReadonlySet<JobKind> = new Set(['reconcile', 'plan', 'rollback', 'apply']);

export function createWorker(settings: WorkerSettings): Worker {
  const { store, dispatcher, handlers, log, atOnce = 2, everyMs = 2_000 } = settings;
  const time = () => settings.now().toISOString();
  const inHand = new Map<string, Hand>();
  const stopping = new AbortController();
  let looking: Promise<void> | undefined;
  let complained = false;

  async function take(id: string): Promise<void> {
    if (stopping.signal.aborted || inHand.has(id)) return;
    const job = await findJob(store, id);
    if (!job || (await heldByLease(job.kind))) return;
    const answer = await claimJob(store, id, time());
    if (answer.answer === 'ended') {
      log.warn(
        { job: id, kind: job.kind, outcome: answer.job.message },
        'a job that was lost is not tried again',
      );
    }
    if (answer.answer === 'claimed') await carryOut(answer);
  }

  async function heldByLease(kind: JobKind): Promise<boolean> {
    return inTurn.has(kind) && (await leaseHolder(store, remoteTurn, time())) !== undefined;
  }

  async function carryOut(claim: ClaimedJob): Promise<void> {
    const { id, kind } = claim.job;
    const hand = new Hand(claim, { ...settings, everyMs, log: log.child({ job: id, kind }) });
    inHand.set(id, hand);
    if (stopping.signal.aborted) hand.end('stop');
    try {
      await hand.carryOut(handlers[kind]);
    } finally {
      inHand.delete(id);
      // What waited for its kind to be free.
      void look();
    }
  }

  /** Offers what nobody has in hand: of each kind the first that could begin. */
  function look(): Promise<void> {
    looking ??= lookOnce()
      .then(
        () => {
          complained = false;
        },
        error => {
          if (!complained) log.error({ err: error }, 'the queue could not be looked at; trying again');
          complained = true;
        },
      )
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    if (stopping.signal.aborted) return;
    const lost = (await lostJobs(store, time())).filter(({ id }) => !inHand.has(id));
    const running = await listJobs(store, { states: ['running'], limit: looked });
    const taken = new Set(running.map(({ kind }) => kind));
    const next: Job[] = [...lost];
    for (const job of await waitingJobs(store, looked)) {
      if (taken.has(job.kind)) continue;
      taken.add(job.kind);
      if (!(await heldByLease(job.kind))) next.push(job);
    }
    for (const job of next) await offer(dispatcher, log, job);
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look();
      await wait(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    async start() {
      await dispatcher.attend(atOnce, take);
      void keepLooking();
    },
    cancelled: id => inHand.get(id)?.end('cancel'),
    async stop(graceMs) {
      stopping.abort();
      const hands = [...inHand.values()];
      for (const hand of hands) hand.end('stop');
      const over = new AbortController();
      const grace = wait(graceMs, false, { signal: over.signal }).catch(() => false);
      const all = Promise.all([looking, ...hands.map(({ ended }) => ended)]).then(() => true);
      const answer = await Promise.race([all, grace]);
      over.abort();
      return answer;
    },
  };
}
