import type { SnapshotSummary } from '../snapshot/model.ts';

/** Whose rows a system could not show, in our codes. */
export interface Untold {
  agencies: ReadonlySet<string>;
  procedures: ReadonlySet<string>;
}

export function untoldOf({ untoldOfferings }: Pick<SnapshotSummary, 'untoldOfferings'>): Untold | undefined {
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
export function mayBeHidden(untold: Untold | undefined, procedure: string, agency?: string): boolean {
  if (!untold) return false;
  return untold.procedures.has(procedure) || (agency !== undefined && untold.agencies.has(agency));
}
