import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { Log } from './adapter.ts';
import { RemoteError } from './errors.ts';
import { HostLimiter, type HostStrain, TurnsDropped } from './host-limiter.ts';
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
  /** A host that was asked less is asked a little more only after so long. */
  growEveryMs: number;
}

const usual: ClientLimits = {
  failuresInARow: 10,
  leaveAloneMs: 10_000,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
  growEveryMs: 5_000,
};

/** An answer that takes this share of the time it may take is slow: the host is asked less, before it gives up. */
const slowShare = 1 / 6;

/** The client as those have it who opened it for an adapter. */
export interface OwnHttpClient extends HttpClient {
  /** What the host bore. */
  readonly strain: HostStrain;
  /** From now on everything, what is under way included, ends with a `RemoteError` of kind `read-limit` that says this. */
  endReading(reason: string): void;
}

/** The one way out: ceilings that give way, time-outs, repeats, circuit breaker, size limit and redaction for one system. */
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
  const limiter = new HostLimiter(settings, limits.growEveryMs);
  const slowMs = settings.answerTimeoutMs * slowShare;
  let requests = 0;
  const stopped = new AbortController();
  let overLimit: string | undefined;
  let lastFailure = '';
  /** The breaker knows of a failure that no good answer has followed. */
  let shaky = false;

  const breaker = circuitBreaker(
    handleWhen(isTransient).orWhenResult(result => serverFailed(result as Outcome)),
    { halfOpenAfter: limits.leaveAloneMs, breaker: new ConsecutiveBreaker(limits.failuresInARow) },
  );
  breaker.onBreak(() => {
    log.warn({ host, failures: limits.failuresInARow, lastFailure }, 'circuit opened');
    limiter.drop();
    observer?.breaker('open');
  });
  breaker.onHalfOpen(() => observer?.breaker('half-open'));
  breaker.onReset(() => observer?.breaker('closed'));

  const attempt = async (request: HttpRequest, number: number): Promise<Outcome> => {
    const turn = limiter.turn(number > 1);
    if (turn) await turn;
    requests++;
    const askedAt = performance.now();
    try {
      const answer = await exchange.send(request);
      const { status, durationMs } = answer;
      if (status === 429 || status === 503 || durationMs > slowMs) limiter.strained(askedAt);
      else limiter.bore();
      // A server that asks for rest gets it from all of us, not only from the request that was told.
      if (status === 429 || status === 503)
        limiter.hold(Math.min(retryAfterMs(answer, Date.now()), limits.longestWaitMs));
      const outcome = judgeAnswer(request, answer);
      observer?.exchanged(outcomeOf(outcome), durationMs);
      if (outcome.again !== undefined) note(`${host}: ${outcome.again} (${request.label})`);
      return outcome;
    } catch (error) {
      if (error instanceof RemoteError) {
        if (error.kind === 'timeout') limiter.strained(askedAt);
        observer?.exchanged(error.kind);
      }
      if (!stopped.signal.aborted) note(error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      limiter.done();
    }
  };

  /** What is left of a send whose first try was not good enough. */
  const rest = (request: HttpRequest, first: () => Promise<Outcome>): Promise<Outcome> =>
    request.intent === 'write'
      ? first()
      : repeatRead(
          number => (number === 1 ? first() : attempt(request, number)),
          { ...limits, attempts: settings.attempts },
          stopped.signal,
          (number, reason) =>
            log.debug({ host, label: redact(request.label), number, reason: redact(reason) }, 'asking again'),
        );

  /** A good answer goes straight through: repeats and breaker stand in its way only while the host is in trouble. */
  const outcomeFor = async (request: HttpRequest): Promise<Outcome> => {
    if (breaker.state !== CircuitState.Closed)
      return breaker.execute(() => rest(request, () => attempt(request, 1)));
    let first: Outcome;
    try {
      first = await attempt(request, 1);
    } catch (error) {
      shaky = true;
      return breaker.execute(() => rest(request, () => Promise.reject(error)));
    }
    if (first.again !== undefined) {
      shaky = true;
      return breaker.execute(() => rest(request, async () => first));
    }
    if (shaky && breaker.state === CircuitState.Closed) {
      shaky = false;
      await breaker.execute(() => first);
    }
    return first;
  };

  const note = (failure: string) => {
    lastFailure = redact(failure);
  };

  const stop = () => {
    stopped.abort();
    settings.signal?.removeEventListener('abort', stop);
    limiter.drop();
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
    if (error instanceof BrokenCircuitError || error instanceof TurnsDropped) {
      const open = `${host}: tạm ngừng gọi sau ${limits.failuresInARow} lần lỗi liên tiếp; lỗi gần nhất: ${lastFailure}`;
      return new RemoteError('circuit-open', open);
    }
    throw error;
  };

  return {
    baseUrl: settings.baseUrl,
    answerTimeoutMs: settings.answerTimeoutMs,
    get requests() {
      return requests;
    },
    get strain() {
      return limiter.strain;
    },
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
        const { answer } = await outcomeFor(request);
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
  return again === undefined ? 'ok' : 'asked-again';
}

/** Only a server that still fails after the repeats counts; an adapter that can read the answer says `ok`. */
function serverFailed(outcome: Outcome): boolean {
  return outcome.again !== undefined && outcome.answer.status >= 500;
}
