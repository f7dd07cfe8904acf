import { type Selectable, sql } from 'kysely';
import type { ApiKeyRow, Store } from '../core/contract.ts';
import type { ApiKeyTable } from '../core/tables.ts';

/** @param hash SHA-256 of the whole key, hexadecimal. */
export async function addKey(
  store: Store,
  key: Omit<ApiKeyRow, 'lastUsedAt' | 'revokedAt' | 'revokedBy'>,
  hash: string,
): Promise<void> {
  const { id, prefix, name, role, createdAt, createdBy, expiresAt } = key;
  await store.db
    .insertInto('api_key')
    .values({
      id,
      prefix,
      hash,
      name,
      role,
      created_at: createdAt,
      created_by: createdBy,
      expires_at: expiresAt,
    })
    .execute();
}

/** Latest first, those that no longer work among them. */
export async function listKeys(store: Store): Promise<ApiKeyRow[]> {
  const rows = await store.db
    .selectFrom('api_key')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(keyRow);
}

/** Of keys that hold at `now`, and of who has signed in by a token. */
export async function namesInUse({ db }: Store, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom('api_key')
    .select('name')
    .where('revoked_at', 'is', null)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .union(db.selectFrom('session').select('name').where('key_id', 'is', null).where('expires_at', '>', now))
    .execute();
  return rows.map(({ name }) => name);
}

/** Until the transaction ends nobody else makes a key: two at once must not get one name. */
export async function lockKeys({ db, driver }: Store): Promise<void> {
  if (driver === 'postgres') await sql`lock table api_key in share row exclusive mode`.execute(db);
}

/** By its shown prefix, with its hash; whoever asks compares and looks at expiry and revocation. */
export async function findKey(
  store: Store,
  prefix: string,
): Promise<(ApiKeyRow & { hash: string }) | undefined> {
  const row = await store.db
    .selectFrom('api_key')
    .selectAll()
    .where('prefix', '=', prefix)
    .executeTakeFirst();
  return row && { ...keyRow(row), hash: row.hash };
}

/** By id or prefix. */
export async function knownKey(store: Store, id: string): Promise<ApiKeyRow | undefined> {
  const row = await store.db
    .selectFrom('api_key')
    .selectAll()
    .where(({ or, eb }) => or([eb('id', '=', id), eb('prefix', '=', id)]))
    .executeTakeFirst();
  return row && keyRow(row);
}

/** Writes down that a key was used, unless that was done after `notSince`: not every request is a write. */
export async function touchKey(store: Store, id: string, at: string, notSince: string): Promise<void> {
  await store.db
    .updateTable('api_key')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where(sql<boolean>`coalesce(last_used_at, '') < ${notSince}`)
    .execute();
}

/** Ends a key, and with it the browser sessions that began with it; false when it had been revoked before. */
export async function revokeKey(
  store: Store,
  id: string,
  revocation: { by: string; at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('api_key')
    .set({ revoked_at: revocation.at, revoked_by: revocation.by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  await store.db.deleteFrom('session').where('key_id', '=', id).execute();
  return numUpdatedRows === 1n;
}

function keyRow(row: Selectable<ApiKeyTable>): ApiKeyRow {
  return {
    id: row.id,
    prefix: row.prefix,
    name: row.name,
    role: row.role,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
  };
}
