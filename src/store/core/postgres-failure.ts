import type { Words } from '../../domain/language.ts';
import { at, StoreError, unsaid } from './store-error.ts';

const broken = {
  vi: 'kết nối bị ngắt giữa chừng; kiểm tra máy chủ rồi chạy lại',
  en: 'the connection was cut; look at the server and start again',
};
const restarting = {
  vi: 'máy chủ đang tắt hoặc khởi động lại; đợi nó chạy lại',
  en: 'the server is shutting down or starting; wait until it runs',
};
const noWay = {
  vi: 'không có đường tới máy chủ; kiểm tra mạng và store.url',
  en: 'there is no way to the host; look at the network and store.url',
};
const failures: Record<string, Words> = {
  ECONNREFUSED: {
    vi: 'không có gì trả lời ở đó; khởi động PostgreSQL hoặc sửa store.url',
    en: 'nothing answers there; start PostgreSQL or correct store.url',
  },
  ENOTFOUND: {
    vi: 'không có tên máy chủ này; sửa store.url',
    en: 'there is no host of that name; correct store.url',
  },
  EAI_AGAIN: {
    vi: 'không tra được tên máy chủ; kiểm tra mạng và store.url',
    en: 'the name of the host could not be looked up; look at the network and store.url',
  },
  ETIMEDOUT: {
    vi: 'không trả lời; kiểm tra mạng và store.url',
    en: 'it does not answer; look at the network and store.url',
  },
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  ECONNRESET: broken,
  EPIPE: broken,
  // The server has ended this connection: somebody asked it to, it waited too long, a process of it crashed.
  '57P01': restarting,
  '57P02': restarting,
  '57P03': restarting,
  '25P03': broken,
  '57P05': broken,
  '08006': broken,
  '28P01': {
    vi: 'sai tên người dùng hoặc mật khẩu; sửa store.url',
    en: 'wrong user name or password; correct store.url',
  },
  '28000': {
    vi: 'người dùng này không được đăng nhập; sửa store.url hoặc pg_hba.conf',
    en: 'this user may not sign in; correct store.url or pg_hba.conf',
  },
  '3D000': {
    vi: 'không có cơ sở dữ liệu này; tạo nó hoặc sửa store.url',
    en: 'there is no such database; create it or correct store.url',
  },
  '42501': {
    vi: 'người dùng này không được tạo bảng ở đó; cấp quyền CREATE trên schema',
    en: 'this user may not create tables there; grant CREATE on the schema',
  },
  '53300': {
    vi: 'hết kết nối; tăng max_connections hoặc đóng bớt chương trình khác',
    en: 'no connection is left; raise max_connections or close other programs',
  },
  '53100': { vi: 'ổ đĩa của nó đã đầy; giải phóng bớt dung lượng', en: 'its disk is full; make room' },
  '58030': {
    vi: 'ổ đĩa của nó đọc hoặc ghi bị lỗi; kiểm tra ổ đĩa',
    en: 'its disk could not be read or written; look at the disk',
  },
  XX001: {
    vi: 'dữ liệu của nó bị hỏng; kiểm tra ổ đĩa, phục hồi bản sao lưu vào cơ sở dữ liệu mới',
    en: 'its data is damaged; look at the disk, restore a backup into a new database',
  },
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

function serverOf(url: string): string {
  return `PostgreSQL ${placeOf(url)}`;
}

/** A failure of the server or of the way to it that somebody can put right; undefined for any other error. */
export function postgresFailure(url: string, error: unknown): StoreError | undefined {
  const { code, message } = firstOf(error);
  const known =
    (code === undefined ? undefined : failures[code]) ?? (goneConnection.test(message) ? broken : undefined);
  return known === undefined ? undefined : new StoreError(at(serverOf(url), known), error);
}

/** Why the database could not be opened. */
export function describePostgresFailure(url: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return postgresFailure(url, error) ?? new StoreError(at(serverOf(url), unsaid(firstOf(error))), error);
}

/** Node tries every address of a name and bundles the failures. */
function firstOf(error: unknown): { code?: string; message: string } {
  return error instanceof AggregateError ? error.errors[0] : (error as Error);
}
