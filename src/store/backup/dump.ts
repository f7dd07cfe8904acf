import type { Readable } from 'node:stream';
import { Kysely, sql } from 'kysely';
import type { Store, StoreSettings } from '../core/contract.ts';
import { openFile, sqliteDialect } from '../core/sqlite.ts';
import { migrations } from '../migrations/index.ts';
import { type Database, lastId } from '../migrations/table-maker.ts';
import { type BackupEnd, type BackupHead, readBackup, sealed } from './format.ts';
import { readRows } from './rows.ts';
import { keptTablesAfter, type TableShape } from './shape.ts';

/** Rows fetched at once: a packed procedure has some kilobytes. */
const batch = 500;

/** One moment of a database, however long the reading of it takes and whoever writes meanwhile. */
interface Moment {
  db: Database;
  rows(table: TableShape): AsyncIterable<unknown[][]>;
}

export interface Dumping extends Pick<BackupHead, 'version' | 'createdAt'> {
  store: Store;
  settings: StoreSettings;
  signal: AbortSignal;
}

/**
 * Hands the lines of a backup to `write`, with everything as it stood at one moment; nobody who writes meanwhile has
 * to wait. How many rows each table has.
 */
export async function dump(
  { store, settings, signal, version, createdAt }: Dumping,
  write: (lines: AsyncIterable<string>) => Promise<void>,
): Promise<BackupEnd['rows']> {
  const names = Object.keys(migrations);
  const head: BackupHead = {
    ...{ format: 'dvc-sync-backup/1', version, createdAt },
    ...{ driver: settings.driver, migrations: names },
  };
  const tables = await keptTablesAfter(names);
  const end: BackupEnd = { rows: {}, lastIds: {} };
  const work = async (moment: Moment) => {
    for (const { name, numbered } of tables) if (numbered) end.lastIds[name] = await lastId(moment.db, name);
    await write(sealed(lines(head, tables, moment, end, signal), () => end));
  };
  await (settings.driver === 'sqlite' ? inSqlite(settings.file, work) : inPostgres(store, work));
  return end.rows;
}

/** Reads a backup just written as restoring it would. @throws StoreError when it could not be restored. */
export async function requireRestorable(file: Readable): Promise<void> {
  const lines = readBackup(file);
  await lines.next();
  await readRows(lines, await keptTablesAfter(Object.keys(migrations)), () => {});
}

async function* lines(
  head: BackupHead,
  tables: readonly TableShape[],
  moment: Moment,
  end: BackupEnd,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`;
  for (const table of tables) {
    yield `${JSON.stringify({ table: table.name, columns: table.columns })}\n`;
    end.rows[table.name] = 0;
    for await (const rows of moment.rows(table)) {
      signal.throwIfAborted();
      end.rows[table.name]! += rows.length;
      yield rows.map(row => `${JSON.stringify(row)}\n`).join('');
    }
  }
}

/** A reading transaction of WAL sees one moment and holds nobody up. Ours begin by writing, so it has its own connection. */
async function inSqlite(file: string, work: (moment: Moment) => Promise<void>): Promise<void> {
  const database = openFile(file);
  try {
    database.exec('begin');
    await work({
      db: new Kysely({ dialect: sqliteDialect(database) }),
      async *rows({ name, columns }) {
        const statement = database.prepare(`select ${columns.map(quoted).join(', ')} from ${quoted(name)}`);
        statement.setReturnArrays(true);
        let rows: unknown[][] = [];
        for (const row of statement.iterate() as Iterable<unknown>) {
          rows.push(row as unknown[]);
          if (rows.length < batch) continue;
          yield rows;
          rows = [];
        }
        yield rows;
      },
    });
  } finally {
    database.close();
  }
}

function inPostgres(store: Store, work: (moment: Moment) => Promise<void>): Promise<void> {
  return store.db
    .withoutPlugins()
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(db =>
      work({
        db,
        async *rows({ name, columns }) {
          const wanted = sql.join(columns.map(column => sql.ref(column)));
          await sql`declare rows no scroll cursor for select ${wanted} from ${sql.table(name)}`.execute(db);
          for (;;) {
            const { rows } = await sql<Record<string, unknown>>`fetch ${sql.lit(batch)} from rows`.execute(
              db,
            );
            if (rows.length === 0) break;
            yield rows.map(row => columns.map(column => row[column]));
          }
          await sql`close rows`.execute(db);
        },
      }),
    );
}

function quoted(name: string): string {
  return `"${name}"`;
}
