import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { type Content, Markup, html as xml } from '../html/markup.ts';
import { printable } from '../printable.ts';

/*
 * WordprocessingML, as much of it as papers need. A library that makes it holds some hundred kilobytes of objects for a
 * row of a table: the consolidated lists of a city would not fit into the memory of a small server.
 */

export interface Look {
  /** Half-points; default: of the body. */
  size?: number;
  bold?: boolean;
  italics?: boolean;
  align?: 'left' | 'center' | 'right' | 'both';
  /** Twips above and below. */
  before?: number;
  after?: number;
  /** Twips by which the first line is set in. */
  firstLine?: number;
  /** Height of lines, in parts of 240. */
  line?: number;
  /** Stays on the page of what follows it. */
  keepNext?: boolean;
}

/** A paragraph; a new line in its text stays one. */
export function paragraph(text: string, look: Look = {}): Markup {
  const { size = 28, bold, italics, align = 'left', before = 0, after = 0, firstLine, line, keepNext } = look;
  const lines = printable(text)
    .split('\n')
    .map((piece, at) => xml`${at > 0 && new Markup('<w:br/>')}<w:t xml:space="preserve">${piece}</w:t>`);
  return xml`<w:p><w:pPr>${keepNext && new Markup('<w:keepNext/>')}<w:spacing w:before="${before}" w:after="${after}"${line && xml` w:line="${line}"`}/>${
    firstLine && xml`<w:ind w:firstLine="${firstLine}"/>`
  }<w:jc w:val="${align}"/></w:pPr><w:r><w:rPr>${bold && new Markup('<w:b/><w:bCs/>')}${
    italics && new Markup('<w:i/><w:iCs/>')
  }<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>${lines}</w:r></w:p>`;
}

/** A line across, set in by so many twips on either side. */
export function ruler(indent: number): Markup {
  return xml`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:color="000000" w:sz="6" w:space="1"/></w:pBdr><w:spacing w:before="0" w:after="120" w:line="40" w:lineRule="exact"/><w:ind w:left="${indent}" w:right="${indent}"/></w:pPr></w:p>`;
}

const ended = new Markup('</w:tbl>');

/** A table piece by piece: of so many twips a column, with lines round its cells and room within them, or with neither. */
export function* table(widths: readonly number[], lined: boolean, rows: Iterable<Markup>): Generator<Markup> {
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(
    side => xml`<w:${side} w:val="${lined ? 'single' : 'none'}" w:sz="${lined ? 4 : 0}" w:color="000000"/>`,
  );
  const margins = [
    ['top', 40],
    ['left', 80],
    ['bottom', 40],
    ['right', 80],
  ].map(([side, width]) => xml`<w:${side} w:w="${lined ? width : 0}" w:type="dxa"/>`);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  yield xml`<w:tbl><w:tblPr><w:tblW w:w="${whole}" w:type="dxa"/><w:tblBorders>${sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>${margins}</w:tblCellMar></w:tblPr><w:tblGrid>${widths.map(width => xml`<w:gridCol w:w="${width}"/>`)}</w:tblGrid>`;
  yield* rows;
  yield ended;
}

/** A row that no page breaks; `head`: repeated on every page. */
export function row(cells: readonly Markup[], head = false): Markup {
  return xml`<w:tr><w:trPr><w:cantSplit/>${head && new Markup('<w:tblHeader/>')}</w:trPr>${cells}</w:tr>`;
}

/** @param merge with the cell below it, or with the one above. */
export function cell(
  content: Content,
  width: number,
  {
    over = 1,
    merge,
    align = 'center',
  }: { over?: number; merge?: 'restart' | 'continue'; align?: 'top' | 'center' } = {},
): Markup {
  return xml`<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${over > 1 && xml`<w:gridSpan w:val="${over}"/>`}${
    merge && xml`<w:vMerge w:val="${merge}"/>`
  }<w:vAlign w:val="${align}"/></w:tcPr>${content}</w:tc>`;
}

/** Of a page, in twips; `text` is the width left between the margins. */
export interface PageLayout {
  width: number;
  height: number;
  margin: { top: number; right: number; bottom: number; left: number };
}

/** The end of a section: its paper, and numbers from the second page on. `first`: counted anew from it. */
export function sectionEnd({ width, height, margin }: PageLayout, first?: number): Markup {
  const { top, right, bottom, left } = margin;
  const turned = width > height && xml` w:orient="landscape"`;
  return xml`<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="${width}" w:h="${height}"${turned}/><w:pgMar w:top="${top}" w:right="${right}" w:bottom="${bottom}" w:left="${left}" w:header="567" w:footer="567" w:gutter="0"/>${
    first !== undefined && xml`<w:pgNumType w:start="${first}"/>`
  }<w:titlePg/></w:sectPr>`;
}

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const ofWord = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const related = (...targets: [type: string, target: string][]) =>
  xml`<Relationships xmlns="${packaged}/relationships">${targets.map(
    ([type, target], at) => xml`<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  )}</Relationships>`;

/** What every document has besides its text: everything in Times New Roman, page numbers in the middle above. */
const parts = (title: string, date: string): Record<string, Markup> => ({
  '[Content_Types].xml': xml`<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${ofWord}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${ofWord}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${ofWord}.settings+xml"/><Override PartName="/word/header.xml" ContentType="${ofWord}.header+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
  '_rels/.rels': related(
    [`${relations}/officeDocument`, 'word/document.xml'],
    [`${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ),
  'docProps/core.xml': xml`<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${title}</dc:title><dc:creator>dvc-sync</dc:creator><cp:lastModifiedBy>dvc-sync</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${date}</dcterms:created></cp:coreProperties>`,
  'word/_rels/document.xml.rels': related(
    [`${relations}/header`, 'header.xml'],
    [`${relations}/styles`, 'styles.xml'],
    [`${relations}/settings`, 'settings.xml'],
  ),
  'word/styles.xml': xml`<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`,
  // Without it Word opens the document as one of 2007.
  'word/settings.xml': xml`<w:settings xmlns:w="${word}"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
  'word/header.xml': xml`<w:hdr xmlns:w="${word}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr="PAGE"><w:r><w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple></w:p></w:hdr>`,
});

/** Characters compressed at once. */
const pieceLength = 1 << 16;

/**
 * Writes a document, its text piece by piece as it is made: whole it would be tens of megabytes, twice. The same input
 * gives the same file.
 *
 * @param date `YYYY-MM-DD`, of making.
 */
export async function writeDocx(
  { title, date }: { title: string; date: string },
  body: Iterable<Markup>,
  out: Writable,
): Promise<void> {
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    out.write(chunk);
  });
  const part = (name: string) => {
    const file = new ZipDeflate(name);
    // A ZIP holds the local hour: noon of that day wherever it is made.
    file.mtime = `${date}T12:00`;
    zip.add(file);
    return file;
  };
  for (const [name, { text }] of Object.entries(parts(title, date)))
    part(name).push(strToU8(declared + text), true);
  const document = part('word/document.xml');
  let piece = `${declared}<w:document xmlns:w="${word}" xmlns:r="${relations}"><w:body>`;
  for (const { text } of body) {
    piece += text;
    if (piece.length < pieceLength) continue;
    document.push(strToU8(piece));
    piece = '';
    if (out.writableNeedDrain) await once(out, 'drain');
  }
  document.push(strToU8(`${piece}</w:body></w:document>`), true);
  zip.end();
  out.end();
}
