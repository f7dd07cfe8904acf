import type { SnapshotSummary } from '../snapshot/model.ts';

/** Whose rows a system could not show, in our codes. */
export interface Indeterminate {
  agencies: ReadonlySet<string>;
  procedures: ReadonlySet<string>;
}

export function indeterminateOf({
  indeterminateOfferings,
}: Pick<SnapshotSummary, 'indeterminateOfferings'>): Indeterminate | undefined {
  return (
    indeterminateOfferings && {
      agencies: new Set(indeterminateOfferings.agencies),
      procedures: new Set(indeterminateOfferings.procedures),
    }
  );
}

/**
 * Whether a procedure may be offered by a system, at an agency or at any, although no row says so: the row may be one
 * that could not be read. Asked before anybody takes a silence of a list read whole for absence.
 */
export function mayBeHidden(
  indeterminate: Indeterminate | undefined,
  procedure: string,
  agency?: string,
): boolean {
  if (!indeterminate) return false;
  return (
    indeterminate.procedures.has(procedure) || (agency !== undefined && indeterminate.agencies.has(agency))
  );
}
