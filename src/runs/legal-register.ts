import type { City } from '../domain/city.ts';
import type { LegalBasis } from '../domain/procedure.ts';
import { type KnownText, textsOf } from '../domain/provision.ts';
import { createRegister, type LegalRecord, type LegalRegister } from '../review/legal-register.ts';
import { nationalSnapshot, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { currentEntries } from '../store/reviews/review-rows.ts';
import { rolledUpReviews } from './reviewed.ts';

export interface CityRegister extends LegalRegister {
  /** Id of the national snapshot it goes by; null where there is none. */
  national: number | null;
  /** By code: what the national record says of the procedures. */
  records: ReadonlyMap<string, LegalRecord>;
}

/**
 * What law keeps from level 4, by what the lists that count say and the national record as last read whole; of a unit the
 * city no longer has nothing is told.
 *
 * @param unit Only this unit's rows and offerings.
 */
export async function legalRegister(store: Store, city: City, unit?: string): Promise<CityRegister> {
  const national = (await nationalSnapshot(store, city))?.id ?? null;
  const { records, texts } = await lawOf(store, national);
  const register = createRegister(records, texts);
  const units = new Set(unit === undefined ? city.agencies.map(({ code }) => code) : [unit]);
  for await (const batch of currentEntries(store, unit === undefined ? {} : { agency: unit }))
    for (const entry of batch) if (units.has(entry.agency)) register.addRow(entry);
  for await (const batch of rolledUpReviews(store, city, { national, portal: true }))
    for (const { procedure, targets } of batch)
      for (const target of targets)
        if (unit === undefined || target.agency === unit) register.addTarget(procedure, target);
  return { ...register.result(), national, records };
}

/** The legal texts of every procedure; one that many name is read once. */
async function lawOf(store: Store, national: number | null) {
  const records = new Map<string, LegalRecord>();
  const read = new Map<string, KnownText[]>();
  const named = new Map<string, KnownText>();
  const known = (basis: LegalBasis) => {
    const key = `${basis.number}\n${basis.name}`;
    let texts = read.get(key);
    if (!texts) {
      texts = textsOf(basis);
      read.set(key, texts);
    }
    return texts;
  };
  if (national !== null)
    for await (const batch of readProcedures(store, national, { cases: false }))
      for (const { code, facts } of batch) {
        const texts = (facts.legalBases ?? []).flatMap(known);
        records.set(code, { name: facts.name ?? null, field: facts.fields?.[0]?.name ?? null, texts });
      }
  const all = [...read.values()].flat();
  // Several titles of one text: the longest says most.
  for (const text of all) {
    const other = named.get(text.number);
    if (!other || other.name.length < text.name.length) named.set(text.number, text);
  }
  // Every title counts when a name is looked for; the last of a number is what it is called.
  const rest = all.filter(text => named.get(text.number) !== text);
  return { records, texts: [...rest, ...named.values()] };
}
