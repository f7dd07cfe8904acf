import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { insertRows } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { changesOne, rowById } from '../core/one-row.ts';
import { inTransaction } from '../core/open.ts';
import { isLeft, type LetterRow, letterRow, type NewLetter } from './letter-rows.ts';
import { senderNow } from './outbox-sending.ts';

/**
 * Where a letter stands, as people see it. `sending` is in the hands of a living process; in `in-doubt` it may have
 * been delivered or not: its process died, or the mail server's answer was lost.
 */
export type LetterStanding = LetterRow['state'] | 'in-doubt';
export type ShownLetter = LetterRow & { standing: LetterStanding };

/**
 * Puts letters into the outbox, in the caller's transaction where there is one. A letter of the same kind and subject
 * to the same recipient is put in once only, whatever became of the first; answers how many were new.
 */
export async function queueLetters(store: Store, letters: readonly NewLetter[], now: string) {
  const rows = letters.map(letter => {
    const { kind, subject, to: recipient, notBefore, body } = letter;
    return {
      ...{ messageId: messageIdOf(letter), kind, subject, recipient, body, notBefore, nextTryAt: notBefore },
      ...{ state: 'waiting' as const, worker: '', attempts: 0, queuedAt: now },
    };
  });
  return insertRows(store, 'letter', rows, sql`on conflict (message_id) do nothing`);
}

/** The part before the `@`; the domain is that of the sender. Letter case of an address makes no other recipient. */
export function messageIdOf({ kind, subject, to }: Pick<NewLetter, 'kind' | 'subject' | 'to'>): string {
  const text = JSON.stringify([kind, subject, to.toLowerCase()]);
  return `dvc-sync.${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
}

/**
 * Adds to a letter that waits for its time (hold-off) and is not due yet; answers whether there was one.
 * `change` gets its body.
 */
export async function amendHeldLetter<Body>(
  store: Store,
  of: Pick<NewLetter, 'kind' | 'to'>,
  now: string,
  change: (body: Body) => Body | undefined,
): Promise<boolean> {
  return inTransaction(store, async ({ db }) => {
    const wanted = { recipient: of.to, kind: of.kind, state: 'waiting' as const };
    const waits = db.selectFrom('letter').select(['id', 'body']).where('notBefore', '>', now);
    const held = await waits.where(({ and }) => and(wanted)).execute();
    for (const { id, body } of held) {
      const changed = change(body as Body);
      if (changed === undefined) continue;
      const waiting = db.updateTable('letter').where('id', '=', id).where('state', '=', 'waiting');
      if (await changesOne(waiting.set({ body: changed }))) return true;
    }
    return false;
  });
}

export interface LetterFilter {
  standing?: LetterStanding;
  kind?: NewLetter['kind'];
  to?: string;
}

/** Latest first. */
export async function listLetters(
  store: Store,
  filter: LetterFilter,
  now: string,
  limit: number,
): Promise<ShownLetter[]> {
  const { standing, kind, to: recipient } = filter;
  const state = standing === 'in-doubt' ? 'sending' : standing;
  let query = store.db.selectFrom('letter').selectAll();
  query = query.where(({ and }) => and({ kind, recipient, state }));
  const sender = await senderNow(store, now);
  if (standing === 'in-doubt') query = query.where('worker', '!=', sender);
  if (standing === 'sending') query = query.where('worker', '=', sender);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.map(row => ({
    ...letterRow(row),
    standing: isLeft(row, sender) ? 'in-doubt' : row.state,
  }));
}

/** Numbers for health and metrics. */
export interface OutboxState {
  waiting: number;
  /** Seconds for which the letter that is due longest has been due; null when none is due. */
  oldestDueSeconds: number | null;
  inDoubt: number;
  dead: number;
}

export async function outboxState(store: Store, now: string): Promise<OutboxState> {
  const rows = await store.db
    .selectFrom('letter')
    .select(({ fn }) => ['state', 'worker', fn.countAll<number>().as('count')])
    .select(({ fn }) => fn.min('notBefore').as('since'))
    .where('state', 'in', ['waiting', 'sending', 'dead'])
    .groupBy(['state', 'worker'])
    .execute();
  const sender = await senderNow(store, now);
  const of = (state: LetterRow['state']) => rows.filter(row => row.state === state && row.worker !== sender);
  const count = (state: LetterRow['state']) => of(state).reduce((sum, row) => sum + row.count, 0);
  const [since] = of('waiting')
    .map(row => row.since)
    .sort();
  return {
    waiting: count('waiting'),
    oldestDueSeconds:
      since === undefined || since > now ? null : (Date.parse(now) - Date.parse(since)) / 1000,
    inDoubt: count('sending'),
    dead: count('dead'),
  };
}

/**
 * Has a dead letter, or one in doubt, sent again. What it was before, and whether it was put to waiting: `no` where it
 * waits, is being sent or was sent, `taken` where another process was faster. Undefined when there is no such letter.
 */
export async function resendLetter(
  store: Store,
  id: number,
  now: string,
): Promise<
  | { again: 'yes' | 'taken'; was: 'dead' | 'in-doubt' }
  | { again: 'no'; was: 'waiting' | 'sending' | 'sent' }
  | undefined
> {
  return inTransaction(store, async inner => {
    const row = await rowById(inner, 'letter', id);
    if (!row) return undefined;
    const was = isLeft(row, await senderNow(inner, now)) ? 'in-doubt' : row.state;
    if (was !== 'dead' && was !== 'in-doubt') return { was, again: 'no' };
    const still = inner.db
      .updateTable('letter')
      .set({ state: 'waiting', worker: '', attempts: 0, nextTryAt: now, notBefore: now })
      .where(({ and }) => and({ id, state: row.state, worker: row.worker }));
    return { was, again: (await changesOne(still)) ? 'yes' : 'taken' };
  });
}

/** Forgets letters sent, or given up, before that moment; how many. What waits or is in doubt stays. */
export async function pruneLetters(store: Store, before: string): Promise<number> {
  const { numDeletedRows } = await store.db
    .deleteFrom('letter')
    .where(({ or, and, eb }) =>
      or([
        and([eb('state', '=', 'sent'), eb('sentAt', '<', before)]),
        and([eb('state', '=', 'dead'), eb('queuedAt', '<', before)]),
      ]),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
