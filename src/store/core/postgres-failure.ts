import { StoreError } from './store-error.ts';

const broken = 'kết nối bị ngắt giữa chừng; kiểm tra máy chủ rồi chạy lại';
const restarting = 'máy chủ đang tắt hoặc khởi động lại; đợi nó chạy lại';
const failures: Record<string, string> = {
  ECONNREFUSED: 'không có gì trả lời ở đó; khởi động PostgreSQL hoặc sửa store.url',
  ENOTFOUND: 'không có tên máy chủ này; sửa store.url',
  EAI_AGAIN: 'không tra được tên máy chủ; kiểm tra mạng và store.url',
  ETIMEDOUT: 'không trả lời; kiểm tra mạng và store.url',
  EHOSTUNREACH: 'không có đường tới máy chủ; kiểm tra mạng và store.url',
  ENETUNREACH: 'không có đường tới máy chủ; kiểm tra mạng và store.url',
  ECONNRESET: broken,
  EPIPE: broken,
  // The server has ended this connection: somebody asked it to, it waited too long, a process of it crashed.
  '57P01': restarting,
  '57P02': restarting,
  '57P03': restarting,
  '25P03': broken,
  '57P05': broken,
  '08006': broken,
  '28P01': 'sai tên người dùng hoặc mật khẩu; sửa store.url',
  '28000': 'người dùng này không được đăng nhập; sửa store.url hoặc pg_hba.conf',
  '3D000': 'không có cơ sở dữ liệu này; tạo nó hoặc sửa store.url',
  '42501': 'người dùng này không được tạo bảng ở đó; cấp quyền CREATE trên schema',
  '53300': 'hết kết nối; tăng max_connections hoặc đóng bớt chương trình khác',
  '53100': 'ổ đĩa của nó đã đầy; giải phóng bớt dung lượng',
  '58030': 'ổ đĩa của nó đọc hoặc ghi bị lỗi; kiểm tra ổ đĩa',
  XX001: 'dữ liệu của nó bị hỏng; kiểm tra ổ đĩa, phục hồi bản sao lưu vào cơ sở dữ liệu mới',
};
/** What `pg` says itself of a connection that is gone has no code. */
const goneConnection =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|driver has already been destroyed)/;

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
  const { code, message } = firstOf(error);
  const known =
    (code === undefined ? undefined : failures[code]) ?? (goneConnection.test(message) ? broken : undefined);
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
