import { stringify } from 'yaml';
import type { z } from 'zod';
import { brokenAtSpaces } from '../domain/text.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Columns of a comment, its `# ` and indentation left out. */
const width = 110;
/** An object of so many keys at most stands on one line, its keys explained above it; so does one with an example. */
const keysOnALine = 3;

/**
 * The keys of a schema as a YAML file that says what each is: its description as a comment, then what it has: a value
 * that is given, else the default, else an example that is commented out.
 *
 * @param lines that stand for a key, however they came about.
 */
export function printSchema(
  schema: JsonSchema,
  values: Readonly<Record<string, unknown>>,
  lines: Readonly<Record<string, readonly string[]>>,
): string {
  const explained = new Set<string>();
  return propertiesOf(schema)
    .map(([key, of]) => [...about(of, explained), ...(lines[key] ?? entry(key, of, values[key], explained))])
    .map(block => `${block.join('\n')}\n`)
    .join('\n');
}

/** A value of YAML on one line. */
export function scalar(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}

/** Keys with what each is, one below the other, as comments; what lies in one of them is indented. */
function explainedKeys(schema: JsonSchema): string[] {
  const keys = keysBelow(schema, '');
  const column = Math.max(0, ...keys.map(([key]) => key.length)) + 2;
  return keys.flatMap(([key, description]) =>
    brokenAtSpaces(description, width - column).map(
      (line, index) => `#   ${(index === 0 ? key : '').padEnd(column)}${line}`,
    ),
  );
}

function keysBelow(schema: JsonSchema, indent: string): [string, string][] {
  return propertiesOf(schema).flatMap(([key, of]) => [
    [`${indent}${key}`, of.description ?? ''],
    ...keysBelow(of, `${indent}  `),
  ]);
}

function about(of: JsonSchema, explained: Set<string>): string[] {
  const element = isOnALine(of) ? of : elementOf(of);
  const keys = element ? explainedKeys(element) : [];
  const once = keys.filter(() => !explained.has(keys.join()));
  explained.add(keys.join());
  return [...brokenAtSpaces(of.description ?? '', width).map(line => `# ${line}`), ...once];
}

/** `needed`: it stands there even if an example is all there is, since what is round it is an example, too. */
function entry(
  key: string,
  of: JsonSchema,
  given: unknown,
  explained: Set<string>,
  needed = false,
): string[] {
  const value = given ?? of.default;
  const examples = (of.examples ?? []) as unknown[];
  if (of.properties && !isOnALine(of)) {
    const lines = [`${key}:`, ...indented(section(of, value ?? {}, value === undefined, explained))];
    return value === undefined && !needed ? commented(lines) : lines;
  }
  const shown = examples.flatMap(example => written(key, example));
  if (value === undefined) return needed ? shown : commented(shown);
  return [...written(key, value), ...commented(shown)];
}

function section(of: JsonSchema, values: object, isExample: boolean, explained: Set<string>): string[] {
  const given = values as Record<string, unknown>;
  return propertiesOf(of).flatMap(([key, each]) => [
    ...about(each, explained),
    ...entry(key, each, given[key], explained, isExample && of.required?.includes(key)),
  ]);
}

/** A list of mappings has a line for each; anything else is on one line. */
function written(key: string, value: unknown): string[] {
  const isList = Array.isArray(value) && value.some(each => typeof each === 'object');
  return isList ? [`${key}:`, ...value.map(each => `  - ${scalar(each)}`)] : [`${key}: ${scalar(value)}`];
}

function isOnALine(of: JsonSchema): boolean {
  const properties = propertiesOf(of);
  const isFlat = properties.every(([, each]) => !each.properties);
  return (
    of.properties !== undefined && isFlat && (properties.length <= keysOnALine || of.examples !== undefined)
  );
}

/** What the elements of a list or the values of a mapping are, where they have keys. */
function elementOf({ items, additionalProperties }: JsonSchema): JsonSchema | undefined {
  const element = items ?? additionalProperties;
  return typeof element === 'object' && !Array.isArray(element) && element.properties ? element : undefined;
}

function propertiesOf({ properties = {} }: JsonSchema): [string, JsonSchema][] {
  return Object.entries(properties) as [string, JsonSchema][];
}

function commented(lines: readonly string[]): string[] {
  return lines.map(line => `# ${line}`);
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
