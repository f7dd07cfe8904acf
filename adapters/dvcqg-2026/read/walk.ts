import { RemoteError } from '../../../src/adapter/errors.ts';
import { cutWords, defaultMaxRows } from '../../../src/adapter/kit/pages.ts';
import { numberWords } from '../../../src/domain/number-words.ts';

/** What is asked of a list next. */
export interface Asked {
  limit: number;
  /** Cursor; empty at the beginning. */
  lastId: string;
  /** The same for lists with numbers, from 1. */
  number: number;
}

export interface Page {
  rows: unknown[];
  /** The cursor's next place; empty = there is none. */
  lastId?: string;
  total?: number;
}

export interface Walked {
  /** Each row once, by its id; rows without one as often as they came. */
  rows: unknown[];
  total?: number;
  /** Why these may not be all, Vietnamese; absent where it is proved that they are. */
  gap?: string;
}

/** Rows asked for on one page: what one list was refused, the next does not ask for again. */
export interface PageSize {
  now: number;
}

export interface WalkSettings {
  pageSize: PageSize;
  maxRows?: number;
  /** Of a list with numbers, whose pages say where it ends. */
  numbered?: boolean;
  /** More rows than the total were given: whether a row is one that the total counts. */
  counts?(row: unknown): boolean;
  progress?(done: number, total: number | undefined): void;
}

/** What the portal's own clients fall back on when a page is refused. */
const smallerPages = [100, 50, 25];

/**
 * Reads a list to its end and says whether that is proved: as many rows as its `total` says; where it says none, an
 * empty page or a missing cursor. A cursor that stands still or comes round again ends it too, and proves nothing but
 * beside the total. A list with numbers that is not proved is read once more, and only that reading counts. A page that
 * is refused is asked for again smaller; one so small that is refused still throws.
 */
export async function walk(ask: (asked: Asked) => Promise<Page>, settings: WalkSettings): Promise<Walked> {
  const first = await walkOnce(ask, settings);
  const { maxRows = defaultMaxRows, numbered } = settings;
  const again = numbered && first.gap !== undefined && first.rows.length < maxRows;
  return again ? await walkOnce(ask, settings) : first;
}

async function walkOnce(ask: (asked: Asked) => Promise<Page>, settings: WalkSettings): Promise<Walked> {
  const { maxRows = defaultMaxRows, numbered = false } = settings;
  const askSmaller = withSmallerPages(ask, settings.pageSize);
  const byId = new Map<string, unknown>();
  const nameless: unknown[] = [];
  const totals: number[] = [];
  let lastId = '';
  for (let before = 0; ; ) {
    const { page, limit } = await askSmaller(lastId, before);
    const known = byId.size;
    for (const row of page.rows) {
      const id = idOf(row);
      if (id === '') nameless.push(row);
      else if (!byId.has(id)) byId.set(id, row);
    }
    before += page.rows.length;
    if (page.total !== undefined) totals.push(page.total);
    const rows = [...byId.values(), ...nameless];
    const total = totals.at(-1);
    settings.progress?.(rows.length, total);
    const ended = (gap?: string): Walked => ({
      rows,
      ...(total !== undefined && { total }),
      ...(gap && { gap }),
    });
    const next = page.lastId ?? '';
    const end = page.rows.length === 0 || (numbered ? total !== undefined && before >= total : next === '');
    const still = !end && (byId.size === known || (!numbered && next === lastId));
    if (end || still) return ended(unproved(rows, totals, still && page.rows.length >= limit, settings));
    if (rows.length >= maxRows) return ended(cutWords(rows.length));
    lastId = next;
  }
}

/** Why a list that came to an end need not be whole. */
function unproved(
  rows: readonly unknown[],
  totals: readonly number[],
  stalled: boolean,
  { counts, numbered }: WalkSettings,
): string | undefined {
  if (totals.length === 0)
    return stalled
      ? `con trỏ trang đứng yên sau ${numberWords(rows.length)} dòng, chưa biết danh sách đã hết`
      : undefined;
  // A list that lives may grow or shrink while it is read. Where pages have numbers, a row that goes moves those behind
  // it up, and one of them over a seam to a page already read: there nothing but the most it said will do.
  const most = Math.max(...totals);
  const least = numbered ? most : Math.min(...totals);
  const fits = (count: number) => count >= least && count <= most;
  if (fits(rows.length) || (counts && rows.length > most && fits(rows.filter(counts).length)))
    return undefined;
  return `chỉ đọc được ${numberWords(rows.length)} dòng, Cổng ghi tổng số ${numberWords(most)}`;
}

function withSmallerPages(ask: (asked: Asked) => Promise<Page>, size: PageSize) {
  const first = size.now;
  return async (lastId: string, before: number): Promise<{ page: Page; limit: number }> => {
    for (;;) {
      const limit = size.now;
      try {
        // Each size goes into the one before, so that a list with numbers goes on where it stood.
        return { page: await ask({ limit, lastId, number: Math.floor(before / limit) + 1 }), limit };
      } catch (error) {
        const smaller = mayBeTooLarge(error) ? smallerPages.find(each => each < limit) : undefined;
        // Refused whatever its size: that says nothing about other lists.
        if (smaller === undefined) size.now = first;
        if (smaller === undefined) throw error;
        size.now = smaller;
      }
    }
  };
}

function mayBeTooLarge(error: unknown): boolean {
  return (
    error instanceof RemoteError &&
    ['timeout', 'remote-fault', 'unreachable', 'too-large', 'not-understood'].includes(error.kind)
  );
}

function idOf(row: unknown): string {
  const { id } = Object(row) as { id?: unknown };
  return typeof id === 'string' ? id : '';
}
