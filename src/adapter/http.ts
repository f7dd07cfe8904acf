import type { RemoteErrorKind } from './errors.ts';
import type { HandedOut } from './http-redaction.ts';

/** The shared HTTP client as adapters see it. Implemented in `http-client.ts`. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the system's `baseUrl` (begins with `/`), or an absolute URL of the same host. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /** Sent as it is, a text as UTF-8; the caller has encoded it and set Content-Type. */
  body?: string | Uint8Array;
  /**
   * `read` may be repeated (a POST that only asks is a read); `write` is sent exactly once, and when its outcome is
   * not known the error says so.
   */
  intent: 'read' | 'write';
  /** Short name for logs and errors, e.g. `LayThuTuc 1.004194`. Never a secret. */
  label: string;
  /**
   * The adapter's reading of an answer, asked before it is handed back. `ok` = return it to the caller (whatever its
   * status); `retry` = transient, wait and repeat if it is a read; default: 429 and 503 and other 5xx of a read are
   * `retry`, everything else is `ok`.
   */
  classify?: (answer: HttpAnswer) => 'ok' | { retry: string };
  /**
   * For what may be the largest answer there is: called at the beginning of each with status 200, and what it returns is
   * given the text piece by piece as it comes. Nobody holds it whole: `text` is then its beginning only.
   */
  reader?: () => (piece: string) => void;
}

export interface HttpAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Decoded as UTF-8. */
  text: string;
  /** Milliseconds from sending to the last byte, without waiting in our queue or for a `reader`. */
  durationMs: number;
}

export interface HttpClient {
  /** The system's configured address; adapters that complete it by a default path look at it. */
  readonly baseUrl: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly answerTimeoutMs: number;
  /** Resolves for every HTTP status; throws `RemoteError` when there is no answer to read. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Sent so far, repeats included. */
  readonly requests: number;
  /** Replaces every configured secret (and Authorization values) in a text by `***`. */
  redact(text: string): string;
  /** From now on redacts this as well: a session or token the remote has given us. Only the last few are kept. */
  hide(secret: string): void;
  close(): void;
}

/** Per system; every number configurable, the defaults are PRODUCT.md's. */
export interface HttpSettings {
  baseUrl: string;
  /** Requests at once to this host. Default 8. */
  concurrency: number;
  /** Requests a second to this host. Default 100. */
  ratePerSecond: number;
  /** Default 10 000. */
  connectTimeoutMs: number;
  /** From sending to the last byte. Default 60 000. */
  answerTimeoutMs: number;
  /** Tries of a read, the first included. Default 3. */
  attempts: number;
  /** Largest answer in bytes. Default 64 MiB. */
  maxAnswerBytes: number;
  /** Values that must never appear in a log, error or report. */
  secrets: string[];
  /** What remotes have handed out, kept with other clients: one system may repeat what another gave. */
  handedOut?: HandedOut;
  signal?: AbortSignal;
  observer?: HttpObserver;
}

/** How one exchange ended; `asked-again`: the adapter could not use the answer, whatever its status. */
export type ExchangeOutcome = 'ok' | 'http-4xx' | 'http-5xx' | 'asked-again' | RemoteErrorKind;
export type BreakerState = 'closed' | 'half-open' | 'open';

/** Known what goes over the wire to one system, for health and metrics. Must not throw. */
export interface HttpObserver {
  /** `durationMs` as in `HttpAnswer`; absent where no answer came. */
  exchanged(outcome: ExchangeOutcome, durationMs?: number): void;
  breaker(state: BreakerState): void;
  /** The remote has handed out a session or token. */
  signedIn(): void;
  /** The client is done with. */
  closed(): void;
}
