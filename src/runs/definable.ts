import type { Configuration } from '../config/configuration.ts';
import { definedCodes } from '../definitions/load.ts';
import type { SystemProfile } from '../domain/city.ts';
import { isNationalShape } from '../domain/code.ts';
import { onlineLevel } from '../domain/level.ts';
import { textKey } from '../domain/text.ts';
import { columnsOf } from '../reconcile/columns.ts';
import { noColumns, type OfferingColumns, type SnapshotProcedure } from '../snapshot/model.ts';
import { lastCompleteSummary, proceduresOf, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';

const batch = 500;

/**
 * Procedures that should be served online and have no definition yet: some system offers them at level 3 or 4, the
 * national list has them in force, and there is no folder. Sorted by code.
 *
 * @param national Id of the national snapshot.
 * @param field Name or code of a field of work to keep to.
 */
export async function missingDefinitions(
  { city, services }: Configuration,
  store: Store,
  national: number,
  field?: string,
): Promise<string[]> {
  const online = new Set<string>();
  for (const system of city.systems) {
    const summary = system.role === 'national' ? undefined : await lastCompleteSummary(store, system);
    if (!summary) continue;
    for await (const records of readProcedures(store, summary.id, { cases: false })) {
      for (const record of records) if (isOnline(rowsInUse(record).levels)) online.add(record.code);
    }
  }
  for (const code of await definedCodes(services)) online.delete(code);
  const codes = [...online].sort();
  const missing: string[] = [];
  for (let at = 0; at < codes.length; at += batch) {
    for (const { code, facts } of (
      await proceduresOf(store, national, codes.slice(at, at + batch))
    ).values()) {
      if (facts.active === false) continue;
      if (field === undefined || facts.fields?.some(one => isField(one, field))) missing.push(code);
    }
  }
  return missing.sort();
}

/** A procedure known to be out of use there counts as not offered, whatever rows it has left. */
function rowsInUse(record: SnapshotProcedure): OfferingColumns {
  return record.facts.active === false ? noColumns : columnsOf(record);
}

function isOnline(levels: string): boolean {
  return [...levels].some(level => Number(level) >= onlineLevel);
}

function isField({ code, name }: { code?: string; name?: string }, wanted: string): boolean {
  const key = textKey(wanted);
  return (code !== undefined && textKey(code) === key) || (name !== undefined && textKey(name) === key);
}

/** What a system said of a procedure's fees when it was last read whole. */
export async function feesAt(store: Store, system: SystemProfile, procedure: string) {
  const summary = await lastCompleteSummary(store, system);
  return summary && (await proceduresOf(store, summary.id, [procedure])).get(procedure)?.facts.fees;
}

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
      if (isNationalShape(record.code) && rowsInUse(record).agencies.length > 0) codes.push(record.code);
  }
  return codes;
}
