import { walkPages } from '../../src/adapter/kit/pages.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import type { Counted } from './answers.ts';
import type { PortalClient } from './client.ts';

export interface Listing {
  /** Every row the last reading saw, once by `id`. */
  rows: unknown[];
  /** What is said about it when it could not be read whole; Vietnamese. */
  gap?: string;
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
  heard: (rows: number, of: number) => void = () => undefined,
): Promise<Listing> {
  for (let reading = 1; ; reading++) {
    const { rows: seen, total, steady, cut } = await readOnce(client, resource, pageSize, query, heard);
    const rows = [...seen.values()];
    if (cut) return { rows, gap: `${resource}: ${cut}` };
    if (steady && rows.length === total) return { rows };
    if (reading < mostReadings) continue;
    const counts = `thấy ${numberWords(rows.length)} dòng, hệ thống báo ${numberWords(total)}`;
    return { rows, gap: `${resource}: đọc ${mostReadings} lần vẫn không khớp (${counts})` };
  }
}

async function readOnce(
  client: PortalClient,
  resource: string,
  pageSize: number,
  query: Record<string, string>,
  heard: (rows: number, of: number) => void,
): Promise<{ rows: Map<unknown, unknown>; total: number; steady: boolean; cut?: string }> {
  const rows = new Map<unknown, unknown>();
  const { first, last, cut } = await walkNumbered(
    number => client.page(resource, number, pageSize, query),
    (page, { totalCount }) => {
      // A row without an id is only itself.
      for (const row of page.rows) rows.set((row as { id?: unknown } | null)?.id ?? Symbol(), row);
      heard(rows.size, totalCount);
    },
    client.maxRows,
  );
  return {
    rows,
    total: first.totalCount,
    steady: last.totalCount === first.totalCount,
    ...(cut !== undefined && { cut }),
  };
}

/** One walk through all pages the first one speaks of. */
export async function walkNumbered<One extends Counted>(
  ask: (number: number) => Promise<One>,
  take: (page: One, first: One) => void,
  maxRows: number | undefined,
): Promise<{ first: One; last: One; cut?: string }> {
  let first: One | undefined;
  let last!: One;
  const { cut } = await walkPages(
    ask,
    (page, number) => {
      first ??= page;
      last = page;
      take(page, first);
      return number < first.totalPages;
    },
    maxRows,
  );
  return { first: first!, last, ...(cut !== undefined && { cut }) };
}
