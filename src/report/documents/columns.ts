import { dayText } from '../../domain/time.ts';
import type { PaperCell, PaperColumn, PaperRow } from './paper.ts';

/** Rows counted from 1. */
export function numbered<Row>(rows: readonly Row[]): PaperRow<Row>[] {
  return rows.map((row, at) => ({ row, number: at + 1 }));
}

export const numberColumn: PaperColumn = {
  title: 'STT',
  width: 5,
  align: 'center',
  cell: (_, number) => number ?? '',
};

/** A column of words; one that is written out holds numbers. */
export function textColumn<Row>(
  title: string,
  width: number,
  cell: (row: Row) => PaperCell,
  align: 'left' | 'center' = 'left',
): PaperColumn<Row> {
  return { title, width, align, cell };
}

export function dayColumn<Row>(title: string, of: (row: Row) => string | null): PaperColumn<Row> {
  const cell = (row: Row) => {
    const day = of(row);
    return day === null ? null : dayText(day);
  };
  return { title, width: 10, align: 'center', unbroken: 10, cell };
}

/** Number, code and name, as the plan's annexes begin; `width` of the name. */
export function procedureColumns(width: number): PaperColumn<{ procedure: string | null; name: string }>[] {
  return [
    numberColumn,
    {
      ...{ title: 'Mã TTHC/ DVC', width: 11, align: 'center', unbroken: 8 },
      cell: ({ procedure }) => procedure ?? '',
    },
    textColumn('Tên thủ tục hành chính', width, ({ name }) => name),
  ];
}
