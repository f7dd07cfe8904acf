/**
 * Three answers a remote system can give about a fact, kept apart everywhere:
 * a value = present, `null` = the system says there is none, `undefined` (or a missing key) = could not tell.
 * Only `null` may ever count as "missing".
 */
export type Known<T> = T | null | undefined;

/** True as soon as one is; else undefined (could not tell) if one is; else false, also of none at all. */
export function someTold(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}

/** False as soon as one is; else undefined (could not tell) if one is; else true, also of none at all. */
export function everyTold(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}
