import type { Selectable } from 'kysely';
import { list } from '../core/bulk.ts';
import type { ApiKeyRow, Store } from '../core/contract.ts';
import type { SessionTable } from '../core/tables.ts';

/** What a token said where it gave a role, and how it was read: the role holds while that is still read so. */
export interface TokenGrant {
  audience: string;
  roleClaim: string;
  values: string[];
}

/** A browser that has signed in; its cookie's value is stored as a hash only. */
export interface Session {
  id: string;
  name: string;
  /** domain/actor.ts */
  identity: string;
  /** Who vouched for it: `key abcd1234`, or the address of the token's issuer. */
  issuer: string;
  role: ApiKeyRow['role'];
  createdAt: string;
  expiresAt: string;
  /** Of the API key it began with; else `grant` is what the token said. */
  keyId: string | null;
  grant: TokenGrant | null;
}

/** Opens a session, and forgets those that have ended. */
export async function openSession(store: Store, hash: string, session: Session): Promise<void> {
  const { id, name, identity, issuer, role, createdAt, expiresAt, keyId, grant } = session;
  await store.db.deleteFrom('session').where('expires_at', '<', createdAt).execute();
  await store.db
    .insertInto('session')
    .values({
      ...{ hash, id, name, identity, issuer, role },
      created_at: createdAt,
      expires_at: expiresAt,
      key_id: keyId,
      token_grant: grant && JSON.stringify(grant),
    })
    .execute();
}

/** One that still holds at `now`, its key included; whether its token's grant does is the configuration's word. */
export async function findSession(store: Store, hash: string, now: string): Promise<Session | undefined> {
  const row = await living(store, now).where('s.hash', '=', hash).executeTakeFirst();
  return row && sessionOf(row);
}

/** Those that hold at `now` as far as the store can tell, latest first. */
export async function listSessions(store: Store, now: string): Promise<Session[]> {
  const rows = await living(store, now).orderBy('s.created_at', 'desc').orderBy('s.id').execute();
  return rows.map(sessionOf);
}

export async function closeSessions(store: Store, ids: readonly string[]): Promise<void> {
  await store.db.deleteFrom('session').where('id', 'in', list(store, ids)).execute();
}

function living({ db }: Store, now: string) {
  return (
    db
      .selectFrom('session as s')
      .leftJoin('api_key as k', 'k.id', 's.key_id')
      .selectAll('s')
      .where('s.expires_at', '>', now)
      // A key that is not there any more holds as little as one that was revoked.
      .where(({ or, and, eb }) =>
        or([
          eb('s.key_id', 'is', null),
          and([
            eb('k.id', 'is not', null),
            eb('k.revoked_at', 'is', null),
            or([eb('k.expires_at', 'is', null), eb('k.expires_at', '>', now)]),
          ]),
        ]),
      )
  );
}

function sessionOf(row: Selectable<SessionTable>): Session {
  return {
    id: row.id,
    name: row.name,
    identity: row.identity,
    issuer: row.issuer,
    role: row.role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    keyId: row.key_id,
    grant: row.token_grant === null ? null : (JSON.parse(row.token_grant) as TokenGrant),
  };
}
