import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import { type Aside, type KeyedRows, MemoryMap } from '../../../src/adapter/kit/aside.ts';
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

export interface Page<Row = unknown> {
  rows: Row[];
  /** The cursor's next place; empty = there is none. */
  lastId?: string;
  total?: number;
  /** Rows a page has, where the portal says so: others than were asked for, and its pages are numbered by that. */
  size?: number;
}

export interface Walked<Row = unknown> {
  rows: KeyedRows<Row>;
  total?: number;
  /** Why these may not be all, Vietnamese; absent where it is proved that they are. */
  gap?: string;
}

/** Rows asked for on one page: what one list was refused, the next does not ask for again. */
export interface PageSize {
  now: number;
}

export interface WalkSettings<Row = unknown> {
  pageSize: PageSize;
  /** Where rows wait of a list that grows with the city; absent, they are in memory. */
  aside?: Aside;
  maxRows?: number;
  /** Of a list with numbers, whose pages say where it ends. */
  numbered?: boolean;
  /** More rows than the total were given: whether a row is one that the total counts. */
  counts?(row: Row): boolean;
  progress?(done: number, total: number | undefined): void;
}

/** What the portal's own clients fall back on when a page is refused. */
const smallerPages = [100, 50, 25];

/**
 * Reads a list to its end and says whether that is proved: as many rows as its `total` says; where it says none, an
 * empty page or a missing cursor, and in a list with numbers nothing but full pages before that. A cursor that stands still or comes round again ends it too, and proves nothing but
 * beside the total. A list with numbers that is not proved is read once more, and only that reading counts, if it comes to
 * its end. A page that is refused is asked for again smaller; one so small that is refused still throws.
 */
export async function walk<Row>(
  ask: (asked: Asked) => Promise<Page<Row>>,
  settings: WalkSettings<Row>,
): Promise<Walked<Row>> {
  const first = await walkOnce(ask, settings);
  const { maxRows = defaultMaxRows, numbered } = settings;
  const proveable = numbered && first.total !== undefined;
  if (!proveable || first.gap === undefined || first.rows.size >= maxRows) return first;
  try {
    const again = await walkOnce(ask, settings);
    first.rows.drop();
    return again;
  } catch (error) {
    if (!(error instanceof RemoteError) || isHostFailure(error)) throw error;
    return { ...first, gap: `${first.gap}; đọc lại không được: ${error.message}` };
  }
}

async function walkOnce<Row>(
  ask: (asked: Asked) => Promise<Page<Row>>,
  settings: WalkSettings<Row>,
): Promise<Walked<Row>> {
  const { maxRows = defaultMaxRows, numbered = false } = settings;
  const askSmaller = withSmallerPages(ask, settings.pageSize);
  const rows: KeyedRows<Row> = settings.aside?.map() ?? new MemoryMap();
  const totals: number[] = [];
  let lastId = '';
  let [short, uneven] = [false, false];
  for (let before = 0; ; ) {
    const { page, limit, number } = await askSmaller(lastId, before);
    const known = rows.named;
    for (const row of page.rows) rows.add(idOf(row), row);
    const count = page.rows.length;
    // That is how this list is paged: others are asked as ever.
    const own = numbered && page.size === count;
    if (own) askSmaller.given(count);
    // After another size pages overlap. Where nothing says how many rows there are, a short page may be any.
    before = (number - 1) * limit + (page.total === undefined && !own ? limit : count);
    if (page.total !== undefined) totals.push(page.total);
    const total = totals.at(-1);
    settings.progress?.(rows.size, total);
    const ended = (gap?: string): Walked<Row> => ({
      rows,
      ...(total !== undefined && { total }),
      ...(gap && { gap }),
    });
    const next = page.lastId ?? '';
    const end = count === 0 || (numbered ? total !== undefined && before >= total : next === '');
    const still = !end && (rows.named === known || (!numbered && next === lastId));
    uneven ||= (short && count > 0) || (count > limit && !own);
    short ||= count < limit && !own;
    if ((end || still) && numbered && total === undefined && (still || uneven))
      return ended(endless(rows.size));
    if (end || still) return ended(unproved(rows, totals, still && count >= limit, settings));
    if (rows.size >= maxRows) return ended(cutWords(rows.size));
    lastId = next;
  }
}

function endless(rows: number): string {
  return `Cổng không ghi tổng số, chưa biết ${numberWords(rows)} dòng đã là tất cả`;
}

/** Why a list that came to an end need not be whole. */
function unproved<Row>(
  rows: KeyedRows<Row>,
  totals: readonly number[],
  stalled: boolean,
  { counts, numbered }: WalkSettings<Row>,
): string | undefined {
  if (totals.length === 0)
    return stalled
      ? `con trỏ trang đứng yên sau ${numberWords(rows.size)} dòng, chưa biết danh sách đã hết`
      : undefined;
  // A list that lives may grow or shrink while it is read. Where pages have numbers, a row that goes moves those behind
  // it up, and one of them over a seam to a page already read: there nothing but the most it said will do.
  const most = Math.max(...totals);
  const least = numbered ? most : Math.min(...totals);
  const fits = (count: number) => count >= least && count <= most;
  if (fits(rows.size)) return undefined;
  if (
    counts &&
    rows.size > most &&
    fits(
      Iterator.from(rows)
        .filter(counts)
        .reduce(sum => sum + 1, 0),
    )
  )
    return undefined;
  return `chỉ đọc được ${numberWords(rows.size)} dòng, Cổng ghi tổng số ${numberWords(most)}`;
}

function withSmallerPages<Row>(ask: (asked: Asked) => Promise<Page<Row>>, size: PageSize) {
  const first = size.now;
  let given: number | undefined;
  const askOnce = async (lastId: string, before: number) => {
    for (;;) {
      const limit = given ?? size.now;
      const number = Math.floor(before / limit) + 1;
      try {
        return { page: await ask({ limit, lastId, number }), limit, number };
      } catch (error) {
        const smaller = mayBeTooLarge(error) ? smallerPages.find(each => each < limit) : undefined;
        // Refused whatever its size: that says nothing about other lists.
        if (smaller === undefined) size.now = first;
        if (smaller === undefined) throw error;
        given = undefined;
        size.now = smaller;
      }
    }
  };
  /** What the portal makes of whatever it is asked. */
  const give = (rows: number) => {
    given = rows;
  };
  return Object.assign(askOnce, { given: give });
}

function mayBeTooLarge(error: unknown): boolean {
  return (
    error instanceof RemoteError &&
    ['timeout', 'remote-fault', 'unreachable', 'too-large', 'not-understood'].includes(error.kind)
  );
}

/** By which a row is known. */
export function idOf(row: unknown): string | undefined {
  const { id } = Object(row) as { id?: unknown };
  return typeof id === 'string' && id !== '' ? id : undefined;
}
