import type { Logger } from 'pino';
import type { RemoteAsking } from '../../app/context.ts';
import { type AccountRole, permissions } from '../../app/permissions.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Job, JobKind } from '../../domain/job.ts';
import type { Store } from '../../store/core/contract.ts';

/** A job that this process has in hand, with all that doing it needs. */
export interface JobInHand<Kind extends JobKind = JobKind> {
  job: Job<Kind>;
  /** It was begun before, by a process that died or stopped: look what is there already. */
  again: boolean;
  /** By it another process may do the work in this one's name (runtime/queue.ts). */
  token: string;
  /** The one in force when it was begun. */
  configuration: Configuration;
  /** Every transaction is fenced by the job being in these hands. */
  store: Store;
  /** Bound to the job. */
  log: Logger;
  /** Aborted when the job is cancelled, lost to another process, or the service stops: end at the next safe point. */
  signal: AbortSignal;
  now(): Date;
  /** Writes an event of the job down, in order, soon. `data` JSON-safe, without secrets. */
  tell(kind: string, data: Record<string, unknown>): void;
  /** Notes what is about to be made; made again, whoever takes the job over can look whether it was. */
  note(made: { runId?: string; planId?: string | null }): Promise<void>;
}

/**
 * How a job ended. What is refused is thrown as a `Refusal`, and tried again where somebody else is at it (`isBusy`);
 * anything else that is thrown is a fault.
 */
export interface JobOutcome {
  /** Short, Vietnamese: what came of it. */
  message: string;
  /** Replace what was noted; null = nothing was made after all. */
  runId?: string | null;
  planId?: string | null;
  /** It came to its end, but not well; `message` says so. */
  failed?: boolean;
  /** Stopped by the signal at a safe point with something left to do. */
  unfinished?: boolean;
}

export type JobHandler<Kind extends JobKind = JobKind> = (work: JobInHand<Kind>) => Promise<JobOutcome>;

/** Whoever asked for the job, to the use case that does it: he was allowed to when it was queued. */
export function askingOf({ job, store, configuration, log, now }: JobInHand): RemoteAsking {
  const { requestedBy: name, requestedIdentity: identity, origin } = job;
  const [role] = [...permissions[`start-${job.kind}`]] as [AccountRole];
  return { store, configuration, log, now, job: job.id, actor: { name, identity, role, origin } };
}

/** Who does what; a kind nobody does fails with words. */
export type JobHandlers = { [Kind in JobKind]?: JobHandler<Kind> };
