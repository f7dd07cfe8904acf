import { createRedactor } from '../../adapter/http-redaction.ts';
import type { Configuration } from '../../config/configuration.ts';
import { isBusy, isRefusal } from '../../domain/refusal.ts';
import {
  type ClaimedJob,
  finishJob,
  handBackJob,
  type JobEnd,
  JobLost,
  noteJob,
  renewJob,
} from '../../store/job-claims.ts';
import { addEvents, type NewJobEvent } from '../../store/job-events.ts';
import { refusalWords } from '../../words/refusals.ts';
import type { JobHandler, JobInHand } from './handler.ts';
import type { WorkerSettings } from './worker.ts';

/** Why a job in hand is to end before it is done. */
type Reason = 'cancel' | 'stop' | 'lost';

/** As the worker's; `log` is bound to the job. */
type HandSettings = WorkerSettings & { everyMs: number };

/** One job in the hands of this process: heartbeat, events, and how it ends. */
export class Hand {
  /** Resolves when it is out of hand, however it ended. */
  readonly ended: Promise<void>;
  readonly #claim: ClaimedJob;
  readonly #settings: HandSettings;
  readonly #configuration: Configuration;
  readonly #controller = new AbortController();
  readonly #done: () => void;
  #reason: Reason | undefined;
  #events: NewJobEvent[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(claim: ClaimedJob, settings: HandSettings) {
    this.#claim = claim;
    this.#settings = settings;
    this.#configuration = settings.configuration();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#done = resolve;
  }

  /** The first reason counts: who cancelled a job does not want it done again after a stop. */
  end(reason: Reason): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }

  /** Does the job and writes down what came of it. Throws only when that could not be written. */
  async carryOut(handler: JobHandler<never> | undefined): Promise<void> {
    const { log } = this.#settings;
    const { job, again } = this.#claim;
    log.info({ attempt: job.attempts, again, requestedBy: job.requestedBy }, 'job begun');
    const heart = setInterval(() => void this.#beat(), this.#settings.everyMs);
    try {
      const end = await this.#outcome(handler);
      await this.#settle(end);
    } catch (error) {
      if (!(error instanceof JobLost)) throw error;
      log.warn({}, 'another process has taken the job over; nothing more is written about it here');
    } finally {
      clearInterval(heart);
      this.#done();
    }
  }

  async #outcome(handler: JobHandler<never> | undefined): Promise<JobEnd | { back: string }> {
    const { log } = this.#settings;
    const { kind } = this.#claim.job;
    if (!handler)
      return {
        state: 'failed',
        message: `bản dvc-sync này chưa làm được việc "${kind}"; cài bản có việc ấy`,
      };
    try {
      const { message, runId, planId, failed, unfinished } = await handler(this.#inHand() as never);
      if (unfinished) return this.#broken(message);
      return {
        state: failed ? 'failed' : 'done',
        message,
        ...(runId !== undefined && { runId }),
        ...(planId !== undefined && { planId }),
      };
    } catch (error) {
      if (isBusy(error) && !this.#reason) return { back: refusalWords(error) };
      if (isRefusal(error)) return { state: 'failed', message: this.#redacted(refusalWords(error)) };
      if (this.#reason) return this.#broken();
      const { message } = error instanceof Error ? error : new Error(String(error));
      log.error({ err: error }, 'job failed');
      return { state: 'failed', message: this.#redacted(message) };
    }
  }

  /** Ended by the signal before it was done. */
  #broken(message?: string): JobEnd | { back: string } {
    if (this.#reason === 'lost') throw new JobLost(this.#claim.job.id);
    if (this.#reason === 'cancel')
      return { state: 'cancelled', message: message ? `đã hủy; ${message}` : 'đã hủy' };
    return { back: 'dịch vụ dừng' };
  }

  async #settle(end: JobEnd | { back: string }): Promise<void> {
    const { store, log, now } = this.#settings;
    await this.#writing;
    if ('back' in end) {
      await handBackJob(store, this.#claim, end.back, now().toISOString());
      log.info({ why: end.back }, 'job put back to waiting');
      return;
    }
    const { runId, planId, message } = await finishJob(store, this.#claim, end, now().toISOString());
    log.info({ state: end.state, outcome: message, run: runId, plan: planId }, 'job ended');
  }

  #inHand(): JobInHand {
    const { store, log, now } = this.#settings;
    const { job, again } = this.#claim;
    return {
      job,
      again,
      configuration: this.#configuration,
      store,
      log,
      signal: this.#controller.signal,
      now,
      tell: (kind, data) => this.#tell({ jobId: job.id, at: now().toISOString(), kind, data }),
      note: made => noteJob(store, this.#claim, made),
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
        await addEvents(this.#settings.store, events);
      } catch (error) {
        // What happened did happen; whether the job may go on is for the heartbeat to tell.
        this.#settings.log.warn(
          { err: error, events: events.length },
          'events of the job could not be written',
        );
      }
    });
  }

  async #beat(): Promise<void> {
    const { store, log, now } = this.#settings;
    try {
      const { cancel } = await renewJob(store, this.#claim, now().toISOString());
      if (cancel) this.end('cancel');
    } catch (error) {
      if (error instanceof JobLost) this.end('lost');
      else log.warn({ err: error }, 'the heartbeat of the job could not be written');
    }
  }

  #redacted(message: string): string {
    return createRedactor(this.#configuration.secrets)(message);
  }
}
