import { type SelectQueryBuilder, sql } from 'kysely';

/** Where a page ended: values of the columns of its order. */
export type Place = (string | number)[];

export interface Page {
  /** Only what comes behind it. */
  after?: Place | undefined;
  limit?: number | undefined;
  descending?: boolean;
}

/** The rows in the order of these columns (`t.key`), which tell any two of them apart; one page of them where asked. */
export function inOrder<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  columns: readonly string[],
  { after, limit, descending = false }: Page = {},
): SelectQueryBuilder<DB, TB, Row> {
  const refs = columns.map(column => sql.ref(column));
  let page = query;
  for (const ref of refs) page = page.orderBy(ref, descending ? 'desc' : 'asc');
  if (limit !== undefined) page = page.limit(limit);
  if (!after) return page;
  const beyond = descending ? sql`<` : sql`>`;
  return page.where(sql<boolean>`(${sql.join(refs)}) ${beyond} (${sql.join(after)})`);
}

/** Where a row stands in the order of these columns, which are among its own. */
export function placeOf(row: object, columns: readonly string[]): Place {
  return columns.map(column => (row as Record<string, string | number>)[column.replace(/^.*\./, '')]!);
}

/** Page after page to the end, so that any number of rows needs the memory of one. */
export async function* pages<Row>(
  page: (after: Place | undefined) => Promise<{ rows: Row[]; next?: Place }>,
  after?: Place,
): AsyncGenerator<Row[]> {
  for (let place = after; ; ) {
    const { rows, next } = await page(place);
    if (rows.length > 0) yield rows;
    if (next === undefined) return;
    place = next;
  }
}

/** All rows in the order of these columns, which are selected; by short queries, so that others get their turn. */
export function readInOrder<DB, TB extends keyof DB, Row extends object>(
  query: SelectQueryBuilder<DB, TB, Row>,
  columns: readonly string[],
  batch: number,
  from?: Place,
): AsyncGenerator<Row[]> {
  return pages(async after => {
    const rows = (await inOrder(query, columns, { after, limit: batch }).execute()) as Row[];
    return { rows, ...(rows.length === batch && { next: placeOf(rows.at(-1)!, columns) }) };
  }, from);
}

/** Rows that come sorted by a code, those of one code together. */
export async function* grouped<Row>(
  pages: AsyncIterable<Row[]> | Iterable<Row[]>,
  codeOf: (row: Row) => string,
): AsyncGenerator<{ code: string; rows: Row[] }[]> {
  let open: { code: string; rows: Row[] } | undefined;
  for await (const page of pages) {
    const whole: { code: string; rows: Row[] }[] = [];
    for (const row of page) {
      const code = codeOf(row);
      // Of the one before all have come.
      if (open && open.code !== code) whole.push(open);
      if (open?.code !== code) open = { code, rows: [] };
      open.rows.push(row);
    }
    if (whole.length > 0) yield whole;
  }
  if (open) yield [open];
}
