/**
 * Three answers a remote system can give about a fact, kept apart everywhere:
 * a value = present, `null` = the system says there is none, `undefined` (or a missing key) = could not tell.
 * Only `null` may ever count as "missing".
 */
export type Known<T> = T | null | undefined;
