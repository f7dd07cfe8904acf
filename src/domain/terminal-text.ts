import { visibly } from './text.ts';

/** White space that moves the cursor; tabs and line feeds are what our own texts are laid out with. */
const moving = /[\r\v\f\u0085\u2028\u2029]/g;

/** Text as a terminal or a log may show it: nothing in it works, whoever it is from; what would have is seen. */
export function terminalText(text: string): string {
  return visibly(text).replace(
    moving,
    character => `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

/** Colours texts that are clean already, by the codes of a terminal; where no colour is wanted, leaves them. */
export function painter<Name extends string>(
  codes: Readonly<Record<Name, number>>,
  colour: boolean,
): Record<Name, (text: string) => string> {
  const painted = Object.entries<number>(codes).map(([name, code]) => [
    name,
    (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text),
  ]);
  return Object.fromEntries(painted);
}

/** The same on one line, for texts of others within our own layout. */
export function terminalLine(text: string): string {
  return terminalText(text.replace(/(?<!\s)\s*(?:\r\n|[\r\n\t\v\f\u0085\u2028\u2029])\s*/g, ' '));
}

/** What JSON leaves as it is and terminals act on, written as JSON can write it: the same values, nothing works. */
export function terminalJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029]|(?![\t-\r])[\p{Cf}\p{DI}]/gu, character =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
