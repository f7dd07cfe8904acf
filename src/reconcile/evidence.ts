import type { SnapshotProcedure } from '../snapshot/model.ts';

/** What a record says beside the agencies it is offered at: rows at agencies we cannot map, forms of its code. */
export function offeredAs(record: SnapshotProcedure): Record<string, unknown> {
  const unmapped = record.unmappedOfferings ?? 0;
  return {
    ...(unmapped > 0 && { unmappedOfferings: unmapped }),
    forms: record.forms,
  };
}
