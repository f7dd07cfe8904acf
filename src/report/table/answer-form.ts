import type { DataValidation } from '@cj-tech-master/excelts';
import { markRows, markSheetName, type WorkbookMark } from '../../reading/workbook-mark.ts';
import type { Form } from '../forms.ts';
import { rowHeight } from './row-height.ts';
import { type CellStyle, hairline, solid, styles } from './sheet-styles.ts';
import { type Column, sheetCell } from './table.ts';
import { onPaper, pageNumbers, workbook, writeRow, writeValues } from './workbook.ts';

/** A column of a form that people fill in; what stands there already, or nothing. */
export interface AnswerColumn<Row> extends Column<Row> {
  width: number;
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
  /** Lines below the table, asked for when the rows are made. */
  below?(): readonly string[];
  mark: WorkbookMark;
}

/** Row of the header: the lines stand above it, with an empty row between. */
export function headerRowOf({ lines }: Pick<AnswerForm<unknown>, 'lines'>): number {
  return lines.length + 2;
}

const font = { name: 'Times New Roman', size: 11 };
const alignment = { wrapText: true, vertical: 'top' } as const;
const looks = {
  title: { font: { ...font, size: 14, bold: true }, alignment },
  strong: { font: { ...font, bold: true }, alignment },
  line: { font, alignment },
  header: { ...styles.header, alignment: { wrapText: true, vertical: 'middle', horizontal: 'center' } },
  open: {
    ...styles.text,
    protection: { locked: false },
    fill: solid('FFFFF8E1'),
    border: { left: hairline, right: hairline, bottom: hairline },
  },
} satisfies Record<string, CellStyle>;

/** The form as a workbook. The sheet is protected without a password: that keeps people from slips, not from their work. */
export function answerForm<Row>(form: AnswerForm<Row>): Form {
  const { file, lines, columns, rows } = form;
  const head = headerRowOf(form);
  return workbook(file, undefined, [
    async book => {
      const sheet = book.addWorksheet(form.sheet, {
        views: [{ state: 'frozen', ySplit: head, xSplit: 3 }],
        pageSetup: { ...onPaper, printTitlesRow: `${head}:${head}` },
        headerFooter: pageNumbers,
      });
      sheet.columns = columns.map(({ width }) => ({ width }));
      const over = Math.min(columns.length, 9);
      for (const [at, value] of lines.entries())
        writeRow(sheet, [{ value, over, style: [looks.title, looks.strong][at] ?? looks.line }]);
      writeRow(sheet, []);
      const titles = columns.map(({ title }) => title);
      writeValues(sheet, titles, looks.header);
      // Heights stay as they are made: whatever is chosen later is to be seen whole.
      const chosen = columns.flatMap(({ choices = [], width }) =>
        choices.map(choice => rowHeight(choice, looks.open, width)),
      );
      for (const row of rows)
        writeRow(
          sheet,
          columns.map(({ cell, open }) => ({
            value: cell ? sheetCell(cell(row)).value : null,
            ...(open && { style: looks.open }),
          })),
          Math.max(0, ...chosen),
        );
      for (const [at, value] of (form.below?.() ?? []).entries()) {
        if (at === 0) writeRow(sheet, []);
        writeRow(sheet, [{ value, over, style: looks.line }]);
      }
      for (const [at, { choices }] of columns.entries()) {
        if (!choices || rows.length === 0) continue;
        const { letter } = sheet.getColumn(at + 1);
        // Said once for all rows: cell by cell the library makes areas of them that overlap.
        (sheet as unknown as Offering).dataValidations.add(
          `${letter}${head + 1}:${letter}${head + rows.length}`,
          {
            type: 'list',
            allowBlank: true,
            formulae: [`"${choices.join(',')}"`],
            showErrorMessage: true,
            errorTitle: 'Chọn trong danh sách',
            error: `Chọn một trong: ${choices.join('; ')}.`,
          },
        );
      }
      await sheet.protect('', { formatColumns: true, formatRows: true, autoFilter: true, sort: false });
      sheet.commit();
    },
    book => {
      const hidden = book.addWorksheet(markSheetName, { state: 'veryHidden' });
      for (const row of markRows(form.mark)) writeValues(hidden, row);
      hidden.commit();
    },
  ]);
}

/** What the library's sheet has beside what it declares. */
interface Offering {
  dataValidations: { add(area: string, validation: DataValidation): void };
}
