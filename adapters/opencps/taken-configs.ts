import { seenBack, type Taken, takenAt, takenName, taking } from '../../src/adapter/kit/taken-away.ts';
import type { Memory } from '../../src/adapter/service-request.ts';
import { differing, type Fields, idOf, resent } from './fields.ts';
import type { RemoteConfig, RemoteProcedure } from './remote.ts';

/** A config we have taken away, with its options. */
interface TakenConfig {
  fields: Fields;
  options: Fields[];
}

export type OptionLink = Record<'dossierTemplateId' | 'serviceProcessId', string>;

export function takenConfig(
  agency: string,
  { memory }: Pick<RemoteProcedure, 'memory'>,
): Taken<TakenConfig> | undefined {
  return takenAt<TakenConfig>(memory, configName(agency));
}

/** Under what is remembered what a config said, by the code of its agency. */
export function configName(agency: string): string {
  return takenName('', 'config', agency);
}

export function takingConfig({ agency, fields, options = [] }: RemoteConfig, memory: Memory): Memory {
  const row = { fields: resent(fields), options: options.map(option => resent(option.fields)) };
  return taking<TakenConfig>(memory, configName(agency), row, (now, before) => {
    const lacking = before.options.filter(option => !now.options.some(one => sameLink(one, option)));
    return { ...now, options: [...now.options, ...lacking] };
  });
}

/** Configs that are there and have what is owed to them need not be remembered. */
export function configsBack(remote: RemoteProcedure, owes: (config: RemoteConfig) => boolean): Memory {
  const there = remote.configs.map(config => [configName(config.agency), !owes(config)] as const);
  return seenBack(remote.memory, '', 'config', new Map(there));
}

/** Options a config is owed that we have made anew, in their order. Those that lead to what is no more are gone with that. */
export function owedOptions(agency: string, remote: RemoteProcedure): Fields[] {
  return takenConfig(agency, remote)?.anew ? formerOptions(agency, remote).standing : [];
}

/** Options a config had when we took it away, in their order; `lost` lead to what is no more. */
export function formerOptions(agency: string, remote: RemoteProcedure) {
  const there = new Set([...placesOfCases(remote), ...(remote.standing ?? [])]);
  const all = optionsTaken(agency, remote).toSorted((a, b) => Number(a.seqOrder) - Number(b.seqOrder));
  const { standing = [], lost = [] } = Object.groupBy(all, option =>
    placesOf(option).every(place => there.has(place)) ? 'standing' : 'lost',
  );
  return { standing, lost };
}

function optionsTaken(agency: string, remote: RemoteProcedure): Fields[] {
  return takenConfig(agency, remote)?.row.options ?? [];
}

/** Templates and processes such options lead to that are there again, or may come, and no case that is known does. */
export function doubtfulPlaces(remote: RemoteProcedure): string[] {
  const known = new Set(placesOfCases(remote));
  const there = new Set(remote.configs.map(({ agency }) => agency));
  const agencies = new Set([...there, ...Object.values(remote.agencies ?? {})]);
  const asked = [...agencies].filter(agency => !there.has(agency) || takenConfig(agency, remote)?.anew);
  const places = asked.flatMap(agency => optionsTaken(agency, remote)).flatMap(placesOf);
  return [...new Set(places)].filter(place => !known.has(place));
}

function placesOfCases({ cases }: RemoteProcedure): string[] {
  return Object.values(cases).flatMap(({ template, process }) =>
    placesOf({ dossierTemplateId: template?.id ?? '', serviceProcessId: process?.id ?? '' }),
  );
}

/** Paths of what an option leads to; imports leave ids blank. */
function placesOf({ dossierTemplateId, serviceProcessId }: Fields): string[] {
  const [template, process] = [idOf(dossierTemplateId), idOf(serviceProcessId)];
  return [
    ...(template ? [`/dossiertemplates/${encodeURIComponent(template)}`] : []),
    ...(process ? [`/serviceprocesses/${encodeURIComponent(process)}`] : []),
  ];
}

export function sameLink(option: Fields, { dossierTemplateId = '', serviceProcessId = '' }: Fields): boolean {
  return differing(option, { dossierTemplateId, serviceProcessId }).length === 0;
}
