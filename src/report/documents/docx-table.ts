import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  VerticalMergeType,
  WidthType,
} from 'docx';
import { printable } from '../printable.ts';
import { centred, sizes } from './docx-head.ts';
import { cellWords, headerCells, type PaperColumn, type PaperRow, type PaperTable } from './paper.ts';

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const borders = { top: line, bottom: line, left: line, right: line };
const margins = { top: 40, bottom: 40, left: 80, right: 80 };

/** Title, table with a header that every page repeats, notes: the contents of a landscape section. */
export function tableParts(table: PaperTable, textWidth: number): (Paragraph | Table)[] {
  const widths = columnWidths(table.columns, textWidth);
  return [
    ...table.title.map(text => centred({ text, size: sizes.body, bold: true })),
    ...table.subtitle.map(text => centred({ text, size: sizes.nation, italics: true })),
    new Paragraph({ spacing: { before: 0, after: 120 } }),
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      rows: [...headerRows(table.columns, widths), ...table.rows.map(row => bodyRow(row, table, widths))],
    }),
    ...table.notes.map(
      (text, at) =>
        new Paragraph({
          spacing: { before: at === 0 ? 120 : 0, after: 0 },
          children: [new TextRun({ text: printable(text), size: sizes.recipientsTitle, italics: true })],
        }),
    ),
  ];
}

function headerRows(columns: readonly PaperColumn[], widths: readonly number[]): TableRow[] {
  const { grouped, top } = headerCells(columns);
  const starts = top.map((_, at) => top.slice(0, at).reduce((sum, cell) => sum + cell.columns, 0));
  const spanned = (at: number, over: number) =>
    widths.slice(at, at + over).reduce((sum, width) => sum + width, 0);
  const first = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: top.map((cell, at) =>
      headerCell(cell.text, spanned(starts[at]!, cell.columns), {
        columnSpan: cell.columns,
        ...(grouped && cell.rows === 2 && { verticalMerge: VerticalMergeType.RESTART }),
      }),
    ),
  });
  if (!grouped) return [first];
  const second = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ group, header }, at) =>
      headerCell(
        group === undefined ? '' : header,
        widths[at]!,
        group === undefined ? { verticalMerge: VerticalMergeType.CONTINUE } : {},
      ),
    ),
  });
  return [first, second];
}

function headerCell(
  text: string,
  width: number,
  merged: { columnSpan?: number; verticalMerge?: (typeof VerticalMergeType)[keyof typeof VerticalMergeType] },
): TableCell {
  return new TableCell({
    ...merged,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    borders,
    margins,
    children: [centred({ text, size: sizes.table, bold: true })],
  });
}

function bodyRow(row: PaperRow, { columns }: PaperTable, widths: readonly number[]): TableRow {
  if (row.kind === 'group') {
    const width = widths.reduce((sum, each) => sum + each, 0);
    const cell = new TableCell({
      columnSpan: columns.length,
      width: { size: width, type: WidthType.DXA },
      borders,
      margins,
      children: [paragraph(row.text, 'left', true, true)],
    });
    return new TableRow({ cantSplit: true, children: [cell] });
  }
  return new TableRow({
    cantSplit: true,
    children: columns.map((column, at) => {
      const text = cellWords(row.cells[at] ?? null, column);
      return new TableCell({
        width: { size: widths[at]!, type: WidthType.DXA },
        verticalAlign: VerticalAlign.CENTER,
        borders,
        margins,
        children: text.split('\n').map(part => paragraph(part, column.align, row.kind === 'total', false)),
      });
    }),
  });
}

/** A heading line stays with the row it stands over. */
function paragraph(text: string, align: PaperColumn['align'], bold: boolean, keepNext: boolean): Paragraph {
  return new Paragraph({
    alignment: { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[align],
    spacing: { before: 0, after: 0 },
    keepNext,
    children: [new TextRun({ text: printable(text), size: sizes.table, bold })],
  });
}

/** Twips, adding up to the text block exactly. */
function columnWidths(columns: readonly PaperColumn[], textWidth: number): number[] {
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.floor((width / shares) * textWidth));
  widths[widths.length - 1]! += textWidth - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}
