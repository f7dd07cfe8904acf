import { type Content, html, type Markup } from '../../report/html/markup.ts';

/** A column: its head; on a phone the head stands before the value unless the value speaks for itself. */
export interface Column {
  head: string;
  plain?: boolean;
  /** Numbers are set to the right. */
  number?: boolean;
}

/**
 * A table whose first cells are heads of their rows. On a phone a row becomes a block, which would take away what a
 * screen reader is told by the elements themselves: so the roles are said.
 */
export function table(columns: readonly Column[], rows: readonly (readonly Content[])[]): Markup {
  const number = (column: Column) => column.number && html` class="n"`;
  const heads = columns.map(
    column => html`<th scope="col" role="columnheader"${number(column)}>${column.head}</th>`,
  );
  const body = rows.map(
    cells =>
      html`<tr role="row">${cells.map((cell, index) => {
        const column = columns[index]!;
        if (index === 0) return html`<th scope="row" role="rowheader">${cell}</th>`;
        return html`<td role="cell"${number(column)}${!column.plain && html` data-label="${column.head}"`}>${cell}</td>`;
      })}</tr>`,
  );
  return html`<table class="stacked" role="table"><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${body}</tbody></table>`;
}
