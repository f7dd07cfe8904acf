import { globSync, readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A text as it stands in the sources; `…` where something is filled in. */
export interface SaidText {
  file: string;
  text: string;
}

/** A node of a syntax tree, as far as it is looked at. */
interface Node {
  type: string;
  value?: unknown;
  cooked?: string;
  quasis?: Node[];
  callee?: Node;
  key?: Node;
}

const vietnamese = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/iu;

/** Everything in Vietnamese that files can say, but for what they call by one of these names: `technical: …`, `print(…)`. */
export function saidTexts(patterns: readonly string[], leftOut: ReadonlySet<string>): SaidText[] {
  return globSync([...patterns])
    .filter(file => file.endsWith('.ts'))
    .sort()
    .flatMap(file => {
      const found: SaidText[] = [];
      const visit = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        const { callee, key, type } = node as Node;
        if (leftOut.has(nameOf(callee)) || (type === 'KeyValueProperty' && leftOut.has(nameOf(key)))) return;
        const text = textOf(node as Node);
        if (text !== undefined && vietnamese.test(text)) found.push({ file, text });
        for (const child of Object.values(node)) visit(child);
      };
      visit(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', target: 'es2022' }).body);
      return found;
    });
}

function nameOf(node: Node | undefined): string {
  return node?.type === 'Identifier' ? String(node.value) : '';
}

function textOf({ type, value, quasis }: Node): string | undefined {
  if (type === 'StringLiteral') return String(value).replace(/\{\w+\}/g, '…');
  // Marks of a page and addresses in them are not read.
  if (type === 'TemplateLiteral')
    return quasis!
      .map(each => each.cooked)
      .join('…')
      .replace(/<[^>]*>/g, ' ');
  return undefined;
}
