import { z } from 'zod';
import { numberWords } from '../domain/number-words.ts';
import { didYouMean } from './nearest.ts';
import type { Path, YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

const typeWords: Record<string, string> = {
  string: 'chuỗi ký tự',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'danh sách',
  object: 'nhóm khóa',
  record: 'nhóm khóa',
  null: 'để trống',
};

/** What zod found wrong, in Vietnamese, with the path of the key that is wrong. */
export function issueProblems(
  issue: Issue,
  value: unknown,
  schema: z.core.$ZodType,
): { path: Path; problem: string }[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return unknownKeys(issue.keys, path, known);
  }
  const found = valueAt(value, path);
  if (found === undefined) return [{ path, problem: `thiếu khóa bắt buộc${expectation(issue, ' (', ')')}` }];
  switch (issue.code) {
    case 'invalid_union': {
      // The one alternative of the kind that stands there: what is wrong lies within it.
      const [meant, ...others] = issue.errors.filter(
        errors => errors.length > 0 && errors.every(each => each.path.length > 0),
      );
      if (!meant || others.length > 0) return [{ path, problem: wrongType(issue, found) }];
      return meant.flatMap(each =>
        issueProblems({ ...each, path: [...path, ...each.path] } as Issue, value, schema),
      );
    }
    case 'invalid_type':
      return [{ path, problem: wrongType(issue, found) }];
    case 'invalid_value': {
      const list = issue.values.map(one => (typeof one === 'number' ? one : `"${String(one)}"`)).join(', ');
      const guess = typeof found === 'string' ? didYouMean(found, issue.values.map(String)) : '';
      return [{ path, problem: `phải là một trong: ${list}${guess}` }];
    }
    case 'too_small':
      return [{ path, problem: tooSmall(issue) }];
    case 'too_big':
      return [
        { path, problem: `phải ${issue.inclusive === false ? 'nhỏ hơn' : 'không quá'} ${issue.maximum}` },
      ];
    case 'invalid_key':
      return [{ path, problem: issue.issues[0]?.message ?? issue.message }];
    default:
      return [{ path, problem: issue.message }];
  }
}

/** Unknown keys told one by one: a file of another kind has thousands. */
const mostUnknown = 20;

/** A problem for each key nobody knows; of many, for the first ones, the last of which says how many more. */
export function unknownKeys(
  keys: readonly string[],
  at: Path,
  known: readonly string[],
): { path: Path; problem: string }[] {
  const more = keys.length - mostUnknown;
  return keys.slice(0, mostUnknown).map((key, index) => {
    const others =
      more > 0 && index === mostUnknown - 1 ? `; và ${numberWords(more)} khóa khác cũng vậy` : '';
    return { path: [...at, key], problem: unknownKey(key, known) + others };
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = didYouMean(key, known);
  return `khóa không được biết${guess === '' ? `; các khóa dùng được: ${known.join(', ')}` : guess}`;
}

/** Keys of the object a schema expects at a path; all variants' keys where there are several. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  const [first, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    if (first === undefined) return Object.keys(schema.shape);
    const inner = schema.shape[String(first)] as z.core.$ZodType | undefined;
    return inner ? knownKeys(inner, rest) : [];
  }
  if (schema instanceof z.ZodRecord) return first === undefined ? [] : knownKeys(schema.valueType, rest);
  if (schema instanceof z.ZodArray) return first === undefined ? [] : knownKeys(schema.element, rest);
  if (schema instanceof z.ZodUnion) {
    return [...new Set(schema.options.flatMap((option: z.core.$ZodType) => knownKeys(option, path)))];
  }
  if (schema instanceof z.ZodPipe) return knownKeys(schema.in, path);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return knownKeys(schema.def.innerType, path);
  }
  return [];
}

export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[part];
  return at;
}

/** Every path something is wrong at, however deep in unions. */
export function wrongPaths(issues: readonly Issue[], at: Path = []): Path[] {
  return issues.flatMap(issue => {
    const path = [...at, ...issue.path];
    const inner = issue.code === 'invalid_union' ? issue.errors.flatMap(each => wrongPaths(each, path)) : [];
    return [path, ...inner];
  });
}

/** Paths where text stands although a number or `true`/`false` is expected, however deep in unions. */
export function mistypedTexts(issues: readonly Issue[], at: Path = []): { path: Path; expected: string }[] {
  return issues.flatMap(issue => {
    const path = [...at, ...issue.path];
    if (issue.code === 'invalid_type') return [{ path, expected: issue.expected }];
    return issue.code === 'invalid_union' ? issue.errors.flatMap(inner => mistypedTexts(inner, path)) : [];
  });
}

/** Adds how to write it right, when YAML read a number where text was meant. The value is not shown: it may be secret. */
export function quotingAdvice(problem: string, source: YamlSource, path: Path): string {
  const type = typeof source.scalarAt(path)?.value;
  const read = type === 'number' || type === 'boolean';
  return read && problem.includes(typeWords.string!) ? `${problem}; hãy đặt giá trị trong dấu nháy` : problem;
}

function wrongType(issue: Issue, found: unknown): string {
  return `phải là ${expectation(issue, '', '') || 'giá trị khác'}, đang là ${foundWord(found)}`;
}

function expectation(issue: Issue, before: string, after: string): string {
  const words = new Set<string>();
  const add = (one: Issue) => {
    if (one.code === 'invalid_type') words.add(typeWords[one.expected] ?? one.expected);
    else if (one.code === 'invalid_value')
      words.add(one.values.map(value => `"${String(value)}"`).join(' hoặc '));
    else if (one.code === 'invalid_union') {
      for (const inner of one.errors.flat()) add(inner);
      if ('options' in one && Array.isArray(one.options)) {
        words.add(one.options.map(value => `"${String(value)}"`).join(' hoặc '));
      }
    }
  };
  add(issue);
  return words.size === 0 ? '' : `${before}${[...words].join(' hoặc ')}${after}`;
}

function foundWord(found: unknown): string {
  if (found === null) return 'để trống';
  if (Array.isArray(found)) return 'một danh sách';
  if (typeof found === 'object') return 'một nhóm khóa';
  if (typeof found === 'string') return 'chuỗi ký tự';
  return typeof found === 'number' ? 'số' : String(found);
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  if (issue.origin === 'string' || issue.origin === 'array') return 'không được để rỗng';
  return `phải ${issue.inclusive === false ? 'lớn hơn' : 'từ'} ${issue.minimum}${issue.inclusive === false ? '' : ' trở lên'}`;
}
