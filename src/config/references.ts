import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isPair, isScalar, isSeq, type Node, type Scalar, visit } from 'yaml';
import type { Words } from '../domain/language.ts';
import { type Path, readingProblem, type YamlSource } from './yaml-source.ts';

/** One that is not closed runs to the end and stays as it is: so the text is walked through once. */
const reference = /\$\{([^}]*)(\}|$)/g;
const environmentName = /^[A-Za-z_][A-Za-z0-9_]*$/;

export interface References {
  /** What was put in, per scalar that had references: these may be secrets, and numbers written as text. */
  inserted: ReadonlyMap<Scalar, readonly string[]>;
  /** What was referred to, per scalar: `PORTAL_PASSWORD`, `file:/run/secrets/x`. */
  names?: ReadonlyMap<Scalar, readonly string[]>;
  /** Scalars whose reference led nowhere, which is told; their text is left as it was. */
  failed: ReadonlySet<Scalar>;
}

/**
 * Replaces `${NAME}` by environment variables and `${file:path}` by the text of a file (without its last line break)
 * in every scalar of the document, in place. Relative paths are relative to `folder`.
 */
export async function resolveReferences(
  source: YamlSource,
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<References> {
  const found: { node: Scalar<string>; path: Path }[] = [];
  visit(source.document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      found.push({ node: node as Scalar<string>, path: pathOf(node, ancestors) });
    },
  });
  const inserted = new Map<Scalar, string[]>();
  const names = new Map<Scalar, string[]>();
  const failed = new Set<Scalar>();
  for (const { node, path } of found) {
    const values: string[] = [];
    for (const [, name = '', closed] of node.value.matchAll(reference)) {
      if (!closed) continue;
      names.set(node, [...(names.get(node) ?? []), name.trim()]);
      const answer = await lookUp(name, environment, folder);
      if ('value' in answer) values.push(answer.value);
      else {
        failed.add(node);
        source.tell(path, answer.problem);
      }
    }
    if (failed.has(node)) continue;
    inserted.set(node, values);
    let next = 0;
    node.value = node.value.replace(reference, (whole, _name, closed) => (closed ? values[next++]! : whole));
  }
  return { inserted, names, failed };
}

async function lookUp(
  name: string,
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<{ value: string } | { problem: Words }> {
  if (name.startsWith('file:')) {
    const path = name.slice('file:'.length).trim();
    try {
      return { value: (await readFile(resolve(folder, path), 'utf8')).replace(/\r?\n$/, '') };
    } catch (error) {
      const { vi, en } = readingProblem(error as NodeJS.ErrnoException);
      return {
        problem: { vi: `không đọc được tệp ${path}: ${vi}`, en: `the file ${path} could not be read: ${en}` },
      };
    }
  }
  if (!environmentName.test(name)) {
    return {
      problem: {
        vi: `tham chiếu "\${${name}}" không hợp lệ; viết \${TÊN_BIẾN} hoặc \${file:đường/dẫn}`,
        en: `the reference "\${${name}}" cannot be read; write \${VARIABLE} or \${file:path}`,
      },
    };
  }
  const value = environment[name];
  if (value !== undefined) return { value };
  return {
    problem: {
      vi: `biến môi trường ${name} chưa được đặt`,
      en: `the environment variable ${name} is not set`,
    },
  };
}

function pathOf(node: Node, ancestors: readonly unknown[]): Path {
  const path: PropertyKey[] = [];
  ancestors.forEach((ancestor, index) => {
    const child = ancestors[index + 1] ?? node;
    if (isPair(ancestor) && isScalar(ancestor.key)) path.push(String(ancestor.key.value));
    if (isSeq(ancestor)) path.push(ancestor.items.indexOf(child));
  });
  return path;
}
