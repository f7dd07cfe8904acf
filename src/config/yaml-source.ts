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
  problem(path: Path, problem: string): ConfigurationProblem;
}

/** @throws ConfigurationError when the file cannot be read or is not YAML. */
export async function readYaml(file: string): Promise<YamlSource> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigurationError([
      { file, key: '', problem: `không đọc được tệp: ${readingProblem(error)}` },
    ]);
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
  const wrong: { at: unknown; problem: string }[] = [];
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
        wrong.push({ at: node, problem: `có quá ${mostAliases} tham chiếu (*tên)` });
        return visit.BREAK;
      }
      const named = node.resolve(document);
      if (named && within.includes(named))
        wrong.push({ at: node, problem: 'tham chiếu (*tên) trỏ vòng vào chính nó' });
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
          wrong.push({ at: pair.key, problem: 'khóa phải là một chữ; đặt nó trong nháy' });
        continue;
      }
      const key = String(pair.key.value);
      if (found.has(key)) wrong.push({ at: pair.key, problem: 'khóa viết hai lần' });
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
        throw new ConfigurationError([{ file, line: 1, key: '', problem: `YAML không hợp lệ: ${reason}` }]);
      }
    },
    lineOf: path => lineAt(follow(path).offset),
    scalarAt(path) {
      const { node } = follow(path);
      return isScalar(node) ? node : undefined;
    },
    problem: (path, problem) => ({ file, line: source.lineOf(path), key: keyText(path), problem }),
  };
  return source;
}

const syntaxWords: Partial<Record<YAMLParseError['code'], string>> = {
  BAD_ALIAS: 'tham chiếu (*tên) viết sai',
  BAD_DQ_ESCAPE: 'ký hiệu sau dấu \\ trong nháy kép viết sai',
  BAD_INDENT: 'thụt đầu dòng sai hoặc thiếu dấu đóng ngoặc',
  BAD_SCALAR_START: 'giá trị bắt đầu bằng ký hiệu riêng của YAML; đặt nó trong nháy',
  BLOCK_AS_IMPLICIT_KEY: 'hai dấu hai chấm trên một dòng; đặt giá trị trong nháy',
  BLOCK_IN_FLOW: 'thiếu dấu đóng ngoặc ] hoặc }',
  MISSING_CHAR: 'thiếu một dấu (nháy, ngoặc, hai chấm hoặc phẩy)',
  MULTILINE_IMPLICIT_KEY: 'khóa kéo sang dòng khác; thiếu dấu hai chấm',
  TAB_AS_INDENT: 'thụt đầu dòng bằng phím Tab; dùng dấu cách',
  UNEXPECTED_TOKEN: 'có ký hiệu không đúng chỗ',
};

/** The parser's own words follow: who looks the mistake up needs them. */
function syntaxProblem({ code, message }: YAMLParseError): string {
  const words = syntaxWords[code];
  return `YAML không hợp lệ: ${words === undefined ? message : `${words} (${message})`}`;
}

/** `systems.portal.hosts[0]`. */
export function keyText(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

/** Why a file could not be read, for a person. */
export function readingProblem(error: NodeJS.ErrnoException): string {
  const known: Record<string, string> = {
    ENOENT: 'không có tệp này',
    EACCES: 'không có quyền đọc',
    EISDIR: 'đây là một thư mục',
  };
  return known[error.code ?? ''] ?? error.code ?? error.message;
}

function rangeStart(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] | null } | undefined)?.range?.[0];
}
