import { inflateRawSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';

type ReadCell = { text: string; type: string; style: number };

export interface ReadSheet {
  name: string;
  /** By row and column, from 0. */
  rows: (ReadCell | undefined)[][];
  xml: string;
}

/** A workbook read by other means than it was written by: the zip's directory, inflate, an XML parser. */
export function readWorkbook(file: Buffer): { sheets: ReadSheet[]; styles: string } {
  const parts = unzip(file);
  const book = parse(parts.get('xl/workbook.xml')!);
  const links = listed(parse(parts.get('xl/_rels/workbook.xml.rels')!).Relationships.Relationship);
  const targets = new Map(links.map(link => [link['@Id'], link['@Target']]));
  const sheets = listed(book.workbook.sheets.sheet).map(sheet => {
    const xml = parts.get(`xl/${targets.get(sheet['@r:id'])}`)!;
    return { name: sheet['@name'] as string, rows: rowsOf(xml), xml };
  });
  return { sheets, styles: parts.get('xl/styles.xml')! };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  alwaysCreateTextNode: true,
  processEntities: { enabled: true, maxTotalExpansions: Number.MAX_SAFE_INTEGER, maxExpandedLength: 1e9 },
});

// biome-ignore lint/suspicious/noExplicitAny: a parsed document of any shape
function parse(xml: string): any {
  return parser.parse(xml);
}

// biome-ignore lint/suspicious/noExplicitAny: a parsed node of any shape
function listed(node: any): any[] {
  return node === undefined || node === '' ? [] : [node].flat();
}

function rowsOf(xml: string): (ReadCell | undefined)[][] {
  return listed(parse(xml).worksheet.sheetData.row).map(row => {
    const cells: (ReadCell | undefined)[] = [];
    for (const cell of listed(row.c)) {
      const runs = listed(cell.is?.r ?? cell.is).map(run => run.t?.['#text'] ?? '');
      const text = cell['@t'] === 'inlineStr' ? decoded(runs.join('')) : (cell.v?.['#text'] ?? '');
      if (cell.f) throw new Error(`a formula at ${cell['@r']}`);
      cells[columnOf(cell['@r'])] = { text, type: cell['@t'] ?? 'n', style: Number(cell['@s'] ?? 0) };
    }
    return cells;
  });
}

/** What spreadsheets do to texts on reading. */
function decoded(text: string): string {
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function columnOf(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)![0];
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function unzip(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map(offset =>
      file.readUInt16LE(at + offset),
    ) as [number, number, number];
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(start, start + file.readUInt32LE(at + 20));
    const plain = file.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    parts.set(name.replace(/^\//, ''), plain.toString('utf8'));
    at += 46 + nameLength + extraLength + noteLength;
  }
  return parts;
}
