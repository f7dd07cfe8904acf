import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { StoreError } from './store-error.ts';

const int8 = 20;

/** Kysely's dialect over a small pool: a run uses a few connections at a time. */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 5,
    connectionTimeoutMillis: 10_000,
    application_name: 'dvc-sync',
    // A client that vanished without a word must not keep its locks for the hours TCP would wait.
    idle_in_transaction_session_timeout: 300_000,
    keepAlive: true,
    types: {
      // Counts and ids come as numbers, as from SQLite; they stay far below 2^53.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection the server closes is replaced at the next query, which reports what is really wrong.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

const failures: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there; start PostgreSQL or correct store.url',
  ENOTFOUND: 'the host name is unknown; correct store.url',
  EAI_AGAIN: 'the host name cannot be looked up; check the network and store.url',
  ETIMEDOUT: 'it does not answer; check the network and store.url',
  '28P01': 'user name or password is wrong; correct store.url',
  '28000': 'this user may not sign in; correct store.url or pg_hba.conf',
  '3D000': 'there is no such database; create it or correct store.url',
  '42501': 'this user may not create tables there; grant it CREATE on the schema',
  '53300': 'it has no connection left; raise max_connections or close other programs',
  '53100': 'its disk is full; free some space',
};

/** Host, port and database of a connection URL, without user name and password. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || 5432}${pathname}`;
  } catch {
    return 'named in store.url (not a valid URL)';
  }
}

export function describePostgresFailure(url: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  // Node tries every address of a name and bundles the failures.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = first as { code?: string; message: string };
  const known = (code && failures[code]) || message;
  return new StoreError(`Cannot use the PostgreSQL store ${placeOf(url)}: ${known}.`, error);
}
