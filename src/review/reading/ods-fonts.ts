import { limits } from './limits.ts';
import type { Parts } from './package.ts';
import { isSymbolFont } from './symbol-fonts.ts';
import type { CellFont, SheetFonts } from './workbook-fonts.ts';
import { attributesOf, child, elements, type Node, nameOf, parseXml } from './xml.ts';

interface Style {
  own: { struck?: boolean; font?: string };
  parent: string | undefined;
}

/** Fonts of the cells of an ODS, by number of the sheet; of texts in several fonts that of the cell, or of all pieces. */
export async function odsFonts(parts: Parts): Promise<SheetFonts[]> {
  const content = await parts.part('content.xml');
  const named = await parts.part('styles.xml');
  // A large sheet is not parsed a second time unless something in it may look otherwise than it reads.
  const odd = [content, named].some(
    part => part && /text-line-through|dings|symbol|marlett/i.test(Buffer.from(part).toString('latin1')),
  );
  if (!content || !odd) return [];
  const nodes = parseXml(content, 'content.xml');
  const styles = stylesOf([...(named ? parseXml(named, 'styles.xml') : []), ...nodes]);
  const fonts = new Map<string, CellFont | undefined>();
  const fontOf = (style: string | undefined): CellFont | undefined => {
    if (style === undefined) return undefined;
    if (!fonts.has(style)) fonts.set(style, resolved(style, styles));
    return fonts.get(style);
  };
  return [...elements(nodes, 'table')].map(({ table }) => sheetFonts(table ?? [], fontOf));
}

function sheetFonts(
  table: readonly Node[],
  fontOf: (style: string | undefined) => CellFont | undefined,
): SheetFonts {
  const columns: (string | undefined)[] = [];
  for (const { ':@': given } of elements(table, 'table-column'))
    for (let n = repeated(given?.['number-columns-repeated'], limits.columns); n > 0; n--)
      columns.push(given?.['default-cell-style-name']);
  const special = new Map<number, CellFont[]>();
  let row = 0;
  for (const { 'table-row': cells, ':@': given } of elements(table, 'table-row')) {
    const fonts: CellFont[] = [];
    let column = 0;
    for (const node of cells ?? []) {
      const name = nameOf(node);
      if (name !== 'table-cell' && name !== 'covered-table-cell') continue;
      const style = node[':@']?.['style-name'] ?? given?.['default-cell-style-name'] ?? columns[column];
      const font = inPieces(node[name] ?? [], fontOf) ?? fontOf(style);
      const end = column + repeated(node[':@']?.['number-columns-repeated'], limits.columns);
      for (; column < end; column++) if (font && child(node[name] ?? [], 'p')) fonts[column] = font;
    }
    const count = repeated(given?.['number-rows-repeated'], limits.rows);
    for (let n = 0; fonts.length > 0 && n < count; n++) special.set(row + n, fonts);
    row += Number(given?.['number-rows-repeated'] ?? 1) || 1;
  }
  return { font: (at, column) => special.get(at)?.[column] };
}

/** The font that every piece of a text has. */
function inPieces(
  cell: readonly Node[],
  fontOf: (style: string | undefined) => CellFont | undefined,
): CellFont | undefined {
  const pieces = [...elements(cell, 'p')].flatMap(({ p }) => p ?? []);
  const first = fontOf(pieces[0]?.[':@']?.['style-name']);
  return first && pieces.every(piece => 'span' in piece && fontOf(piece[':@']?.['style-name']) === first)
    ? first
    : undefined;
}

function stylesOf(nodes: readonly Node[]): Map<string, Style> {
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
  return styles;
}

function resolved(name: string, styles: ReadonlyMap<string, Style>): CellFont | undefined {
  let said: Style['own'] = {};
  let at: string | undefined = name;
  for (let steps = 0; at !== undefined && steps < 20; steps++) {
    const style = styles.get(at);
    said = { ...style?.own, ...said };
    at = style?.parent;
  }
  const symbols = isSymbolFont(said.font) ? said.font : undefined;
  if (!said.struck && symbols === undefined) return undefined;
  return {
    struck: said.struck ?? false,
    ...(symbols !== undefined && { symbols }),
  };
}

function repeated(given: string | undefined, most: number): number {
  return Math.min(Math.max(Number(given ?? 1) || 1, 1), most);
}
