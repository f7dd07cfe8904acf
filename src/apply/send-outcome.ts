import { isHostFailure, RemoteError, type RemoteErrorKind } from '../adapter/errors.ts';

/** How a send ended. */
export interface SendOutcome {
  /**
   * `sent`: the remote took it. `refused`: it said no. `turned-away`: it never got there and would not now either.
   * `fault`: the remote failed over it, before or after it took effect. `lost`: the connection failed, so that it may or
   * may not have arrived. `unclear`: there was an answer we cannot read.
   */
  how: 'sent' | 'refused' | 'turned-away' | 'fault' | 'lost' | 'unclear';
  /** What the remote or the connection said, Vietnamese; null when sent. */
  words: string | null;
  /** The whole system will fare no better. */
  host: boolean;
  /** Whoever works on it may not have come to it yet: it may take effect later. */
  late: boolean;
}

const kinds: Partial<Record<RemoteErrorKind, SendOutcome['how']>> = {
  refused: 'refused',
  'remote-fault': 'refused',
  'circuit-open': 'turned-away',
  session: 'turned-away',
  'rate-limited': 'turned-away',
  unreachable: 'lost',
  timeout: 'lost',
};

export async function outcomeOf(sending: Promise<void>): Promise<SendOutcome> {
  try {
    await sending;
    return { how: 'sent', words: null, host: false, late: false };
  } catch (error) {
    const late = error instanceof RemoteError && (error.kind === 'timeout' || isGateway(error.status));
    return { how: howOf(error), words: wordsOf(error), host: isHostFailure(error), late };
  }
}

function howOf(error: unknown): SendOutcome['how'] {
  if (!(error instanceof RemoteError)) return 'unclear';
  if (isGateway(error.status)) return 'lost';
  // A server that failed over a write says nothing of how far it had come.
  if (error.kind === 'remote-fault' && (error.status ?? 0) >= 500) return 'fault';
  return kinds[error.kind] ?? 'unclear';
}

/** Somebody in between has given up waiting, or could not get through. */
function isGateway(status: number | undefined): boolean {
  return status !== undefined && status >= 502 && status <= 504;
}

/** Whether it took effect is not known: that has to be looked up. */
export function isUnknown({ how }: SendOutcome): boolean {
  return how === 'fault' || how === 'lost' || how === 'unclear';
}

/** In the journal: whether it took effect has to be looked up, or not. */
export function journalState(outcome: SendOutcome): 'sent' | 'refused' | 'unknown' {
  if (outcome.how === 'sent') return 'sent';
  return isUnknown(outcome) ? 'unknown' : 'refused';
}

/** The same reading may well succeed later: nothing is wrong with what was to be read. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof RemoteError)) return false;
  return isHostFailure(error) || ['lost', 'turned-away'].includes(kinds[error.kind] ?? '');
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
