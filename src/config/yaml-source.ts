import { readFile } from 'node:fs/promises';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import type { Words } from '../domain/language.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration.ts';

export type Path = readonly PropertyKey[];

/** A YAML file with the way back from a key to its line. */
export interface YamlSource {
  /** As problems name it. */
  file: string;
  document: Document;
  /** Plain values as the document stands now; keys are the text as written (`1.000010`, never `1.00001`). */
  plain(): unknown;
  /** Line of the key, or of the nearest key above it that is there. */
  lineOf(path: Path): number;
  /** The scalar at a path, aliases followed. */
  scalarAt(path: Path): Scalar | undefined;
  /** File, line and name of a path. */
  place(path: Path): Omit<ConfigurationProblem, 'problem'> & { line: number };
  problem(path: Path, problem: Words): ConfigurationProblem;
  /** Keeps a problem until all that is wrong is told at once. */
  tell(path: Path, problem: Words): void;
  told: ConfigurationProblem[];
}

/** @throws ConfigurationError when the file cannot be read or is not YAML. */
export async function readYaml(file: string): Promise<YamlSource> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const { vi, en } = readingProblem(error);
    const problem = { vi: `không đọc được tệp: ${vi}`, en: `the file could not be read: ${en}` };
    throw new ConfigurationError([{ file, key: '', problem }]);
  });
  return parseYaml(file, text);
}

/** A person writes a handful of aliases. */
const mostAliases = 100;
/** Mistakes of one kind told one by one. */
const mostTold = 20;

/** @throws ConfigurationError when the text is not YAML. */
export function parseYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  // Keys written twice are told below: the parser compares each key with all before it.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  if (document.errors.length > 0) {
    throw new ConfigurationError(
      document.errors.slice(0, mostTold).map(error => ({
        file,
        line: lineAt(error.pos[0]),
        key: '',
        problem: syntaxProblem(error),
      })),
    );
  }
  const wrong: { at: unknown; problem: Words }[] = [];
  const fault = (at: unknown, vi: string, en: string) => void wrong.push({ at, problem: { vi, en } });
  let aliases = 0;
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' && typeof node.value !== 'string' && node.source !== undefined)
        node.value = node.source;
    },
    Alias(_, node, within) {
      aliases++;
      // Each is looked for from the beginning.
      if (aliases > mostAliases) {
        fault(
          node,
          `có quá ${mostAliases} tham chiếu (*tên)`,
          `there are more than ${mostAliases} aliases (*name)`,
        );
        return visit.BREAK;
      }
      const named = node.resolve(document);
      if (named && within.includes(named))
        fault(node, 'tham chiếu (*tên) trỏ vòng vào chính nó', 'an alias (*name) leads back into itself');
      return undefined;
    },
  });
  const pairs = new WeakMap<YAMLMap, Map<string, Pair>>();
  /** The pairs of a map by their keys' texts; the first of two counts. */
  const pairsOf = (map: YAMLMap) => {
    const known = pairs.get(map);
    if (known) return known;
    const found = new Map<string, Pair>();
    for (const pair of map.items) {
      if (!isScalar(pair.key)) {
        // The library would print words of its own, and take its text for a key.
        if (pair.key !== null)
          fault(
            pair.key,
            'khóa phải là một chữ; đặt nó trong nháy',
            'a key must be a text; put it in quotes',
          );
        continue;
      }
      const key = String(pair.key.value);
      if (found.has(key)) fault(pair.key, 'khóa viết hai lần', 'the key is written twice');
      else found.set(key, pair);
    }
    pairs.set(map, found);
    return found;
  };
  visit(document, { Map: (_, map) => void pairsOf(map) });
  if (wrong.length > 0) {
    const problems = wrong.slice(0, mostTold).map(({ at, problem }) => {
      return { file, line: lineAt(rangeStart(at) ?? 0), key: '', problem };
    });
    throw new ConfigurationError(problems);
  }

  /** Follows a path as far as it goes. */
  const follow = (path: Path) => {
    let node: unknown = document.contents;
    let offset = rangeStart(node) ?? 0;
    let whole = true;
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = pairsOf(node).get(String(part));
        if (pair) offset = rangeStart(pair.key) ?? offset;
        node = pair?.value;
      } else if (isSeq(node)) {
        node = node.items[Number(part)];
        offset = rangeStart(node) ?? offset;
      } else {
        node = undefined;
      }
      if (node === undefined) whole = false;
    }
    if (isAlias(node)) node = node.resolve(document);
    return { node: whole ? node : undefined, offset };
  };

  const source: YamlSource = {
    file,
    document,
    plain() {
      try {
        return document.toJS();
      } catch (error) {
        // Aliases that point nowhere or multiply without end.
        const reason = error instanceof Error ? error.message : String(error);
        throw new ConfigurationError([
          { file, line: 1, key: '', problem: notYaml({ vi: reason, en: reason }) },
        ]);
      }
    },
    lineOf: path => lineAt(follow(path).offset),
    scalarAt(path) {
      const { node } = follow(path);
      return isScalar(node) ? node : undefined;
    },
    place: path => ({ file, line: source.lineOf(path), key: keyText(path) }),
    problem: (path, problem) => ({ ...source.place(path), problem }),
    tell: (path, problem) => void source.told.push(source.problem(path, problem)),
    told: [],
  };
  return source;
}

const syntaxWords: Partial<Record<YAMLParseError['code'], Words>> = {
  BAD_ALIAS: { vi: 'tham chiếu (*tên) viết sai', en: 'an alias (*name) is written wrong' },
  BAD_DQ_ESCAPE: {
    vi: 'ký hiệu sau dấu \\ trong nháy kép viết sai',
    en: 'what follows \\ in double quotes is written wrong',
  },
  BAD_INDENT: {
    vi: 'thụt đầu dòng sai hoặc thiếu dấu đóng ngoặc',
    en: 'wrong indentation, or a closing bracket is missing',
  },
  BAD_SCALAR_START: {
    vi: 'giá trị bắt đầu bằng ký hiệu riêng của YAML; đặt nó trong nháy',
    en: "the value begins with a sign of YAML's own; put it in quotes",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    vi: 'hai dấu hai chấm trên một dòng; đặt giá trị trong nháy',
    en: 'two colons on one line; put the value in quotes',
  },
  BLOCK_IN_FLOW: { vi: 'thiếu dấu đóng ngoặc ] hoặc }', en: 'a closing ] or } is missing' },
  MISSING_CHAR: {
    vi: 'thiếu một dấu (nháy, ngoặc, hai chấm hoặc phẩy)',
    en: 'a sign is missing (quote, bracket, colon or comma)',
  },
  MULTILINE_IMPLICIT_KEY: {
    vi: 'khóa kéo sang dòng khác; thiếu dấu hai chấm',
    en: 'a key goes on in the next line; a colon is missing',
  },
  TAB_AS_INDENT: {
    vi: 'thụt đầu dòng bằng phím Tab; dùng dấu cách',
    en: 'indented by a tab; use spaces',
  },
  UNEXPECTED_TOKEN: { vi: 'có ký hiệu không đúng chỗ', en: 'a sign stands where it cannot' },
};

/** The parser's own words follow: who looks the mistake up needs them. */
function syntaxProblem({ code, message }: YAMLParseError): Words {
  const words = syntaxWords[code];
  return notYaml(
    words === undefined
      ? { vi: message, en: message }
      : { vi: `${words.vi} (${message})`, en: `${words.en} (${message})` },
  );
}

function notYaml({ vi, en }: Words): Words {
  return { vi: `YAML không hợp lệ: ${vi}`, en: `not valid YAML: ${en}` };
}

/** `systems.portal.hosts[0]`. */
export function keyText(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

const readingFailures: Record<string, Words> = {
  ENOENT: { vi: 'không có tệp này', en: 'there is no such file' },
  EACCES: { vi: 'không có quyền đọc', en: 'reading is not permitted' },
  EISDIR: { vi: 'đây là một thư mục', en: 'it is a folder' },
};

/** Why a file could not be read, for a person. */
export function readingProblem({ code = '', message }: NodeJS.ErrnoException): Words {
  const otherwise = code === '' ? message : code;
  return readingFailures[code] ?? { vi: otherwise, en: otherwise };
}

function rangeStart(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] | null } | undefined)?.range?.[0];
}
