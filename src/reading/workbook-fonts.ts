import { limits } from './limits.ts';
import { type Parts, relationships } from './package.ts';
import type { Run } from './runs.ts';
import { isSymbolFont, shownInFont } from './symbol-fonts.ts';
import { tooMany } from './unreadable.ts';
import { attributesOf, child, elements, type Node, nameOf, parseXml, parseXmlText, valOf } from './xml.ts';

/** What of a font changes what people see: text struck out, or signs in the place of letters. */
export interface CellFont {
  struck: boolean;
  symbols?: string;
}

/** Fonts of the cells of a sheet, where they matter; rows and columns 0…. */
export interface SheetFonts {
  font(row: number, column: number): CellFont | undefined;
  /** The pieces of a text in several fonts, where they are known beside the library. */
  rich?(row: number, column: number): Run[] | undefined;
  hidden?: Hidden;
}

/** What of a sheet does not show, where the library does not say so. */
export interface Hidden {
  whole?: boolean;
  rows: ReadonlySet<number>;
  columns: ReadonlySet<number>;
}

/**
 * Of an XLSX, by number of the sheet. Throws `UnreadableFile` where a sheet is larger than Excel's own, or than any list:
 * asked here, before the library makes something of every cell.
 */
export async function workbookFonts(parts: Parts, main: string): Promise<SheetFonts[]> {
  const related = await relationships(parts, main);
  const styles = related.find(([type]) => type.endsWith('/styles'))?.[1];
  const xml = styles === undefined ? undefined : await parts.part(styles);
  const fonts = xml ? fontsByStyle(parseXml(xml, styles!)) : [];
  const ids = new Map(related.map(([, target, id]) => [id, target]));
  const sheets: SheetFonts[] = [];
  const count = { cells: 0 };
  for (const { ':@': given } of elements(parseXml((await parts.part(main))!, main), 'sheet')) {
    const path = ids.get(given?.id ?? '');
    const sheet = path === undefined ? undefined : await parts.part(path);
    sheets.push(sheet ? scanned(sheet, fonts, count) : { font: () => undefined });
  }
  return sheets;
}

/** Number of a cell's style → its font, where that matters. */
function fontsByStyle(nodes: readonly Node[]): (CellFont | undefined)[] {
  const [list] = elements(nodes, 'fonts');
  const fonts = [...elements(list?.fonts ?? [], 'font')].map(({ font }) => fontOf(font ?? [], 'name'));
  const [formats] = elements(nodes, 'cellXfs');
  return [...elements(formats?.cellXfs ?? [], 'xf')].map(
    ({ ':@': given }) => fonts[Number(given?.fontId ?? 0)],
  );
}

function fontOf(properties: readonly Node[], name: 'name' | 'rFont'): CellFont | undefined {
  const strike = attributesOf(properties, 'strike');
  const struck = strike !== undefined && !/^(0|false|off)$/i.test(strike.val ?? '1');
  const font = valOf(properties, name);
  return cellFont(struck, font);
}

/** A font that matters, by whether it strikes out and by its name. */
export function cellFont(struck: boolean, name: string | undefined): CellFont | undefined {
  if (isSymbolFont(name)) return { struck, symbols: name! };
  return struck ? { struck } : undefined;
}

/** Bytes that are looked at at once. */
const chunk = 4 * 1024 * 1024;
const tags = /<(\/?)(?:[\w.-]+:)?(row|col|c|is)(?=[\s/>])([^<>]*)>/g;
const isHidden = /\bhidden\s*=\s*["'](?:1|true|on)["']/;

/** Goes through the tags of a sheet, which is too large to be parsed a second time. Cells without a value are passed over. */
function scanned(
  sheet: Uint8Array,
  fonts: readonly (CellFont | undefined)[],
  count: { cells: number },
): SheetFonts {
  const bytes = Buffer.from(sheet.buffer, sheet.byteOffset, sheet.byteLength);
  const special = new Map<number, CellFont[]>();
  const rich = new Map<number, Map<number, string>>();
  const hidden = { rows: new Set<number>(), columns: new Set<number>() };
  const matters = fonts.some(Boolean);
  let [row, column, inside] = [-1, -1, -1];
  for (let from = 0; from < bytes.length; ) {
    // Between two rows no tag is cut.
    const cut = from + chunk < bytes.length ? bytes.indexOf('row>', from + chunk) : -1;
    const to = cut < 0 ? bytes.length : cut + 4;
    const found = bytes.toString('latin1', from, to).matchAll(tags);
    for (const { 0: tag, 1: close, 2: name, 3: attributes = '', index: at } of found) {
      if (name === 'row' && !close) {
        row = (numberIn(attributes, 'r') ?? row + 2) - 1;
        column = -1;
        if (row >= limits.sheetRows) throw tooMany('dòng trong một trang tính', limits.sheetRows);
        if (isHidden.test(attributes)) hidden.rows.add(row);
      } else if (name === 'col') {
        const to = Math.min(numberIn(attributes, 'max') ?? 0, limits.columns);
        if (isHidden.test(attributes))
          for (let at = numberIn(attributes, 'min') ?? 1; at <= to; at++) hidden.columns.add(at - 1);
      } else if (name === 'c' && !close) {
        const place = /\br\s*=\s*["']([A-Za-z]+)\d/.exec(attributes)?.[1];
        column = place ? columnNumber(place) : column + 1;
        if (column >= limits.sheetColumns) throw tooMany('cột', limits.sheetColumns);
        if (attributes.endsWith('/')) continue;
        if (++count.cells > limits.cells) throw tooMany('ô', limits.cells);
        const font = matters ? fonts[Number(/\bs\s*=\s*["'](\d+)/.exec(attributes)?.[1] ?? 0)] : undefined;
        if (font) (special.get(row) ?? setIn(special, row, []))[column] = font;
      } else if (name === 'is') {
        if (!close) inside = from + at + tag.length;
        else if (inside >= 0) {
          const text = bytes.subarray(inside, from + at);
          if (text.includes('rPr'))
            (rich.get(row) ?? setIn(rich, row, new Map())).set(column, text.toString());
          inside = -1;
        }
      }
    }
    from = to;
  }
  const font: SheetFonts['font'] = (r, c) => special.get(r)?.[c];
  return {
    font,
    hidden,
    rich(r, c) {
      const text = rich.get(r)?.get(c);
      return text === undefined ? undefined : richRuns(text, font(r, c));
    },
  };
}

function numberIn(attributes: string, name: 'r' | 'min' | 'max'): number | undefined {
  const found = numbers[name].exec(attributes)?.[1];
  return found === undefined ? undefined : Number(found);
}

const numbers = { r: /\br\s*=\s*["'](\d+)/, min: /\bmin\s*=\s*["'](\d+)/, max: /\bmax\s*=\s*["'](\d+)/ };

function setIn<Value>(map: Map<number, Value>, key: number, value: Value): Value {
  map.set(key, value);
  return value;
}

function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Does a text in several fonts have any that matters? Most have none, and there may be many. */
export function hasOddFont(xml: string): boolean {
  return (
    /<(?:\w+:)?strike/.test(xml) ||
    [...xml.matchAll(/<(?:\w{1,20}:)?rFont\s{1,20}val\s?=\s?["']([^"'<]+)/g)].some(([, font]) =>
      isSymbolFont(font),
    )
  );
}

/** Pieces of a text in several fonts (`<r><rPr>…</rPr><t>…</t></r>`); one without a font has that of its cell. */
export function richRuns(xml: string, cell: CellFont | undefined): Run[] {
  const runs: Run[] = [];
  for (const node of parseXmlText(`<si>${xml}</si>`, 'chuỗi')[0]?.si ?? []) {
    const name = nameOf(node);
    if (name !== 'r' && name !== 't') continue;
    const properties = name === 'r' ? child(node.r!, 'rPr') : undefined;
    const font = properties ? fontOf(properties, 'rFont') : cell;
    const parts = name === 'r' ? (child(node.r!, 't') ?? []) : node.t!;
    const text = parts.map(part => part['#text'] ?? '').join('');
    runs.push(inFont(unescaped(text), font));
  }
  return runs;
}

export function inFont(text: string, font: CellFont | undefined): Run {
  return { text: shownInFont(text, font?.symbols), struck: font?.struck ?? false };
}

/** `_x000D_` is a character that XML cannot hold. */
function unescaped(text: string): string {
  return text.replace(/_x([\da-f]{4})_/gi, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
