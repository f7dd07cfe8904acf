import type { z } from 'zod';
import { beginningOf } from '../beginning-of.ts';
import { issueWords } from '../issue-words.ts';

/** Something in a record that was not as expected and was left out. */
export interface Oddity {
  /** `dossierParts[3].required`; empty for the whole record. */
  path: string;
  /** Vietnamese. */
  reason: string;
}

/** What could be used of a record. No `value`: nothing, `oddities` says why. */
export interface Lenient<T> {
  value?: T;
  oddities: Oddity[];
}

/** More odd places than this and the record is not what we think it is. */
const patience = 50;
const longestReason = 300;

/**
 * Reads a record by its schema; a field that does not fit is left out and told, a row of a list whose key does not
 * fit is left out as a whole. Only when a key of the record itself is missing is there no value.
 *
 * @param words Why a field cannot be used, Vietnamese.
 */
export function parseLenient<T>(schema: z.ZodType<T>, record: unknown, words = issueWords): Lenient<T> {
  const oddities: Oddity[] = [];
  let left = record;
  for (let tries = 0; tries <= patience; tries++) {
    const reading = schema.safeParse(left);
    if (reading.success) return { value: reading.data, oddities };
    const issue = reading.error.issues[0]!;
    const path = issue.path.filter(key => typeof key !== 'symbol');
    const odd = { path: written(path), reason: beginningOf(words(issue, left), longestReason) };
    // What was left out is missed where it was a key; that it could not be used is told already.
    if (oddities.at(-1)?.path !== odd.path) oddities.push(odd);
    const smaller = without(left, path);
    if (smaller === undefined) break;
    left = smaller;
  }
  return { oddities };
}
function written(path: (string | number)[]): string {
  return path
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

/** The record without the value at `path`, or without what holds it when there is none; `undefined` = nothing left. */
function without(record: unknown, path: (string | number)[]): unknown {
  for (let length = path.length; length > 0; length--) {
    const way = path.slice(0, length - 1);
    const holder = way.reduce(inside, record);
    const key = path[length - 1]!;
    if (Array.isArray(holder)) return changed(record, way, () => holder.toSpliced(Number(key), 1));
    if (typeof holder !== 'object' || holder === null) continue;
    const { [key]: left, ...rest } = holder as Record<string | number, unknown>;
    if (left !== undefined && left !== null) return changed(record, way, () => rest);
  }
  return undefined;
}

/** The record with another value at the end of the way; whatever is not on the way is shared, however large. */
function changed(record: unknown, way: (string | number)[], change: () => unknown): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return change();
  if (typeof key === 'number' && !Array.isArray(record)) return changed(record, rest, change);
  const inner = changed(inside(record, key), rest, change);
  if (Array.isArray(record)) return record.with(Number(key), inner);
  return { ...(record as object), [key]: inner };
}

/** A list of one row may have come as the row itself: then its index leads nowhere deeper. */
function inside(holder: unknown, key: string | number): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  return typeof key === 'number' && !Array.isArray(holder)
    ? holder
    : (holder as Record<string | number, unknown>)[key];
}
