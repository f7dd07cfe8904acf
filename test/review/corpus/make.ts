import * as sheets from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { procedures } from './sample.ts';

export type Value =
  | string
  | number
  | boolean
  | Date
  | null
  | { formula: string; result?: string | number }
  | { error: string }
  | { richText: { text: string; font?: { strike?: boolean; name?: string } }[] };
export type Rows = (readonly Value[])[];

export const title = {
  I: [['PHỤ LỤC I'], ['DANH MỤC THỦ TỤC HÀNH CHÍNH NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 4'], plan()],
  II: [['PHỤ LỤC II'], ['DANH MỤC THỦ TỤC HÀNH CHÍNH KHÔNG NÂNG DỊCH VỤ CÔNG MỨC ĐỘ 4'], plan()],
} satisfies Record<string, Rows>;
function plan(): string[] {
  return ['(Kèm theo Kế hoạch số 117/KH-UBND ngày 04 tháng 6 năm 2021 của Ủy ban nhân dân thành phố)'];
}

/** Two rows, as in the plan: what is merged there stands in the first cell. */
export const header = {
  I: twoRows('Đủ điều kiện nâng lên mức độ 4'),
  II: twoRows('Chưa đủ điều kiện nâng lên mức độ 4'),
} satisfies Record<string, Rows>;
function twoRows(above: string): Rows {
  return [
    ['STT', 'Mã TTHC/ DVC', 'Tên thủ tục hành chính', above, above],
    [null, null, null, 'Về kỹ thuật, điều kiện của đơn vị', 'Về quy định của pháp luật'],
  ];
}

export const unit: Rows = [['ỦY BAN NHÂN DÂN QUẬN NINH KIỀU'], ['ỦY BAN NHÂN DÂN PHƯỜNG CÁI KHẾ']];

/** A row of a list; the name is the one of the code unless given. */
export function row(
  number: number | string,
  code: Value,
  technical: Value = 'X',
  legal: Value = 'X',
  name?: Value,
): Value[] {
  return [number, code, name === undefined ? (procedures[String(code)] ?? null) : name, technical, legal];
}

/** A whole sheet of one unit's list. */
export function whole(list: 'I' | 'II', rows: Rows, above: Rows = unit): Rows {
  return [...above, ...title[list], ...header[list], ...rows];
}

export interface SheetSpec {
  name?: string;
  rows: Rows;
  merges?: string[];
  hiddenRows?: number[];
  hidden?: boolean;
  hiddenColumns?: number[];
  /** Notes by cell. */
  comments?: Record<string, string>;
  /** Number formats by cell. */
  formats?: Record<string, string>;
  /** Days are counted from 1904, as programs for the Macintosh did. */
  from1904?: boolean;
}

/** A workbook as Excel writes it. */
export async function xlsx(...specs: SheetSpec[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  specs.forEach((spec, index) => {
    const {
      name,
      rows,
      merges = [],
      hiddenRows = [],
      hiddenColumns = [],
      hidden,
      formats = {},
      comments = {},
      from1904,
    } = spec;
    const sheet = book.addWorksheet(name ?? `Sheet${index + 1}`);
    if (hidden) sheet.state = 'hidden';
    rows.forEach((values, at) => {
      values.forEach((value, column) => {
        if (value !== null) sheet.getCell(at + 1, column + 1).value = value as ExcelJS.CellValue;
      });
    });
    for (const range of merges) sheet.mergeCells(range);
    for (const number of hiddenRows) sheet.getRow(number).hidden = true;
    for (const number of hiddenColumns) sheet.getColumn(number).hidden = true;
    if (from1904) book.properties.date1904 = true;
    for (const [cell, note] of Object.entries(comments)) sheet.getCell(cell).note = note;
    for (const [cell, format] of Object.entries(formats)) sheet.getCell(cell).numFmt = format;
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** One sheet with the header of the plan really merged; `first` is the header's first row. */
export function merged(rows: Rows, first: number): SheetSpec {
  const last = first + 1;
  return {
    rows,
    merges: [...['A', 'B', 'C'].map(column => `${column}${first}:${column}${last}`), `D${first}:E${first}`],
  };
}

/** What other programs write: `biff8` = XLS, `ods`, `html`, `xlml`. */
export function otherForm(type: 'biff8' | 'ods' | 'html' | 'xlml', rows: Rows): Uint8Array {
  const book = sheets.utils.book_new();
  sheets.utils.book_append_sheet(book, sheets.utils.aoa_to_sheet(rows as unknown[][]), 'Trang 1');
  return new Uint8Array(sheets.write(book, { type: 'buffer', bookType: type }) as Buffer);
}

export function csv(rows: Rows, separator = ','): string {
  const field = (value: Value) => {
    const text = value === null ? '' : String(value);
    return /["\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map(cells => cells.map(field).join(separator)).join('\r\n');
}

export const utf8 = (text: string) => new TextEncoder().encode(text);
