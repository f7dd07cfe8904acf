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
  ECONNREFUSED: 'không có gì trả lời ở đó; khởi động PostgreSQL hoặc sửa store.url',
  ENOTFOUND: 'không có tên máy chủ này; sửa store.url',
  EAI_AGAIN: 'không tra được tên máy chủ; kiểm tra mạng và store.url',
  ETIMEDOUT: 'không trả lời; kiểm tra mạng và store.url',
  ECONNRESET: 'kết nối bị ngắt giữa chừng; kiểm tra máy chủ rồi chạy lại',
  '57P01': 'máy chủ đang tắt; đợi nó chạy lại',
  '28P01': 'sai tên người dùng hoặc mật khẩu; sửa store.url',
  '28000': 'người dùng này không được đăng nhập; sửa store.url hoặc pg_hba.conf',
  '3D000': 'không có cơ sở dữ liệu này; tạo nó hoặc sửa store.url',
  '42501': 'người dùng này không được tạo bảng ở đó; cấp quyền CREATE trên schema',
  '53300': 'hết kết nối; tăng max_connections hoặc đóng bớt chương trình khác',
  '53100': 'ổ đĩa của nó đã đầy; giải phóng bớt dung lượng',
};

/** Host, port and database of a connection URL, without user name and password. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || 5432}${pathname}`;
  } catch {
    return 'ở store.url (không phải URL hợp lệ)';
  }
}

/** A failure of the server or of the way to it that somebody can put right; undefined for any other error. */
export function postgresFailure(url: string, error: unknown): StoreError | undefined {
  const { code } = firstOf(error);
  const known = code === undefined ? undefined : failures[code];
  return known === undefined ? undefined : new StoreError(`PostgreSQL ${placeOf(url)}: ${known}`, error);
}

/** Why the database could not be opened. */
export function describePostgresFailure(url: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return (
    postgresFailure(url, error) ??
    new StoreError(`PostgreSQL ${placeOf(url)}: ${firstOf(error).message}`, error)
  );
}

/** Node tries every address of a name and bundles the failures. */
function firstOf(error: unknown): { code?: string; message: string } {
  return error instanceof AggregateError ? error.errors[0] : (error as Error);
}
