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
  /** The list is read from its beginning, perhaps once more: nothing taken so far counts, some of it may be gone. */
  begin(): void;
  /** Called once for every distinct row, in the order of the list. */
  take(row: Row, odd: readonly Oddity[]): void;
  /** Called once for every row with something odd, which is what is left of it or, when nothing is, lost. */
  refuse(oddities: Oddity[], odd: { left: Row } | { lost: unknown }): void;
  /** Ask for all of it in one answer first; page by page only where that cannot be had. */
  whole?: boolean;
  /** Makes a place for the keys of rows seen; default in memory, which is not for lists as long as a city's. */
  keys?: () => Seen;
  /** Do not read on when the list says it has more rows than this. */
  atMost?: number;
}

interface Seen {
  readonly size: number;
  has(key: string): boolean;
  add(key: string): void;
  /** Where they lie anywhere but in memory: nobody asks for them any more. */
  drop?(): void;
}

export interface ListOutcome {
  /** Every row the list speaks of was seen. */
  whole: boolean;
  /** Distinct rows seen, unusable ones included. */
  seen: number;
  /** The most the list said while it was last read; absent when it never did. */
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
 * showed fewer rows than it has is read once more; what is still missing then leaves it not whole. Each reading stands by
 * itself: a row of an earlier one that is gone meanwhile must not make up for one that was not shown.
 */
export async function readList<Row>(client: Client, request: ListRequest<Row>): Promise<ListOutcome> {
  const { path, query, label, pageSize, atMost } = request;
  const taking = takingOf(request);
  const outcome: ListOutcome = { whole: false, seen: 0 };
  if (request.whole) await askWhole();
  for (let pass = 1; pass <= 2 && !outcome.whole && !outcome.cut && !outcome.tooMany; pass++) {
    try {
      await readPages();
    } catch (error) {
      // What came of this reading is kept where the rest of a list cannot be had.
      if (!request.whole || taking.seen === 0 || !(error instanceof RemoteError) || isHostFailure(error))
        throw error;
      outcome.cut = error.message;
    }
  }
  outcome.seen = taking.seen;
  taking.end();
  return outcome;

  /**
   * All rows by one answer (`end` 0 = no paging); what comes of it is taken. `outcome.paged` says why that is not the whole
   * list: it was refused, cut, or does not say how many rows there are.
   */
  async function askWhole(): Promise<void> {
    try {
      const { rows, total } = await client.eachRow(path, { ...query, start: 0, end: 0 }, label, taking);
      if (rows >= (client.maxRows ?? defaultMaxRows)) outcome.cut = cutWords(rows);
      else if (total === undefined) outcome.paged = 'trả lời không nói có bao nhiêu dòng';
      else if (taking.seen < total)
        outcome.paged = `trả lời chỉ có ${numberWords(taking.seen)}/${numberWords(total)} dòng`;
      else outcome.whole = true;
      outcome.total = total;
    } catch (error) {
      if (!(error instanceof RemoteError) || isHostFailure(error) || error.kind === 'unreachable')
        throw error;
      outcome.paged = error.message;
      // An answer that broke off is no reading of the list, however far it came.
      taking.begin();
    }
  }

  /** One walk from the first page to the last. */
  async function readPages(): Promise<void> {
    let most: number | undefined;
    const { cut } = await walkPages(
      (_, start) => client.page(path, { ...query, start, end: start + pageSize }, label),
      ({ rows, total }, number, read) => {
        if (number === 1) taking.begin();
        if (total !== undefined) most = Math.max(most ?? 0, total);
        if (atMost !== undefined && number === 1 && (total ?? 0) > atMost) {
          outcome.tooMany = true;
          return false;
        }
        const before = taking.seen;
        for (const row of rows) taking.take(row);
        const end = total === undefined ? rows.length < pageSize : read >= total;
        // A server that gives the same page for every `start` would keep us here for ever.
        return !end && taking.seen > before;
      },
      client.maxRows,
    );
    if (cut) outcome.cut = cut;
    outcome.total = most ?? outcome.total;
    outcome.whole = !outcome.tooMany && !cut && taking.seen >= (outcome.total ?? 0);
  }
}

/** The rows of a list, held in memory: for short ones. `refused`: some of them could not be read, or not wholly. */
export async function readRows<Row>(
  client: Client,
  request: Omit<ListRequest<Row>, 'begin' | 'take'>,
): Promise<ListOutcome & { rows: Row[]; refused: boolean }> {
  let rows: Row[] = [];
  let refused = false;
  const outcome = await readList<Row>(client, {
    ...request,
    begin() {
      rows = [];
    },
    take: row => rows.push(row),
    refuse(oddities, odd) {
      refused = true;
      request.refuse(oddities, odd);
    },
  });
  return { ...outcome, rows, refused };
}

/** How a list that is not whole falls short, Vietnamese. */
export function shortfall({ cut, seen, total }: ListOutcome, unit = 'dòng'): string {
  return cut ?? `đọc được ${numberWords(seen)}/${total === undefined ? '?' : numberWords(total)} ${unit}`;
}

/** That a list was read page by page, and why; Vietnamese. */
export function pagedWords(label: string, reason: string): string {
  return `${label} được đọc từng trang vì không nhận được trọn trong một lần: ${reason}`;
}

interface Taking {
  begin(): void;
  take(row: unknown): void;
  end(): void;
  /** Distinct rows since it began. */
  readonly seen: number;
}

function takingOf<Row>(request: ListRequest<Row>): Taking {
  let seen: Seen = new Set<string>();
  /** What was odd about rows, which is said once however often they are read. */
  const said: Seen = request.keys?.() ?? new Set<string>();
  return {
    begin() {
      seen.drop?.();
      seen = request.keys?.() ?? new Set<string>();
      request.begin();
    },
    end() {
      seen.drop?.();
      said.drop?.();
    },
    take(row) {
      const { value, oddities } = parseLenient(request.schema, row);
      const key = value === undefined ? hash('sha256', JSON.stringify(row) ?? '') : request.id(value);
      if (seen.has(key)) return;
      seen.add(key);
      const odd = oddities.length > 0 ? JSON.stringify([key, oddities]) : undefined;
      if (odd !== undefined && !said.has(odd)) {
        said.add(odd);
        request.refuse(oddities, value === undefined ? { lost: row } : { left: value });
      }
      if (value !== undefined) request.take(value, oddities);
    },
    get seen() {
      return seen.size;
    },
  };
}
