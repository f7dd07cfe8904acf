import { isScalar } from 'yaml';
import { z } from 'zod';
import type { ConfigurationProblem } from './configuration.ts';
import { allIssues, issueProblems, knownKeys, quotingAdvice, unknownKeys, valueAt } from './issue-words.ts';
import type { References } from './references.ts';
import type { Path, YamlSource } from './yaml-source.ts';

export type Validated<T> = { data: T } | { problems: ConfigurationProblem[] };

/** Of a file in which `${…}` is nothing but text. */
const none: References = { inserted: new Map(), failed: new Set() };

const vietnamese = z.locales.vi().localeError;

/**
 * Checks a value that stands at `at` in the source. Text that came out of a `${…}` counts as a number or as
 * true/false where one is expected. `alsoKnown` are keys to suggest beside the schema's own.
 */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  source: YamlSource,
  references: References = none,
  at: Path = [],
  alsoKnown: readonly string[] = [],
): Validated<T> {
  let checked = value;
  let result = schema.safeParse(checked, { error: vietnamese });
  if (!result.success) {
    checked = withTypedReferences(checked, result.error.issues, source, references, at);
    result = schema.safeParse(checked, { error: vietnamese });
  }
  // A key left empty counts as absent, unless the schema gives nothing a meaning of its own.
  while (!result.success) {
    const smaller = withoutEmptyKeys(checked, result.error.issues);
    if (smaller === undefined) break;
    checked = smaller;
    result = schema.safeParse(checked, { error: vietnamese });
  }
  if (result.success) return { data: result.data };
  const problems = result.error.issues
    .flatMap(issue =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? unknownKeys(issue.keys, [], [...alsoKnown, ...knownKeys(schema, [])])
        : issueProblems(issue, isToldEmpty(issue, value) ? value : checked, schema),
    )
    .map(({ path, problem }) => ({ path: [...at, ...path], problem }))
    // The reference that led nowhere is already told; what stands in its place is not the person's mistake.
    .filter(({ path }) => !references.failed.has(source.scalarAt(path)!))
    .map(({ path, problem }) => source.problem(path, quotingAdvice(problem, source, path)));
  return { problems };
}

/** What `validate` takes over, where it is right; what is wrong is told. */
export function validData<T>(...checking: Parameters<typeof validate<T>>): T | undefined {
  const checked = validate(...checking);
  if ('data' in checked) return checked.data;
  checking[2].told.push(...checked.problems);
  return undefined;
}

/** Stands there, empty; what only the whole can say of it (needed with this, not with that) is said as of one absent. */
function isToldEmpty({ code, path }: z.core.$ZodIssue, value: unknown): boolean {
  return code !== 'custom' && valueAt(value, path) === null;
}

/** A copy without the empty keys that something is wrong with; `undefined` when there is none. */
function withoutEmptyKeys(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy = structuredClone(value);
  let removed = false;
  for (const { path } of allIssues(issues)) {
    const holder = valueAt(copy, path.slice(0, -1));
    const key = path.at(-1);
    if (key === undefined || typeof holder !== 'object' || holder === null || Array.isArray(holder)) continue;
    const fields = holder as Record<PropertyKey, unknown>;
    if (fields[key] !== null) continue;
    delete fields[key];
    removed = true;
  }
  return removed ? copy : undefined;
}

function withTypedReferences(
  value: unknown,
  issues: z.core.$ZodIssue[],
  source: YamlSource,
  references: References,
  at: Path,
): unknown {
  const copy = structuredClone(value);
  for (const { issue, path } of allIssues(issues)) {
    if (issue.code !== 'invalid_type') continue;
    const scalar = source.scalarAt([...at, ...path]);
    const text = valueAt(copy, path);
    if (!isScalar(scalar) || !references.inserted.has(scalar) || typeof text !== 'string') continue;
    const typed = typedText(text.trim(), issue.expected);
    const last = path.at(-1);
    if (typed !== undefined && last !== undefined) {
      (valueAt(copy, path.slice(0, -1)) as Record<PropertyKey, unknown>)[last] = typed;
    }
  }
  return copy;
}

function typedText(text: string, expected: string): number | boolean | undefined {
  if (expected === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (expected !== 'number' && expected !== 'int') return undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
