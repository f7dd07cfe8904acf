import { numberWords } from '../../domain/number-words.ts';
import { date, dateAndTime } from '../../domain/time.ts';
import { type Content, html, type Markup } from '../../report/html/markup.ts';
import { pageTable, type ShownRows } from '../../report/table/page.ts';
import type { Table } from '../../report/table/table.ts';
import type { Options } from './form.ts';
import type { Visit } from './page.ts';

/** Of the pages of the desk: a unit finds its own there. */
export const desk = { action: 'read-slice', room: '/ra-soat' } as const;

/** In a filter: whichever it is. */
export const any = ['', 'tất cả'] as const;

export function called<Value extends string>(
  values: readonly Value[],
  nameOf: (value: Value) => string,
): Options {
  return values.map(value => [value, nameOf(value)]);
}

export function unitOptions({ configuration }: Pick<Visit, 'configuration'>): Options {
  return configuration.city.agencies.map(({ code, name }) => [code, name]);
}

export function systemOptions({ configuration, names }: Pick<Visit, 'configuration' | 'names'>): Options {
  return configuration.city.systems.map(({ name }) => [name, names.system(name)]);
}

/** A part of a page with its heading. */
export function section(id: string, title: Content, content: Content): Markup {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}

export function when(time: string): Markup {
  return html`<time datetime="${time}">${dateAndTime(time)}</time>`;
}

export function day(time: string): Markup {
  return html`<time datetime="${time}">${date(time)}</time>`;
}

/** Terms and what is said of them; those with nothing to say are left out. */
export function facts(terms: readonly (readonly [term: string, said: Content])[]): Markup {
  const shown = terms.filter(([, said]) => said !== null && said !== undefined && said !== false);
  return html`<dl class="facts">${shown.map(([term, said]) => html`<dt>${term}</dt><dd>${said}</dd>`)}</dl>`;
}

/** What only technicians ask for: codes, commands. Everybody else reads over it. */
export function technical(terms: Parameters<typeof facts>[0]): Markup {
  return html`<details class="technical"><summary>Dành cho kỹ thuật</summary>${facts(terms)}</details>`;
}

/** A form that few need, behind its name until it is asked for, or comes back refused. */
export function folded(
  { refused }: Pick<Visit, 'refused'>,
  { name }: { name: string },
  summary: string,
  content: Content,
): Markup | false {
  const open = refused?.form === name;
  return (
    Boolean(content) && html`<details${open && html` open`}><summary>${summary}</summary>${content}</details>`
  );
}

/** Nothing there: why, and what to do. */
export function empty(why: Content, todo?: Content): Markup {
  return html`<div class="empty"><p>${why}</p>${todo && html`<p class="quiet">${todo}</p>`}</div>`;
}

/** The same address, asked for something else as well; undefined takes it away. */
function withSearch(
  { address, search }: Pick<Visit, 'address' | 'search'>,
  more: Readonly<Record<string, string | undefined>>,
): string {
  const asked = new URLSearchParams(search);
  for (const [name, value] of Object.entries(more)) {
    asked.delete(name);
    if (value !== undefined) asked.set(name, value);
  }
  return asked.size === 0 ? address : `${address}?${asked}`;
}

/** A page of a list that goes on: its lines, and the way to the next. */
export function pagedTable<Row>(
  visit: Pick<Visit, 'address' | 'search'>,
  table: Table<Row>,
  { items, next }: { items: readonly Row[]; next: string | null },
  how: ShownRows<Row> & { none: Content },
): Markup {
  return html`${pageTable(table, items, how)}${pagingLinks(visit, { shown: items.length, next })}`;
}

/**
 * Below a list: which of all its lines these are, and the way on.
 *
 * @param next Cursor of the lines that follow; null = these were the last.
 */
export function pagingLinks(
  visit: Pick<Visit, 'address' | 'search'>,
  { shown, all, next }: { shown: number; all?: number; next: string | null },
): Markup | false {
  const first = new URLSearchParams(visit.search).get('cursor') === null;
  if (first && next === null) return false;
  const words =
    all === undefined ? `${numberWords(shown)} dòng` : `${numberWords(shown)} trong ${numberWords(all)} dòng`;
  return html`<nav class="paging" aria-label="Các trang của danh sách"><p class="quiet">Trang này có ${words}.</p><p>${
    !first && html`<a href="${withSearch(visit, { cursor: undefined })}">Về đầu danh sách</a>`
  } ${next !== null && html`<a href="${withSearch(visit, { cursor: next })}" rel="next">Trang tiếp theo</a>`}</p></nav>`;
}
