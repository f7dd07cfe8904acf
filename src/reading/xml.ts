import { XMLParser } from 'fast-xml-parser';
import { limits } from './limits.ts';
import { corrupt } from './unreadable.ts';

/** An element as the parser keeps order: one key with its children, and its attributes beside it. Without prefixes. */
export type Node = Record<string, Node[]> & { ':@'?: Record<string, string>; '#text'?: string };

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  // Characters by number, too: `&#10003;`.
  htmlEntities: true,
  // Of the five of XML, of which a long table may have any number; a document that brings its own is refused.
  processEntities: {
    enabled: true,
    maxTotalExpansions: limits.inflatedBytes,
    maxExpandedLength: limits.inflatedBytes,
  },
});

/** The elements of a part of a package; `name` is how a message calls it. */
export function parseXml(part: Uint8Array, name: string): Node[] {
  return parseXmlText(xmlText(part), name);
}

export function parseXmlText(xml: string, name: string): Node[] {
  if (xml.includes('<!DOCTYPE')) throw corrupt(`${name} có DOCTYPE`);
  try {
    return parser.parse(xml) as Node[];
  } catch {
    throw corrupt(name);
  }
}

/** XML is UTF-8 unless it begins with the mark of UTF-16. */
export function xmlText(part: Uint8Array): string {
  return new TextDecoder(markOfUtf16(part) ?? 'utf-8').decode(part);
}

export function markOfUtf16([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

export function nameOf(node: Node): string {
  for (const key in node) if (key !== ':@') return key;
  return '';
}

/** Children of the first element of a name among these. */
export function child(nodes: readonly Node[], name: string): Node[] | undefined {
  return nodes.find(node => name in node)?.[name];
}

export function has(nodes: readonly Node[], name: string): boolean {
  return nodes.some(node => name in node);
}

/** Attributes of the first element of a name among these. */
export function attributesOf(nodes: readonly Node[], name: string): Record<string, string> | undefined {
  const node = nodes.find(each => name in each);
  return node && (node[':@'] ?? {});
}

/** What the first element of a name among these has for its `val`, as Office keeps nearly everything. */
export function valOf(nodes: readonly Node[], name: string): string | undefined {
  return attributesOf(nodes, name)?.val;
}

/** Every element of a name, however deep, with its attributes. */
export function* elements(nodes: readonly Node[], wanted: string): Generator<Node> {
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === wanted) yield node;
    const below = node[name];
    if (Array.isArray(below)) yield* elements(below, wanted);
  }
}
