import type { Selectable } from 'kysely';
import * as access from './access.ts';
import { optional, type RowOf, texts, whole } from './columns.ts';
import * as mail from './mail.ts';
import * as push from './push.ts';
import * as reviews from './reviews.ts';
import * as runs from './runs.ts';
import * as work from './work.ts';

/** What adapters remember between runs. */
const cache = {
  ...texts('namespace', 'key', 'value'),
  /** Epoch milliseconds, as Keyv counts them. */
  expires: optional(whole()),
  stored: optional(whole()),
};

/**
 * Every table by its columns, named as the program names them (`plan_action` is `planAction`). An empty text in
 * `procedure`, `agency`, `system` or `findingKey` means "does not apply", so that rows can be ordered and compared without
 * nulls. What queries take and give follows from here (`core/column-values.ts`).
 */
export const tables = { cache, ...access, ...runs, ...push, ...work, ...mail, ...reviews };

type Described = { [Name in keyof typeof tables]: RowOf<(typeof tables)[Name]> };
/** For Kysely. */
export interface Tables extends Described {}
export type TableName = keyof Tables;

/** A row as it is read. */
export type Row<Name extends TableName> = Selectable<Tables[Name]>;
