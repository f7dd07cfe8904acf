import type { z } from 'zod';
import type { Client } from './client.ts';
import { type Oddity, tolerate } from './tolerant.ts';

export interface ListRequest<Row> {
  path: string;
  query?: Record<string, string | number>;
  label: string;
  pageSize: number;
  schema: z.ZodType<Row>;
  /** What tells two rows apart; a row seen twice counts once. */
  id(row: Row): string;
  /** Called once for every distinct row, in the order of the list. */
  take(row: Row): void;
  /** Called once for every row with something odd, which is what is left of it or, when nothing is, lost. */
  refuse(oddities: Oddity[], odd: { left: Row } | { lost: unknown }): void;
  /** Do not read on when the list says it has more rows than this. */
  atMost?: number;
}

export interface ListOutcome {
  /** Every row the list speaks of was seen. */
  whole: boolean;
  /** Distinct rows seen, unusable ones included. */
  seen: number;
  /** As the list said last; absent when it never did. */
  total?: number;
  /** Longer than `atMost`: nothing was taken. */
  tooMany?: boolean;
}

/**
 * Reads a list to its end by `start` and `end` (exclusive). Rows may move between pages while we read, so a list that
 * showed fewer rows than it has is read once more; what is still missing then leaves it not whole.
 */
export async function readList<Row>(client: Client, request: ListRequest<Row>): Promise<ListOutcome> {
  const seen = new Set<string>();
  const outcome: ListOutcome = { whole: true, seen: 0 };
  const first = await pass(client, request, seen, outcome, Number.POSITIVE_INFINITY);
  if (!outcome.tooMany && seen.size < (outcome.total ?? 0))
    await pass(client, request, seen, outcome, first + 1);
  outcome.seen = seen.size;
  outcome.whole = !outcome.tooMany && seen.size >= (outcome.total ?? 0);
  return outcome;
}

/** One walk from the first page to the last; answers the number of pages. */
async function pass<Row>(
  client: Client,
  request: ListRequest<Row>,
  seen: Set<string>,
  outcome: ListOutcome,
  mostPages: number,
): Promise<number> {
  const { pageSize } = request;
  let start = 0;
  for (let pages = 1; ; pages++) {
    const query = { ...request.query, start, end: start + pageSize };
    const { rows, total } = await client.page(request.path, query, request.label);
    outcome.total = total ?? outcome.total;
    if (request.atMost !== undefined && start === 0 && (total ?? 0) > request.atMost) {
      outcome.tooMany = true;
      return pages;
    }
    const before = seen.size;
    for (const row of rows) takeRow(row, request, seen);
    start += rows.length;
    const end = total === undefined ? rows.length < pageSize : start >= total;
    // A server that gives the same page for every `start` would keep us here for ever.
    const stuck = seen.size === before && mostPages === Number.POSITIVE_INFINITY;
    if (rows.length === 0 || end || stuck || pages >= mostPages) return pages;
  }
}

function takeRow<Row>(row: unknown, request: ListRequest<Row>, seen: Set<string>): void {
  const { value, oddities } = tolerate(request.schema, row);
  const key = value === undefined ? JSON.stringify(row) : request.id(value);
  if (seen.has(key)) return;
  seen.add(key);
  if (oddities.length > 0) request.refuse(oddities, value === undefined ? { lost: row } : { left: value });
  if (value !== undefined) request.take(value);
}
