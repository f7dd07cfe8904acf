import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { sortedJson } from '../../domain/canonical.ts';
import type { Store } from '../core/contract.ts';
import { readInOrder } from '../core/in-order.ts';
import { inTransaction } from '../core/open.ts';
import { storable } from '../core/order.ts';
import type { Row } from '../tables/index.ts';

type Entry = Omit<Row<'audit'>, 'id' | 'hash'>;

/** `before` and `after` are any JSON-safe values, by default null; `outcome` is by default `done`. */
export type AuditEntry = Pick<Entry, 'at' | 'who' | 'origin' | 'action' | 'target'> & {
  /** Of the account (domain/actor.ts); left out where there is but a name. */
  identity?: string | undefined;
  before?: unknown;
  after?: unknown;
  outcome?: string;
};

export type AuditRow = AuditEntry & { id: number; before: unknown; after: unknown; outcome: string };

/** Who does something, from where (`cli`, `api 10.0.0.5` …) and when. */
export type Doing = Pick<AuditEntry, 'who' | 'identity' | 'origin' | 'at'>;

/**
 * Writes down who did what. Each entry's hash covers the one before, and a row of its own keeps the last hash and the
 * number of entries, so that nothing can be changed or taken out unnoticed, the last one included. Inside a
 * transaction it stands or falls with it.
 */
export async function record(store: Store, entry: AuditEntry): Promise<void> {
  await inTransaction(store, async ({ db, driver }) => {
    // Two entries at once must not follow the same one. SQLite's transactions are one after the other anyway.
    if (driver === 'postgres') await sql`lock table audit in share row exclusive mode`.execute(db);
    const head = await db.selectFrom('auditHead').select('hash').executeTakeFirst();
    const row: Entry = {
      at: entry.at,
      who: storable(entry.who),
      identity: entry.identity === undefined ? null : storable(entry.identity),
      origin: entry.origin,
      action: entry.action,
      target: storable(entry.target),
      before: sortedJson(entry.before),
      after: sortedJson(entry.after),
      outcome: storable(entry.outcome ?? 'done'),
      // Not the last row's: where that one was taken away, the gap must stay to be seen.
      previousHash: head?.hash ?? '',
    };
    const hash = hashOf(row);
    await db
      .insertInto('audit')
      .values({ ...row, hash })
      .execute();
    await db
      .updateTable('auditHead')
      .set(({ eb }) => ({ hash, entries: eb('entries', '+', 1) }))
      .execute();
  });
}

/** Latest first. @param before Only entries with a smaller id. */
export async function listAudit(store: Store, limit: number, before?: number): Promise<AuditRow[]> {
  let query = store.db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.execute()).map(
    ({ identity, before, after, hash: _, previousHash: _previous, ...row }) => ({
      ...row,
      ...(identity !== null && { identity }),
      before: JSON.parse(before),
      after: JSON.parse(after),
    }),
  );
}

/** What the trail says of itself; `broken` is the first entry that is not as it was written. */
export interface TrailVerdict {
  entries: number;
  broken?: {
    /** Of the entry; of the last one that is left where later ones were taken away; 0 where none is left. */
    id: number;
    what: 'changed' | 'removed-before' | 'removed-after';
  };
}

/** How many entries there are, and the hash of the last; both as the trail says itself. */
export async function trailHead(store: Store): Promise<{ entries: number; hash: string }> {
  const head = await store.db.selectFrom('auditHead').selectAll().executeTakeFirst();
  return { entries: head?.entries ?? 0, hash: head?.hash ?? '' };
}

/**
 * Follows the whole trail from the first entry to the head; at one moment, whoever writes meanwhile.
 *
 * @param seen Known of every entry that is right: how many there are with it, and its hash.
 */
export async function verifyTrail(
  { db }: Store,
  seen?: (entries: number, hash: string) => void,
): Promise<TrailVerdict> {
  const head = await db.selectFrom('auditHead').selectAll().executeTakeFirst();
  const wanted = head?.entries ?? Number.POSITIVE_INFINITY;
  let previous = '';
  let last = 0;
  let entries = 0;
  for await (const rows of readInOrder(db.selectFrom('audit').selectAll(), ['id'], 1_000)) {
    // Those behind the head came after it was read.
    for (const { id, hash, ...row } of rows.slice(0, wanted - entries)) {
      if (row.previousHash !== previous) return { entries, broken: { id, what: 'removed-before' } };
      if (hash !== hashOf(row)) return { entries, broken: { id, what: 'changed' } };
      previous = hash;
      last = id;
      entries++;
      seen?.(entries, hash);
    }
    if (entries === wanted) break;
  }
  const whole = entries === wanted && previous === head?.hash;
  return whole ? { entries } : { entries, broken: { id: last, what: 'removed-after' } };
}

function hashOf(row: Entry): string {
  return (
    createHash('sha256')
      .update(row.previousHash)
      // Left out where there is none, as in the entries of before.
      .update(sortedJson({ ...row, identity: row.identity ?? undefined, previousHash: undefined }))
      .digest('hex')
  );
}
