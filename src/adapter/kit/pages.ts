import { numberWords } from '../../domain/number-words.ts';

/** Rows of one list. The largest city has some 100,000 offerings. */
export const defaultMaxRows = 500_000;

/**
 * Walks through a list page by page. `ask` is told which page it is (from 1) and how many rows came before; `take`
 * answers whether the list goes on. A list without an end must not hold up the run: with the page that brings `maxRows`
 * rows it is cut, and `cut` says so in Vietnamese.
 */
export async function walkPages<Page extends { rows: { readonly length: number } }>(
  ask: (page: number, before: number) => Promise<Page>,
  take: (page: Page, number: number, rows: number, first: Page) => boolean,
  maxRows = defaultMaxRows,
): Promise<{ first: Page; last: Page; cut?: string }> {
  let rows = 0;
  let first: Page | undefined;
  for (let number = 1; ; number++) {
    const last = await ask(number, rows);
    first ??= last;
    rows += last.rows.length;
    const goesOn = take(last, number, rows, first);
    if (!goesOn || last.rows.length === 0) return { first, last };
    if (rows >= maxRows) return { first, last, cut: cutWords(rows) };
  }
}

/** Why the rest of a list was not read: `danh sách chưa hết sau 500.000 dòng, phần sau không đọc`. */
export function cutWords(rows: number): string {
  return `danh sách chưa hết sau ${numberWords(rows)} dòng, phần sau không đọc`;
}
