import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { storable } from './order.ts';

const int8 = 20;

/**
 * A connection the pool hands out. The server may end it at any moment, also between two statements of a transaction:
 * then the next statement says so, and nothing else has to.
 */
class Client extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    // While somebody has it checked out the pool does not listen, and an error nobody listens to ends the process.
    this.on('error', () => {});
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    this.query = ((text: unknown, values: unknown, ...rest: unknown[]) =>
      query(text, Array.isArray(values) ? values.map(storable) : values, ...rest)) as pg.Client['query'];
  }
}

/** Kysely's dialect over a small pool: a run uses a few connections at a time. */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    Client,
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
