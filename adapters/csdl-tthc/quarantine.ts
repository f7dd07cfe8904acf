import type { QuarantineRecord } from '../../src/adapter/records.ts';

/** Key at most 200, reason at most 300 characters. */
export function quarantine(key: string, path: string, reason: string, part = 'procedure'): QuarantineRecord {
  return { kind: 'quarantine', part, key: key.slice(0, 200), path, reason: reason.slice(0, 300) };
}
