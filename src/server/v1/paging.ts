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

interface Asked {
  limit: number;
  cursor?: string | undefined;
}
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** Of a list of which the caller sees nothing. */
export const emptyPage = { items: [], next: null };

/** Where in its list a row stands: what a cursor holds, and which that is of a row. */
export interface Place<Held extends z.ZodType, Row> {
  held: Held;
  of(row: Row): z.output<Held>;
}
function place<Held extends z.ZodType, Row>(held: Held, of: (row: Row) => z.output<Held>): Place<Held, Row> {
  return { held, of };
}
export const places = {
  number: place(z.int().positive(), ({ id }: { id: number }) => id),
  id: place(z.string(), ({ id }: { id: string }) => id),
  procedure: place(z.string(), ({ procedure }: { procedure: string }) => procedure),
  offering: place(
    z.object({ procedure: z.string(), agency: z.string() }),
    ({ procedure, agency }: { procedure: string; agency: string }) => ({ procedure, agency }),
  ),
  plan: place(
    z.strictObject({ createdAt: z.string(), id: z.string() }),
    ({ createdAt, id }: { createdAt: string; id: string }) => ({ createdAt, id }),
  ),
};

/**
 * A page of a list that is read row by row.
 *
 * @param of What the list is, with its filters.
 * @param read Rows behind a place, as many as are asked for.
 */
export async function pageBehind<Held extends z.ZodType, Told, Row extends Told>(
  { limit, cursor }: Asked,
  of: unknown,
  { held, of: placeIn }: Place<Held, Told>,
  read: (after: z.output<Held> | undefined, count: number) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  const rows = await read(placeOf(cursor, of, held), limit + 1);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? cursorOf(placeIn(items.at(-1)!), of) : null };
}

/** The first rows of a list that comes in batches, as many as are wanted or some more. */
export async function firstOf<Row>(
  batches: AsyncIterable<readonly Row[]>,
  count: number,
  isWanted: (row: Row) => boolean = () => true,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) {
    rows.push(...batch.filter(isWanted));
    if (rows.length >= count) break;
  }
  return rows;
}

/** A page of a list that is at hand whole. */
export function pageOfWhole<Item>(all: readonly Item[], { limit, cursor }: Asked, of: unknown): Page<Item> {
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
