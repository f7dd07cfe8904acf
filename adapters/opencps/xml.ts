import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { unescapeXml } from './escape.ts';

/** Characters; a page of 200 rows with all their texts is under 2 million, parsed XML takes some 20 times its text. */
const longestText = 16 * 1024 * 1024;
/** The deepest answer of the contract is list → row → embedded list → row → field. */
const deepest = 20;

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  // Entities are decoded below, the five and character references only; CDATA must not be decoded.
  processEntities: false,
  cdataPropName: '#cdata',
  maxNestedTags: deepest,
});

/**
 * An XML answer as the plain value JSON would have given, without its root element: every scalar a text, repeated
 * elements an array, a single one an object. Throws an `Error` that says what is wrong: too long, too deep, a DTD,
 * not well formed.
 */
export function readXml(text: string): unknown {
  if (text.length > longestText) throw new Error(`XML dài quá ${longestText} ký tự`);
  // A DTD is the way to entity bombs and to files of ours; no answer of this system needs one.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Error('XML có khai báo DTD, không được phép');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`XML không đúng cú pháp (${verdict.err.msg.slice(0, 100)})`);
  const roots = Object.entries(parser.parse(text) as Record<string, unknown>).filter(
    ([name]) => name !== '#text',
  );
  if (roots.length !== 1) throw new Error('XML không có đúng một phần tử gốc');
  return plain(roots[0]![1]);
}

function plain(node: unknown): unknown {
  if (typeof node === 'string') return unescapeXml(node);
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const fields = Object.entries(node).filter(([name]) => name !== '#text' && name !== '#cdata');
  if (fields.length === 0) {
    const { '#text': words = '', '#cdata': literal = '' } = node as Record<string, unknown>;
    return unescapeXml(String(words)) + (Array.isArray(literal) ? literal.join('') : String(literal));
  }
  return Object.fromEntries(fields.map(([name, value]) => [name, plain(value)]));
}
