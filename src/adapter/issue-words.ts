import type { z } from 'zod';
import { beginningOf } from './beginning-of.ts';

/** Why a field of a remote record cannot be used, Vietnamese: what stands there, or that nothing does. */
export function issueWords({ code, message, path }: z.core.$ZodIssue, record: unknown): string {
  // Our own checks say it themselves.
  if (code === 'custom') return message;
  const found = path.reduce<unknown>((holder, key) => Object(holder)[key], record);
  return found === undefined ? 'thiếu hoặc không đúng cấu trúc' : `không dùng được: ${foundWords(found)}`;
}

const kinds: Record<string, string> = {
  object: 'đối tượng',
  string: 'chữ',
  number: 'số',
  boolean: 'giá trị',
};

/** `chữ "abc"`, `danh sách`: what stands where something else was expected. */
export function foundWords(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'danh sách';
  const shown = typeof value === 'object' ? '' : ` ${beginningOf(String(value), 60)}`;
  return `${kinds[typeof value] ?? typeof value}${shown}`;
}
