import type { DataValidation, Workbook, Worksheet } from '@cj-tech-master/excelts';
import { markRows, markSheetName, type WorkbookMark } from '../../reading/workbook-mark.ts';
import type { Form } from '../forms.ts';
import { cellText } from './cell-text.ts';
import { rowHeight } from './lines-of.ts';
import { hairline, styles } from './sheet-styles.ts';

/** A column of a form that people fill in. */
export interface AnswerColumn<Row> {
  title: string;
  /** Characters. */
  width: number;
  /** What stands there already. Absent: empty. */
  cell?(row: Row): string | number | null;
  /** People write here; everything else is locked. */
  open?: true;
  /** The answers to choose from. */
  choices?: readonly string[];
}

/** A workbook that comes back with answers: one visible sheet, one hidden that says what it is. */
export interface AnswerForm<Row> {
  /** File name with its ending. */
  file: string;
  sheet: string;
  /** Lines above the table; the first one is the title. */
  lines: readonly string[];
  columns: readonly AnswerColumn<Row>[];
  rows: readonly Row[];
  mark: WorkbookMark;
}

/** Row of the header: the lines stand above it, with an empty row between. */
export function headerRowOf({ lines }: Pick<AnswerForm<unknown>, 'lines'>): number {
  return lines.length + 2;
}

/** The form as a workbook. The sheet is protected without a password: that keeps people from slips, not from their work. */
export function answerForm<Row>(form: AnswerForm<Row>): Form {
  return {
    file: form.file,
    async write(out) {
      const library = await import('./workbook-library.ts');
      const book = new library.Workbook();
      book.creator = 'dvc-sync';
      await writeSheet(book, form);
      const hidden = book.addWorksheet(markSheetName, { state: 'veryHidden' });
      for (const row of markRows(form.mark)) hidden.addRow(row);
      out.end(Buffer.from(await book.xlsx.writeBuffer()));
    },
  };
}

async function writeSheet<Row>(book: Workbook, form: AnswerForm<Row>): Promise<void> {
  const { columns, rows, lines } = form;
  const head = headerRowOf(form);
  const sheet = book.addWorksheet(form.sheet, {
    views: [{ state: 'frozen', ySplit: head, xSplit: 3 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.pageSetup.printTitlesRow = `${head}:${head}`;
  sheet.columns = columns.map(({ width }) => ({ width }));
  lines.forEach((line, index) => {
    const row = sheet.getRow(index + 1);
    row.getCell(1).value = cellText(line);
    row.getCell(1).font = { name: 'Times New Roman', size: index === 0 ? 14 : 11, bold: index < 2 };
    if (columns.length > 1) sheet.mergeCells(index + 1, 1, index + 1, Math.min(columns.length, 9));
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
    row.height = 16 * Math.max(1, Math.ceil(line.length / 130));
  });
  const header = sheet.getRow(head);
  columns.forEach(({ title }, index) => {
    const cell = header.getCell(index + 1);
    cell.value = cellText(title);
    cell.style = { ...styles.header, protection: { locked: true } };
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
  });
  const widthOf = (column: number) => columns[column]!.width;
  // Bold letters are wider.
  header.height = rowHeight(
    columns.map(({ title }) => title),
    column => widthOf(column) - 2,
  );
  rows.forEach((row, index) => {
    const line = sheet.getRow(head + 1 + index);
    const values = columns.map(({ cell }) => cell?.(row) ?? null);
    line.height = rowHeight(values, widthOf);
    columns.forEach(({ open }, column) => {
      const cell = line.getCell(column + 1);
      const shown = values[column]!;
      cell.value = typeof shown === 'string' ? cellText(shown) : shown;
      cell.style = { ...styles.text, protection: { locked: open !== true } };
      cell.alignment = { wrapText: true, vertical: 'top' };
      if (open) {
        cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF8E1' } };
        cell.border = { left: hairline, right: hairline, bottom: hairline };
      }
    });
  });
  columns.forEach(({ choices }, column) => {
    if (choices && rows.length > 0) offer(sheet, column + 1, head + 1, head + rows.length, choices);
  });
  await sheet.protect('', { formatColumns: true, formatRows: true, autoFilter: true, sort: false });
}

/** A list for the cells of a column, said once: cell by cell the library makes areas of them that overlap. */
function offer(
  sheet: Worksheet,
  column: number,
  first: number,
  last: number,
  choices: readonly string[],
): void {
  const { letter } = sheet.getColumn(column);
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add(area: string, validation: DataValidation): void };
  };
  dataValidations.add(`${letter}${first}:${letter}${last}`, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${choices.join(',')}"`],
    showErrorMessage: true,
    errorTitle: 'Chọn trong danh sách',
    error: `Chọn một trong: ${choices.join('; ')}.`,
  });
}
