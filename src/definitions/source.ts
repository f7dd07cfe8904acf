import { ConfigurationError } from '../config/configuration.ts';
import { type Path, parseYaml, readingProblem, type YamlSource } from '../config/yaml-source.ts';
import { readInside } from '../reading/inside.ts';
import { UnreadableFile } from '../reading/unreadable.ts';
import { Unreadable } from './problem.ts';

/** What people call the folder of definitions. */
export const folderName = 'thư mục định nghĩa dịch vụ';

/** Nobody writes a longer file by hand; forms may carry pictures. In bytes. */
export const largest = { yaml: 1_000_000, bpmn: 1_000_000, json: 8_000_000 } as const;
/** Deeper nesting than any form or definition has. */
export const deepest = 200;

/** @throws Unreadable when it is not there, leads out of `root`, is too large or not text. */
export async function readText(root: string, file: string, limit: number): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readInside(root, file, limit, folderName));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Unreadable(error.message);
    if (error instanceof TypeError) throw new Unreadable('không phải văn bản UTF-8');
    throw new Unreadable(`không đọc được tệp: ${readingProblem(error as NodeJS.ErrnoException).vi}`);
  }
}

/**
 * YAML with the way back to its lines, its text in NFC.
 *
 * @throws ConfigurationError with all syntax errors; Unreadable when it is nested without end.
 */
export function readSource(file: string, text: string): { source: YamlSource; plain: unknown } {
  const line = tooDeep(text);
  if (line !== undefined) throw new Unreadable(`lồng nhau quá ${deepest} lớp`, line);
  try {
    const source = parseYaml(file, text.normalize('NFC'));
    return { source, plain: source.plain() };
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    // The parser calls itself for each layer.
    if (error instanceof RangeError) throw new Unreadable('lồng nhau quá nhiều lớp');
    throw error;
  }
}

/**
 * Line where brackets or `- - -` nest deeper than `deepest`. Brackets inside quotes count too, which no real text
 * comes near to; block indentation is bounded by the length of a line the same way.
 */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  let line = 1;
  let dashes = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x0a) {
      line++;
      dashes = 0;
    } else if (letter === 0x5b || letter === 0x7b) depth++;
    else if (letter === 0x5d || letter === 0x7d) depth = Math.max(0, depth - 1);
    else if (letter === 0x2d && text.charCodeAt(at + 1) === 0x20) dashes++;
    else if (letter === 0x3f && text.charCodeAt(at + 1) === 0x20) dashes++;
    if (depth > deepest || dashes > deepest) return line;
  }
  return undefined;
}

/** Every text in a value, with its path. Aliases may show a text several times. */
export function* textsIn(value: unknown, at: Path = []): Generator<{ path: Path; text: string }> {
  if (typeof value === 'string') yield { path: at, text: value };
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield* textsIn(inner, [...at, Array.isArray(value) ? Number(key) : key]);
    }
  }
}
