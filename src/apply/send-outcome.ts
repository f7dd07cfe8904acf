import { isHostFailure, RemoteError, type RemoteErrorKind } from '../adapter/errors.ts';

/** How a send ended. */
export interface SendOutcome {
  /**
   * `sent`: the remote took it. `refused`: it said no. `turned-away`: it never got there and would not now either.
   * `lost`: the connection failed, so that it may or may not have arrived. `unclear`: there was an answer we cannot read.
   */
  how: 'sent' | 'refused' | 'turned-away' | 'lost' | 'unclear';
  /** What the remote or the connection said, Vietnamese; null when sent. */
  words: string | null;
  /** The whole system will fare no better. */
  host: boolean;
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
    return { how: 'sent', words: null, host: false };
  } catch (error) {
    const how = (error instanceof RemoteError && kinds[error.kind]) || 'unclear';
    return { how, words: wordsOf(error), host: isHostFailure(error) };
  }
}

/** In the journal: whether it took effect has to be looked up, or not. */
export function journalState({ how }: SendOutcome): 'sent' | 'refused' | 'unknown' {
  if (how === 'sent') return 'sent';
  return how === 'refused' || how === 'turned-away' ? 'refused' : 'unknown';
}

/** The same reading may well succeed later: nothing is wrong with what was to be read. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof RemoteError)) return false;
  return isHostFailure(error) || ['lost', 'turned-away'].includes(kinds[error.kind] ?? '');
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
