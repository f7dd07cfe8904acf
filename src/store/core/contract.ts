import type { Kysely } from 'kysely';
import type { Tables } from '../tables/index.ts';

/**
 * The store, open; what may be asked of it is in the files of its rooms. Everything works alike on SQLite and
 * PostgreSQL. All times are ISO 8601 UTC texts as `toISOString` writes them, handed in by the caller: the store has
 * no clock.
 */
export interface Store {
  readonly driver: 'sqlite' | 'postgres';
  /** Inside `inTransaction` this is the transaction. */
  readonly db: Kysely<Tables>;
  /** Reads what everything begins with, where it lies and not from memory; throws when that cannot be read. */
  probe(): Promise<void>;
  /** Reads all there is, beside everything else, and says what is damaged; absent where the database server does so. */
  quickCheck?(): Promise<string[]>;
  close(): Promise<void>;
  /** Asked before every outermost transaction is committed; what it throws undoes the transaction (`fencedStore`). */
  readonly fence?: (inner: Store) => Promise<void>;
  /** The job in whose name is written, where it is a job's work. */
  readonly job?: string;
  /**
   * Milliseconds for which a statement has been waiting for another program that holds the file; 0 = none waits. Absent
   * where the database server sees to that.
   */
  busyFor?(): number;
}

export interface Opening {
  /** Files beside the configuration that may say where stores were begun (`marks.ts`). */
  marks?: readonly string[];
  /** A place that had a store and has none now is begun anew: a backup is about to be put there. */
  mayBegin?: boolean;
  /** A process of this very version has it open: no tables are looked after, so no lock is waited for. */
  upToDate?: boolean;
}

export type StoreSettings = { driver: 'sqlite'; file: string } | { driver: 'postgres'; url: string };
