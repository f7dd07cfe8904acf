import { cleanText } from '../domain/text.ts';
import type { Book } from './book.ts';

/**
 * Texts typed for the fonts of the nineties. Their letters are Latin-1 codes that only look Vietnamese in a `.VnTime`
 * (TCVN3, also called ABC) or `VNI-Times` font; a file tells them apart by nothing but the words that come out.
 */
export type LegacyFont = 'TCVN3' | 'VNI';

/** A code of TCVN3 for every letter; capitals are the same codes in a font of capitals. */
const tcvn3 = new Map(
  (
    'µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợ' +
    'ïùóúñủòũôụ\u00adưõừøứöử÷ữùựúỳýýûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư'
  )
    .match(/../gsu)!
    .map(pair => [...pair] as [string, string]),
);

/** VNI writes a letter and a sign after it; some signs hold two marks. */
const vniSigns: Record<string, string> = {
  ...{ ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' },
  ...{
    â: '\u0302',
    á: '\u0302\u0301',
    à: '\u0302\u0300',
    å: '\u0302\u0309',
    ã: '\u0302\u0303',
    ä: '\u0302\u0323',
  },
  ...{
    ê: '\u0306',
    é: '\u0306\u0301',
    è: '\u0306\u0300',
    ú: '\u0306\u0309',
    ü: '\u0306\u0303',
    ë: '\u0306\u0323',
  },
};
const vniLetters: Record<string, string> = {
  ...{ ñ: 'đ', Ñ: 'Đ', ö: 'ư', Ö: 'Ư', ô: 'ơ', Ô: 'Ơ' },
  ...{ í: 'í', ì: 'ì', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ', Í: 'Í', Ì: 'Ì', Æ: 'Ỉ', Ó: 'Ĩ', Ò: 'Ị', Î: 'Ỵ' },
};
const vniPair = /([aAeEoOuUyYöÖôÔ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])/g;

/** Texts of a legacy font as Unicode. Cells that hold Vietnamese letters beyond Latin-1 are Unicode already. */
export function fromLegacy(text: string, font: LegacyFont): string {
  if (/[\u0100-\u01b0\u1e00-\u1eff]/.test(text)) return text;
  if (font === 'TCVN3') return text.replace(/[\u00a1-\u00ff]/g, letter => tcvn3.get(letter) ?? letter);
  const joined = text.replace(vniPair, (_all, letter: string, sign: string) => {
    const base = vniLetters[letter] ?? letter;
    return base + vniSigns[sign.toLowerCase()]!;
  });
  return joined.replace(/[ñÑöÖôÔíìæóòîÍÌÆÓÒÎ]/g, letter => vniLetters[letter]!).normalize('NFC');
}

/** How much a text sounds like a list of procedures. */
function knownWords(text: string): number {
  return text.match(words)?.length ?? 0;
}
const words =
  /thủ tục|hành chính|kỹ thuật|kĩ thuật|điều kiện|quy định|pháp luật|mức độ|đơn vị|ủy ban|uỷ ban|nhân dân|danh mục|phụ lục|đăng ký|\btên\b|\bmã\b|cấp lại|giấy/giu;

/** Of several readings of a text the one that sounds most like such a list, and how much. */
export function bestReading<Reading extends { text: string }>(
  readings: readonly Reading[],
): Reading & { score: number } {
  const scored = readings.map(reading => ({ ...reading, score: knownWords(reading.text) }));
  return scored.sort((a, b) => b.score - a.score)[0]!;
}

/** The font a text was typed for, where its words only come out in one. */
function legacyFontOf(text: string): LegacyFont | undefined {
  const fonts: LegacyFont[] = ['TCVN3', 'VNI'];
  const { font, score } = bestReading(fonts.map(each => ({ font: each, text: fromLegacy(text, each) })));
  return score > knownWords(text) + 1 ? font : undefined;
}

/** Text as a cell shows it. The soft hyphen stays for now: it is the letter "ư" of TCVN3. */
export function shownText(text: string): string {
  return text.includes('\u00ad') ? text.normalize('NFC').replace(/\s+/g, ' ').trim() : cleanText(text);
}

/** Brings a book typed for a legacy font into Unicode, and says so in its notes. */
export function modernise(book: Book): Book {
  const font = legacyFontOf(sample(book));
  if (!font) {
    for (const { rows } of book.sheets)
      for (const { cells } of rows)
        for (const cell of cells) if (cell?.text.includes('\u00ad')) cell.text = cleanText(cell.text);
    return book;
  }
  for (const sheet of book.sheets) {
    sheet.name = fromLegacy(sheet.name, font);
    sheet.above = sheet.above.map(line => fromLegacy(line, font));
    for (const { cells } of sheet.rows)
      for (const cell of cells) if (cell?.kind === 'text') cell.text = fromLegacy(cell.text, font);
  }
  const name = font === 'TCVN3' ? 'TCVN3 (.VnTime)' : 'VNI';
  book.notes.push(`Chữ trong tệp gõ bằng phông ${name}; đã chuyển sang Unicode.`);
  return book;
}

/** The first lines of every sheet: titles, headers and some names. */
function sample(book: Book): string {
  const lines: string[] = [];
  for (const { name, above, rows } of book.sheets) {
    lines.push(name, ...above);
    for (const { cells } of rows.slice(0, 60)) for (const cell of cells) if (cell) lines.push(cell.text);
  }
  return lines.join('\n').slice(0, 100_000);
}
