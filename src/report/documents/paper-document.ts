import type { Writable } from 'node:stream';
import { type Markup, html as xml } from '../html/markup.ts';
import {
  cell,
  type Look,
  type PageLayout,
  paragraph,
  row,
  ruler,
  sectionEnd,
  table,
  writeDocx,
} from './docx.ts';
import {
  attachedTo,
  dayInWords,
  headerRows,
  type Paper,
  type PaperColumn,
  type PaperHead,
  type PaperRow,
  type PaperSignature,
  type PaperTable,
  paperColumns,
  rowWords,
} from './paper.ts';

/** Twips. */
const mm = (length: number) => Math.floor((length / 25.4) * 1440);
// A4 and its margins (Decree 30/2020/NĐ-CP, annex I): 20 above and below, 30 left, 15 right.
const margin = { top: mm(20), right: mm(15), bottom: mm(20), left: mm(30) };
const upright: PageLayout = { width: mm(210), height: mm(297), margin };
const lying: PageLayout = {
  ...{ width: mm(297), height: mm(210) },
  margin: { ...margin, top: mm(25), left: mm(20), right: mm(20) },
};
const letterWidth = mm(210 - 30 - 15);
const tableWidth = mm(297 - 20 - 20);

/** Half-points, as Decree 30/2020/NĐ-CP asks for each part. */
const sizes = { nation: 26, motto: 28, body: 28, table: 24, recipients: 22, notes: 24 };

const centred = (text: string, look: Look = {}) => paragraph(text, { align: 'center', ...look });
const strong = (text: string, look: Look = {}) => centred(text, { bold: true, ...look });
const gap = paragraph('', { after: 120 });

/**
 * The paper as DOCX in the layout of Decree 30/2020/NĐ-CP: Times New Roman, letter head, recipients and signature,
 * page numbers in the middle of the upper margin from the second page on, each table an annex on landscape pages of its
 * own, which are counted from 1 again.
 */
export function writePaperDocument(paper: Paper, out: Writable): Promise<void> {
  return writeDocx({ title: paper.title.join(' '), date: paper.head.date }, bodyOf(paper), out);
}

function* bodyOf(paper: Paper): Generator<Markup> {
  const sections = [
    ...(paper.type === undefined ? [] : [{ content: letter(paper, paper.type), end: sectionEnd(upright) }]),
    ...paper.tables.map((table, at) => ({
      // In an annex the notes on the sources have no letter to stand in: they follow the last table.
      content: annex(table, paper, paper.type === undefined && at === paper.tables.length - 1),
      end: sectionEnd(lying, 1),
    })),
  ];
  for (const [at, { content, end }] of sections.entries()) {
    yield* content;
    // The last section ends with the text; the others with a paragraph.
    yield at === sections.length - 1 ? end : xml`<w:p><w:pPr>${end}</w:pPr></w:p>`;
  }
}

function* letter(paper: Paper, type: string): Generator<Markup> {
  const { head, title, paragraphs, signatures, signature, recipients } = paper;
  yield* letterHead(head);
  yield gap;
  if (!head.about) {
    yield xml`${[type.toLocaleUpperCase('vi'), ...title].map(text => strong(text))}`;
    yield gap;
  }
  for (const text of paragraphs)
    yield text.startsWith('Kính gửi')
      ? centred(text, { after: 240 })
      : paragraph(text, { align: 'both', firstLine: mm(12.7), after: 120, line: 276 });
  yield* sourceNotes(paper);
  yield gap;
  for (let at = 0; signatures && at < signatures.length; at += 2) {
    const [left, right] = signatures.slice(at, at + 2).map(signed);
    yield* sideBySide(left!, right, letterWidth / 2);
  }
  if (!signatures || recipients.length > 0)
    yield* sideBySide(
      recipientLines(recipients),
      signatures || !signature ? undefined : signed(signature),
      4700,
    );
}

/** Issuer and number on the left; national title, motto, place and date on the right. */
function letterHead({ above, issuer, symbol, about = [], place, date }: PaperHead): Iterable<Markup> {
  const left = [
    ...(above ? [centred(above.toLocaleUpperCase('vi'), { size: sizes.nation })] : []),
    ...issuerLines(issuer).map(text => strong(text, { size: sizes.nation })),
    ruler(1400),
    centred(`Số:        /${symbol}`, { size: sizes.nation }),
    ...about.map(text => centred(text, { size: sizes.table })),
  ];
  const right = [
    strong('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: sizes.nation }),
    strong('Độc lập - Tự do - Hạnh phúc', { size: sizes.motto }),
    ruler(1050),
    centred(`${place}, ${dayInWords(date)}`, { italics: true }),
  ];
  return sideBySide(left, right, 3900);
}

/** The long names of offices break after their kind, as seals and letter heads do. */
function issuerLines(issuer: string): string[] {
  const upper = issuer.toLocaleUpperCase('vi');
  const kind = 'ỦY BAN NHÂN DÂN ';
  return upper.startsWith(kind) ? [kind.trim(), upper.slice(kind.length)] : [upper];
}

function recipientLines(recipients: readonly string[]): Markup[] | undefined {
  if (recipients.length === 0) return undefined;
  return [
    paragraph('Nơi nhận:', { size: sizes.notes, bold: true, italics: true }),
    ...recipients.map((text, at) =>
      paragraph(`- ${text}${at === recipients.length - 1 ? '.' : ';'}`, { size: sizes.recipients }),
    ),
  ];
}

/** Authority and title, room for hand and seal, the name. */
function signed({ authority = [], title, name = '' }: PaperSignature): Markup[] {
  return [
    ...[...authority, title].map(text => strong(text.toLocaleUpperCase('vi'))),
    strong('', { after: 1440 }),
    strong(name),
  ];
}

/** @param width of the left one. */
function sideBySide(left = [paragraph('')], right = [paragraph('')], width: number): Iterable<Markup> {
  const widths = [width, letterWidth - width];
  const cells = [left, right].map((content, at) => cell(content, widths[at]!, { align: 'top' }));
  return table(widths, false, [row(cells)]);
}

/** Title, table with a header that every page repeats, notes. */
function* annex(of: PaperTable, paper: Paper, withSources: boolean): Generator<Markup> {
  const { title, subtitle = [], rows, notes = [] } = of;
  const columns = paperColumns(of);
  for (const text of title) yield strong(text);
  for (const text of [attachedTo(paper), ...subtitle])
    yield centred(text, { size: sizes.nation, italics: true });
  yield gap;
  const widths = columnWidths(columns);
  yield* table(widths, true, rowsOf(columns, rows, widths));
  for (const [at, text] of notes.entries())
    yield paragraph(text, { size: sizes.notes, italics: true, before: at === 0 ? 120 : 0 });
  if (withSources) yield* sourceNotes(paper);
}

function* sourceNotes({ footnotes }: Paper): Generator<Markup> {
  for (const [at, text] of footnotes.entries())
    yield paragraph(text, { size: sizes.recipients, italics: true, before: at === 0 ? 160 : 0 });
}

function* rowsOf(columns: readonly PaperColumn[], rows: readonly PaperRow[], widths: readonly number[]) {
  const width = (at: number, over: number) =>
    widths.slice(at, at + over).reduce((sum, each) => sum + each, 0);
  const size = sizes.table;
  for (const [level, cells] of headerRows(columns).entries())
    yield row(
      cells.map(({ text, at, over, high }) => {
        const merge = high && ({ merge: level === 0 ? 'restart' : 'continue' } as const);
        return cell(strong(text, { size }), width(at, over), { over, ...merge });
      }),
      true,
    );
  for (const each of rows) {
    const words = rowWords(each, columns);
    yield row(
      'heading' in each
        ? // A heading line stays with the row it stands over.
          [
            cell(paragraph(words[0]!, { size, bold: true, keepNext: true }), width(0, columns.length), {
              over: columns.length,
            }),
          ]
        : columns.map(({ align }, at) =>
            cell(paragraph(words[at]!, { size, align, bold: each.total ?? false }), widths[at]!),
          ),
    );
  }
}

/** What a letter of a bold word, and one of a code or a day, takes in the font of tables; twips. */
const wordLetter = 155;
const codeLetter = 120;
/** What a cell keeps free on either side, together. */
const cellMargins = 160;

/**
 * Twips, adding up to the text block exactly: the shares of the columns, but none so narrow that a word of its title, a
 * code or a day would be broken.
 */
function columnWidths(columns: readonly PaperColumn[]): number[] {
  const least = columns.map(({ title, unbroken = 0 }) => {
    const words = title.split(' ').map(({ length }) => length);
    return cellMargins + Math.max(wordLetter * Math.max(...words), codeLetter * unbroken);
  });
  const narrow = new Set<number>();
  let widths: number[];
  let next: number;
  do {
    const sum = (of: (at: number) => number) => columns.reduce((all, _, at) => all + of(at), 0);
    const left = tableWidth - sum(at => (narrow.has(at) ? least[at]! : 0));
    const shares = sum(at => (narrow.has(at) ? 0 : columns[at]!.width));
    widths = columns.map(({ width }, at) =>
      narrow.has(at) ? least[at]! : Math.floor((width / shares) * left),
    );
    next = widths.findIndex((width, at) => width < least[at]!);
    narrow.add(next);
  } while (next >= 0);
  const widest = widths.indexOf(Math.max(...widths));
  widths[widest]! += tableWidth - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}
