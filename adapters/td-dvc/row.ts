import type { z } from 'zod';
import { beginningOf } from '../../src/adapter/beginning-of.ts';
import { parseLenient } from '../../src/adapter/kit/parse-lenient.ts';
import type { QuarantineRecord } from '../../src/adapter/records.ts';
import { quarantineRecord } from '../../src/adapter/unread.ts';

export interface ReadRow<Row> {
  /** Absent when a field without which the row is nothing could not be read. */
  row?: Row;
  quarantine: QuarantineRecord[];
}

/** One row as far as it can be read; `part` and `keyField` name in quarantine what was left out. */
export function readRow<Row>(
  schema: z.ZodType<Row>,
  value: unknown,
  part: string,
  keyField: string,
): ReadRow<Row> {
  const { value: row, oddities } = parseLenient(schema, value);
  const found = Object(value) as Record<string, unknown>;
  const key = oddities.length > 0 ? beginningOf(String(found[keyField] ?? found.id ?? ''), 100) : '';
  const quarantine = oddities.map(({ path, reason }) => quarantineRecord(part, key, path, reason));
  return { ...(row !== undefined && { row }), quarantine };
}
