import { serializerCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Words, wordsOfText } from '../../domain/language.ts';
import { type FieldError, type Problem, wrongParts } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Fastify's names of the parts of a request, as callers know them. */
const partNames: Record<string, string> = { querystring: 'query', params: 'path' };

/** Not more than this many; whoever sends a thousand wrong entries has one mistake. */
const toldErrors = 20;

/** What zod found wrong with a part of a request. */
export class InvalidPart extends Error {
  readonly issues: readonly Issue[];
  /** Set by Fastify: `body`, `querystring`, `params`, `headers`. */
  declare validationContext?: string;
  constructor(issues: readonly Issue[]) {
    super('Invalid request.');
    this.name = 'InvalidPart';
    this.issues = issues;
  }
}

/** For `setValidatorCompiler`: keeps the issues whole, so that they can be told in the caller's language. */
function validatorCompiler({ schema }: { schema: z.core.$ZodType }) {
  return (data: unknown): { value: unknown } | { error: InvalidPart } => {
    const parsed = z.core.safeParse(schema, data, { reportInput: true });
    return parsed.success ? { value: parsed.data } : { error: new InvalidPart(parsed.error.issues) };
  };
}

/** For Fastify, which else loads compilers of JSON Schema that nobody here needs. */
export const schemaController = {
  compilersFactory: {
    buildValidator: () => validatorCompiler as never,
    buildSerializer: () => serializerCompiler as never,
  },
};

export function invalidPart({ issues, validationContext = 'body' }: InvalidPart): Problem {
  const part = partNames[validationContext] ?? validationContext;
  const errors = issues.slice(0, toldErrors).flatMap(issue => fieldErrors(issue, part));
  return wrongParts(...errors);
}

function fieldErrors(issue: Issue, part: string): FieldError[] {
  const at = (keys: readonly PropertyKey[]) => `/${[part, ...keys].map(pointerToken).join('/')}`;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, toldErrors).map(key => ({
      path: at([...issue.path, key.slice(0, 100)]),
      problem: { vi: 'không có mục này', en: 'there is no such field' },
    }));
  const meant = issue.code === 'invalid_union' ? meantBy(issue) : undefined;
  if (meant)
    return meant.flatMap(inner =>
      fieldErrors({ ...inner, path: [...issue.path, ...inner.path] } as Issue, part),
    );
  return [{ path: at(issue.path), problem: wordsOf(issue) }];
}

/** Of alternatives that are objects the one with least to mend: all that is wrong lies within it. */
function meantBy({ errors }: z.core.$ZodIssueInvalidUnion): readonly Issue[] | undefined {
  const deep = errors.filter(
    issues =>
      issues.length > 0 && issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  const faults = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  return deep.toSorted((a, b) => faults(a) - faults(b))[0];
}

function pointerToken(key: PropertyKey): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

const types: Record<string, Words> = {
  string: { vi: 'chuỗi ký tự', en: 'a string' },
  number: { vi: 'số', en: 'a number' },
  int: { vi: 'số nguyên', en: 'a whole number' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  array: { vi: 'danh sách', en: 'a list' },
  object: { vi: 'đối tượng JSON', en: 'an object' },
};

/** What a text must look like, by what its schema calls the pattern. */
const shapes: Record<string, Words> = {
  month: { vi: 'phải là tháng, dạng 2026-11', en: 'must be a month such as 2026-11' },
  token: {
    vi: 'phải có từ 1 đến 200 chữ không dấu, chữ số hoặc dấu câu, không có khoảng trắng',
    en: 'must be 1 to 200 letters, digits or signs of ASCII, without spaces',
  },
  other: { vi: 'không đúng dạng', en: 'is not of the form it has to be' },
};

/** What is wrong, without a word of what was sent. */
function wordsOf(issue: Issue): Words {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return { vi: 'chưa có, mà phải có', en: 'is missing' };
  switch (issue.code) {
    case 'invalid_type': {
      const type = types[issue.expected] ?? { vi: issue.expected, en: issue.expected };
      return { vi: `phải là ${type.vi}`, en: `must be ${type.en}` };
    }
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), { vi: 'ít nhất', en: 'at least' });
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), { vi: 'nhiều nhất', en: 'at most' });
    case 'invalid_union':
      return ofUnion(issue);
    case 'invalid_format':
      // A pattern is for programs.
      return issue.format === 'regex' ? (shapes[issue.message ?? ''] ?? shapes.other!) : localised(issue);
    default:
      return localised(issue);
  }
}

function ofUnion(issue: z.core.$ZodIssueInvalidUnion): Words {
  if ('options' in issue && Array.isArray(issue.options)) return oneOf(issue.options);
  // One value or a list of them: what is wrong with the one value says enough.
  const [first] = issue.errors[0] ?? [];
  return first ? wordsOf(first) : localised(issue);
}

function oneOf(values: readonly unknown[]): Words {
  const list = values.map(String).join(', ');
  return { vi: `phải là một trong: ${list}`, en: `must be one of: ${list}` };
}

function bound(origin: string, limit: number, than: Words): Words {
  const unit: Words =
    origin === 'string'
      ? { vi: ' ký tự', en: ' characters' }
      : origin === 'array'
        ? { vi: ' mục', en: ' entries' }
        : { vi: '', en: '' };
  return { vi: `phải ${than.vi} ${limit}${unit.vi}`, en: `must be ${than.en} ${limit}${unit.en}` };
}

const vi = z.locales.vi().localeError;

function localised(issue: Issue): Words {
  const own = wordsOfText(issue.message);
  if (own.vi !== own.en) return own;
  const told = vi(issue as z.core.$ZodRawIssue);
  return { vi: (typeof told === 'string' ? told : told?.message) ?? issue.message, en: issue.message };
}
