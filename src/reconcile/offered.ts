import type { SnapshotOffering, SnapshotProcedure } from '../snapshot/model.ts';
import type { ProcedureGroup } from './rule.ts';

const none: readonly SnapshotOffering[] = [];

/**
 * The rows by which people are served there. A procedure out of use or unpublished counts as not offered; one whose
 * details could not be read only counts when its list already said that it is in use.
 */
export function activeOfferings(record: SnapshotProcedure | undefined): readonly SnapshotOffering[] {
  return record !== undefined && isInUse(record) ? record.offerings : none;
}

/** Any active row at all, those at agencies we cannot map included. */
export function isOffered(record: SnapshotProcedure | undefined): record is SnapshotProcedure {
  return (
    record !== undefined &&
    isInUse(record) &&
    (record.offerings.length > 0 || (record.unmappedOfferings ?? 0) > 0)
  );
}

/** The national list says it is withdrawn or no longer public: then only its being offered at all is worth a word. */
export function isWithdrawn(group: ProcedureGroup): boolean {
  return group.national?.facts.active === false;
}

function isInUse(record: SnapshotProcedure): boolean {
  return record.facts.active === true || (record.detailed && record.facts.active !== false);
}
