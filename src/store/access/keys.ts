import { sql } from 'kysely';
import type { Store } from '../core/contract.ts';
import { changesOne } from '../core/one-row.ts';
import type { Row } from '../tables/index.ts';
import type { Doing } from './audit.ts';

/** An API key as others see it: without its hash. */
export type ApiKeyRow = Omit<Row<'apiKey'>, 'hash'>;

const shown = [
  ...(['id', 'prefix', 'name', 'role', 'createdAt', 'createdBy', 'expiresAt'] as const),
  ...(['lastUsedAt', 'revokedAt', 'revokedBy', 'unit'] as const),
];

/** @param hash SHA-256 of the whole key, hexadecimal. */
export async function addKey(
  { db }: Store,
  key: Omit<ApiKeyRow, 'lastUsedAt' | 'revokedAt' | 'revokedBy'>,
  hash: string,
): Promise<void> {
  const row = { ...key, hash };
  await db.insertInto('apiKey').values(row).execute();
}

/** Latest first, those that no longer work among them. */
export async function listKeys({ db }: Store): Promise<ApiKeyRow[]> {
  return db.selectFrom('apiKey').select(shown).orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
}

/** Of keys that hold at `now`, and of who has signed in by a token. */
export async function namesInUse({ db }: Store, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom('apiKey')
    .select('name')
    .where('revokedAt', 'is', null)
    .where(({ or, eb }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .union(db.selectFrom('session').select('name').where('keyId', 'is', null).where('expiresAt', '>', now))
    .execute();
  return rows.map(({ name }) => name);
}

/** Until the transaction ends nobody else makes a key: two at once must not get one name. */
export async function lockKeys({ db, driver }: Store): Promise<void> {
  if (driver === 'postgres') await sql`lock table api_key in share row exclusive mode`.execute(db);
}

/** By its shown prefix, with its hash; whoever asks compares and looks at expiry and revocation. */
export async function findKey({ db }: Store, prefix: string): Promise<Row<'apiKey'> | undefined> {
  return db.selectFrom('apiKey').selectAll().where('prefix', '=', prefix).executeTakeFirst();
}

/** By id or prefix. */
export async function knownKey({ db }: Store, id: string): Promise<ApiKeyRow | undefined> {
  const keys = db.selectFrom('apiKey').select(shown);
  return keys.where(({ or }) => or({ id, prefix: id })).executeTakeFirst();
}

/** Writes down that a key was used, unless that was done after `notSince`: not every request is a write. */
export async function touchKey({ db }: Store, id: string, at: string, notSince: string): Promise<void> {
  const key = db.updateTable('apiKey').set({ lastUsedAt: at }).where('id', '=', id);
  await key.where(sql<boolean>`coalesce(last_used_at, '') < ${notSince}`).execute();
}

/** Ends a key, and with it the browser sessions that began with it; false when it had been revoked before. */
export async function revokeKey({ db }: Store, id: string, { who, at }: Doing): Promise<boolean> {
  const living = db.updateTable('apiKey').where('id', '=', id).where('revokedAt', 'is', null);
  const revoked = await changesOne(living.set({ revokedAt: at, revokedBy: who }));
  await db.deleteFrom('session').where('keyId', '=', id).execute();
  return revoked;
}
