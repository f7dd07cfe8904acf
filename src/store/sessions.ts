import type { ApiKeyRow, Store } from './contract.ts';

/** A browser that has signed in; its cookie's value is stored as a hash only. */
export interface Session {
  name: string;
  role: ApiKeyRow['role'];
  createdAt: string;
  expiresAt: string;
  keyId: string | null;
}

/** Opens a session, and forgets those that have ended. */
export async function openSession(store: Store, hash: string, session: Session): Promise<void> {
  const { name, role, createdAt, expiresAt, keyId } = session;
  await store.db.deleteFrom('session').where('expires_at', '<', createdAt).execute();
  await store.db
    .insertInto('session')
    .values({ hash, name, role, created_at: createdAt, expires_at: expiresAt, key_id: keyId })
    .execute();
}

/** One that still holds at `now`, its key included. */
export async function findSession(store: Store, hash: string, now: string): Promise<Session | undefined> {
  const row = await store.db
    .selectFrom('session as s')
    .leftJoin('api_key as k', 'k.id', 's.key_id')
    .selectAll('s')
    .where('s.hash', '=', hash)
    .where('s.expires_at', '>', now)
    .where('k.revoked_at', 'is', null)
    .executeTakeFirst();
  return (
    row && {
      name: row.name,
      role: row.role,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      keyId: row.key_id,
    }
  );
}

export async function closeSession(store: Store, hash: string): Promise<void> {
  await store.db.deleteFrom('session').where('hash', '=', hash).execute();
}
