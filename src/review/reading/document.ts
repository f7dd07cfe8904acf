import { XMLParser } from 'fast-xml-parser';
import type { Cell, Merge, Sheet, SheetRow } from './book.ts';
import { shownText } from './legacy-fonts.ts';
import { limits } from './limits.ts';
import { corrupt, reasonOf, UnreadableFile } from './unreadable.ts';

/** An element as the parser keeps order: one key with its children, and its attributes beside it. */
type Node = Record<string, Node[]> & { ':@'?: Record<string, string>; '#text'?: string };

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  // Of the five of XML, of which a long table may have any number; a document that brings its own is refused.
  processEntities: {
    enabled: true,
    maxTotalExpansions: limits.inflatedBytes,
    maxExpandedLength: limits.inflatedBytes,
  },
});

/** Crosses out or moves away text that is no longer there; a second form for old programs; notes beside the text. */
const leftOut = new Set([
  'del',
  'moveFrom',
  'Fallback',
  'instrText',
  'delText',
  'txbxContent',
  'pict',
  'drawing',
]);
/** Ticks of the fonts Wingdings, Wingdings 2 and Segoe UI Symbol, as Word keeps them. */
const symbols: Record<string, string> = {
  ...{ F0FC: '✓', F0FE: '✓', F052: '✓', F050: '✓' },
  ...{ F0FB: '✗', F0FD: '✗', F053: '✗' },
  ...{ F0A8: '☐', F06F: '☐', F0A3: '☐' },
};

/** Tables of a Word document (`word/document.xml`), each a sheet with the lines above it. Deleted text is left out. */
export function readDocument(part: Uint8Array | undefined): Sheet[] {
  if (!part) throw corrupt('thiếu word/document.xml');
  const xml = new TextDecoder().decode(part);
  if (xml.includes('<!DOCTYPE')) throw corrupt('word/document.xml có DOCTYPE');
  let nodes: Node[];
  try {
    nodes = parser.parse(xml) as Node[];
  } catch (error) {
    throw corrupt(reasonOf(error));
  }
  const reading: Reading = { sheets: [], above: [], cells: 0 };
  try {
    blocks(nodes, reading);
  } catch (error) {
    // Elements nested by the thousand.
    throw error instanceof RangeError ? corrupt('các phần lồng nhau quá sâu') : error;
  }
  return reading.sheets;
}

interface Reading {
  sheets: Sheet[];
  above: string[];
  cells: number;
}

/** Paragraphs and tables in order, through whatever wraps them. */
function blocks(nodes: readonly Node[], reading: Reading): void {
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === 'tbl') table(node.tbl!, reading);
    else if (name === 'p') {
      const text = shownText(textOf(node.p!));
      if (text !== '') reading.above.push(text);
    } else if (!leftOut.has(name)) blocks(node[name] ?? [], reading);
  }
}

function table(nodes: readonly Node[], reading: Reading): void {
  const rows: SheetRow[] = [];
  const merges: Merge[] = [];
  const nested: Node[] = [];
  /** By column: the vertical merge that is still open there. */
  const open = new Map<number, Merge>();
  let number = 0;
  for (const row of descendants(nodes, 'tr', ['tbl'])) {
    number++;
    const cells: (Cell | undefined)[] = [];
    const properties = child(row, 'trPr') ?? [];
    let column = Number(settingOf(properties, 'gridBefore') ?? 0) || 0;
    for (const cell of descendants(row, 'tc', ['tbl'])) {
      const settings = child(cell, 'tcPr') ?? [];
      const span = Math.min(Number(settingOf(settings, 'gridSpan') ?? 1) || 1, limits.columns);
      const place = { top: number, bottom: number, left: column, right: column + span - 1 };
      const merge = has(settings, 'vMerge') ? (settingOf(settings, 'vMerge') ?? 'continue') : undefined;
      const above = open.get(column);
      if (merge === 'continue' && above) above.bottom = number;
      else {
        open.delete(column);
        if (span > 1 || merge) merges.push(place);
        if (merge) open.set(column, place);
        const text = shownText(textOf(cell).slice(0, limits.text));
        if (text !== '' && column < limits.columns) {
          cells[column] = { kind: 'text', text };
          if (++reading.cells > limits.cells) throw new UnreadableFile('văn bản có quá nhiều ô bảng.');
        }
      }
      nested.push(...[...descendants(cell, 'tbl', [])].map(tbl => ({ tbl }) as unknown as Node));
      column += span;
    }
    const hidden = has(properties, 'hidden');
    if (cells.length > 0) rows.push({ number, hidden, cells });
    if (rows.length > limits.rows) throw new UnreadableFile('văn bản có quá nhiều dòng bảng.');
  }
  const name = `Bảng ${reading.sheets.length + 1}`;
  reading.sheets.push({ name, places: 'numbers', above: reading.above, rows, merges, hidden: false });
  if (reading.sheets.length > limits.sheets) throw new UnreadableFile('văn bản có quá nhiều bảng.');
  reading.above = [];
  blocks(nested, reading);
}

/** What people see of an element; nested tables are tables of their own. */
function textOf(nodes: readonly Node[]): string {
  let text = '';
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === '#text') continue;
    if (name === 't') text += (node.t ?? []).map(part => part['#text'] ?? '').join('');
    else if (name === 'tab' || name === 'br' || name === 'cr') text += ' ';
    else if (name === 'noBreakHyphen') text += '-';
    else if (name === 'sym') text += symbols[(node[':@']?.char ?? '').toUpperCase()] ?? '';
    else if (name === 'p') text += `${textOf(node.p!)} `;
    else if (name !== 'tbl' && !leftOut.has(name)) text += textOf(node[name] ?? []);
  }
  return text;
}

/** Elements of a name below, not within another of the names `inside`. */
function* descendants(nodes: readonly Node[], wanted: string, inside: readonly string[]): Generator<Node[]> {
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === wanted) yield node[name] ?? [];
    else if (!inside.includes(name) && !leftOut.has(name) && Array.isArray(node[name]))
      yield* descendants(node[name], wanted, inside);
  }
}

function nameOf(node: Node): string {
  for (const key in node) if (key !== ':@') return key;
  return '';
}

function child(nodes: readonly Node[], name: string): Node[] | undefined {
  return nodes.find(node => name in node)?.[name];
}

function has(nodes: readonly Node[], name: string): boolean {
  return nodes.some(node => name in node);
}

function settingOf(nodes: readonly Node[], name: string): string | undefined {
  return nodes.find(node => name in node)?.[':@']?.val;
}
