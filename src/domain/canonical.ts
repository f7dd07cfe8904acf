import { hash } from 'node:crypto';

/** JSON text in which equal values look equal: keys sorted, absent and `undefined` alike, texts in NFC. */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = value as Record<string, unknown>;
  const parts = Object.keys(fields)
    .filter(key => fields[key] !== undefined)
    .sort()
    .map(key => `${canonical(key)}:${canonical(fields[key])}`);
  return `{${parts.join(',')}}`;
}

/** JSON as it is but for its keys, which are in order: what is kept and hashed word for word. */
export function sortedJson(value: unknown): string {
  return (
    JSON.stringify(value ?? null, (_key, part: unknown) =>
      part && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)))
        : part,
    ) ?? 'null'
  );
}

/** Equal as JSON: order of keys does not matter, order of lists does. */
export function sameJson(one: unknown, other: unknown): boolean {
  return sortedJson(one) === sortedJson(other);
}

/** 32 hex digits over a value's canonical form. */
export function digestOf(value: unknown): string {
  return digestOfText(canonical(value));
}

/** 32 hex digits over a text as it stands. */
export function digestOfText(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** Order of code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Each text once, in order of code units. */
export function sortedOnce<Text extends string>(texts: Iterable<Text>): Text[] {
  return [...new Set(texts)].sort();
}
