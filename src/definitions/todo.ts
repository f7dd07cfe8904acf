import type { Path } from '../config/yaml-source.ts';
import { textsIn } from './source.ts';

/** What a draft says where a person has to decide. */
export const todo = 'TODO';
const mark = /(?<![\p{L}\p{N}_])TODO(?![\p{L}\p{N}_])/u;

export const todoReason = 'còn TODO: cần người điền';

export function hasTodo(text: string): boolean {
  return text.includes(todo) && mark.test(text);
}

/** Paths of values that still say TODO. */
export function todoPaths(plain: unknown): Path[] {
  return [...textsIn(plain)].filter(({ text }) => hasTodo(text)).map(({ path }) => path);
}

/** Lines that say TODO, values and remarks alike. */
export function todoLines(text: string): number[] {
  if (!hasTodo(text)) return [];
  return text.split('\n').flatMap((line, index) => (hasTodo(line) ? [index + 1] : []));
}
