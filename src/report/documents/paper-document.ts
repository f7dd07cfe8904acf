import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type Table,
  TextRun,
} from 'docx';
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from 'fflate';
import { printable } from '../printable.ts';
import { centred, letterEnd, letterHead, signatureRows, sizes } from './docx-head.ts';
import { tableParts, withRows } from './docx-table.ts';
import { attachedTo, type Paper, type PaperTable } from './paper.ts';

const mm = convertMillimetersToTwip;
// A4 and its margins (Decree 30/2020/NĐ-CP, annex I): 20 above and below, 30 left, 15 right.
const page = { width: mm(210), height: mm(297) };
const margin = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10), footer: mm(10) };
const landscapeMargin = { ...margin, top: mm(25), left: mm(20), right: mm(20) };
const documentPart = 'word/document.xml';
const landscapeText = mm(297 - 20 - 20);

/**
 * The paper as DOCX in the layout of Decree 30/2020/NĐ-CP: Times New Roman, letter head, recipients and signature,
 * page numbers in the middle of the upper margin from the second page on, each table an annex on landscape pages of its
 * own, which are counted from 1 again.
 */
export async function writePaperDocument(paper: Paper, out: Writable): Promise<void> {
  const letter = paper.type === undefined ? [] : [letterSection(paper)];
  const marks = paper.tables.map(() => randomUUID());
  const tables = paper.tables.map((table, at) => tableSection(paper, table, at, marks[at]!));
  const document = new Document({
    creator: 'dvc-sync',
    title: printable(paper.title.join(' ')),
    styles: {
      default: {
        document: { run: { font: 'Times New Roman', size: sizes.body, language: { value: 'vi-VN' } } },
      },
    },
    sections: [...letter, ...tables],
  });
  const { [documentPart]: patterns, ...parts } = unzipSync(await Packer.toBuffer(document));
  await writeZip(parts, withRows(strFromU8(patterns!), paper.tables, marks), out);
}

/** Characters compressed at once. */
const pieceLength = 1 << 16;

/** The parts of a document, and its text piece by piece as it is made: whole it would be tens of megabytes, twice. */
async function writeZip(
  parts: Readonly<Record<string, Uint8Array>>,
  text: Iterable<string>,
  out: Writable,
): Promise<void> {
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    out.write(chunk);
  });
  const part = (name: string) => {
    const file = new ZipDeflate(name);
    zip.add(file);
    return file;
  };
  for (const [name, content] of Object.entries(parts)) part(name).push(content, true);
  const body = part(documentPart);
  let piece = '';
  for (const next of text) {
    piece += next;
    if (piece.length < pieceLength) continue;
    body.push(strToU8(piece));
    piece = '';
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  body.push(strToU8(piece), true);
  zip.end();
  out.end();
}

function letterSection(paper: Paper): ISectionOptions {
  return {
    properties: { titlePage: true, page: { size: page, margin } },
    headers: { default: pageNumber(), first: new Header({ children: [new Paragraph({})] }) },
    children: [
      letterHead(paper.head),
      new Paragraph({ spacing: { before: 0, after: 120 } }),
      ...(paper.head.about
        ? []
        : [
            ...[paper.type!.toLocaleUpperCase('vi'), ...paper.title].map(text =>
              centred({ text, size: sizes.body, bold: true }),
            ),
            new Paragraph({ spacing: { before: 0, after: 120 } }),
          ]),
      ...paper.paragraphs.map(text =>
        text.startsWith('Kính gửi') ? centred({ text, size: sizes.body, after: 12 }) : bodyParagraph(text),
      ),
      ...sourceNotes(paper),
      new Paragraph({ spacing: { before: 0, after: 120 } }),
      ...(paper.signatures ? signatureRows(paper.signatures) : []),
      ...(paper.signatures && paper.recipients.length === 0
        ? []
        : [letterEnd(paper.recipients, paper.signatures ? undefined : paper.signature)]),
    ],
  };
}

function tableSection(paper: Paper, table: PaperTable, at: number, mark: string): ISectionOptions {
  // In an annex the notes on the sources have no letter to stand in: they follow the last table.
  const last = paper.type === undefined && at === paper.tables.length - 1;
  const parts: (Paragraph | Table)[] = tableParts(table, attachedTo(paper), landscapeText, mark);
  return {
    properties: {
      titlePage: true,
      page: {
        pageNumbers: { start: 1 },
        // The library turns the page itself: it wants the portrait numbers.
        size: { ...page, orientation: PageOrientation.LANDSCAPE },
        margin: landscapeMargin,
      },
    },
    headers: { default: pageNumber(), first: new Header({ children: [new Paragraph({})] }) },
    children: last ? [...parts, ...sourceNotes(paper)] : parts,
  };
}

function pageNumber(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: sizes.nation })],
      }),
    ],
  });
}

function bodyParagraph(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(12.7) },
    spacing: { before: 0, after: 120, line: 276 },
    children: [new TextRun({ text: printable(text), size: sizes.body })],
  });
}

function sourceNotes({ footnotes }: Paper): Paragraph[] {
  return footnotes.map(
    (text, at) =>
      new Paragraph({
        spacing: { before: at === 0 ? 160 : 0, after: 0 },
        children: [new TextRun({ text: printable(text), size: sizes.recipients, italics: true })],
      }),
  );
}
