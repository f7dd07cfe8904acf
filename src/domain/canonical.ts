import { hash } from 'node:crypto';

/** JSON with keys in order, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value ?? null, (_key, part: unknown) =>
      part && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'null'
  );
}

/** Equal values (keys in any order) have equal hashes: 32 hexadecimal digits. */
export function valueHash(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'hex').slice(0, 32);
}
