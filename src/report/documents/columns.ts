import { html } from '../html/markup.ts';
import type { Column } from '../table/table.ts';
import type { PaperRow } from './paper.ts';

/** Rows counted from 1. */
export function numbered<Row>(rows: readonly Row[]): PaperRow<Row>[] {
  return rows.map((row, at) => ({ row, number: at + 1 }));
}

export const numberColumn: Column<unknown> = {
  ...{ title: 'STT', width: 5, align: 'center', page: false, terminal: false },
  cell: (_, number) => number ?? '',
};

/** Number, code and name, as the plan's annexes begin; on a page code and name in one. `width` of the name. */
export function procedureColumns(width: number): Column<{ procedure: string | null; name: string }>[] {
  return [
    numberColumn,
    {
      ...{ title: 'Mã TTHC/ DVC', width: 11, align: 'center', unbroken: 8, page: false },
      cell: ({ procedure }) => procedure ?? '',
    },
    {
      ...{ title: 'Tên thủ tục hành chính', width, pageTitle: 'Thủ tục', head: true, long: true },
      cell: ({ name }) => name,
      page: ({ procedure, name }) => html`<code>${procedure}</code> ${name}`,
    },
  ];
}
