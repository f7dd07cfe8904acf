import type { Generated } from 'kysely';

/**
 * How a column's values are kept: texts, whole numbers and `real` ones as they are; `json` any JSON-safe value, as text;
 * `sorted-json` the same with its keys in order, so that equal values are equal texts; `flag` true or false, as 1 or 0.
 * Times are texts, ISO 8601 UTC.
 */
export type Keeping = 'text' | 'whole' | 'real' | 'json' | 'sorted-json' | 'flag';

export interface Column<Value> {
  readonly keeping: Keeping;
  /** May be null. */
  readonly optional: boolean;
  /** Given out by the database. */
  readonly numbered: boolean;
  /** For its type only; never there. */
  readonly value?: Value;
}

/** The row of a table, as queries take and give it. */
export type RowOf<Columns> = {
  [Name in keyof Columns]: Columns[Name] extends Column<infer Value> ? Value : never;
};

const column = <Value>(keeping: Keeping, numbered = false): Column<Value> => ({
  keeping,
  optional: false,
  numbered,
});

export const text = <Value = string>() => column<Value>('text');
export const whole = <Value = number>() => column<Value>('whole');
export const real = () => column<number>('real');
export const json = <Value>() => column<Value>('json');
export const sortedJson = <Value>() => column<Value>('sorted-json');
export const flag = () => column<boolean>('flag');
export const numbered = () => column<Generated<number>>('whole', true);

type Named<Names extends string, Value> = { [Name in Names]: Column<Value> };
const each = <Name extends string, Value>(names: readonly Name[], made: Column<Value>) =>
  Object.fromEntries(names.map(name => [name, made])) as Named<Name, Value>;

/** Several columns alike. */
export const texts = <Name extends string>(...names: Name[]) => each(names, text());
export const optionalTexts = <Name extends string>(...names: Name[]) => each(names, optional(text()));
export const wholes = <Name extends string>(...names: Name[]) => each(names, whole());

export const optional = <Value>(of: Column<Value>): Column<Value | null> => ({
  keeping: of.keeping,
  optional: true,
  numbered: of.numbered,
});
