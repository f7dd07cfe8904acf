import { cleanText } from '../../src/domain/text.ts';

const xmlNamed: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const named: Record<string, string> = { ...xmlNamed, nbsp: '\u00a0' };
const entity = /&(?:([a-z]{2,4})|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g;

/**
 * Undoes the escaping most texts got before they were stored (contract 1.6), exactly once: `&amp;lt;` is `&lt;`,
 * because somebody typed that. What is not a known entity stays as it is.
 */
export function unescapeHtml(text: string): string {
  return decoded(text, named);
}

/** An XML text: the five entities, and references to characters. */
export function unescapeXml(text: string): string {
  return decoded(text, xmlNamed);
}

function decoded(text: string, names: Record<string, string>): string {
  if (!text.includes('&')) return text;
  return text.replace(entity, (whole, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return names[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : whole;
  });
}

/** A stored name as a person typed it: unescaped once, NFC, white space folded. */
export function nameText(text: string): string {
  return cleanText(unescapeHtml(text));
}

/** A stored note that may hold simple HTML: unescaped once, tags out, line breaks as "; ". */
export function noteText(text: string): string {
  const plain = unescapeHtml(text)
    .replace(/<(?:br|\/p|\/li|\/div|\/tr)(?:[\s/][^<>]*)?>/gi, '; ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll('&nbsp;', ' ');
  // White space is single plain spaces now, and runs are folded before the end is looked at: linear in any text.
  return cleanText(plain)
    .replace(/ ?;(?: ?;)+/g, ';')
    .replace(/ ?; ?$/, '');
}

/** Characters XML allows; a reference to anything else is left as it was written. */
function isCharacter(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
