import { RemoteError } from '../../src/adapter/errors.ts';
import { type AsideMap, type KeyedRows, MemoryMap } from '../../src/adapter/kit/aside.ts';
import { walkPages } from '../../src/adapter/kit/pages.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import type { Counted, Page } from './answers.ts';
import type { PortalClient } from './client.ts';
import { endsReading, type Reading } from './read/reading.ts';

export interface Listing<Rows = unknown[]> {
  /** Every row the last reading saw, once by `id`. */
  rows: Rows;
  /** What is said about it when it could not be read whole; Vietnamese. */
  gap?: string;
  /** What a later reading broke off with: whoever can wait has to know whether it passes. */
  broke?: RemoteError;
}

/** Its rows, for whoever has no use for a part: a list that could not be read whole is no ground for writing. */
export function wholeOf<Rows>({ rows, gap, broke }: Listing<Rows>): Rows {
  if (gap === undefined) return rows;
  throw broke ?? new RemoteError('not-understood', gap);
}

/** A list that still moves after so many readings is busy, not ours to wait for. */
const mostReadings = 3;

/**
 * Reads a whole list page by page, merged by `id`, and counts: as many different rows as the remote itself says there
 * are, before and after. Otherwise it is read again. Each reading stands by itself: a row of an earlier one may be gone.
 * Not for `donvithutucs`, whose count is of something else.
 */
export async function readList(
  client: PortalClient,
  resource: string,
  pageSize: number,
  query: Record<string, string> = {},
): Promise<Listing> {
  const listing = await readRows(client, resource, pageSize, query, () => new MemoryMap());
  return { ...listing, rows: [...listing.rows] };
}

/** The same of a list that grows with the city: its rows lie on disk, until whoever asked drops them. */
export function readListAside(
  { client, context, pageSize, aside }: Reading,
  resource: string,
  part: string,
): Promise<Listing<AsideMap<unknown>>> {
  const heard = (rows: number, of: number) => context.progress(part, rows, of);
  return readRows(client, resource, pageSize, {}, () => aside.map(), heard);
}

async function readRows<Rows extends KeyedRows<unknown>>(
  client: PortalClient,
  resource: string,
  pageSize: number,
  query: Record<string, string>,
  begin: () => Rows,
  heard: (rows: number, of: number) => void = () => undefined,
): Promise<Listing<Rows>> {
  let before: Rows | undefined;
  for (let reading = 1; ; reading++) {
    const rows = begin();
    const ask = (number: number) => client.page(resource, number, pageSize, query);
    const take = (page: Page, { totalCount }: Page) => {
      for (const row of page.rows) rows.set(idOf(row), row);
      heard(rows.size, totalCount);
    };
    let walked: Awaited<ReturnType<typeof walkNumbered<Page>>>;
    try {
      walked = await walkNumbered(ask, take, client.maxRows);
    } catch (error) {
      if (!before || endsReading(error)) throw error;
      // What an earlier reading saw to its end is more than nothing.
      rows.drop();
      const broke = error as RemoteError;
      return { rows: before, gap: `${resource}: ${broke.message}`, broke };
    }
    before?.drop();
    before = rows;
    const { first, last, cut } = walked;
    const total = first.totalCount;
    if (cut !== undefined) return { rows, gap: `${resource}: ${cut}` };
    if (last.totalCount === total && rows.size === total) return { rows };
    if (reading < mostReadings) continue;
    const counts = `thấy ${numberWords(rows.size)} dòng, hệ thống báo ${numberWords(total)}`;
    return { rows, gap: `${resource}: đọc ${mostReadings} lần vẫn không khớp (${counts})` };
  }
}

function idOf(row: unknown): string | undefined {
  const { id } = Object(row) as { id?: unknown };
  return id === undefined || id === null ? undefined : JSON.stringify(id);
}

/** One walk through all pages the first one speaks of. */
export function walkNumbered<One extends Counted>(
  ask: (number: number) => Promise<One>,
  take: (page: One, first: One) => void,
  maxRows: number,
) {
  const taking = (page: One, number: number, _rows: number, first: One) => {
    take(page, first);
    return number < first.totalPages;
  };
  return walkPages(ask, taking, maxRows);
}
