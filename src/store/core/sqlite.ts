import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { makePrivateFile } from './private-files.ts';
import { StoreError } from './store-error.ts';

const busy = 5;
/**
 * How long a statement waits for another process's transaction. Ours last a few seconds at most; a backup or a person with
 * a tool of his own may hold the file for a minute, in which nobody else can take anything over either.
 */
const patienceMs = 120_000;
/** Statements kept prepared; we use a few dozen different ones. */
const keptStatements = 200;
/** For so long statements may follow each other before what else waits in this process (requests, timers) gets a turn. */
const longestMs = 25;

/**
 * Opens (or creates) the file with our settings: WAL, so that readers never wait for the one writer; NORMAL, which
 * after a power cut loses at most the last transactions and never the file.
 */
export function openFile(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') makePrivateFile(file);
    // Waiting is done by `patiently`, without blocking the event loop.
    const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true });
    return database;
  } catch (error) {
    throw describeFailure(file, error);
  }
}

/** Settings that touch the file: called under `patiently`, since another process may be opening it as well. */
export function settle(database: DatabaseSync): void {
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory;');
}

/** Kysely's dialect over one connection of node:sqlite. */
export function sqliteDialect(database: DatabaseSync, waiting: Waiting = {}): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new NodeSqliteDriver(database, waiting),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;

  constructor(database: DatabaseSync, waiting: Waiting) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database, waiting);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // All our transactions write. One that starts by reading could not be upgraded once another has written.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite itself rolls back on a full disk and the like; then there is nothing left to roll back.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, { statement: StatementSync; reads: boolean }>();
  readonly #waiting: Waiting;
  #turned = 0;

  constructor(database: DatabaseSync, waiting: Waiting) {
    this.#database = database;
    this.#waiting = waiting;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // Statements are done at once, so a chain of them would keep this process from everything else.
    if (performance.now() - this.#turned > longestMs) {
      await turn();
      this.#turned = performance.now();
    }
    return patiently(() => this.#run<Row>(query), this.#waiting);
  }

  // biome-ignore lint/correctness/useYield: reading is done in key order, batch by batch; a held-open cursor would block the only connection
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streaming is not available: read in batches.');
  }

  #run<Row>(query: CompiledQuery): QueryResult<Row> {
    const { statement, reads } = this.#prepare(query.sql);
    const parameters = query.parameters as (string | number | null)[];
    if (reads) return { rows: statement.all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  #prepare(sql: string): { statement: StatementSync; reads: boolean } {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.#database.prepare(sql);
    const entry = { statement, reads: statement.columns().length > 0 };
    const oldest = this.#statements.size >= keptStatements ? this.#statements.keys().next().value : undefined;
    if (oldest !== undefined) this.#statements.delete(oldest);
    this.#statements.set(sql, entry);
    return entry;
  }
}

/** Repeats `work` while another connection holds the write lock. A busy statement has changed nothing. */
export async function patiently<T>(work: () => T, told: Waiting = {}): Promise<T> {
  for (let waited = 0, pause = 5; ; waited += pause, pause = Math.min(pause * 2, 250)) {
    try {
      const result = work();
      told.since = undefined;
      return result;
    } catch (error) {
      const isBusy = sqliteCode(error) === busy;
      told.since = isBusy ? (told.since ?? performance.now()) : undefined;
      if (!isBusy || waited >= patienceMs) throw error;
      await wait(pause);
    }
  }
}

/** Since when (`performance.now()`) a connection has been waiting for another program; statements come one by one. */
export interface Waiting {
  since?: number | undefined;
}

function sqliteCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown }).errcode;
  // The low byte is the primary code; extended ones (SQLITE_BUSY_SNAPSHOT …) stand above it.
  return typeof code === 'number' ? code & 0xff : undefined;
}

const failures: Record<number, string> = {
  5: 'một chương trình khác đang khóa nó; đợi chương trình ấy xong',
  8: 'không được phép ghi; cấp cho người dùng này quyền ghi vào tệp và thư mục chứa nó',
  10: 'đọc hoặc ghi bị lỗi; kiểm tra ổ đĩa',
  11: 'tệp bị hỏng; thay bằng bản sao lưu, hoặc chuyển nó đi để bắt đầu lại từ đầu',
  13: 'ổ đĩa đã đầy; giải phóng bớt dung lượng',
  14: 'không mở được; kiểm tra thư mục có tồn tại và người dùng này được ghi vào đó',
  26: 'không phải cơ sở dữ liệu của dvc-sync; chỉ tệp khác, hoặc chuyển tệp này đi',
};

/** A failure of SQLite that somebody outside the program can put right; undefined for any other error. */
export function sqliteFailure(file: string, error: unknown): StoreError | undefined {
  const code = sqliteCode(error);
  const known = code === undefined ? undefined : failures[code];
  return known === undefined ? undefined : new StoreError(`${file}: ${known}`, error);
}

/** Why the file could not be opened. */
export function describeFailure(file: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const system = (error as NodeJS.ErrnoException).code;
  const what =
    system === 'EACCES' || system === 'EROFS' || system === 'ENOTDIR' || system === 'EEXIST'
      ? 'không tạo được thư mục chứa nó; kiểm tra dataDir và quyền ghi ở đó'
      : (error as Error).message;
  return sqliteFailure(file, error) ?? new StoreError(`${file}: ${what}`, error);
}
