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
import { escapeHtml } from '../html/markup.ts';
import { printable } from '../printable.ts';
import { centred, sizes } from './docx-head.ts';
import { headerCells, type PaperColumn, type PaperRow, type PaperTable, rowWords } from './paper.ts';

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const borders = { top: line, bottom: line, left: line, right: line };
const margins = { top: 40, bottom: 40, left: 80, right: 80 };

/**
 * Title, table with a header that every page repeats, notes: the contents of a landscape section. Of the rows there is
 * one pattern a kind only; `withRows` puts the rows in its place.
 *
 * @param belongsTo what it says of the document it is an annex of.
 * @param mark of this table; nothing a reader wrote may contain it.
 */
export function tableParts(
  table: PaperTable,
  belongsTo: string,
  textWidth: number,
  mark: string,
): (Paragraph | Table)[] {
  const widths = columnWidths(table.columns, textWidth);
  return [
    ...table.title.map(text => centred({ text, size: sizes.body, bold: true })),
    ...[belongsTo, ...(table.subtitle ?? [])].map(text =>
      centred({ text, size: sizes.nation, italics: true }),
    ),
    new Paragraph({ spacing: { before: 0, after: 120 } }),
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      rows: [...headerRows(table.columns, widths), ...patternRows(table, widths, mark)],
    }),
    ...(table.notes ?? []).map(
      (text, at) =>
        new Paragraph({
          spacing: { before: at === 0 ? 120 : 0, after: 0 },
          children: [new TextRun({ text: printable(text), size: sizes.recipientsTitle, italics: true })],
        }),
    ),
  ];
}

/**
 * The document with the rows of its tables in the place of their patterns, piece by piece. The library holds some hundred
 * kilobytes of objects a row: the consolidated lists of a city would not fit into the memory of a small server.
 *
 * @param marks of the tables, in the order in which they stand there.
 */
export function* withRows(
  xml: string,
  tables: readonly PaperTable[],
  marks: readonly string[],
): Generator<string> {
  let done = 0;
  for (const [at, table] of tables.entries()) {
    if (table.rows.length === 0) continue;
    const { begin, end, filled } = rowsOf(xml, table, marks[at]!);
    yield xml.slice(done, begin);
    yield* filled;
    done = end;
  }
  yield xml.slice(done);
}

/** Where the patterns of a table stand, and the rows that come in their place. */
function rowsOf(xml: string, { columns, rows }: PaperTable, mark: string) {
  const begin = xml.lastIndexOf('<w:tr>', xml.indexOf(mark));
  const end = xml.indexOf('</w:tr>', xml.lastIndexOf(mark)) + '</w:tr>'.length;
  const patterns = xml.slice(begin, end).split(/(?<=<\/w:tr>)/);
  // Every other piece is a place to fill: "<column>".
  const pieces = new Map(
    kindsOf(rows).map((kind, at) => [kind, patterns[at]!.split(new RegExp(`${mark}(\\d+);`))]),
  );
  const filled = function* () {
    for (const row of rows) {
      const texts = rowWords(row, columns);
      yield pieces
        .get(kindOf(row))!
        .map((piece, at) => (at % 2 === 0 ? piece : wordText(texts[Number(piece)] ?? '')))
        .join('');
    }
  };
  return { begin, end, filled: filled() };
}

/** Text between `<w:t>` and `</w:t>`; a new line stays one. */
function wordText(text: string): string {
  const lines = printable(text).split('\n').map(escapeHtml);
  return lines.join('</w:t><w:br/><w:t xml:space="preserve">');
}

/** Rows of one kind look alike. */
function kindOf(row: PaperRow): 'heading' | 'row' | 'total' {
  if ('heading' in row) return 'heading';
  return row.total ? 'total' : 'row';
}

const kindsOf = (rows: readonly PaperRow[]) => [...new Set(rows.map(kindOf))];

function patternRows({ columns, rows }: PaperTable, widths: readonly number[], mark: string): TableRow[] {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const cell = (at: number, width: number, look: ParagraphLook, over?: number) =>
    new TableCell({
      ...(over ? { columnSpan: over } : { verticalAlign: VerticalAlign.CENTER }),
      width: { size: width, type: WidthType.DXA },
      borders,
      margins,
      children: [paragraph(`${mark}${at};`, look)],
    });
  return kindsOf(rows).map(
    kind =>
      new TableRow({
        cantSplit: true,
        children:
          kind === 'heading'
            ? // A heading line stays with the row it stands over.
              [cell(0, whole, { align: 'left', bold: true, keepNext: true }, columns.length)]
            : columns.map(({ align = 'right' }, at) =>
                cell(at, widths[at]!, { align, bold: kind === 'total', keepNext: false }),
              ),
      }),
  );
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
    children: columns.map(({ group, title }, at) =>
      headerCell(
        group === undefined ? '' : title,
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

interface ParagraphLook {
  align: 'left' | 'center' | 'right';
  bold: boolean;
  keepNext: boolean;
}

function paragraph(text: string, { align, bold, keepNext }: ParagraphLook): Paragraph {
  return new Paragraph({
    alignment: { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[align],
    spacing: { before: 0, after: 0 },
    keepNext,
    children: [new TextRun({ text, size: sizes.table, bold })],
  });
}

/** What a letter of a bold word, and one of a code or a day, takes in the font of tables; twips. */
const wordLetter = 155;
const codeLetter = 120;

/**
 * Twips, adding up to the text block exactly: the shares of the columns, but none so narrow that a word of its title, a
 * code or a day would be broken.
 */
function columnWidths(columns: readonly PaperColumn[], textWidth: number): number[] {
  const least = columns.map(({ title, unbroken = 0 }) => {
    const words = title.split(' ').map(({ length }) => length);
    return margins.left + margins.right + Math.max(wordLetter * Math.max(...words), codeLetter * unbroken);
  });
  const narrow = new Set<number>();
  let widths: number[];
  let next: number;
  do {
    const sum = (of: (at: number) => number) => columns.reduce((all, _, at) => all + of(at), 0);
    const left = textWidth - sum(at => (narrow.has(at) ? least[at]! : 0));
    const shares = sum(at => (narrow.has(at) ? 0 : columns[at]!.width));
    widths = columns.map(({ width }, at) =>
      narrow.has(at) ? least[at]! : Math.floor((width / shares) * left),
    );
    next = widths.findIndex((width, at) => width < least[at]!);
    narrow.add(next);
  } while (next >= 0);
  const widest = widths.indexOf(Math.max(...widths));
  widths[widest]! += textWidth - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}
