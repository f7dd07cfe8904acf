import type { Cell, Merge, Sheet, SheetRow } from './book.ts';
import { bulletsOf, DocumentStyles } from './document-styles.ts';
import { DocumentText, leftOut, notes } from './document-text.ts';
import { limits } from './limits.ts';
import { relationships } from './package.ts';
import { corrupt, UnreadableFile } from './unreadable.ts';
import { child, elements, has, type Node, nameOf, parseXml, valOf } from './xml.ts';
import type { Zip } from './zip.ts';

/** Tables of a Word document, each a sheet with the lines above it. Deleted text is left out. */
export async function readDocument(zip: Zip, main: string): Promise<Sheet[]> {
  const related = await relationships(zip, main);
  const part = async (type: string) => {
    const path = related.find(([of]) => of.endsWith(`/${type}`))?.[1];
    const xml = path === undefined ? undefined : await zip.part(path);
    return xml ? parseXml(xml, path!) : [];
  };
  try {
    const noted = new Map<string, string>();
    for (const [reference, { part: named, element }] of Object.entries(notes))
      for (const note of elements(await part(named), element))
        noted.set(`${reference} ${note[':@']?.id}`, plainText(note[element] ?? []));
    const styles = new DocumentStyles(await part('styles'));
    const text = new DocumentText(styles, bulletsOf(await part('numbering')), noted);
    const reading: Reading = { text, sheets: [], above: [], cells: 0 };
    blocks(parseXml((await zip.part(main))!, main), reading);
    return reading.sheets;
  } catch (error) {
    // Elements nested by the thousand.
    throw error instanceof RangeError ? corrupt('các phần lồng nhau quá sâu') : error;
  }
}

const plainText = (nodes: readonly Node[]) =>
  [...elements(nodes, 't')].map(({ t = [] }) => t.map(part => part['#text'] ?? '').join('')).join(' ');

interface Reading {
  text: DocumentText;
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
      const text = reading.text.line(node.p!);
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
    const struck: (string | undefined)[] = [];
    const comments: (string | undefined)[] = [];
    const properties = child(row, 'trPr') ?? [];
    const deleted = has(properties, 'del');
    let column = Number(valOf(properties, 'gridBefore') ?? 0) || 0;
    for (const cell of descendants(row, 'tc', ['tbl'])) {
      const settings = child(cell, 'tcPr') ?? [];
      const span = Math.min(Number(valOf(settings, 'gridSpan') ?? 1) || 1, limits.columns);
      const place = { top: number, bottom: number, left: column, right: column + span - 1 };
      const merge = has(settings, 'vMerge') ? (valOf(settings, 'vMerge') ?? 'continue') : undefined;
      const above = open.get(column);
      if (merge === 'continue' && above) above.bottom = number;
      else {
        open.delete(column);
        if (span > 1 || merge) merges.push(place);
        if (merge) open.set(column, place);
        const shown = reading.text.cell(cell);
        // Some programs mark the row only, not the text in it.
        const [text, out] = deleted ? ['', shown.text || shown.struck] : [shown.text, shown.struck];
        if (column < limits.columns) {
          if (out !== '') struck[column] = out;
          if (shown.note !== '' && !deleted) comments[column] = shown.note;
          if (text !== '') cells[column] = { kind: 'text', text };
          if (text !== '' && ++reading.cells > limits.cells)
            throw new UnreadableFile('văn bản có quá nhiều ô bảng.');
        }
      }
      nested.push(...[...descendants(cell, 'tbl', [])].map(tbl => ({ tbl }) as unknown as Node));
      column += span;
    }
    const hidden = has(properties, 'hidden');
    if (cells.length > 0 || struck.length > 0)
      rows.push({
        ...{ number, hidden, cells },
        ...(struck.length > 0 && { struck }),
        ...(comments.length > 0 && { comments }),
      });
    if (rows.length > limits.rows) throw new UnreadableFile('văn bản có quá nhiều dòng bảng.');
  }
  const name = `Bảng ${reading.sheets.length + 1}`;
  reading.sheets.push({ name, places: 'numbers', above: reading.above, rows, merges, hidden: false });
  if (reading.sheets.length > limits.sheets) throw new UnreadableFile('văn bản có quá nhiều bảng.');
  reading.above = [];
  blocks(nested, reading);
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
