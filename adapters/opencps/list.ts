import { hash } from 'node:crypto';
import type { z } from 'zod';
import { walkPages } from '../../src/adapter/paging.ts';
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
  /** Why it was cut before its end. */
  cut?: string;
}

/**
 * Reads a list to its end by `start` and `end` (exclusive). Rows may move between pages while we read, so a list that
 * showed fewer rows than it has is read once more; what is still missing then leaves it not whole.
 */
export async function readList<Row>(client: Client, request: ListRequest<Row>): Promise<ListOutcome> {
  const seen = new Set<string>();
  const outcome: ListOutcome = { whole: true, seen: 0 };
  const first = await pass(client, request, seen, outcome, Number.POSITIVE_INFINITY);
  if (!outcome.tooMany && !outcome.cut && seen.size < (outcome.total ?? 0))
    await pass(client, request, seen, outcome, first + 1);
  outcome.seen = seen.size;
  outcome.whole = !outcome.tooMany && !outcome.cut && seen.size >= (outcome.total ?? 0);
  return outcome;
}

/** How a list that is not whole falls short, Vietnamese. */
export function shortfall({ cut, seen, total }: ListOutcome, unit = 'dòng'): string {
  return cut ?? `đọc được ${seen}/${total} ${unit}`;
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
  const { pages, cut } = await walkPages(
    (_, start) =>
      client.page(request.path, { ...request.query, start, end: start + pageSize }, request.label),
    ({ rows, total }, number, read) => {
      outcome.total = total ?? outcome.total;
      if (request.atMost !== undefined && number === 1 && (total ?? 0) > request.atMost) {
        outcome.tooMany = true;
        return false;
      }
      const before = seen.size;
      for (const row of rows) takeRow(row, request, seen);
      const end = total === undefined ? rows.length < pageSize : read >= total;
      // A server that gives the same page for every `start` would keep us here for ever.
      const stuck = seen.size === before && mostPages === Number.POSITIVE_INFINITY;
      return !end && !stuck && number < mostPages;
    },
    client.maxRows,
  );
  if (cut) outcome.cut = cut;
  return pages;
}

function takeRow<Row>(row: unknown, request: ListRequest<Row>, seen: Set<string>): void {
  const { value, oddities } = tolerate(request.schema, row);
  const key = value === undefined ? hash('sha256', JSON.stringify(row) ?? '') : request.id(value);
  if (seen.has(key)) return;
  seen.add(key);
  if (oddities.length > 0) request.refuse(oddities, value === undefined ? { lost: row } : { left: value });
  if (value !== undefined) request.take(value);
}
