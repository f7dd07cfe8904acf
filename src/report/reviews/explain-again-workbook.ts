import type { Form } from '../forms.ts';
import type { Table } from '../table/table.ts';
import { sheetOf, workbook } from '../table/workbook.ts';

/** A row a unit has to explain again, as the letter and its workbook tell it. */
export interface AskedRow {
  procedure: string;
  name: string;
  /** What the unit wrote, by column; empty where it only made a mark. */
  technical: string | null;
  legal: string | null;
  said: string[];
  /** Opinions of the offices, and what the systems show against it. */
  why: string[];
  /** `YYYY-MM-DD`. */
  until: string | null;
}

/**
 * Exactly these rows, with why each is asked about. It is for working with: what counts is the unit's whole Phụ lục II, so
 * the sheet does not look like one.
 */
const table = {
  name: 'Giải trình lại',
  columns: [
    { title: 'STT', width: 5, cell: ({ at }) => at + 1 },
    { title: 'Mã TTHC/ DVC', width: 14, cell: ({ procedure }) => procedure },
    { title: 'Tên thủ tục hành chính', width: 50, cell: ({ name }) => name },
    { title: 'Đã ghi về kỹ thuật', width: 34, cell: ({ technical }) => technical },
    { title: 'Đã ghi về quy định', width: 34, cell: ({ legal }) => legal },
    { title: 'Vì sao hỏi lại', width: 50, cell: ({ why }) => why.join('; ') },
    { title: 'Trả lời trước ngày', width: 12, cell: ({ until }) => (until ? { day: until } : null) },
  ],
} satisfies Table<AskedRow & { at: number }> & { name: string };

/** @param askedAt ISO 8601: when it was asked. */
export function explainAgainWorkbook(agency: string, rows: readonly AskedRow[], askedAt: string): Form {
  const file = `Giải trình lại ${agency} ${askedAt.slice(0, 10)}.xlsx`;
  return workbook(file, askedAt, [sheetOf(table, [rows.map((row, at) => ({ ...row, at }))])]);
}
