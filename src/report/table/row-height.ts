import type { CellStyle } from './sheet-styles.ts';

/** Points. */
const tallestRow = 409;

/**
 * The height in points a value needs, because not every reader fits rows to what they hold, and none those with merged
 * cells.
 *
 * @param width of its cell, in units of width.
 */
export function rowHeight(value: unknown, { font, alignment }: CellStyle, width: number): number {
  const { size = 10, bold, name } = font ?? {};
  // Letters of ten points take three quarters of a unit of width, bold ones more; some room is left for other readers' fonts.
  const room = width * (10 / size) * (bold ? 1 : 1.1) * (name === 'Times New Roman' ? 1.05 : 1);
  const lines = typeof value === 'string' && alignment?.wrapText ? linesOf(value, room) : 1;
  return Math.min(tallestRow, 3 + lines * Math.round((size * 4) / 3));
}

/** Lines a text takes where so many letters fit on one: broken between words, as spreadsheets do, and within longer ones. */
export function linesOf(text: string, room: number): number {
  const letters = Math.max(1, Math.floor(room));
  let lines = 0;
  for (let from = 0; from <= text.length; ) {
    const end = placeOf('\n', text, from, text.length);
    lines += linesOfParagraph(text, from, end, letters);
    from = end + 1;
  }
  return lines;
}

/** Of what stands between two places; looks for words instead of cutting them out, as it is asked for each cell of a table. */
function linesOfParagraph(text: string, from: number, end: number, letters: number): number {
  if (end - from <= letters) return 1;
  let lines = 1;
  let filled = 0;
  for (let word = from; word <= end; ) {
    const next = placeOf(' ', text, word, end);
    const length = next - word;
    word = next + 1;
    const needed = filled === 0 ? length : filled + 1 + length;
    if (needed <= letters) {
      filled = needed;
      continue;
    }
    const own = Math.max(1, Math.ceil(length / letters));
    lines += filled === 0 ? own - 1 : own;
    filled = length - (own - 1) * letters;
  }
  return lines;
}

function placeOf(sign: string, text: string, from: number, end: number): number {
  const at = text.indexOf(sign, from);
  return at === -1 || at > end ? end : at;
}
