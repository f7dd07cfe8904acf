/** Lines a text takes where so many letters fit on one: broken between words, as spreadsheets do, and within longer ones. */
export function linesOf(text: string, room: number): number {
  const letters = Math.max(1, Math.floor(room));
  return text.split('\n').reduce((lines, paragraph) => lines + linesOfParagraph(paragraph, letters), 0);
}

function linesOfParagraph(paragraph: string, letters: number): number {
  let lines = 1;
  let filled = 0;
  for (const { length } of paragraph.split(' ')) {
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
