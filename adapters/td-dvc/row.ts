import type { z } from 'zod';
import { beginningOf } from '../../src/adapter/beginning-of.ts';
import { issueWords } from '../../src/adapter/issue-words.ts';
import type { QuarantineRecord } from '../../src/adapter/records.ts';
import { quarantineRecord } from '../../src/adapter/unread.ts';

export interface ReadRow<Row> {
  /** Absent when a field without which the row is nothing could not be read. */
  row?: Row;
  quarantine: QuarantineRecord[];
}

/**
 * Reads one row as far as it can be read: a field that is not understood is left out (could not tell) and named in
 * quarantine; only a row without its keys is given up. `part` and `keyField` name it there.
 */
export function readRow<Row>(
  schema: z.ZodType<Row>,
  value: unknown,
  part: string,
  keyField: string,
): ReadRow<Row> {
  const first = schema.safeParse(value);
  if (first.success) return { row: first.data, quarantine: [] };
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const key = beginningOf(String(found[keyField] ?? found.id ?? ''), 100);
  const quarantine = first.error.issues.map(issue =>
    quarantineRecord(part, key, issue.path.join('.'), issueWords(issue, value)),
  );
  const bad = new Set(first.error.issues.map(issue => issue.path[0]));
  const rest = Object.fromEntries(Object.entries(found).filter(([field]) => !bad.has(field)));
  const second = bad.has(undefined) ? undefined : schema.safeParse(rest);
  return second?.success ? { row: second.data, quarantine } : { quarantine };
}
