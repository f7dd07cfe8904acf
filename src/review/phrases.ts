import { isPlain, withoutAccents } from '../domain/text.ts';
import { spelledOut } from './layout/words.ts';
import { writtenOut } from './reason-text.ts';

/** Phrases that are looked for in a key: with accents where it has any. */
export class Phrases {
  readonly #accented: RegExp;
  readonly #plain: RegExp;

  /** Besides those for both, phrases that are others without accents, and what stands for them in a text without. */
  constructor(both: string[], { accented = [], plain = [] }: { accented?: string[]; plain?: string[] } = {}) {
    const any = (each: string[]) =>
      new RegExp(`(?<![\\p{L}\\p{N}])(?:${each.join('|') || '(?!)'})(?![\\p{L}\\p{N}])`, 'u');
    this.#accented = any([...both, ...accented]);
    this.#plain = any([...both, ...plain].map(withoutAccents));
  }

  /** As it is written: "đang" is not the beginning of "đăng ký", nor "chờ" of "cho". */
  find(key: string): RegExpExecArray | null {
    return (isPlain(key) ? this.#plain : this.#accented).exec(key);
  }

  in(key: string): boolean {
    return this.find(key) !== null;
  }

  /** However it is accented: for sentences that are no others without. */
  anyhow(key: string): boolean {
    return this.#plain.test(withoutAccents(key));
  }

  /** What stands behind; undefined where the key does not say it. */
  behind(key: string): string | undefined {
    const found = this.find(key);
    return found ? key.slice(found.index + found[0].length) : undefined;
  }

  without(key: string): string {
    return key.split(isPlain(key) ? this.#plain : this.#accented).join(' ');
  }
}
export const phrases = (...both: string[]) => new Phrases(both);

/** Small letters, no punctuation, short forms written out. */
export const keyOf = (text: string) => writtenOut(spelledOut(text));

/* Parts that phrases are made of. */
export const index = '(?:(?:[ivx]+|\\d+|[a-h]) )?';
export const not = '(?:không|chưa)';
export const wish = '(?:đề nghị|đề xuất|kiến nghị)';
export const rows =
  'danh mục|các|nhóm|những|thủ tục|hành chính|tthc|này|sau|đây|dưới|còn lại|thống nhất|nhất trí|đồng ý';
export const towards =
  'lên|thành|để|nâng|thực hiện|cung cấp|dịch vụ công|dvc|dvctt|trực tuyến|mức độ|mức|toàn trình';
