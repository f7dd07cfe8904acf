import type { SourceRecord } from '../../adapter/records.ts';
import { isMissed } from '../../adapter/unread.ts';
import type { SystemProfile } from '../../domain/city.ts';
import type { BodyRef } from '../../domain/procedure.ts';
import { idKey, type RemoteAgency } from '../../snapshot/agency-map.ts';
import { formOf } from '../../snapshot/staging.ts';

/** What a system shows of who offers what, in its own words: what a first list of agencies and fields is drafted from. */
export interface Survey {
  system: string;
  /** By their key (`idKey`). */
  agencies: Map<string, RemoteAgency>;
  /** Keys of the agencies that offer a procedure, by its form. */
  offerers: Map<string, Set<string>>;
  /** Names of fields of work, by the form of the procedure. */
  fields: Map<string, string[]>;
  /** Bodies the national record names for a procedure. */
  bodies: Map<string, BodyRef[]>;
  /** Parts that were not read whole, Vietnamese. */
  gaps: string[];
}

/** Reads a system to its end and keeps who offers what; nothing of it goes into a store. */
export async function survey(profile: SystemProfile, records: AsyncIterable<SourceRecord>): Promise<Survey> {
  const found: Survey = {
    system: profile.name,
    agencies: new Map(),
    offerers: new Map(),
    fields: new Map(),
    bodies: new Map(),
    gaps: [],
  };
  for await (const record of records) {
    if (record.kind === 'gap') {
      if (isMissed(record, profile)) found.gaps.push(record.reason);
    } else if (record.kind === 'agency') {
      const { kind: _kind, ...agency } = record;
      if (!found.agencies.has(idKey(agency.id))) found.agencies.set(idKey(agency.id), agency);
    } else if (record.kind === 'offering') {
      const form = formOf(record.procedure);
      found.offerers.set(form, (found.offerers.get(form) ?? new Set()).add(idKey(record.agency)));
    } else if (record.kind === 'procedure') {
      const { fields, bodies } = record.facts;
      const names = (fields ?? []).flatMap(({ name, code }) => name ?? code ?? []);
      if (names.length > 0) found.fields.set(formOf(record.code), names);
      if (bodies && bodies.length > 0) found.bodies.set(formOf(record.code), bodies);
    }
  }
  // A system without a list of agencies names them where they act.
  for (const { code, name } of [...found.bodies.values()].flat()) {
    if (code !== undefined && !found.agencies.has(idKey(code)))
      found.agencies.set(idKey(code), { id: code, name: name ?? '' });
  }
  return found;
}

/** Keys of the agencies that offer anything. */
export function offering({ offerers }: Survey): Set<string> {
  return new Set([...offerers.values()].flatMap(keys => [...keys]));
}
