import { accessSync, constants } from 'node:fs';
import { makeFolder } from '../report/staged-file.ts';
import { CommandError, UsageError } from './exit.ts';
import { shownPath } from './output.ts';

/** The place is right, but no more goes in: nothing about the command is wrong. Only writing ends like this. */
const full: Record<string, string> = {
  ENOSPC: 'hết chỗ trên đĩa',
  EDQUOT: 'hết hạn mức đĩa',
  EFBIG: 'tệp lớn hơn mức hệ điều hành cho phép',
};

const reasons: Record<string, string> = {
  EACCES: 'không có quyền ghi ở đó',
  EPERM: 'không có quyền ghi ở đó',
  EROFS: 'hệ thống tệp chỉ cho đọc',
  ENOENT: 'hệ điều hành không cho tạo ở đó',
  ENOTDIR: 'một phần của đường dẫn là tệp, không phải thư mục',
  EEXIST: 'ở đó đã có một tệp cùng tên',
  EISDIR: 'ở đó đã có một thư mục cùng tên',
  ENOTEMPTY: 'ở đó đã có một thư mục cùng tên',
  ENAMETOOLONG: 'tên quá dài',
  ...full,
};

/**
 * What the system says of a place the user named that cannot be written, as a sentence; any other error as it is.
 *
 * @param what What was to be written: "báo cáo vào out".
 */
export function unwritable(what: string, error: unknown): unknown {
  // What the system says of files, as opposed to what the store says.
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const { code = '', path } = error as NodeJS.ErrnoException;
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (reason === undefined) return error;
  const at = path === undefined ? '' : ` (${shownPath(path)})`;
  const message = `không ghi được ${what}: ${reason}${at}.`;
  return code in full ? new CommandError(message) : new UsageError(message);
}

/** The same of a failure wherever it came from: undefined unless it is a disk that takes nothing more. */
export function fullDisk(error: unknown): CommandError | undefined {
  const told = unwritable('kết quả', error);
  return told instanceof CommandError && told !== error ? told : undefined;
}

/** Makes the folder of an `--out` before any work begins, so that nothing is done whose result has no place. @param mode Of a folder that is made; for its owner alone otherwise. */
export function requireFolder(what: string, out: string, mode?: number): void {
  try {
    makeFolder(out, mode);
    accessSync(out, constants.W_OK);
  } catch (error) {
    throw unwritable(`${what} vào ${out}`, error);
  }
}
