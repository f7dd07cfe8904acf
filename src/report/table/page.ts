import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime, dayText } from '../../domain/time.ts';
import { type Content, html, Markup } from '../html/markup.ts';
import type { Cell, Column, Table, Tone } from './table.ts';

/** Of more than `most` rows a page shows the first; `rest` says where the others are: "việc nữa ở bảng tính kèm theo". */
export interface PageLimit {
  most: number;
  rest: string;
  /** How many there are, where not all were given. */
  all?: number;
}

/**
 * A table as part of a page. Where rows become blocks on a phone, that would take away what a screen reader is told by
 * the elements themselves: so the roles are said.
 */
export function pageTable<Row>(
  { look, stacked = false, columns }: Table<Row>,
  rows: readonly Row[],
  { most, rest, all = rows.length }: PageLimit = { most: rows.length, rest: '' },
): Markup {
  const role = (name: string) => stacked && html` role="${name}"`;
  const shown = columns.filter(({ page }) => page !== undefined);
  const heads = shown.map(
    column =>
      html`<th scope="col"${role('columnheader')}${classOf(column)}>${column.pageTitle ?? column.title}</th>`,
  );
  const lines = rows
    .slice(0, most)
    .map(row => html`<tr${role('row')}>${shown.map(column => cell(column, row, stacked))}</tr>\n`);
  const classes = [look, stacked && 'stacked'].filter(Boolean).join(' ');
  return html`<table class="${classes}"${role('table')}><thead${role('rowgroup')}><tr${role('row')}>${heads}</tr></thead><tbody${role('rowgroup')}>${lines}</tbody></table>${leftOut(all - Math.min(most, rows.length), rest)}`;
}

/** "Còn 12 việc nữa ở bảng tính kèm theo." */
export function leftOut(left: number, rest: string): Markup | false {
  return left > 0 && html`<p class="left-out">Còn ${numberWords(left)} ${rest}.</p>`;
}

export function badge(tone: Tone | undefined, word: string): Markup {
  return html`<span class="badge ${tone}">${word}</span>`;
}

function cell<Row>(column: Column<Row>, row: Row, stacked: boolean): Markup {
  const content = column.page === true ? shown(column.cell!(row)) : column.page!(row);
  if (column.head) return html`<th scope="row"${stacked && html` role="rowheader"`}>${content}</th>`;
  const label = stacked && !column.plain && html` data-label="${column.pageTitle ?? column.title}"`;
  return html`<td${stacked && html` role="cell"`}${classOf(column)}${label}>${content}</td>`;
}

function shown(cell: Cell): Content {
  if (typeof cell === 'number') return numberWords(cell);
  if (cell === null || typeof cell === 'string') return cell;
  if ('day' in cell) return dayText(cell.day);
  if ('moment' in cell) return dateAndTime(cell.moment);
  const word = shown(cell.value);
  return cell.tone === 'strong' ? html`<b>${word}</b>` : badge(cell.tone, String(word));
}

function classOf({ number, wide }: Column<never>): Markup | false {
  const names = [number && 'n', wide && 'wide'].filter(Boolean).join(' ');
  return names !== '' && new Markup(` class="${names}"`);
}
