import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A regular expression as it stands in the code. */
export interface FoundPattern {
  file: string;
  line: number;
  source: string;
  flags: string;
}

type Node = Record<string, unknown> & { type: string; span: { start: number } };

/** What stands where a constructor puts in something only known at run time: a text that was escaped. */
const putIn = 'x1';

/** Every regular expression of a file: literals, and what is handed to `RegExp` as far as the file itself tells it. */
export function patternsOf(file: string, text = readFileSync(file, 'utf8')): FoundPattern[] {
  const { body, span } = parseSync(text, {
    syntax: file.endsWith('.ts') ? 'typescript' : 'ecmascript',
    target: 'esnext',
  });
  const bytes = Buffer.from(text);
  const nodes = [...within(body)];
  const constants = new Map<string, Node>();
  for (const { type, id, init } of nodes) {
    if (type === 'VariableDeclarator' && init) constants.set(String((id as Node).value), init as Node);
  }
  // Spans count bytes over all files parsed so far, and begin with the first statement.
  const first = Buffer.byteLength(text) - Buffer.byteLength(text.slice(leading(text)));
  const lineOf = (node: Node) =>
    bytes
      .subarray(0, node.span.start - span.start + first)
      .toString()
      .split('\n').length;
  const found: FoundPattern[] = [];
  for (const node of nodes) {
    if (node.type === 'RegExpLiteral') {
      found.push({ file, line: lineOf(node), source: String(node.pattern), flags: String(node.flags) });
    }
    const made = node.type === 'NewExpression' || node.type === 'CallExpression';
    if (!made || (node.callee as Node).type !== 'Identifier' || (node.callee as Node).value !== 'RegExp')
      continue;
    const [source, flags] = node.arguments as { expression: Node }[];
    if (!source) continue;
    found.push({
      file,
      line: lineOf(node),
      source: literalOf(madeOf(source.expression), constants),
      flags: flags ? literalOf(flags.expression, constants) : '',
    });
  }
  return found;
}

/** What a function of the file makes of a text, such as the same without accents, is built like the text. */
function madeOf(node: Node): Node {
  const [only, ...others] = (node.arguments ?? []) as { expression: Node }[];
  const plain = node.type === 'CallExpression' && (node.callee as Node).type === 'Identifier';
  return plain && only && others.length === 0 ? only.expression : node;
}

/** Where the first statement begins; white space and comments before it have no place in the tree. */
function leading(text: string): number {
  return /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/|#![^\n]*)*/.exec(text)![0].length;
}

function* within(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && 'span' in value) yield value as Node;
  for (const inner of Object.values(value)) yield* within(inner);
}

/** A text built of literals and constants of the same file. */
function literalOf(node: Node, constants: ReadonlyMap<string, Node>): string {
  switch (node.type) {
    case 'StringLiteral':
      return String(node.value);
    case 'Identifier': {
      const constant = constants.get(String(node.value));
      return constant ? literalOf(constant, constants) : putIn;
    }
    case 'TemplateLiteral':
      return joined(node, 'cooked', constants);
    case 'TaggedTemplateExpression':
      return joined(node.template as Node, 'raw', constants);
    default:
      return putIn;
  }
}

function joined(template: Node, form: 'cooked' | 'raw', constants: ReadonlyMap<string, Node>): string {
  const expressions = template.expressions as Node[];
  return (template.quasis as Record<'cooked' | 'raw', string>[])
    .map((quasi, at) => quasi[form] + (expressions[at] ? literalOf(expressions[at], constants) : ''))
    .join('');
}
