import type { SystemProfile } from '../domain/city.ts';
import { isNationalShape } from '../domain/code.ts';
import { columnsOf } from '../reconcile/columns.ts';
import { lastCompleteSummary, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';

/**
 * Procedures with an offering of ours at a system, as it was last read whole, sorted; undefined = it never was. Rows of
 * the national list are in no such list: what it has nobody has to define.
 */
export async function offeredCodes(store: Store, system: SystemProfile): Promise<string[] | undefined> {
  const summary = await lastCompleteSummary(store, system);
  if (!summary) return undefined;
  const codes: string[] = [];
  for await (const records of readProcedures(store, summary.id, { cases: false })) {
    for (const record of records)
      if (isNationalShape(record.code) && columnsOf(record).agencies.length > 0) codes.push(record.code);
  }
  return codes;
}
