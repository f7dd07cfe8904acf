import { keyText, type Path, parseYaml, type YamlSource } from '../config/yaml-source.ts';
import { isObject } from '../domain/object.ts';
import { type DefinitionProblem, Unreadable } from './problem.ts';
import { deepest } from './source.ts';
import { todoPaths, todoReason } from './todo.ts';

export interface ReadEform {
  form?: Record<string, unknown>;
  text: string;
  /** Line and name of a place in the form. */
  locate(path: Path): Pick<DefinitionProblem, 'line' | 'path'>;
  problems: DefinitionProblem[];
}

/** Characters of JSON in which lines are looked for; in longer ones the path has to do, parsing them as YAML takes minutes. */
const longestLocated = 1_000_000;

/** @throws Unreadable when it is no JSON object. */
export function readEform(file: string, text: string): ReadEform {
  const form = parse(text);
  const lineOf = jsonLines(text);
  const locate = (path: Path) => ({ line: lineOf(path), path: keyText(path) });
  const problems = todoPaths(form).map(path => ({ file, ...locate(path), reason: todoReason }));
  return { form, text, locate, problems };
}

function parse(text: string): Record<string, unknown> {
  let form: unknown;
  try {
    form = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /end of JSON/.test(message)
      ? text.trimEnd().split('\n').length
      : Number(/line (\d+)/.exec(message)?.[1]);
    throw new Unreadable(`không phải JSON đúng cú pháp (${message})`, line || undefined);
  }
  if (!isObject(form)) throw new Unreadable('không phải một đối tượng biểu mẫu Form.io');
  if (nestsTooDeep(form)) throw new Unreadable('lồng nhau quá nhiều lớp');
  return form;
}

/** Is a JSON value nested deeper than any form? Iterative, since it comes from outside. */
function nestsTooDeep(value: unknown): boolean {
  let layer = [value];
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > deepest) return true;
    layer = layer.flatMap(one => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** Finds lines in a JSON text, which YAML reads as well; it is parsed for that once, when first asked. */
function jsonLines(text: string): (path: Path) => number | undefined {
  let source: YamlSource | undefined;
  let unfit = text.length > longestLocated;
  return path => {
    try {
      if (!unfit) source ??= parseYaml('', text);
    } catch {
      // White space that JSON allows and YAML does not: the path has to do.
      unfit = true;
    }
    return source?.lineOf(path);
  };
}
