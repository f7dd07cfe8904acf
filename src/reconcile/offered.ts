import {
  noColumns,
  type OfferingColumns,
  type SnapshotOffering,
  type SnapshotProcedure,
} from '../snapshot/model.ts';
import { columnsOf } from './columns.ts';
import type { ProcedureGroup } from './rule.ts';

const none: readonly SnapshotOffering[] = [];

/**
 * The rows by which people are served there. A procedure out of use or unpublished counts as not offered; one whose
 * details could not be read only counts when its list already said that it is in use.
 */
export function activeOfferings(record: SnapshotProcedure | undefined): readonly SnapshotOffering[] {
  return record !== undefined && isInUse(record) ? record.offerings : none;
}

/** The same column by column, for rules that look at every offering and nearly always find nothing. */
export function activeColumns(record: SnapshotProcedure | undefined): OfferingColumns {
  return record !== undefined && isInUse(record) ? columnsOf(record) : noColumns;
}

/** How many active rows there are, those at agencies we cannot map included. */
export function activeRows(record: SnapshotProcedure | undefined): number {
  if (record === undefined || !isInUse(record)) return 0;
  return columnsOf(record).agencies.length + (record.unmappedOfferings ?? 0);
}

/** Any active row at all. */
export function isOffered(record: SnapshotProcedure | undefined): record is SnapshotProcedure {
  return activeRows(record) > 0;
}

/**
 * The national list says it is withdrawn or no longer public: then only its being offered at all is worth a word. Where
 * it could not be told, nobody can say more of it either.
 */
export function isWithdrawn({ national, inForceIndeterminate }: ProcedureGroup): boolean {
  return national?.facts.active === false || inForceIndeterminate === true;
}

/** Whether the procedure is in use there is known; one that is not there at all is not in use. */
export function tellsUse(record: SnapshotProcedure | undefined): boolean {
  return !record || record.detailed || record.facts.active !== undefined;
}

function isInUse(record: SnapshotProcedure): boolean {
  return record.facts.active === true || (record.detailed && record.facts.active !== false);
}
