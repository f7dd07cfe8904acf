import { keyText, type Path } from '../config/yaml-source.ts';
import { type DefinitionProblem, Unreadable } from './problem.ts';
import { jsonLines, nestsTooDeep } from './source.ts';
import { todoPaths, todoReason } from './todo.ts';

export interface ReadEform {
  form?: Record<string, unknown>;
  text: string;
  /** Line and name of a place in the form. */
  locate(path: Path): Pick<DefinitionProblem, 'line' | 'path'>;
  problems: DefinitionProblem[];
}

/** @throws Unreadable when it is no JSON object. */
export function readEform(file: string, text: string): ReadEform {
  const form = parse(text);
  const lineOf = jsonLines(text);
  const locate = (path: Path) => {
    const line = lineOf(path);
    return { ...(line === undefined ? {} : { line }), path: keyText(path) };
  };
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
      : /line (\d+)/.exec(message)?.[1];
    throw new Unreadable(
      `không phải JSON đúng cú pháp (${message})`,
      line === undefined ? undefined : Number(line),
    );
  }
  if (typeof form !== 'object' || form === null || Array.isArray(form))
    throw new Unreadable('không phải một đối tượng biểu mẫu Form.io');
  if (nestsTooDeep(form)) throw new Unreadable('lồng nhau quá nhiều lớp');
  return form as Record<string, unknown>;
}
