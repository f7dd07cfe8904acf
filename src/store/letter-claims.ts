import type { LetterRow, Store } from './contract.ts';
import { free, due as isDue, letterRow } from './letter-rows.ts';

/** The process that has a letter in hand. */
export interface LetterWorker {
  /** Tells this holding from every other one. */
  worker: string;
  now: string;
}

/**
 * Takes the letter that is due longest, so that no other process makes it at the same time; undefined when none is
 * due. Nothing has been sent yet: a letter whose worker dies now is taken by the next one.
 */
export async function claimLetter(
  store: Store,
  { worker, now }: LetterWorker,
): Promise<LetterRow | undefined> {
  for (;;) {
    const due = await store.db
      .selectFrom('letter')
      .select('id')
      .where('state', '=', 'waiting')
      .where(isDue(now))
      .where(free(now))
      .orderBy('next_try_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!due) return undefined;
    const { numUpdatedRows } = await store.db
      .updateTable('letter')
      .set({ worker, heartbeat: now })
      .where('id', '=', due.id)
      .where('state', '=', 'waiting')
      .where(isDue(now))
      .where(free(now))
      .executeTakeFirst();
    if (numUpdatedRows === 1n) return readLetter(store, due.id);
  }
}

/**
 * Writes down that the mail server hears of the letter from now on; answers whether this worker still may send it.
 * After that it is never sent again by itself unless `settleLetter` says that it was not delivered.
 */
export async function beginSending(
  store: Store,
  id: number,
  { worker, now }: LetterWorker,
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('letter')
    .set(({ eb }) => ({ state: 'sending', heartbeat: now, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('worker', '=', worker)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Call at least every 20 s while a letter is in hand. */
export async function renewLetter(store: Store, id: number, { worker, now }: LetterWorker): Promise<void> {
  await store.db
    .updateTable('letter')
    .set({ heartbeat: now })
    .where('id', '=', id)
    .where('worker', '=', worker)
    .execute();
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
 * Writes down how a try ended; answers false when the letter was no longer this worker's. A try that ended before the
 * server heard of the letter counts as one, too.
 */
export async function settleLetter(
  store: Store,
  id: number,
  { worker, now }: LetterWorker,
  end: LetterEnd,
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('letter')
    .set(({ eb, case: when }) => ({
      state: end.state === 'in-doubt' ? 'sending' : end.state,
      worker: '',
      heartbeat: '',
      // `beginSending` has counted those that came so far.
      attempts: when()
        .when('state', '=', 'waiting')
        .then(eb('attempts', '+', 1))
        .else(eb.ref('attempts'))
        .end(),
      next_try_at: end.state === 'waiting' ? end.nextTryAt : null,
      sent_at: end.state === 'sent' ? now : null,
      last_error: 'error' in end ? end.error.replaceAll('\0', '\ufffd').toWellFormed() : null,
    }))
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'sending'])
    .where('worker', '=', worker)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function readLetter({ db }: Store, id: number): Promise<LetterRow> {
  return letterRow(await db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}
