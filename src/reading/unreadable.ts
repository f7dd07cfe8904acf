import { numberWords } from '../domain/number-words.ts';

/** A file that cannot be read at all. Vietnamese: what is wrong and what to do. */
export class UnreadableFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableFile';
  }
}

export function corrupt(what: string): UnreadableFile {
  return new UnreadableFile(
    `tệp bị hỏng hoặc tải về chưa đủ (${what}); mở thử trên máy, lưu lại rồi gửi lại.`,
  );
}

export const locked = () =>
  new UnreadableFile(
    'tệp có mật khẩu nên không đọc được; bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi gửi lại.',
  );

/** In the file's own words, but at most a line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').slice(0, 120);
}

/** More of something than a list has; `what` as in "ô", "dòng trong một trang tính". */
export function tooMany(what: string, most: number): UnreadableFile {
  return new UnreadableFile(
    `tệp có hơn ${numberWords(most)} ${what}, không giống một danh mục; xóa phần thừa rồi gửi lại.`,
  );
}
