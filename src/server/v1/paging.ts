import { createHash } from 'node:crypto';
import { z } from 'zod';
import { limits } from '../limits.ts';
import { Problem } from '../problems/problem.ts';

/** Query of every list. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.page)
    .default(100)
    .describe(`Entries of a page; at most ${limits.page}.`),
  cursor: z.string().max(2_000).optional().describe('`next` of the page before.'),
};

/** A page of a list; `next` is the cursor of the one after it. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null = this was the last.'),
  });
}

/**
 * The place a page ended at, as a text callers hand back. It gives no right to anything, so it is not signed; the
 * check only tells one that was damaged, or is of another list or other filters, from a good one.
 *
 * @param of What it belongs to: the list with its filters.
 */
export function cursorOf(place: unknown, of: unknown): string {
  const body = Buffer.from(JSON.stringify(place)).toString('base64url');
  return `${body}.${checkOf(body, of)}`;
}

/** @throws Problem when it is not a cursor of this list. */
export function placeOf<Place extends z.ZodType>(
  cursor: string | undefined,
  of: unknown,
  place: Place,
): z.output<Place> | undefined {
  if (cursor === undefined) return undefined;
  const [body = '', check] = cursor.split('.');
  const told = check === checkOf(body, of) ? place.safeParse(parsed(body)) : undefined;
  if (!told?.success)
    throw new Problem('invalid-cursor', {
      vi: 'Chỉ dùng nguyên văn "next" của trang trước, với đúng bộ lọc và cách sắp xếp của trang ấy.',
      en: 'Use `next` of the page before as it is, with the same filters and order.',
    });
  return told.data;
}

/** A page of what was read with one row more than asked for. */
export function pageFrom<Item>(
  rows: readonly Item[],
  limit: number,
  place: (last: Item) => unknown,
  of: unknown,
): { items: Item[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(place(last), of) : null };
}

/** A page of a list that is at hand whole. */
export function pageOfWhole<Item>(
  all: readonly Item[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  of: unknown,
): { items: Item[]; next: string | null } {
  const from = placeOf(cursor, of, z.int().nonnegative()) ?? 0;
  const next = from + limit < all.length ? cursorOf(from + limit, of) : null;
  return { items: all.slice(from, from + limit), next };
}

function checkOf(body: string, of: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([body, of]))
    .digest('base64url')
    .slice(0, 16);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString());
  } catch {
    return undefined;
  }
}
