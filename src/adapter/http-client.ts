import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import PQueue from 'p-queue';
import type { Log } from './adapter.ts';
import { RemoteError } from './errors.ts';
import type { ExchangeOutcome, HttpClient, HttpRequest, HttpSettings } from './http.ts';
import { createExchange } from './http-exchange.ts';
import { createHandedOut, createRedactor } from './http-redaction.ts';
import { isTransient, judgeAnswer, type Outcome, repeatRead, retryAfterMs } from './http-retry.ts';

/** Numbers nobody needs to configure; tests shorten them. */
export interface ClientLimits {
  /** Failed sends in a row (each already repeated) until we leave the host alone: more than one full round of eight. */
  failuresInARow: number;
  /** Long enough for a restart behind a load balancer, short enough not to lose a run. */
  leaveAloneMs: number;
  /** A hiccup is over after half a second; what lasts longer gets 1–2 s on the third try. */
  firstWaitMs: number;
  /** A server that asks for more than half a minute is treated as failing: a run must end. */
  longestWaitMs: number;
}

const usual: ClientLimits = {
  failuresInARow: 10,
  leaveAloneMs: 10_000,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
};

/** The client as those have it who opened it for an adapter. */
export interface OwnHttpClient extends HttpClient {
  /** From now on everything, what is under way included, ends with a `RemoteError` of kind `read-limit` that says this. */
  endReading(reason: string): void;
}

/** The one way out: concurrency, rate, time-outs, repeats, circuit breaker, size limit and redaction for one system. */
export function createHttpClient(
  settings: HttpSettings,
  log: Log,
  changed: Partial<ClientLimits> = {},
): OwnHttpClient {
  const limits = { ...usual, ...changed };
  const { host } = new URL(settings.baseUrl);
  const handedOut = settings.handedOut ?? createHandedOut();
  let hidden = handedOut.secrets;
  let redactor = createRedactor([...settings.secrets, ...hidden]);
  const redact = (text: string) => {
    if (hidden !== handedOut.secrets) {
      hidden = handedOut.secrets;
      redactor = createRedactor([...settings.secrets, ...hidden]);
    }
    return redactor(text);
  };
  const exchange = createExchange(settings);
  const { observer } = settings;
  const queue = new PQueue({ concurrency: settings.concurrency, ...slices(settings.ratePerSecond) });
  const counts = { requests: 0, failures: 0, retries: 0 };
  const stopped = new AbortController();
  let overLimit: string | undefined;
  let lastFailure = '';
  let held: NodeJS.Timeout | undefined;
  let heldUntil = 0;

  const breaker = circuitBreaker(
    handleWhen(isTransient).orWhenResult(result => serverFailed(result as Outcome)),
    { halfOpenAfter: limits.leaveAloneMs, breaker: new ConsecutiveBreaker(limits.failuresInARow) },
  );
  breaker.onBreak(() => {
    log.warn({ host, failures: limits.failuresInARow, lastFailure }, 'circuit opened');
    queue.clear();
    observer?.breaker('open');
  });
  breaker.onHalfOpen(() => observer?.breaker('half-open'));
  breaker.onReset(() => observer?.breaker('closed'));

  const attempt = (request: HttpRequest, number: number): Promise<Outcome> =>
    queue.add(
      async () => {
        counts.requests++;
        if (number > 1) counts.retries++;
        try {
          const answer = await exchange(request);
          holdBack(retryAfterMs(answer, Date.now()));
          const outcome = judgeAnswer(request, answer);
          observer?.exchanged(outcomeOf(outcome), answer.durationMs);
          if (outcome.again) note(`${host}: ${outcome.again.retry} (${request.label})`);
          return outcome;
        } catch (error) {
          if (error instanceof RemoteError) observer?.exchanged(error.kind);
          if (!stopped.signal.aborted) note(error instanceof Error ? error.message : String(error));
          throw error;
        }
      },
      { priority: number - 1 },
    );

  const note = (failure: string) => {
    counts.failures++;
    lastFailure = redact(failure);
  };

  /** A server that asks for rest gets it from all of us, not only from the request that was told. */
  const holdBack = (askedMs: number) => {
    const until = Date.now() + Math.min(askedMs, limits.longestWaitMs);
    if (askedMs === 0 || until <= heldUntil) return;
    heldUntil = until;
    clearTimeout(held);
    queue.pause();
    held = setTimeout(() => queue.start(), until - Date.now());
  };

  const stop = () => {
    stopped.abort();
    settings.signal?.removeEventListener('abort', stop);
    clearTimeout(held);
    queue.clear();
    exchange.stop();
    observer?.closed();
  };
  if (settings.signal?.aborted) stop();
  settings.signal?.addEventListener('abort', stop, { once: true });

  const failed = (error: unknown, label: string): RemoteError => {
    if (overLimit !== undefined) return new RemoteError('read-limit', overLimit);
    if (error instanceof RemoteError) {
      return new RemoteError(error.kind, redact(error.message), { status: error.status });
    }
    if (stopped.signal.aborted) {
      return new RemoteError('aborted', redact(`${host}: đã dừng theo yêu cầu (${label})`));
    }
    if (
      error instanceof BrokenCircuitError ||
      (error instanceof DOMException && error.name === 'AbortError')
    ) {
      const open = `${host}: tạm ngừng gọi sau ${limits.failuresInARow} lần lỗi liên tiếp; lỗi gần nhất: ${lastFailure}`;
      return new RemoteError('circuit-open', open);
    }
    throw error;
  };

  return {
    baseUrl: settings.baseUrl,
    answerTimeoutMs: settings.answerTimeoutMs,
    counts,
    redact,
    hide(secret) {
      handedOut.add(secret);
      observer?.signedIn();
    },
    close: stop,
    endReading(reason) {
      overLimit = reason;
      stop();
    },
    async send(request) {
      try {
        stopped.signal.throwIfAborted();
        const { answer } = await breaker.execute(() =>
          request.intent === 'write'
            ? attempt(request, 1)
            : repeatRead(
                number => attempt(request, number),
                { ...limits, attempts: settings.attempts },
                stopped.signal,
                (number, reason) =>
                  log.debug(
                    { host, label: redact(request.label), number, reason: redact(reason) },
                    'asking again',
                  ),
              ),
        );
        return answer;
      } catch (error) {
        throw failed(error, request.label);
      }
    },
  };
}

function outcomeOf({ answer, again }: Outcome): ExchangeOutcome {
  if (answer.status >= 500) return 'http-5xx';
  if (answer.status >= 400) return 'http-4xx';
  return again ? 'asked-again' : 'ok';
}

/** Only a server that still fails after the repeats counts; an adapter that can read the answer says `ok`. */
function serverFailed(outcome: Outcome): boolean {
  return outcome.again !== undefined && outcome.answer.status >= 500;
}

/** Slices of about 100 ms, so that a rate is spread over the second instead of spent at its start. */
function slices(ratePerSecond: number): { intervalCap: number; interval: number } {
  const intervalCap = Math.max(1, Math.floor(ratePerSecond / 10));
  return { intervalCap, interval: Math.ceil((intervalCap * 1000) / ratePerSecond) };
}
