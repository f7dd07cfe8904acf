import { makeFolder } from '../store/make-folder.ts';
import { UsageError } from './exit.ts';
import { shownPath } from './output.ts';

const reasons: Record<string, string> = {
  EACCES: 'không có quyền ghi ở đó',
  EPERM: 'không có quyền ghi ở đó',
  EROFS: 'hệ thống tệp chỉ cho đọc',
  ENOENT: 'hệ điều hành không cho tạo ở đó',
  ENOTDIR: 'một phần của đường dẫn là tệp, không phải thư mục',
  EEXIST: 'ở đó đã có một tệp cùng tên',
  EISDIR: 'ở đó đã có một thư mục cùng tên',
  ENOTEMPTY: 'ở đó đã có một thư mục cùng tên',
  ENOSPC: 'hết chỗ trên đĩa',
  EDQUOT: 'hết hạn mức đĩa',
  ENAMETOOLONG: 'tên quá dài',
};

/**
 * What the system says of a place the user named that cannot be written, as a sentence; any other error as it is.
 *
 * @param what What was to be written: "báo cáo vào out".
 */
export function unwritable(what: string, error: unknown): unknown {
  // What the system says of files, as opposed to what the store says.
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const { code = '', path } = error as NodeJS.ErrnoException;
  const at = path === undefined ? '' : ` (${shownPath(path)})`;
  return new UsageError(`không ghi được ${what}: ${reasons[code] ?? code}${at}.`);
}

/** Makes the folder of an `--out` before any work begins, so that nothing is done whose result has no place. */
export function requireFolder(what: string, out: string): void {
  try {
    makeFolder(out);
  } catch (error) {
    throw unwritable(`${what} vào ${out}`, error);
  }
}
