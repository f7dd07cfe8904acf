import { limits } from './limits.ts';
import type { Parts } from './package.ts';
import type { Run } from './runs.ts';
import { isSymbolFont } from './symbol-fonts.ts';
import { type CellFont, cellFont, type Hidden, inFont, type SheetFonts } from './workbook-fonts.ts';
import { attributesOf, elements, type Node, nameOf, parseXml } from './xml.ts';

/** What a style says of struck-out text and fonts; what it does not say comes from the style below it. */
interface Said {
  struck?: boolean;
  font?: string;
}
interface Style {
  own: Said;
  parent: string | undefined;
}
type SaidBy = (style: string | undefined) => Said;

/** Fonts of the cells of an ODS and of the pieces of their texts, and what is hidden, by number of the sheet. */
export async function odsFonts(parts: Parts): Promise<SheetFonts[]> {
  const content = await parts.part('content.xml');
  const named = await parts.part('styles.xml');
  if (!content) return [];
  const hidden = hiddenIn(content);
  // A large sheet is not parsed a second time unless something in it may look otherwise than it reads.
  if (![content, named].some(part => part && looksOdd(part)))
    return hidden.map(each => ({ font: () => undefined, hidden: each }));
  const nodes = parseXml(content, 'content.xml');
  const saidBy = stylesOf([...(named ? parseXml(named, 'styles.xml') : []), ...nodes]);
  return [...elements(nodes, 'table')].map(({ table }, index) => ({
    ...sheetFonts(table ?? [], saidBy),
    ...(hidden[index] && { hidden: hidden[index] }),
  }));
}

/** A struck style or a font of symbols; the names alone stand in every list of fonts. */
function looksOdd(part: Uint8Array): boolean {
  const text = Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
  return (
    /line-through-(?:style|type)="(?!none)|text:display="none"/.test(text) ||
    [...text.matchAll(/style:font-name="([^"]*)"|fo:font-family="([^"]*)"/g)].some(([, face, family]) =>
      isSymbolFont((face ?? family ?? '').replace(/&apos;|&quot;|'/g, '').replace(/(?<=\D)1$/, '')),
    )
  );
}

// To the next tag: within one there is no `<`.
const tags = /<table:(table|table-column|table-row)(?=[\s>/])([^<]*)/g;

/** A style and what it says of a whole sheet. */
const sheetStyles = /<style:style ([^<>]*)>\s*<style:table-properties ([^<>]*)>/g;

/** Sheets, rows and columns that are hidden or filtered out, which the library does not tell; by the tags alone. */
function hiddenIn(content: Uint8Array): Hidden[] {
  const found: (Hidden & { rows: Set<number>; columns: Set<number> })[] = [];
  let [row, column] = [0, 0];
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
  const unseen = [...text.matchAll(sheetStyles)].filter(([, , says = '']) =>
    says.includes('table:display="false"'),
  );
  const styles = new Set(unseen.map(([, style = '']) => /style:name="([^"]*)"/.exec(style)?.[1]));
  for (const [, name, given = ''] of text.matchAll(tags)) {
    if (name === 'table') {
      const style = /table:style-name="([^"]*)"/.exec(given)?.[1];
      found.push({ whole: style !== undefined && styles.has(style), rows: new Set(), columns: new Set() });
      [row, column] = [0, 0];
      continue;
    }
    const kind = name === 'table-row' ? 'rows' : 'columns';
    const count = repeated(new RegExp(`number-${kind}-repeated="(\\d+)"`).exec(given)?.[1], limits[kind]);
    const start = kind === 'rows' ? row : column;
    if (/table:visibility="(?:collapse|filter)"/.test(given))
      for (let n = 0; n < count; n++) found.at(-1)?.[kind].add(start + n);
    if (kind === 'rows') row += count;
    else column += count;
  }
  return found;
}

function sheetFonts(table: readonly Node[], saidBy: SaidBy): SheetFonts {
  const columns: (string | undefined)[] = [];
  for (const { ':@': given } of elements(table, 'table-column'))
    for (let n = repeated(given?.['number-columns-repeated'], limits.columns); n > 0; n--)
      columns.push(given?.['default-cell-style-name']);
  const special = new Map<number, { font?: CellFont; pieces?: Run[] }[]>();
  let row = 0;
  for (const { 'table-row': cells, ':@': given } of elements(table, 'table-row')) {
    const fonts: { font?: CellFont; pieces?: Run[] }[] = [];
    let column = 0;
    for (const node of cells ?? []) {
      const name = nameOf(node);
      if (name !== 'table-cell' && name !== 'covered-table-cell') continue;
      const style = node[':@']?.['style-name'] ?? given?.['default-cell-style-name'] ?? columns[column];
      const look = lookOfCell(node[name] ?? [], saidBy(style), saidBy);
      const end = column + repeated(node[':@']?.['number-columns-repeated'], limits.columns);
      for (; column < end; column++) if (look) fonts[column] = look;
    }
    const count = repeated(given?.['number-rows-repeated'], limits.rows);
    for (let n = 0; fonts.length > 0 && n < count; n++) special.set(row + n, fonts);
    row += Number(given?.['number-rows-repeated'] ?? 1) || 1;
  }
  return {
    font: (at, column) => special.get(at)?.[column]?.font,
    rich: (at, column) => special.get(at)?.[column]?.pieces,
  };
}

/** The one font of a cell's text, or its pieces where they look differently; undefined where nothing of it matters. */
function lookOfCell(
  cell: readonly Node[],
  said: Said,
  saidBy: SaidBy,
): { font?: CellFont; pieces?: Run[] } | undefined {
  const pieces: { text: string; font: CellFont | undefined }[] = [];
  for (const { p, ':@': given } of cell) {
    if (!p) continue;
    if (pieces.length > 0) pieces.push({ text: ' ', font: undefined });
    pieces.push(...piecesOf(p, { ...said, ...saidBy(given?.['style-name']) }, saidBy));
  }
  if (pieces.every(({ font }) => font === undefined)) return undefined;
  const [first] = pieces;
  const one = pieces.every(
    ({ font }) => font?.struck === first?.font?.struck && font?.symbols === first?.font?.symbols,
  );
  if (one && first?.font) return { font: first.font };
  return { pieces: pieces.map(({ text, font }) => inFont(text, font)) };
}

function piecesOf(
  nodes: readonly Node[],
  said: Said,
  saidBy: SaidBy,
): { text: string; font: CellFont | undefined }[] {
  return nodes.flatMap(node => {
    const name = nameOf(node);
    const font = cellFont(said.struck ?? false, said.font);
    if (name === '#text') return [{ text: node['#text'] ?? '', font }];
    if (name === 's' || name === 'tab' || name === 'line-break') return [{ text: ' ', font }];
    if (name === 'annotation') return [];
    const own = name === 'span' ? { ...said, ...saidBy(node[':@']?.['style-name']) } : said;
    return piecesOf(node[name] ?? [], own, saidBy);
  });
}

/** What a style and those it comes from say, each asked for once. */
function stylesOf(nodes: readonly Node[]): SaidBy {
  const faces = new Map(
    [...elements(nodes, 'font-face')].map(({ ':@': given }) => [
      given?.name ?? '',
      given?.['font-family'] ?? given?.name ?? '',
    ]),
  );
  const styles = new Map<string, Style>();
  for (const { style, ':@': given } of elements(nodes, 'style')) {
    const text = attributesOf(style ?? [], 'text-properties');
    const line = text?.['text-line-through-style'] ?? text?.['text-line-through-type'];
    const face = text?.['font-name'];
    const font = face === undefined ? text?.['font-family'] : (faces.get(face) ?? face);
    styles.set(given?.name ?? '', {
      own: {
        ...(line !== undefined && { struck: line !== 'none' }),
        ...(text?.display === 'none' && { struck: true }),
        ...(font !== undefined && { font: font.replace(/["']/g, '') }),
      },
      parent: given?.['parent-style-name'],
    });
  }
  const known = new Map<string, Said>();
  return name => {
    if (name === undefined) return {};
    const said = known.get(name) ?? resolved(name, styles);
    known.set(name, said);
    return said;
  };
}

function resolved(name: string, styles: ReadonlyMap<string, Style>): Said {
  let said: Said = {};
  let at: string | undefined = name;
  for (let steps = 0; at !== undefined && steps < 20; steps++) {
    const style = styles.get(at);
    said = { ...style?.own, ...said };
    at = style?.parent;
  }
  return said;
}

function repeated(given: string | undefined, most: number): number {
  return Math.min(Math.max(Number(given ?? 1) || 1, 1), most);
}
