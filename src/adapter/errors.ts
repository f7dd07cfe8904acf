/**
 * What can go wrong with a remote, grouped by what it means for the run. Turned into status, exit code and wording
 * at one boundary each (snapshot, CLI); adapters only throw.
 */
export type RemoteErrorKind =
  /** Name lookup, refused or reset connection, TLS. */
  | 'unreachable'
  /** No connection, or no answer, in time. */
  | 'timeout'
  /** The answer was larger than the limit. */
  | 'too-large'
  /** HTML, cut JSON, wrong shape: an answer we cannot understand. */
  | 'not-understood'
  /** Signed in, but not allowed; or wrong credentials. */
  | 'refused'
  /** 5xx, or an error in the remote's own words. */
  | 'remote-fault'
  /** The session was refused again right after a fresh login. */
  | 'session'
  /** Known to slow down more often than we are willing to. */
  | 'rate-limited'
  /** The circuit breaker is open: too many failures in a row. */
  | 'circuit-open'
  /** Reading has taken as long as it may: what has come is kept, nothing more is asked for. */
  | 'read-limit'
  /** The run was cancelled. */
  | 'aborted';

export class RemoteError extends Error {
  readonly kind: RemoteErrorKind;
  /** HTTP status, where there was one. */
  readonly status: number | undefined;
  /** The answer was a page for people: a sign-in, a firewall, another address than that of the interface. */
  readonly page: boolean;

  constructor(
    kind: RemoteErrorKind,
    message: string,
    options: { status?: number; cause?: unknown; page?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RemoteError';
    this.kind = kind;
    this.status = options.status;
    this.page = options.page ?? false;
  }
}

/** Failures that say nothing about one record but about the host: the rest of the reading will fare no better. */
export function isHostFailure(error: unknown): boolean {
  return (
    error instanceof RemoteError &&
    (error.kind === 'circuit-open' ||
      error.kind === 'session' ||
      error.kind === 'refused' ||
      error.kind === 'read-limit' ||
      error.kind === 'aborted')
  );
}
