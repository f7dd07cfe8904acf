/** Equal as JSON: order of keys does not matter, order of lists does. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = keysOf(one);
  return (
    keys.length === keysOf(other).length &&
    keys.every(key => Object.hasOwn(other, key) && sameJson(at(one, key), at(other, key)))
  );
}

function keysOf(value: object): string[] {
  return Object.keys(value).filter(key => at(value, key) !== undefined);
}

function at(value: object, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}
