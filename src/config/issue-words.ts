import { z } from 'zod';
import { type Words, wordsOfText } from '../domain/language.ts';
import { numberWords } from '../domain/number-words.ts';
import { didYouMean } from './nearest.ts';
import type { Path, YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

const typeWords: Record<string, Words> = {
  string: { vi: 'chuỗi ký tự', en: 'text' },
  number: { vi: 'số', en: 'a number' },
  int: { vi: 'số nguyên', en: 'a whole number' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  array: { vi: 'danh sách', en: 'a list' },
  object: { vi: 'nhóm khóa', en: 'a group of keys' },
  record: { vi: 'nhóm khóa', en: 'a group of keys' },
  null: { vi: 'để trống', en: 'nothing' },
};

/** What is wrong, at the path of the key that is wrong. */
interface PathProblem {
  path: Path;
  problem: Words;
}

/** What zod found wrong. */
export function issueProblems(issue: Issue, value: unknown, schema: z.core.$ZodType): PathProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, path, knownKeys(schema, path));
  const found = valueAt(value, path);
  // The one alternative of the kind that stands there: what is wrong lies within it.
  const within = issue.code === 'invalid_union' && found !== undefined ? issue.errors : [];
  const [meant, ...others] = within.filter(
    errors => errors.length > 0 && errors.every(each => each.path.length > 0),
  );
  if (meant && others.length === 0)
    return meant.flatMap(each =>
      issueProblems({ ...each, path: [...path, ...each.path] } as Issue, value, schema),
    );
  return [{ path, problem: issueWords(issue, found) }];
}

const nothing: Words = { vi: '', en: '' };

function issueWords(issue: Issue, found: unknown): Words {
  if (found === undefined) {
    const { vi, en } = expectation(issue);
    return {
      vi: `thiếu khóa bắt buộc${vi === '' ? '' : ` (${vi})`}`,
      en: `a required key is missing${en === '' ? '' : ` (${en})`}`,
    };
  }
  switch (issue.code) {
    case 'invalid_union':
    case 'invalid_type':
      return wrongType(issue, found);
    case 'invalid_value': {
      const list = issue.values.map(one => (typeof one === 'number' ? one : `"${String(one)}"`)).join(', ');
      const guess = typeof found === 'string' ? didYouMean(found, issue.values.map(String)) : nothing;
      return { vi: `phải là một trong: ${list}${guess.vi}`, en: `must be one of: ${list}${guess.en}` };
    }
    case 'too_small':
      return tooSmall(issue);
    case 'too_big': {
      const { inclusive, maximum } = issue;
      return {
        vi: `phải ${inclusive === false ? 'nhỏ hơn' : 'không quá'} ${maximum}`,
        en: `must be ${inclusive === false ? 'less than' : 'at most'} ${maximum}`,
      };
    }
    case 'invalid_key':
      return messageOf(issue.issues[0] ?? issue);
    default:
      return messageOf(issue);
  }
}

const english = z.locales.en().localeError;

/** The schema's own words, else those of the library. */
function messageOf(issue: Issue): Words {
  const words = wordsOfText(issue.message);
  if (words.vi !== words.en || issue.code === 'custom') return words;
  const told = english(issue as z.core.$ZodRawIssue);
  return { vi: words.vi, en: (typeof told === 'string' ? told : told?.message) ?? words.en };
}

/** Unknown keys told one by one: a file of another kind has thousands. */
const mostUnknown = 20;

/** A problem for each key nobody knows; of many, for the first ones, the last of which says how many more. */
export function unknownKeys(keys: readonly string[], at: Path, known: readonly string[]): PathProblem[] {
  const more = keys.length - mostUnknown;
  return keys.slice(0, mostUnknown).map((key, index) => {
    const { vi, en } = unknownKey(key, known);
    const last = more > 0 && index === mostUnknown - 1;
    const problem = last
      ? { vi: `${vi}; và ${numberWords(more)} khóa khác cũng vậy`, en: `${en}; and so are ${more} more keys` }
      : { vi, en };
    return { path: [...at, key], problem };
  });
}

function unknownKey(key: string, known: readonly string[]): Words {
  const guess = didYouMean(key, known);
  const list = known.join(', ');
  return {
    vi: `khóa không được biết${guess.vi || `; các khóa dùng được: ${list}`}`,
    en: `this key is not known${guess.en || `; keys that are: ${list}`}`,
  };
}

/** Keys of the object a schema expects at a path; all variants' keys where there are several. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  const [first, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    if (first === undefined) return Object.keys(schema.shape);
    const inner = schema.shape[String(first)] as z.core.$ZodType | undefined;
    return inner ? knownKeys(inner, rest) : [];
  }
  if (schema instanceof z.ZodRecord) {
    if (first !== undefined) return knownKeys(schema.valueType, rest);
    return schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
  }
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

/** Everything that is wrong with its path, however deep in unions. */
export function* allIssues(issues: readonly Issue[], at: Path = []): Generator<{ issue: Issue; path: Path }> {
  for (const issue of issues) {
    const path = [...at, ...issue.path];
    yield { issue, path };
    if (issue.code === 'invalid_union') for (const inner of issue.errors) yield* allIssues(inner, path);
  }
}

/** Adds how to write it right, when YAML read a number where text was meant. The value is not shown: it may be secret. */
export function quotingAdvice(problem: Words, source: YamlSource, path: Path): Words {
  const type = typeof source.scalarAt(path)?.value;
  const read = type === 'number' || type === 'boolean';
  if (!read || !problem.vi.includes(typeWords.string!.vi)) return problem;
  return {
    vi: `${problem.vi}; hãy đặt giá trị trong dấu nháy`,
    en: `${problem.en}; put the value in quotes`,
  };
}

function wrongType(issue: Issue, found: unknown): Words {
  const expected = expectation(issue);
  const is = foundWord(found);
  return {
    vi: `phải là ${expected.vi || 'giá trị khác'}, đang là ${is.vi}`,
    en: `must be ${expected.en || 'another value'}, is ${is.en}`,
  };
}

/** What may stand there, as far as the issue says it. */
function expectation(issue: Issue): Words {
  const words = new Map<string, Words>();
  const add = (one: Words) => words.set(one.vi, one);
  const addValues = (values: readonly unknown[]) => {
    const quoted = values.map(value => `"${String(value)}"`);
    add(either(quoted.map(value => ({ vi: value, en: value }))));
  };
  const gather = (one: Issue) => {
    if (one.code === 'invalid_type') add(typeWords[one.expected] ?? { vi: one.expected, en: one.expected });
    else if (one.code === 'invalid_value') addValues(one.values);
    else if (one.code === 'invalid_union') {
      for (const inner of one.errors.flat()) gather(inner);
      if ('options' in one && Array.isArray(one.options)) addValues(one.options);
    }
  };
  gather(issue);
  return either([...words.values()]);
}

function either(words: readonly Words[]): Words {
  return { vi: words.map(({ vi }) => vi).join(' hoặc '), en: words.map(({ en }) => en).join(' or ') };
}

function foundWord(found: unknown): Words {
  if (found === null) return { vi: 'để trống', en: 'empty' };
  if (Array.isArray(found)) return { vi: 'một danh sách', en: 'a list' };
  if (typeof found === 'object') return { vi: 'một nhóm khóa', en: 'a group of keys' };
  if (typeof found === 'string') return { vi: 'chuỗi ký tự', en: 'text' };
  return typeof found === 'number' ? { vi: 'số', en: 'a number' } : { vi: String(found), en: String(found) };
}

function tooSmall({ origin, inclusive, minimum }: Extract<Issue, { code: 'too_small' }>): Words {
  if (origin === 'string' || origin === 'array') return { vi: 'không được để rỗng', en: 'must not be empty' };
  return inclusive === false
    ? { vi: `phải lớn hơn ${minimum}`, en: `must be more than ${minimum}` }
    : { vi: `phải từ ${minimum} trở lên`, en: `must be at least ${minimum}` };
}
