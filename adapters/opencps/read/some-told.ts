/** True as soon as one is; else undefined (could not tell) if one is; else false, also of none at all. */
export function someTold(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}
