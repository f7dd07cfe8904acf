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
import type { Words } from '../../domain/language.ts';
import { storable } from './order.ts';
import { makePrivateFile } from './private-files.ts';
import { at, StoreError, unsaid } from './store-error.ts';

const busy = 5;
/**
 * How long a statement waits for another process's transaction. Ours last a few seconds at most; a backup or a person with
 * a tool of his own may hold the file for a minute, in which nobody else can take anything over either.
 */
const patienceMs = 120_000;
/** Statements kept prepared; we use a few dozen different ones. */
const keptStatements = 200;
/** About as much as SQLite lets gather before it writes them into the file; what one large transaction took goes back. */
const journalBytes = 4 * 1024 * 1024;
/** For so long statements may follow each other before what else waits in this process (requests, timers) gets a turn. */
const longestMs = 25;

/**
 * Opens (or creates) the file with our settings: WAL, so that readers never wait for the one writer; NORMAL, which
 * after a power cut loses at most the last transactions and never the file. What it sorts stays out of memory
 * (`temp_store` as it is): a city's findings are sorted whole to be counted.
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
  database.exec(
    `pragma journal_mode = wal; pragma synchronous = normal; pragma journal_size_limit = ${journalBytes}`,
  );
}

/** Opens a file once more, to read beside whatever is being written. */
export function openToRead(file: string): DatabaseSync {
  return new DatabaseSync(file, { timeout: 0, readOnly: true });
}

/** What belongs to an open file beside its one connection that writes. */
export interface Beside {
  /**
   * For what only reads, outside transactions: it waits neither for transactions of this process nor for those of others,
   * and sees what was committed before. Absent (in memory, while tables are made), all is one connection's.
   */
  reader?: DatabaseSync;
  writing: Waiting;
  reading: Waiting;
}

/** Kysely's dialect over node:sqlite: one connection that writes, by turns, and one that reads beside it. */
export function sqliteDialect(writer: DatabaseSync, beside: Beside = { writing: {}, reading: {} }): Dialect {
  return {
    createAdapter: () => new ByTurns(),
    createDriver: () => new NodeSqliteDriver(writer, beside),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Turns at the connection that writes are the driver's: Kysely's own would hold up reading as well. */
class ByTurns extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #writer: Statements;
  readonly #beside: Beside;
  #reader: Statements | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(writer: DatabaseSync, beside: Beside) {
    this.#writer = new Statements(writer, beside.writing);
    this.#beside = beside;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Session> {
    return new Session(this);
  }

  async beginTransaction(session: Session): Promise<void> {
    await session.begin();
  }

  async commitTransaction(session: Session): Promise<void> {
    await session.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(session: Session): Promise<void> {
    // SQLite itself rolls back on a full disk and the like; then there is nothing left to roll back.
    if (this.#writer.database.isTransaction) await session.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(session: Session): Promise<void> {
    session.end();
  }

  async destroy(): Promise<void> {
    // The one that writes last: it is the one that can put the journal away.
    for (const database of [this.#beside.reader, this.#writer.database])
      if (database?.isOpen) database.close();
  }

  get writer(): Statements {
    return this.#writer;
  }

  /** Undefined while there is none. */
  get reader(): Statements | undefined {
    if (this.#beside.reader) this.#reader ??= new Statements(this.#beside.reader, this.#beside.reading);
    return this.#reader;
  }

  /** Resolves when the connection that writes is free; call the answer when it may be somebody else's. */
  async turn(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return resolve;
  }
}

/** What Kysely takes for a connection: a statement, or a transaction. */
class Session implements DatabaseConnection {
  readonly #driver: NodeSqliteDriver;
  /** Within a transaction: gives the turn on. */
  #end: (() => void) | undefined;

  constructor(driver: NodeSqliteDriver) {
    this.#driver = driver;
  }

  async begin(): Promise<void> {
    this.#end = await this.#driver.turn();
    // All our transactions write. One that starts by reading could not be upgraded once another has written.
    await this.#driver.writer.execute(CompiledQuery.raw('begin immediate'));
  }

  end(): void {
    this.#end?.();
    this.#end = undefined;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { writer, reader } = this.#driver;
    if (this.#end) return writer.execute(query);
    if (reader && isRead(query)) return reader.execute(query);
    const end = await this.#driver.turn();
    try {
      return await writer.execute(query);
    } finally {
      end();
    }
  }

  // biome-ignore lint/correctness/useYield: reading is done in key order, batch by batch; an open cursor would keep old pages
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streaming is not available: read in batches.');
  }
}

/** Whether a statement writes nothing, whatever it says. */
export function isRead({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(sql));
}

/** Statements on one connection, kept prepared. */
class Statements {
  readonly database: DatabaseSync;
  readonly #kept = new Map<string, { statement: StatementSync; reads: boolean }>();
  readonly #waiting: Waiting;
  #turned = 0;

  constructor(database: DatabaseSync, waiting: Waiting) {
    this.database = database;
    this.#waiting = waiting;
  }

  async execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // Statements are done at once, so a chain of them would keep this process from everything else.
    if (performance.now() - this.#turned > longestMs) {
      await turn();
      this.#turned = performance.now();
    }
    return patiently(() => this.#run<Row>(query), this.#waiting);
  }

  #run<Row>(query: CompiledQuery): QueryResult<Row> {
    const { statement, reads } = this.#prepare(query.sql);
    const parameters = (query.parameters as (string | number | null)[]).map(storable);
    if (reads) return { rows: statement.all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  #prepare(sql: string): { statement: StatementSync; reads: boolean } {
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    const statement = this.database.prepare(sql);
    const entry = { statement, reads: statement.columns().length > 0 };
    const oldest = this.#kept.size >= keptStatements ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(sql, entry);
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

const failures: Record<number, Words> = {
  5: {
    vi: 'một chương trình khác đang khóa nó; đợi chương trình ấy xong',
    en: 'another program has locked it; wait until that is done',
  },
  8: {
    vi: 'không được phép ghi; cấp cho người dùng này quyền ghi vào tệp và thư mục chứa nó',
    en: 'writing is not permitted; let this user write to the file and its folder',
  },
  10: { vi: 'đọc hoặc ghi bị lỗi; kiểm tra ổ đĩa', en: 'it could not be read or written; look at the disk' },
  11: {
    vi: 'tệp bị hỏng; thay bằng bản sao lưu, hoặc chuyển nó đi để bắt đầu lại từ đầu',
    en: 'the file is damaged; put a backup in its place, or move it away to begin anew',
  },
  13: { vi: 'ổ đĩa đã đầy; giải phóng bớt dung lượng', en: 'the disk is full; make room' },
  14: {
    vi: 'không mở được; kiểm tra thư mục có tồn tại và người dùng này được ghi vào đó',
    en: 'it could not be opened; see that the folder is there and this user may write to it',
  },
  26: {
    vi: 'không phải cơ sở dữ liệu của dvc-sync; chỉ tệp khác, hoặc chuyển tệp này đi',
    en: 'it is no database of dvc-sync; name another file, or move this one away',
  },
};

/** A failure of SQLite that somebody outside the program can put right; undefined for any other error. */
export function sqliteFailure(file: string, error: unknown): StoreError | undefined {
  const code = sqliteCode(error);
  const known = code === undefined ? undefined : failures[code];
  return known === undefined ? undefined : new StoreError(at(file, known), error);
}

/** Why the file could not be opened. */
export function describeFailure(file: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const system = (error as NodeJS.ErrnoException).code;
  const what =
    system === 'EACCES' || system === 'EROFS' || system === 'ENOTDIR' || system === 'EEXIST'
      ? {
          vi: 'không tạo được thư mục chứa nó; kiểm tra dataDir và quyền ghi ở đó',
          en: 'its folder could not be made; look at dataDir and the right to write there',
        }
      : unsaid(error as Error);
  return sqliteFailure(file, error) ?? new StoreError(at(file, what), error);
}
