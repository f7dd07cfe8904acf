import type { Configuration } from '../../config/configuration.ts';
import type { City } from '../../domain/city.ts';
import { numberWords, percentWords } from '../../domain/number-words.ts';
import { html } from '../html/markup.ts';
import {
  type Column,
  cellParts,
  column,
  notKnown,
  type SheetColumn,
  sheetColumns,
  type Table,
  valueWords,
} from '../table/table.ts';

/** A document officials sign or attach, before it is DOCX or XLSX: both forms are made from the same one. */
export interface Paper {
  /** File name without its ending, ASCII: it survives every mail program. */
  file: string;
  /** "BÁO CÁO"; absent: an annex, which stands under the document it belongs to. */
  type?: string;
  /** What document an annex goes with, where the city's wording says so: "Công văn". */
  goesWith?: string;
  /** Trích yếu: what it is about, one line each. */
  title: string[];
  head: PaperHead;

  /** Body, one paragraph each; already filled in. */
  paragraphs: string[];
  tables: PaperTable[];
  /** Where the figures come from and what they lack; said at the end, never hidden. */
  footnotes: string[];
  signature?: PaperSignature;
  /** Of minutes: everybody who signs, side by side, in place of the one. */
  signatures?: readonly PaperSignature[];
  /** Nơi nhận, a line each. */
  recipients: string[];
}

/** Who issues it, and when. */
export interface PaperHead {
  above?: string;
  issuer: string;
  /** The issuer as it is written within a text, where it is one of the city's agencies. */
  issuerName?: string;
  /** "BC-UBND"; the number is given when it is registered. */
  symbol: string;
  /** Of an official letter, which has no name of its kind: what it is about, below its number. */
  about?: readonly string[];
  place: string;
  /** `YYYY-MM-DD`, day of making. */
  date: string;
}

export interface PaperSignature {
  /** "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH". */
  authority?: readonly string[];
  title: string;
  name?: string;
}

/** Head, recipients and signature as the configuration has them; `date` is `YYYY-MM-DD`. */
export function paperFrame(
  { city, documents }: Pick<Configuration, 'city' | 'documents'>,
  date: string,
): Pick<Paper, 'head' | 'recipients' | 'signature'> {
  const { issuer, above, symbol, place = placeName(city), signer, recipients } = documents;
  const upper = issuer.toLocaleUpperCase('vi');
  const issuerName = city.agencies.find(({ name }) => name.toLocaleUpperCase('vi') === upper)?.name;
  return {
    head: { issuer, ...(issuerName && { issuerName }), ...(above && { above }), symbol, place, date },
    recipients,
    ...(signer && { signature: signer }),
  };
}

/** "thành phố Cần Thơ": the place the top agency governs. */
export function governedPlace({ agencies, locality }: City): string {
  const name = agencies.find(({ code }) => code === locality)?.name;
  return name?.replace(/^Ủy ban nhân dân /u, '') ?? `địa phương ${locality}`;
}

/** "Cần Thơ": as a letter head says it. */
function placeName(city: City): string {
  return governedPlace(city).replace(/^(thành phố|tỉnh) /u, '');
}

/**
 * "(Kèm theo Báo cáo số …/BC-UBND ngày 01 tháng 11 năm 2021 của …)": what each table says of the document it belongs to
 * (Decree 30/2020/NĐ-CP, annex I). The number is given when it is registered; an annex made before its document leaves
 * the day open too.
 */
export function attachedTo({ type, goesWith = 'Văn bản', head }: Paper): string {
  const { issuerName = head.issuer } = head;
  return type === undefined
    ? `(Kèm theo ${goesWith} số …/… ngày … tháng … năm … của ${issuerName})`
    : `(Kèm theo ${type} số …/${head.symbol} ${dayInWords(head.date)} của ${issuerName})`;
}

/** `2021-06-04` as "ngày 04 tháng 6 năm 2021": days below ten and the first two months with a nought. */
export function dayInWords(date: string): string {
  const [year, month, day] = date.split('-');
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
}

/** A table on pages of its own, landscape, counted from 1; its header is repeated on every page. */
export interface PaperTable<Row = unknown> extends Pick<Table<Row>, 'columns'> {
  /** Name of the sheet in the workbook, at most 31 characters. */
  name: string;
  /** "PHỤ LỤC I" and what it is called; bold, centred. */
  title: string[];
  /** "Đơn vị: …": centred below the title. */
  subtitle?: string[];
  rows: readonly PaperRow<Row>[];
  /** Below the table: legend, remarks. */
  notes?: string[];
}

export type PaperRow<Row = unknown> =
  | { row: Row; number?: number; total?: boolean }
  /** A line across the whole table: "II. Cấp huyện (9 quận, huyện)". */
  | { heading: string };

export type PaperColumn = SheetColumn<unknown> & Required<Pick<SheetColumn<unknown>, 'width' | 'align'>>;

/** Those of a table that stand in a paper: numbers to the right. */
export function paperColumns(table: Pick<Table<unknown>, 'columns'>): PaperColumn[] {
  return sheetColumns(table)
    .filter(({ paper }) => paper !== false)
    .map(column => ({ width: 10, align: column.number || column.format ? 'right' : 'left', ...column }));
}

/** What a cell holds: a number to count with, else the words. */
export function cellContent({ cell }: PaperColumn, row: unknown, number?: number): string | number {
  const { value } = cellParts(cell(row, number));
  return typeof value === 'number' ? value : valueWords(value);
}

/** A number as it is read: "1.331", "87,5%", "+12", "–". */
export function countWords(count: number | null, format: PaperColumn['format'] = 'count'): string {
  if (count === null) return notKnown;
  if (format === 'percent') return percentWords(count);
  const words = numberWords(count, 0);
  return format === 'change' && count > 0 ? `+${words}` : words;
}

/** The cells of a row as they are read. */
export function rowWords(row: PaperRow, columns: readonly PaperColumn[]): string[] {
  if ('heading' in row) return [row.heading];
  return columns.map(column => {
    const content = cellContent(column, row.row, row.number);
    return typeof content === 'number' ? countWords(content, column.format) : content;
  });
}

interface HeaderCell {
  text: string;
  /** Of its first column. */
  at: number;
  /** How many columns it spans. */
  over: number;
  /** It spans both rows; in the lower one its place stands empty. */
  high: boolean;
}

/** Header rows of a table: where there are groups, one with them above the titles of their columns. */
export function headerRows(columns: readonly Pick<PaperColumn, 'title' | 'group'>[]): HeaderCell[][] {
  const grouped = columns.some(({ group }) => group !== undefined);
  const upper: HeaderCell[] = [];
  columns.forEach(({ title, group }, at) => {
    if (group !== undefined && group === columns[at - 1]?.group) upper.at(-1)!.over += 1;
    else upper.push({ text: group ?? title, at, over: 1, high: grouped && group === undefined });
  });
  const lower = columns.map(({ title, group }, at) => {
    const high = group === undefined;
    return { text: high ? '' : title, at, over: 1, high };
  });
  return grouped ? [upper, lower] : [upper];
}

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
    column('Mã TTHC/ DVC', 11, ({ procedure }) => procedure ?? '', {
      align: 'center',
      unbroken: 8,
      page: false,
    }),
    column('Tên thủ tục hành chính', width, ({ name }) => name, {
      pageTitle: 'Thủ tục',
      head: true,
      long: true,
      page: ({ procedure, name }) => html`<code>${procedure}</code> ${name}`,
    }),
  ];
}
