/**
 * What shows nothing and is not white space: control characters, Unicode's format characters (marks of writing
 * direction, joiners, soft hyphens), variation selectors, fillers, the combining grapheme joiner.
 */
const invisible = /(?![\t-\r\u0085])[\p{Cc}\p{Cf}\p{DI}]/gu;

/** Every invisible character out; white space stays as it is. */
export function withoutInvisible(value: string): string {
  return value.replace(invisible, '');
}

/** Invisible characters by their number, so that a message or a terminal shows them and none of them works: `‹U+202E›`. */
export function visibly(value: string): string {
  return value.replace(
    invisible,
    character => `‹U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

/** Words of whole letters with marks as Vietnamese writes them, and ASCII, a blank between them: nearly every text, and there is nothing to do. */
const clean = /^[!-~\u00c0-\u024f\u1ea0-\u1ef9]+(?: [!-~\u00c0-\u024f\u1ea0-\u1ef9]+)*$/;

/** NFC, all white space (no-break, line breaks, tabs) folded to one space, invisible characters and private-use bullets out. */
export function cleanText(value: string): string {
  if (clean.test(value)) return value;
  return (
    withoutInvisible(value)
      .normalize('NFC')
      .replace(/[\ue000-\uf8ff]/g, ' ')
      // Not `\s+`: single plain spaces, which is nearly all of them, are left alone.
      .replace(/[\s\u0085]{2,}|[^\S ]|\u0085/g, ' ')
      .trim()
  );
}

/** Cut at a character, with an ellipsis: at most `longest` in all. */
export function cutText(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

/** Cut at a word, with an ellipsis, so that the rest of a sentence is still read. */
export function shortText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest).toWellFormed();
  const space = cut.lastIndexOf(' ');
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).replace(/(?<![\s,;:.–-])[\s,;:.–-]+$/u, '')}…`;
}

const toneMarks = '\u0300\u0301\u0303\u0309\u0323';
const movable = new RegExp(
  `([ouOU])([${toneMarks}])?([aeyAEY])([${toneMarks}])?(?![a-zA-Z\u0300-\u036f])`,
  'g',
);

/**
 * Key under which two spellings of one Vietnamese text are the same: lower case, punctuation out, and the tone mark
 * of an open syllable in "oa, oe, uy" always on the first vowel ("hòa" = "hoà"). Diacritics are kept.
 */
export function textKey(value: string): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = makeKey(value);
  if (keys.size >= mostKeys) keys.clear();
  keys.set(value, key);
  return key;
}

/** The same names come from every system, one procedure after the other: a small table saves most of the work. */
const mostKeys = 2_000;
const keys = new Map<string, string>();

/** A tone mark on the second vowel of what may be such a syllable: anywhere else there is none to move. */
const late = /[oòóỏõọuùúủũụ][àáảãạèéẻẽẹỳýỷỹỵ](?![a-z])/;

function makeKey(value: string): string {
  const lower = cleanText(value).toLowerCase();
  return (clean.test(value) && !late.test(lower) ? lower : withMarksMoved(lower))
    .replace(/[^\p{L}\p{N}]{2,}|[^\p{L}\p{N} ]/gu, ' ')
    .trim();
}

function withMarksMoved(lower: string): string {
  const decomposed = lower.normalize('NFD');
  const moved = decomposed.replace(
    movable,
    (all, first: string, early: string | undefined, second: string, late: string | undefined) => {
      const pair = first + second;
      return pair === 'oa' || pair === 'oe' || pair === 'uy' ? first + (early ?? late ?? '') + second : all;
    },
  );
  return moved.normalize('NFC');
}

/** Without diacritics, for search and suggestions only; never to decide that two names are the same. */
export function withoutAccents(value: string): string {
  return value
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');
}

/** Is it written without any accent, as in a system that knows none? Only then are words looked for without. */
export function isPlain(value: string): boolean {
  return withoutAccents(value) === value;
}

/** What texts are read by, made for both: those with accents, and those of systems that know none. */
export function bySpelling<Reading>(make: (spelled: (words: string) => string) => Reading) {
  const [accented, plain] = [make(words => words), make(withoutAccents)];
  return (text: string): Reading => (isPlain(text) ? plain : accented);
}

/** Its words in lines of at most `width` characters, broken at spaces only. */
export function brokenAtSpaces(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
