import { at, type Quirks } from './quirks.ts';

export type Body = Record<string, unknown>;

/** One page of a list with a cursor, newest first; the cursor is the id of the last row. */
export function cursorPage<T extends { id: string }>(
  path: string,
  all: readonly T[],
  body: Body,
  quirks: Quirks,
): { rows: T[]; lastId?: string; total?: number } {
  const limit = sizeOf(body.limit);
  const asked = String(body.lastId ?? '');
  const total = at(quirks.totalMissing, path) ? {} : { total: all.length + quirks.totalOff };
  // Like a database: what comes after the id, whether it still stands there or not.
  const from = asked === '' ? 0 : firstBelow(all, asked);
  if (quirks.cursorStallsAfter > 0 && from >= quirks.cursorStallsAfter) {
    const start = Math.max(0, from - limit);
    return { rows: all.slice(start, from), lastId: asked, ...total };
  }
  const wrap = quirks.cursorRepeatsAfter > 0 && from >= quirks.cursorRepeatsAfter;
  const start = wrap ? 0 : from;
  const size = quirks.shortPages && start + limit < all.length ? Math.ceil(limit / 2) : limit;
  const rows = all.slice(start, start + size);
  if (rows.length === 0) {
    if (quirks.end === 'stays') return { rows: all.slice(-limit), lastId: asked, ...total };
    return { rows, lastId: '', ...total };
  }
  const last = start + size >= all.length;
  return { rows, ...(last && quirks.end === 'no-last-id' ? {} : { lastId: rows.at(-1)!.id }), ...total };
}

/** Where the first row stands whose id is smaller, in a list from the largest to the smallest. */
function firstBelow(all: readonly { id: string }[], asked: string): number {
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (all[middle]!.id < asked) to = middle;
    else from = middle + 1;
  }
  return from;
}

export function numberedPage<T>(
  path: string,
  all: readonly T[],
  { currentPage, pageSize }: Body,
  quirks: Quirks,
): { items: T[]; pagination: object } {
  const size = sizeOf(pageSize);
  const current = Math.max(1, Math.trunc(Number(currentPage)) || 1);
  return {
    items: all.slice((current - 1) * size, current * size),
    pagination: {
      ...(at(quirks.totalMissing, path) ? {} : { total: all.length + quirks.totalOff }),
      currentPage: current,
      pageSize: size,
      totalPages: Math.ceil(all.length / size),
    },
  };
}

/** Ten, as its own pages ask for, where nothing or nonsense was said. */
export function sizeOf(limit: unknown): number {
  const size = Math.trunc(Number(limit));
  return size > 0 ? size : 10;
}
