import { entry } from '../../domain/map.ts';
import type { Form } from '../forms.ts';
import type { CellStyle } from '../table/sheet-styles.ts';
import { type Book, drained, onPaper, rowsBetweenDrains, workbook, writeRow } from '../table/workbook.ts';
import { attachedTo, cellContent, headerRows, type Paper, type PaperTable, paperColumns } from './paper.ts';

/** A paper to be signed, and to be counted with. */
export function paperForms(paper: Paper): Record<'docx' | 'xlsx', Form> {
  return {
    docx: {
      file: `${paper.file}.docx`,
      // What writes it is loaded with the first: most processes write none.
      write: async out => (await import('./paper-document.ts')).writePaperDocument(paper, out),
    },
    xlsx: paperWorkbook(paper),
  };
}

/** Both forms of each paper. */
export async function* formsOfPapers(papers: Iterable<Paper> | AsyncIterable<Paper>): AsyncGenerator<Form> {
  for await (const paper of papers) yield* Object.values(paperForms(paper));
}

const font = { name: 'Times New Roman', size: 12 };
const line = { style: 'thin', color: { argb: 'FF000000' } } as const;
const box = { top: line, bottom: line, left: line, right: line };
const middle = { vertical: 'middle', wrapText: true } as const;
const centred = { ...middle, horizontal: 'center' } as const;
// '@' = text: a cell that begins with "=" stays text even when somebody edits it.
const numFmt = '@';
const looks = {
  title: { font: { ...font, size: 14, bold: true }, numFmt, alignment: centred },
  subtitle: { font: { ...font, italic: true }, numFmt, alignment: centred },
  header: { font: { ...font, bold: true }, numFmt, border: box, alignment: centred },
  heading: { font: { ...font, bold: true }, numFmt, border: box, alignment: middle },
  note: {
    font: { ...font, size: 11, italic: true },
    numFmt,
    alignment: { vertical: 'top', wrapText: true },
  },
} satisfies Record<string, CellStyle>;
const formats = { count: '#,##0', percent: '0.0%', change: '+#,##0;-#,##0;0' } as const;

/** Units of width all columns of a table have together: an A4 page, landscape, within the margins of papers. */
const pageWidth = 130;

/** The tables of a paper as XLSX, a sheet each, printed landscape with the header on every page. */
export function paperWorkbook(paper: Paper): Form {
  const { file, head, title, tables, footnotes } = paper;
  const sheets = tables.map((table, at) => (book: Book) => {
    book.title = title.join(' ');
    return writeTable(book, table, attachedTo(paper), at === tables.length - 1 ? footnotes : []);
  });
  return workbook(`${file}.xlsx`, head.date, sheets);
}

async function writeTable(
  book: Book,
  { name, title, subtitle = [], rows, notes = [], ...table }: PaperTable,
  belongsTo: string,
  footnotes: readonly string[],
): Promise<void> {
  const columns = paperColumns(table);
  const header = headerRows(columns);
  const first = title.length + subtitle.length + 3;
  const last = first + header.length - 1;
  const { margins: _, ...setup } = onPaper;
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: last }],
    pageSetup: { ...setup, firstPageNumber: 1, printTitlesRow: `${first}:${last}` },
    // As in the document: a number in the middle of the upper margin, from the second page on.
    headerFooter: { differentFirst: true, oddHeader: '&C&"Times New Roman,Regular"&13&P' },
  });
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  sheet.columns = columns.map(({ width }) => ({ width: Math.max(5, (width / shares) * pageWidth) }));
  const across = (value: string, style: CellStyle) =>
    writeRow(sheet, [{ value, style, over: columns.length }]);
  for (const text of title) across(text, looks.title);
  for (const text of [belongsTo, ...subtitle]) across(text, looks.subtitle);
  writeRow(sheet, []);
  for (const [level, cells] of header.entries())
    writeRow(
      sheet,
      cells.map(({ text, over, high }) => {
        const place = { style: looks.header, over, high: high && level === 0 ? 2 : 1 };
        return { value: high && level > 0 ? null : text, ...place };
      }),
    );
  for (const [at, row] of rows.entries()) {
    if ('heading' in row) across(row.heading, looks.heading);
    else
      writeRow(
        sheet,
        columns.map(column => {
          const { align, format = 'count' } = column;
          const value = cellContent(column, row.row, row.number);
          return {
            value,
            style: lookOf(align, typeof value === 'number' ? formats[format] : numFmt, row.total),
          };
        }),
      );
    if (at % rowsBetweenDrains === 0) await drained(book);
  }
  for (const text of [...notes, ...footnotes]) across(text, looks.note);
  sheet.commit();
}

const cellLooks = new Map<string, CellStyle>();

/** Kept: there are a few, and a table has tens of thousands of cells. */
function lookOf(horizontal: 'left' | 'center' | 'right', format: string, bold = false): CellStyle {
  return entry(cellLooks, `${horizontal} ${bold} ${format}`, () => ({
    font: { ...font, bold },
    border: box,
    alignment: { ...middle, horizontal },
    numFmt: format,
  }));
}
