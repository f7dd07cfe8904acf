import type { SnapshotProcedure } from '../snapshot/model.ts';
import { columnsOf } from './columns.ts';

/** Most agencies listed in one finding; a procedure of 500 communes must not fill the store with codes. */
const mostListed = 200;

/** Agency codes for evidence: the first 200, and how many there are. */
export function listedAgencies(agencies: readonly string[]): { agencies: string[]; agencyCount: number } {
  return { agencies: agencies.slice(0, mostListed), agencyCount: agencies.length };
}

/** Where a record is offered; rows at agencies we cannot map are counted beside. */
export function offeredAt(record: SnapshotProcedure): Record<string, unknown> {
  const unmapped = record.unmappedOfferings ?? 0;
  return {
    ...listedAgencies(columnsOf(record).agencies),
    ...(unmapped > 0 && { unmappedOfferings: unmapped }),
    forms: record.forms,
  };
}
