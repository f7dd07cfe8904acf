import { numberWords } from '../../domain/number-words.ts';
import { type Content, html, Markup } from '../html/markup.ts';
import {
  type Cell,
  type Column,
  cellParts,
  isList,
  type Table,
  type Tone,
  type Value,
  valueWords,
} from './table.ts';

export interface ShownRows<Row> {
  /** Stands there where there are no rows; absent: the bare heads. */
  none?: Content;
  /** Of more rows a page shows the first; `rest` says where the others are: "việc nữa ở bảng tính kèm theo". */
  most?: number;
  rest?: string;
  /** How many there are, where not all were given. */
  all?: number;
  /** Where the head of a row leads. */
  to?(row: Row): string;
}

/**
 * A table as part of a page. Where rows become blocks on a phone, that would take away what a screen reader is told by
 * the elements themselves: so the roles are said.
 */
export function pageTable<Row>(
  { look, stacked = false, columns }: Table<Row>,
  rows: readonly Row[],
  { none, most = rows.length, rest = '', all = rows.length, to }: ShownRows<Row> = {},
): Markup {
  if (rows.length === 0 && none !== undefined) return html`${none}`;
  const role = (name: string) => stacked && html` role="${name}"`;
  const shown = columns.filter(({ page }) => page);
  const heads = shown.map(
    column =>
      html`<th scope="col"${role('columnheader')}${classOf(column)}>${column.pageTitle ?? column.title}</th>`,
  );
  const lines = rows
    .slice(0, most)
    .map(row => html`<tr${role('row')}>${shown.map(column => cell(column, row, stacked, to))}</tr>\n`);
  const classes = [look, stacked && 'stacked'].filter(Boolean).join(' ');
  return html`<table class="${classes}"${role('table')}><thead${role('rowgroup')}><tr${role('row')}>${heads}</tr></thead><tbody${role('rowgroup')}>${lines}</tbody></table>${leftOut(all - Math.min(most, rows.length), rest)}`;
}

/** "Còn 12 việc nữa ở bảng tính kèm theo." */
export function leftOut(left: number, rest: string): Markup | false {
  return left > 0 && html`<p class="left-out">Còn ${numberWords(left)} ${rest}.</p>`;
}

export function badge(tone: Tone | undefined, word: Content): Markup {
  return html`<span class="badge ${tone}">${word}</span>`;
}

function cell<Row>(column: Column<Row>, row: Row, stacked: boolean, to: ShownRows<Row>['to']): Markup {
  const content = typeof column.page === 'function' ? column.page(row) : shown(column.cell!(row));
  if (column.head) {
    const head = to ? html`<a href="${to(row)}">${content}</a>` : content;
    return html`<th scope="row"${stacked && html` role="rowheader"`}>${head}</th>`;
  }
  const label = stacked && !column.plain && html` data-label="${column.pageTitle ?? column.title}"`;
  return html`<td${stacked && html` role="cell"`}${classOf(column)}${label}>${content}</td>`;
}

function shown(cell: Cell): Content {
  const { value, tone, state } = cellParts(cell);
  const words = timed(value);
  if (state) return badge(tone, words);
  return tone === 'strong' ? html`<b>${words}</b>` : words;
}

/** A moment and a day also say to machines when they are. */
function timed(value: Value): Content {
  const words = valueWords(value);
  if (isList(value)) return value.length > 0 && html`<ul>${value.map(one => html`<li>${one}</li>`)}</ul>`;
  if (value === null || typeof value !== 'object') return words;
  return html`<time datetime="${'day' in value ? value.day : value.moment}">${words}</time>`;
}

function classOf({ number, wide }: Column<never>): Markup | false {
  const names = [number && 'n', wide && 'wide'].filter(Boolean).join(' ');
  return names !== '' && new Markup(` class="${names}"`);
}
