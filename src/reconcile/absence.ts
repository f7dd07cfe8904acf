import type { SnapshotSummary } from '../snapshot/model.ts';

/** Whose rows a system could not show, in our codes. */
export interface Indeterminate {
  agencies: ReadonlySet<string>;
  procedures: ReadonlySet<string>;
}

export function indeterminateOf({
  untoldOfferings,
}: Pick<SnapshotSummary, 'untoldOfferings'>): Indeterminate | undefined {
  return (
    untoldOfferings && {
      agencies: new Set(untoldOfferings.agencies),
      procedures: new Set(untoldOfferings.procedures),
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
