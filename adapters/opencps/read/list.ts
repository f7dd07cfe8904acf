import { hash } from 'node:crypto';
import type { z } from 'zod';
import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import { cutWords, defaultMaxRows, walkPages } from '../../../src/adapter/kit/pages.ts';
import { type Oddity, parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import type { Client } from '../client.ts';

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
  /** Ask for all of it in one answer first; page by page only where that cannot be had. */
  whole?: boolean;
  /** Where the keys of rows seen are kept; default in memory, which is not for lists as long as a city's. */
  seen?: Seen;
  /** Do not read on when the list says it has more rows than this. */
  atMost?: number;
}

interface Seen {
  readonly size: number;
  has(key: string): boolean;
  add(key: string): void;
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
  /** Why it was read page by page although it was asked for whole. */
  paged?: string;
}

/**
 * Reads a list to its end by `start` and `end` (exclusive). Rows may move between pages while we read, so a list that
 * showed fewer rows than it has is read once more; what is still missing then leaves it not whole.
 */
export async function readList<Row>(client: Client, request: ListRequest<Row>): Promise<ListOutcome> {
  const seen: Seen = request.seen ?? new Set<string>();
  const outcome: ListOutcome = { whole: true, seen: 0 };
  const taken = request.whole ? await askWhole(client, request, seen, outcome) : 0;
  const complete = () => seen.size >= (outcome.total ?? 0);
  if (!request.whole || outcome.paged !== undefined) {
    const pages = await pass(client, request, seen, outcome, taken).catch(error =>
      cutBy(error, taken, outcome),
    );
    if (!outcome.tooMany && !outcome.cut && !complete())
      await pass(client, request, seen, outcome, 0, pages + Math.ceil(taken / request.pageSize) + 1);
  }
  outcome.seen = seen.size;
  outcome.whole = !outcome.tooMany && !outcome.cut && complete();
  return outcome;
}

/** What came is kept where the rest of a list cannot be had. */
function cutBy(error: unknown, taken: number, outcome: ListOutcome): number {
  if (taken === 0 || !(error instanceof RemoteError) || isHostFailure(error)) throw error;
  outcome.cut = error.message;
  return 0;
}

/** How a list that is not whole falls short, Vietnamese. */
export function shortfall({ cut, seen, total }: ListOutcome, unit = 'dòng'): string {
  return cut ?? `đọc được ${numberWords(seen)}/${total === undefined ? '?' : numberWords(total)} ${unit}`;
}

/**
 * All rows by one answer (`end` 0 = no paging); what comes of it is taken. `outcome.paged` says why that is not the whole
 * list: it was refused, cut, or does not say how many rows there are. Answers the number of rows that came.
 */
async function askWhole<Row>(
  client: Client,
  request: ListRequest<Row>,
  seen: Seen,
  outcome: ListOutcome,
): Promise<number> {
  const { path, query, label } = request;
  try {
    const take = (row: unknown) => takeRow(row, request, seen);
    const { rows, total } = await client.eachRow(path, { ...query, start: 0, end: 0 }, label, take);
    if (rows >= (client.maxRows ?? defaultMaxRows)) outcome.cut = cutWords(rows);
    else if (total === undefined) outcome.paged = 'trả lời không nói có bao nhiêu dòng';
    else if (seen.size < total)
      outcome.paged = `trả lời chỉ có ${numberWords(seen.size)}/${numberWords(total)} dòng`;
    outcome.total = total;
    return rows;
  } catch (error) {
    if (!(error instanceof RemoteError) || isHostFailure(error) || error.kind === 'unreachable') throw error;
    outcome.paged = error.message;
    // The rest of what broke off is asked for by pages; what was too large may be nothing but size.
    return error.kind === 'too-large' ? 0 : seen.size;
  }
}

/** One walk from the row `from` to the last page; answers the number of pages. */
async function pass<Row>(
  client: Client,
  request: ListRequest<Row>,
  seen: Seen,
  outcome: ListOutcome,
  from: number,
  mostPages = Number.POSITIVE_INFINITY,
): Promise<number> {
  const { pageSize } = request;
  const known = seen.size;
  const { pages, cut } = await walkPages(
    (_, before) => {
      const start = from + before;
      return client.page(request.path, { ...request.query, start, end: start + pageSize }, request.label);
    },
    ({ rows, total }, number, read) => {
      outcome.total = total ?? outcome.total;
      if (request.atMost !== undefined && number === 1 && (total ?? 0) > request.atMost) {
        outcome.tooMany = true;
        return false;
      }
      const before = seen.size;
      for (const row of rows) takeRow(row, request, seen);
      const end = total === undefined ? rows.length < pageSize : from + read >= total;
      // A server that gives the same page for every `start` would keep us here for ever.
      const anew = from + read > known && mostPages === Number.POSITIVE_INFINITY;
      const stuck = anew && seen.size === before;
      return !end && !stuck && number < mostPages;
    },
    client.maxRows,
  );
  if (cut) outcome.cut = cut;
  return pages;
}

function takeRow<Row>(row: unknown, request: ListRequest<Row>, seen: Seen): void {
  const { value, oddities } = parseLenient(request.schema, row);
  const key = value === undefined ? hash('sha256', JSON.stringify(row) ?? '') : request.id(value);
  if (seen.has(key)) return;
  seen.add(key);
  if (oddities.length > 0) request.refuse(oddities, value === undefined ? { lost: row } : { left: value });
  if (value !== undefined) request.take(value);
}
