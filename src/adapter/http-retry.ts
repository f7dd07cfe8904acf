import pRetry from 'p-retry';
import { RemoteError } from './errors.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';

/** How a send ended when there was an answer. */
export interface Outcome {
  answer: HttpAnswer;
  /** Why the answer is not good enough, when it is not. */
  again?: string;
}

/**
 * Repeats a read until its answer is good or the tries (`attempts`, the first included) are used up; then the last answer
 * counts, whatever it says. The first wait doubles each time, times a random factor between 1 and 2.
 */
export function repeatRead(
  attempt: (number: number) => Promise<Outcome>,
  limits: Record<'attempts' | 'firstWaitMs' | 'longestWaitMs', number>,
  signal: AbortSignal,
  told: (number: number, reason: string) => void,
): Promise<Outcome> {
  return pRetry(
    async number => {
      const outcome = await attempt(number);
      if (outcome.again !== undefined && number < limits.attempts) throw new NotYet(outcome.again);
      return outcome;
    },
    {
      retries: limits.attempts - 1,
      minTimeout: limits.firstWaitMs,
      maxTimeout: limits.longestWaitMs,
      factor: 2,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => mayPass(error),
      onFailedAttempt({ error, attemptNumber, retriesLeft }) {
        if (retriesLeft > 0 && mayPass(error)) told(attemptNumber, error.message);
      },
    },
  );
}

/** What an answer means when the adapter does not say: a busy or broken server is asked again. */
export function judgeAnswer(request: HttpRequest, answer: HttpAnswer): Outcome {
  const verdict = request.classify
    ? request.classify(answer)
    : answer.status === 429 || answer.status >= 500
      ? { retry: `trả lời HTTP ${answer.status}` }
      : 'ok';
  return verdict === 'ok' ? { answer } : { answer, again: verdict.retry };
}

/** Milliseconds a busy server (429, 503) asks everybody to wait: `Retry-After` in seconds or as a date. 0 = none. */
export function retryAfterMs(answer: HttpAnswer, now: number): number {
  if (answer.status !== 429 && answer.status !== 503) return 0;
  const value = answer.headers['retry-after']?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}

/** The host may do better in a moment. */
export function isTransient(error: unknown): boolean {
  return error instanceof RemoteError && (error.kind === 'unreachable' || error.kind === 'timeout');
}

class NotYet extends Error {}

function mayPass(error: unknown): boolean {
  return error instanceof NotYet || isTransient(error);
}
