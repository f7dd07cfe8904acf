import { accessSync, constants } from 'node:fs';
import type { Words } from '../domain/language.ts';
import { makeFolder } from '../report/forms.ts';
import { CommandError, UsageError } from './exit.ts';
import { shownPath } from './output.ts';

/** The place is right, but no more goes in: nothing about the command is wrong. Only writing ends like this. */
const full: Record<string, Words> = {
  ENOSPC: { vi: 'hết chỗ trên đĩa', en: 'the disk is full' },
  EDQUOT: { vi: 'hết hạn mức đĩa', en: 'the quota of the disk is used up' },
  EFBIG: { vi: 'tệp lớn hơn mức hệ điều hành cho phép', en: 'the file is larger than the system allows' },
};

const reasons: Record<string, Words> = {
  EACCES: { vi: 'không có quyền ghi ở đó', en: 'writing is not permitted there' },
  EPERM: { vi: 'không có quyền ghi ở đó', en: 'writing is not permitted there' },
  EROFS: { vi: 'hệ thống tệp chỉ cho đọc', en: 'the file system is read-only' },
  ENOENT: { vi: 'hệ điều hành không cho tạo ở đó', en: 'the system does not let it be made there' },
  ENOTDIR: {
    vi: 'một phần của đường dẫn là tệp, không phải thư mục',
    en: 'part of the path is a file, not a folder',
  },
  EEXIST: { vi: 'ở đó đã có một tệp cùng tên', en: 'a file of that name is there' },
  EISDIR: { vi: 'ở đó đã có một thư mục cùng tên', en: 'a folder of that name is there' },
  ENOTEMPTY: { vi: 'ở đó đã có một thư mục cùng tên', en: 'a folder of that name is there' },
  ENAMETOOLONG: { vi: 'tên quá dài', en: 'the name is too long' },
  ...full,
};

export const outputs = {
  report: { vi: 'báo cáo', en: 'the report' },
  tasks: { vi: 'danh sách việc', en: 'the list of tasks' },
  consolidated: { vi: 'danh mục tổng hợp', en: 'the consolidated lists' },
  mapping: { vi: 'ánh xạ', en: 'the mapping' },
  answer: { vi: 'câu trả lời', en: 'the answer' },
  reviewStatus: { vi: 'tình hình rà soát', en: 'the state of the review' },
  papers: { vi: 'văn bản', en: 'the papers' },
  catalogue: { vi: 'danh mục', en: 'the catalogue' },
  readiness: { vi: 'điều kiện nâng mức', en: 'the conditions' },
  backup: { vi: 'bản sao lưu', en: 'the backup' },
  letters: { vi: 'thư', en: 'the mail' },
  plan: { vi: 'kế hoạch', en: 'the plan' },
  starter: { vi: 'cấu hình mẫu', en: 'the starter configuration' },
  milestones: { vi: 'các mốc', en: 'the milestones' },
  registration: { vi: 'phụ lục đăng ký', en: 'the annex of registrations' },
  workbook: { vi: 'bảng tính', en: 'the workbook' },
  draft: { vi: 'dự thảo', en: 'the draft' },
  workflow: { vi: 'quy trình', en: 'the workflow' },
  result: { vi: 'kết quả', en: 'what came of it' },
} as const satisfies Record<string, Words>;

/**
 * What the system says of a place the user named that cannot be written, as a sentence; any other error as it is.
 *
 * @param what What was to be written, or the path itself. @param into Where.
 */
export function unwritable(what: Words | string, error: unknown, into?: string): unknown {
  // What the system says of files, as opposed to what the store says.
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const { code = '', path } = error as NodeJS.ErrnoException;
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (reason === undefined) return error;
  const at = path === undefined ? '' : ` (${shownPath(path)})`;
  const named = typeof what === 'string' ? { vi: what, en: what } : what;
  const message = {
    vi: `không ghi được ${named.vi}${into === undefined ? '' : ` vào ${into}`}: ${reason.vi}${at}.`,
    en: `${named.en} could not be written${into === undefined ? '' : ` to ${into}`}: ${reason.en}${at}.`,
  };
  return code in full ? new CommandError(message) : new UsageError(message);
}

/** The same of a failure wherever it came from: undefined unless it is a disk that takes nothing more. */
export function fullDisk(error: unknown): CommandError | undefined {
  const told = unwritable(outputs.result, error);
  return told instanceof CommandError && told !== error ? told : undefined;
}

/** Makes the folder of an `--out` before any work begins, so that nothing is done whose result has no place. @param mode Of a folder that is made; for its owner alone otherwise. */
export function requireFolder(what: Words, out: string, mode?: number): void {
  try {
    makeFolder(out, mode);
    accessSync(out, constants.W_OK);
  } catch (error) {
    throw unwritable(what, error, out);
  }
}
