import type { Store } from '../core/contract.ts';
import { changesOne, rowById } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import { type Claim, claimHolder, requireClaim } from '../work/claims.ts';
import { due, type LetterRow, letterRow } from './letter-rows.ts';

/** The claim of whoever sends mail: one process at a time does, for all of a store. */
export const sendingClaim = 'outbox';

/** The letter that is due longest; undefined when none is. */
export async function dueLetter({ db }: Store, now: string): Promise<LetterRow | undefined> {
  const waiting = db.selectFrom('letter').selectAll().where('state', '=', 'waiting').where(due(now));
  const row = await waiting.orderBy('nextTryAt').orderBy('id').limit(1).executeTakeFirst();
  return row && letterRow(row);
}

/**
 * Writes down that the mail server hears of the letter from now on; answers whether it may be sent. After that it is never
 * sent again by itself unless `settleLetter` says that it was not delivered.
 *
 * @throws ClaimLost when somebody else sends now.
 */
export async function beginSending(store: Store, id: number, claim: Claim): Promise<boolean> {
  return inTransaction(store, async inner => {
    await requireClaim(inner, claim);
    const waiting = inner.db.updateTable('letter').where('id', '=', id).where('state', '=', 'waiting');
    return changesOne(
      waiting.set(({ eb }) => ({ state: 'sending', worker: claim.token, attempts: eb('attempts', '+', 1) })),
    );
  });
}

/** How a try ended; `error` are the last words, without secrets. */
export type LetterEnd =
  | { state: 'sent' }
  /** Surely not delivered. */
  | { state: 'waiting'; nextTryAt: string; error: string }
  /** Surely not delivered, and no use trying again. */
  | { state: 'dead'; error: string }
  /** The answer was lost: only a person may have it sent again. */
  | { state: 'in-doubt'; error: string };

/**
 * Writes down how a try ended; answers false when a person has meanwhile had the letter sent again. What the mail server
 * said is written also by a process that was taken for dead: nobody else knows it. A try that ended before the server
 * heard of the letter counts as one, too.
 *
 * @throws ClaimLost when the server had not heard of it and somebody else sends now.
 */
export async function settleLetter(store: Store, id: number, claim: Claim, end: LetterEnd, now: string) {
  return inTransaction(store, async inner => {
    const row = await rowById(inner, 'letter', id);
    if (row?.state === 'waiting') {
      // A person has had it sent again since.
      if (end.state === 'sent' || end.state === 'in-doubt') return false;
      await requireClaim(inner, claim);
    } else if (row?.state !== 'sending' || row.worker !== claim.token) return false;
    await inner.db
      .updateTable('letter')
      .set({
        state: end.state === 'in-doubt' ? 'sending' : end.state,
        worker: '',
        // `beginSending` has counted those that came so far.
        attempts: row.state === 'waiting' ? row.attempts + 1 : row.attempts,
        nextTryAt: end.state === 'waiting' ? end.nextTryAt : null,
        sentAt: end.state === 'sent' ? now : null,
        lastError: 'error' in end ? end.error : null,
      })
      .where('id', '=', id)
      .execute();
    return true;
  });
}

/** The token of whoever sends now; no letter's where nobody does. What another token had in hand is in doubt. */
export async function senderNow(store: Store, now: string): Promise<string> {
  return (await claimHolder(store, sendingClaim, now))?.token ?? 'nobody';
}
