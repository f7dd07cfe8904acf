/** A text with its escapes undone, and where each of its characters came from. */
export interface Unescaped {
  text: string;
  /** Per character its beginning in the text that was given; one more for the end. */
  places: readonly number[];
}

const escapes =
  /\\u([\da-f]{4})|\\u\{0{0,6}([\da-f]{1,6})\}|\\x([\da-f]{2})|\\(["'\\/])|&#0{0,6}(\d{1,7});|&#x0{0,6}([\da-f]{1,6});|&(amp|lt|gt|quot|apos);|(?:%[\da-f]{2})+/gi;
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Undoes one layer of JSON, JavaScript, HTML and percent escapes; `undefined` when there is none. In one walk. */
export function unescaped(given: string): Unescaped | undefined {
  const parts: string[] = [];
  const places: number[] = [];
  let from = 0;
  const put = (characters: string, place: number) => {
    parts.push(characters);
    for (let unit = 0; unit < characters.length; unit++) places.push(place);
  };
  const keep = (to: number) => {
    parts.push(given.slice(from, to));
    for (; from < to; from++) places.push(from);
  };
  for (const match of given.matchAll(escapes)) {
    const [whole, unit, point, byte, sign, decimal, hexadecimal, name] = match;
    keep(match.index);
    from = match.index + whole.length;
    const hex = unit ?? point ?? byte ?? hexadecimal;
    if (sign !== undefined) put(sign, match.index);
    else if (name !== undefined) put(named[name.toLowerCase()]!, match.index);
    else if (hex !== undefined) put(character(Number.parseInt(hex, 16)), match.index);
    else if (decimal !== undefined) put(character(Number(decimal)), match.index);
    else for (const [letter, offset] of percentLetters(whole)) put(letter, match.index + offset);
  }
  if (from === 0) return undefined;
  keep(given.length);
  places.push(given.length);
  return { text: parts.join(''), places };
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** `%C3%A0%41` → à at 0, A at 6. What is no UTF-8 counts byte by byte. */
function* percentLetters(run: string): Generator<[letter: string, offset: number]> {
  const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!;
    const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const letter = bytes.toString('utf8', at, at + length);
    const whole = Buffer.from(letter).equals(bytes.subarray(at, at + length));
    yield [whole ? letter : String.fromCharCode(lead), at * 3];
    at += whole ? length : 1;
  }
}
