import { numberWords } from '../domain/number-words.ts';

/** A file that cannot be read at all. Vietnamese: what is wrong and what to do. */
export class UnreadableFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableFile';
  }
}

/** `what` in Vietnamese, or the name of a part: what libraries say of it is in English, for whoever writes programs. */
export function corrupt(what?: string): UnreadableFile {
  const where = what === undefined ? '' : ` (${what})`;
  return new UnreadableFile(`tệp bị hỏng hoặc tải về chưa đủ${where}; mở thử trên máy, lưu lại rồi gửi lại.`);
}

export const locked = () =>
  new UnreadableFile(
    'tệp có mật khẩu nên không đọc được; bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi gửi lại.',
  );

/** More of something than a list has; `what` as in "ô", "dòng trong một trang tính". */
export function tooMany(what: string, most: number): UnreadableFile {
  return new UnreadableFile(
    `tệp có hơn ${numberWords(most)} ${what}, không giống một danh mục; xóa phần thừa rồi gửi lại.`,
  );
}
