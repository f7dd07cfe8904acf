import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { AuditEntry, Store } from './contract.ts';
import { inTransaction } from './open.ts';
import type { AuditTable } from './tables.ts';

type Entry = Omit<AuditTable, 'id' | 'hash'>;

/**
 * Writes down who did what. Each entry's hash covers the one before, so that nothing can be changed or taken out
 * unnoticed. Inside a transaction it stands or falls with it.
 */
export async function record(store: Store, entry: AuditEntry): Promise<void> {
  await inTransaction(store, async ({ db, driver }) => {
    // Two entries at once must not follow the same one. SQLite's transactions are one after the other anyway.
    if (driver === 'postgres') await sql`lock table audit in share row exclusive mode`.execute(db);
    const last = await db
      .selectFrom('audit')
      .select('hash')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const row: Entry = {
      at: entry.at,
      who: entry.who,
      origin: entry.origin,
      action: entry.action,
      target: entry.target,
      before: canonicalJson(entry.before),
      after: canonicalJson(entry.after),
      outcome: entry.outcome,
      previous_hash: last?.hash ?? '',
    };
    await db
      .insertInto('audit')
      .values({ ...row, hash: hashOf(row) })
      .execute();
  });
}

/** Latest first. */
export async function listAudit(store: Store, limit: number): Promise<(AuditEntry & { id: number })[]> {
  const rows = await store.db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit).execute();
  return rows.map(row => ({
    id: row.id,
    at: row.at,
    who: row.who,
    origin: row.origin,
    action: row.action,
    target: row.target,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    outcome: row.outcome,
  }));
}

/** Id of the first entry that does not follow from the one before it; undefined when the trail is whole. */
export async function firstBrokenEntry(store: Store): Promise<number | undefined> {
  let previous = '';
  for (let after = 0; ; ) {
    const rows = await store.db
      .selectFrom('audit')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(1_000)
      .execute();
    for (const { id, hash, ...row } of rows) {
      if (row.previous_hash !== previous || hash !== hashOf(row)) return id;
      previous = hash;
      after = id;
    }
    if (rows.length < 1_000) return undefined;
  }
}

function hashOf(row: Entry): string {
  return createHash('sha256')
    .update(row.previous_hash)
    .update(canonicalJson({ ...row, previous_hash: undefined }))
    .digest('hex');
}

/** JSON with keys in order, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value ?? null, (_key, part: unknown) =>
      part && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'null'
  );
}
