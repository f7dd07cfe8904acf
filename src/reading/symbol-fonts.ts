import { codePoint } from 'dingbat-to-unicode';
import { unknownSign } from './book.ts';

/**
 * Fonts whose letters show signs. What people see of "ü" in Wingdings is a tick: such letters become the sign of
 * Unicode that the font shows, and a letter for which the font's sign is not known becomes `unknownSign`.
 */
const tables: [font: RegExp, sign: (code: number) => string | undefined][] = [
  [/^wing ?dings(?: ?(?:regular|1))?$/, code => codePoint('WINGDINGS', code)?.string],
  [/^wing ?dings ?2$/, code => codePoint('WINGDINGS 2', code)?.string],
  [/^wing ?dings ?3$/, code => codePoint('WINGDINGS 3', code)?.string],
  [/^webdings$/, code => codePoint('WEBDINGS', code)?.string],
  [/^symbol(?: ?(?:mt|neu|ps|type a|type b))?$/, code => codePoint('SYMBOL', code)?.string],
  [/zapf ?dingbats|^dingbats$|^monotype sorts$|^d050000l$/, zapfDingbat],
  [/^marlett$/, code => marlett[String.fromCharCode(code)]],
  // Their signs are pictures, arrows and parts of formulas, hardly ever marks.
  [
    /^(?:mt extra|ms outlook|bookshelf symbol \d|ms reference (?:specialty|\d)|map symbols|segoe (?:mdl2 assets|fluent icons)|holomdl2 assets|font ?awesome.*)$/,
    () => undefined,
  ],
];

/** Buttons of windows: the tick of a menu, the box that closes. */
const marlett: Record<string, string> = { a: '✓', b: '✓', r: '✗', h: '●', i: '●', n: '●' };

/** Two runs of Unicode's block of dingbats, which was made after this font. */
function zapfDingbat(code: number): string | undefined {
  if (code < 0x21 || (code > 0x7e && code < 0xa1) || code === 0xf0 || code > 0xfe) return undefined;
  return zapfOdd[code] ?? String.fromCharCode(0x2700 + code - (code < 0x7f ? 0x20 : 0x40));
}
const zapfOdd: Record<number, string> = {
  37: '☎',
  42: '☛',
  43: '☞',
  72: '★',
  108: '●',
  110: '■',
  115: '▲',
  116: '▼',
  117: '◆',
  119: '◗',
  168: '♣',
  169: '♦',
  170: '♥',
  171: '♠',
  213: '→',
  214: '↔',
  215: '↕',
};

/** One sign for each thing a mark can be: the fonts have many hands for it, light, heavy, in script. */
const same: Record<string, string> = {
  ...signs('✓', '✓ ✔ 🗸 √'),
  ...signs('✗', '✕ ✖ ✗ ✘ 🗙 🗴 🗶 🞨 🞩 🞪 🞫 🞬 🞭 🞮 ❌ ╳ ⨯'),
  ...signs('☑', '☑ 🗹 ✅'),
  ...signs('☒', '☒ ⌧ 🗵 🗷 ⮽ ❎'),
  ...signs('☐', '☐ □ ◻ ▢ ❏ ❐ ❑ ❒ ⬜ 🔲 🞎 🞏 🞐 🞑 🞒 🞓 ▯ 🗆'),
};
/** The many hands of ticks, crosses and boxes in a text made one each; what the sign is stays. */
export function sameSigns(text: string): string {
  return text.replace(anySign, sign => same[sign] ?? sign);
}
function signs(sign: string, of: string): Record<string, string> {
  return Object.fromEntries(of.split(' ').map(each => [each, sign]));
}

const anySign = new RegExp(Object.keys(same).join('|'), 'gu');

/** Where the letters of Windows' code page lie that Unicode has elsewhere: a font of symbols is asked by its byte. */
const windowsBytes = new Map(
  Array.from({ length: 0x20 }, (_, at) => [
    new TextDecoder('windows-1252').decode(new Uint8Array([0x80 + at])),
    0x80 + at,
  ]),
);

/** A text in a font as people see it; `font` is the name the file gives, undefined where it gives none. */
export function shownInFont(text: string, font: string | undefined): string {
  const table = font === undefined ? undefined : tableOf(font);
  if (!table && !privateUse.test(text)) return text;
  return Array.from(text, letter => signOf(letter, table)).join('');
}
const privateUse = /[\ue000-\uf8ff]/;

/** Names repeat from cell to cell. */
const known = new Map<string, ((code: number) => string | undefined) | undefined>();
function tableOf(font: string): ((code: number) => string | undefined) | undefined {
  if (!known.has(font)) {
    if (known.size >= 500) known.clear();
    const key = font
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim();
    known.set(font, tables.find(([name]) => name.test(key))?.[1]);
  }
  return known.get(font);
}

export function isSymbolFont(font: string | undefined): boolean {
  return font !== undefined && tableOf(font) !== undefined;
}

function signOf(letter: string, table: ((code: number) => string | undefined) | undefined): string {
  if (/\s/u.test(letter)) return letter;
  const point = letter.codePointAt(0)!;
  const isPrivate = point >= 0xe000 && point <= 0xf8ff;
  // Bullets and ticks that programs keep in the private area of a font that is none of symbols: nobody can tell.
  if (!table) return isPrivate ? unknownSign : letter;
  const code = point >= 0xf000 && point <= 0xf0ff ? point - 0xf000 : (windowsBytes.get(letter) ?? point);
  // What the font cannot hold is shown in another one, and is what it is.
  if (code > 0xff) return isPrivate ? unknownSign : letter;
  const sign = table(code);
  return sign === undefined ? unknownSign : (same[sign] ?? sign);
}
