import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { createRedactor } from '../adapter/http-redaction.ts';
import type { Configuration } from '../config/configuration.ts';
import { isBusy, isRefusal } from '../domain/refusal.ts';
import { remoteTurn } from '../runs/remote-turn.ts';
import type { Store } from '../store/core/contract.ts';
import { fencedStore, inTransaction } from '../store/core/open.ts';
import { ClaimLost, claimHolder, isOfJob } from '../store/work/claims.ts';
import { addEvents, type NewJobEvent } from '../store/work/job-events.ts';
import { beginJob, endJob, type JobEnd, noteJob, putBackJob } from '../store/work/job-execution.ts';
import { findJob } from '../store/work/jobs.ts';
import { refusalWords, wordsOf } from '../words/refusals.ts';
import { ChildEnded } from './child/child.ts';
import type { JobHandler, JobInHand, JobOutcome } from './handlers/handler.ts';
import { type JobClaim, laneOf, remoteLane } from './queue.ts';

/** Why a job in hand is to end before it is done. */
export type EndReason = 'cancel' | 'stop' | 'lost';

export interface ExecuteSettings {
  store: Store;
  /** The one in force when the job begins holds for it to its end. */
  configuration: Configuration;
  log: Logger;
  now(): Date;
  /** How often it is looked whether somebody has cancelled the job. */
  everyMs: number;
  /** Does the work; what it throws is as in `JobHandler`. Absent = nobody here does jobs of this kind. */
  handler(kind: JobInHand['job']['kind']): JobHandler<never> | undefined;
}

/** A job being executed. */
export interface Execution {
  /** Asks it to end at its next safe point. */
  end(reason: EndReason): void;
  /**
   * Resolves when it is out of hand, however it ended; rejects when that could not be written. False = it was never begun,
   * since it has not its turn or nothing was to be done.
   */
  done: Promise<boolean>;
}

/**
 * Executes a claimed job and writes down what came of it. Whatever the work writes through the store it is given is
 * fenced by the claim, as is every word about the job.
 */
export function executeJob(claim: JobClaim, settings: ExecuteSettings): Execution {
  const execution = new Executing(claim, settings);
  return { end: reason => execution.end(reason), done: execution.toTheEnd() };
}

class Executing {
  readonly #claim: JobClaim;
  readonly #settings: ExecuteSettings;
  /** Fenced by the claim. */
  readonly #store: Store;
  readonly #controller = new AbortController();
  #log: Logger;
  #reason: EndReason | undefined;
  #events: NewJobEvent[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(claim: JobClaim, settings: ExecuteSettings) {
    this.#claim = claim;
    this.#settings = settings;
    this.#store = fencedStore(settings.store, claim.fence, claim.jobId);
    this.#log = settings.log.child({ job: claim.jobId });
    if (claim.lost.aborted) this.end('lost');
    else claim.lost.addEventListener('abort', () => this.end('lost'), { once: true });
  }

  /** The first reason counts: who cancelled a job does not want it done again after a stop. */
  end(reason: EndReason): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }

  async toTheEnd(): Promise<boolean> {
    try {
      const begun = await this.#begin();
      if (begun) await this.#settle(await this.#outcome(begun), begun);
      return begun !== undefined;
    } catch (error) {
      if (!(error instanceof ClaimLost)) throw error;
      this.#log.warn({}, 'another process has taken the job over; nothing more is written about it here');
      return true;
    }
  }

  /** Undefined = there is nothing to do: it has ended, or ends at once. */
  async #begin(): Promise<Pick<JobInHand, 'job' | 'again'> | undefined> {
    const { jobId, fence, complete, release } = this.#claim;
    if (await this.#hasNotItsTurn()) {
      // Not begun, so nothing is said of it: that may happen every few seconds for an hour.
      await inTransaction(this.#settings.store, release);
      return undefined;
    }
    const worker = { host: hostname(), pid: process.pid };
    const answer = await inTransaction(this.#settings.store, async inner => {
      const begun = await beginJob(inner, jobId, worker, this.#time());
      await (begun.answer === 'begun' ? fence(inner) : complete(inner));
      return begun;
    });
    if (answer.answer === 'ended')
      this.#log.warn({ outcome: answer.job.message }, 'a job that was lost is not tried again');
    if (answer.answer !== 'begun') return undefined;
    const { job, again } = answer;
    this.#log = this.#log.child({ kind: job.kind });
    this.#log.info({ attempt: job.attempts, again, requestedBy: job.requestedBy }, 'job begun');
    return answer;
  }

  /** A command on the same store is at the systems it needs, or this process stops. */
  async #hasNotItsTurn(): Promise<boolean> {
    const { store } = this.#settings;
    const job = await findJob(store, this.#claim.jobId);
    // Asked only here: whoever stops says so as soon as he has been given this execution.
    if (this.#reason) return true;
    if (!job || laneOf(job.kind) !== remoteLane) return false;
    const holder = await claimHolder(store, remoteTurn, this.#time());
    return holder !== undefined && !isOfJob(holder, job.id);
  }

  async #outcome(begun: Pick<JobInHand, 'job' | 'again'>): Promise<JobEnd | { back: string }> {
    if (this.#reason) return this.#broken();
    const { kind } = begun.job;
    const handler = this.#settings.handler(kind);
    if (!handler)
      return {
        state: 'failed',
        message: `bản dvc-sync này chưa làm được việc "${kind}"; cài bản có việc ấy`,
      };
    const watch = setInterval(() => void this.#lookForCancel(), this.#settings.everyMs);
    try {
      const outcome: JobOutcome = await handler(this.#work(begun) as never);
      const { failed, unfinished, ...end } = outcome;
      if (unfinished) return this.#broken(end.message);
      return { state: failed ? 'failed' : 'done', ...end };
    } catch (error) {
      const lostTurn = isRefusal(error, 'taken-over') && error.params.claim === remoteTurn;
      if (error instanceof ClaimLost && !lostTurn) throw error;
      // As when this process had died: somebody begins it anew, and looks what is there already.
      if (error instanceof ChildEnded && error.by === 'death' && !this.#reason) throw error;
      if ((lostTurn || isBusy(error)) && !this.#reason) return { back: wordsOf(error) };
      if (isRefusal(error)) return { state: 'failed', message: this.#redacted(refusalWords(error)) };
      if (this.#reason) return this.#broken();
      const { message } = error instanceof Error ? error : new Error(String(error));
      this.#log.error({ err: error }, 'job failed');
      return { state: 'failed', message: this.#redacted(message) };
    } finally {
      clearInterval(watch);
    }
  }

  /** Ended by the signal before it was done. */
  #broken(message?: string): JobEnd | { back: string } {
    if (this.#reason === 'lost') throw new ClaimLost(this.#claim.jobId);
    if (this.#reason === 'cancel')
      return { state: 'cancelled', message: message ? `đã hủy; ${message}` : 'đã hủy' };
    return { back: 'dịch vụ dừng' };
  }

  async #settle(end: JobEnd | { back: string }, { job }: Pick<JobInHand, 'job'>): Promise<void> {
    const { complete, release } = this.#claim;
    await this.#writing;
    const ended = await inTransaction(this.#settings.store, async inner => {
      // Somebody who wants it to end has had his way, whatever else it stopped for.
      const cancelled = 'back' in end && (await findJob(inner, job.id))?.cancelRequested;
      if ('back' in end && !cancelled) {
        await putBackJob(inner, job, end.back, this.#time());
        await release(inner);
        return undefined;
      }
      const last: JobEnd = 'back' in end ? { state: 'cancelled', message: 'đã hủy' } : end;
      const row = await endJob(inner, job.id, last, this.#time());
      await complete(inner);
      return row;
    });
    if (!ended) this.#log.info({ why: 'back' in end ? end.back : '' }, 'job put back to waiting');
    else {
      const { state, message, runId, planId } = ended;
      this.#log.info({ state, outcome: message, run: runId, plan: planId }, 'job ended');
    }
  }

  #work({ job, again }: Pick<JobInHand, 'job' | 'again'>): JobInHand {
    const { configuration, now } = this.#settings;
    return {
      job,
      again,
      token: this.#claim.token,
      configuration,
      store: this.#store,
      log: this.#log,
      signal: this.#controller.signal,
      now,
      tell: (kind, data) => this.#tell({ jobId: job.id, at: this.#time(), kind, data }),
      note: made => inTransaction(this.#store, inner => noteJob(inner, job.id, made)),
    };
  }

  /** What comes while a batch is being written goes into the next one. */
  #tell(event: NewJobEvent): void {
    this.#events.push(event);
    if (this.#events.length > 1) return;
    this.#writing = this.#writing.then(async () => {
      const events = this.#events;
      this.#events = [];
      try {
        await addEvents(this.#store, events);
      } catch (error) {
        // What happened did happen; whether the job may go on is for its claim to tell.
        if (error instanceof ClaimLost) return;
        this.#log.warn({ err: error, events: events.length }, 'events of the job could not be written');
      }
    });
  }

  async #lookForCancel(): Promise<void> {
    try {
      if ((await findJob(this.#settings.store, this.#claim.jobId))?.cancelRequested) this.end('cancel');
    } catch (error) {
      this.#log.debug({ err: error }, 'it could not be looked whether the job is to end');
    }
  }

  #time(): string {
    return this.#settings.now().toISOString();
  }

  #redacted(message: string): string {
    return createRedactor(this.#settings.configuration.secrets)(message);
  }
}
