import { hash } from 'node:crypto';
import type { Job, JobKind } from '../domain/job.ts';
import type { Store } from '../store/core/contract.ts';

/**
 * Who has a job. On PostgreSQL that is pg-boss, on SQLite one table of claims; what a job is, who asked and what came of
 * it stands in our own row (`store/work/jobs.ts`), written in the transaction that sends, withdraws, completes or releases.
 */
export interface JobQueue {
  /** Inside the transaction that writes the job down. Sent again, it is there once. */
  send(inner: Store, job: QueuedJob): Promise<void>;
  /** Inside the transaction that ends a waiting job. */
  withdraw(inner: Store, jobId: string): Promise<void>;
  /** The transaction is committed: on SQLite nothing else tells the process. */
  wake(): void;
  /**
   * From now on calls `execute` for jobs whose turn it is, at most `atOnce` at a time and never two of one lane, in any
   * process. It must settle the claim; where it throws, the job is somebody's again after a while.
   */
  work(atOnce: number, execute: (claim: JobClaim) => Promise<void>): Promise<void>;
  /** Claims no more. */
  drain(): Promise<void>;
  /** After `drain`: waits at most so long for what is in hand. */
  stop(graceMs: number): Promise<void>;
}

export type QueuedJob = Pick<Job, 'id' | 'kind' | 'priority' | 'queuedAt'>;

/** A job in the hands of this process. */
export interface JobClaim {
  jobId: string;
  /** Tells this holding from every other one: by it another process may write in its name (`openFence`). */
  token: string;
  /** Given when the job is in other hands, or nobody's. */
  lost: AbortSignal;
  /** Inside a transaction: what it writes stands or falls with the job being still in these hands. @throws ClaimLost */
  fence(inner: Store): Promise<void>;
  /** Inside the transaction that ends the job. @throws ClaimLost */
  complete(inner: Store): Promise<void>;
  /** Inside the transaction that puts the job back; it is somebody's again after a moment. @throws ClaimLost */
  release(inner: Store): Promise<void>;
}

/** By the token of a job's claim, another process writes in the name of the one that has the job in hand. */
export interface Fence {
  /** For `fencedStore`. @throws ClaimLost when the job is in other hands by now. */
  fence(inner: Store): Promise<void>;
  close(): Promise<void>;
}

const atRemotes: ReadonlySet<JobKind> = new Set(['reconcile', 'plan', 'rollback', 'apply']);

/** The lane of what reads all systems or writes to them. */
export const remoteLane = 'remotes';

/** Of one lane one job at a time is done: of one kind, and of those that read all systems or write to them. */
export function laneOf(kind: JobKind): string {
  return atRemotes.has(kind) ? remoteLane : kind;
}

/** By how much one of priority 0 lets those of priority 10 go before it: half an hour. */
const handicapSeconds = 180;
const epoch = Date.parse('2026-01-01T00:00:00Z');

/**
 * Lower goes first. What people ask for goes before the schedule's as if it had been asked half an hour earlier, so that
 * however much is asked for, a scheduled job waits for no more than what was asked until half an hour after it was due.
 */
export function turnOf({ priority, queuedAt }: Pick<Job, 'priority' | 'queuedAt'>): number {
  return Math.floor((Date.parse(queuedAt) - epoch) / 1_000) - priority * handicapSeconds;
}

/** The id of a job in pg-boss, which knows UUIDs only: always the same, so that a job is there once. */
export function queueIdOf(jobId: string): string {
  const hex = hash('sha256', jobId);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
