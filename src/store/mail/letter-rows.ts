import type { ExpressionBuilder } from 'kysely';
import type { Row, Tables } from '../tables/index.ts';
import { silentAfterMs } from '../work/claims.ts';

export type LetterRow = Omit<Row<'letter'>, 'recipient' | 'worker'> & {
  /** Address as configured. */
  to: string;
};

/**
 * A letter to be sent. Put in the transaction of what it tells of; the message is made when it is sent, from what is
 * stored, and is the same each time it is made.
 */
export type NewLetter = Pick<LetterRow, 'kind' | 'subject' | 'to' | 'notBefore' | 'body'>;

/** Whether a letter handed to the mail server is in nobody's hands: the answer was lost, or whoever sent it is gone. */
export function isLeft({ state, worker }: Row<'letter'>, sender: string): boolean {
  return state === 'sending' && worker !== sender;
}

/** Its time has come, or was set by a clock that was ahead; after a first try, whose time is set anew, only by the former. */
export function due(now: string) {
  const ahead = new Date(Date.parse(now) + silentAfterMs).toISOString();
  return ({ or, and, eb }: ExpressionBuilder<Tables, 'letter'>) =>
    or([eb('nextTryAt', '<=', now), and([eb('queuedAt', '>', ahead), eb('attempts', '=', 0)])]);
}

export function letterRow({ recipient, worker: _, ...row }: Row<'letter'>): LetterRow {
  return { ...row, to: recipient };
}
