import { list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import type { Row } from '../tables/index.ts';

export type { TokenGrant } from '../tables/access.ts';

/** A browser that has signed in; its cookie's value is stored as a hash only. */
export type Session = Omit<Row<'session'>, 'hash' | 'tokenGrant'> & { grant: Row<'session'>['tokenGrant'] };

/** Opens a session, and forgets those that have ended. */
export async function openSession(store: Store, hash: string, session: Session): Promise<void> {
  const { grant: tokenGrant, ...row } = session;
  await store.db.deleteFrom('session').where('expiresAt', '<', row.createdAt).execute();
  await store.db
    .insertInto('session')
    .values({ ...row, hash, tokenGrant })
    .execute();
}

/** One that still holds at `now`, its key included; whether its token's grant does is the configuration's word. */
export async function findSession(store: Store, hash: string, now: string): Promise<Session | undefined> {
  const row = await living(store, now).where('s.hash', '=', hash).executeTakeFirst();
  return row && sessionOf(row);
}

/** Those that hold at `now` as far as the store can tell, latest first. */
export async function listSessions(store: Store, now: string): Promise<Session[]> {
  return (await living(store, now).orderBy('s.createdAt', 'desc').orderBy('s.id').execute()).map(sessionOf);
}

export async function closeSessions(store: Store, ids: readonly string[]): Promise<void> {
  await store.db.deleteFrom('session').where('id', 'in', list(store, ids)).execute();
}

function living({ db }: Store, now: string) {
  return (
    db
      .selectFrom('session as s')
      .leftJoin('apiKey as k', 'k.id', 's.keyId')
      .selectAll('s')
      .where('s.expiresAt', '>', now)
      // A key that is not there any more holds as little as one that was revoked.
      .where(({ or, and, eb }) =>
        or([
          eb('s.keyId', 'is', null),
          and([
            eb('k.id', 'is not', null),
            eb('k.revokedAt', 'is', null),
            or([eb('k.expiresAt', 'is', null), eb('k.expiresAt', '>', now)]),
          ]),
        ]),
      )
  );
}

function sessionOf({ hash: _, tokenGrant: grant, ...row }: Row<'session'>): Session {
  return { ...row, grant };
}
