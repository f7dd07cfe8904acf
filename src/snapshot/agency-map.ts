import type { AgencyRecord } from '../adapter/records.ts';
import type { Agency } from '../domain/agency.ts';
import type { Suggestion } from './model.ts';
import { bestOf } from './suggest.ts';
import { unitSuggester } from './suggest-unit.ts';

/** An agency as a remote system knows it. */
export type RemoteAgency = Omit<AgencyRecord, 'kind'>;

export type AgencyMap = ReturnType<typeof agencyMap>;

/** An identification code written the older way round names the agency almost surely. */
const olderFormScore = 0.95;

/**
 * Mapping for one system: first what a person configured (any id, identification code or exact name of the agency),
 * then an identification code equal to ours. What would fit two of our agencies fits none: it is only suggested.
 */
export function agencyMap(system: string, agencies: readonly Agency[]) {
  const configured = new Map<string, Set<string>>();
  const codes = new Map<string, string>();
  const structured = new Map<string, Agency>();
  for (const agency of agencies) {
    codes.set(idKey(agency.code), agency.code);
    structured.set(segments(agency.code), agency);
    for (const id of [agency.ids?.[system] ?? []].flat()) {
      const known = configured.get(idKey(id)) ?? new Set();
      configured.set(idKey(id), known.add(agency.code));
    }
  }
  const byName = unitSuggester(agencies);
  const configuredFor = (remote: RemoteAgency): Set<string> | undefined => {
    const keys = [remote.id, ...(remote.otherIds ?? []), remote.identification, remote.name];
    return keys.map(key => configured.get(idKey(key ?? ''))).find(Boolean);
  };
  return {
    /** Our code; undefined = not mapped. */
    find(remote: RemoteAgency): string | undefined {
      const told = configuredFor(remote);
      if (told) return told.size === 1 ? [...told][0] : undefined;
      return codes.get(idKey(remote.identification ?? remote.id));
    },
    /** For unmapped ones only; never applied without a person. */
    suggest(remote: RemoteAgency): Suggestion[] {
      const found = new Map(byName(remote.name).map(suggestion => [suggestion.code, suggestion]));
      const raise = (agency: Agency | undefined, score: number) => {
        if (agency && (found.get(agency.code)?.score ?? 0) < score) {
          found.set(agency.code, { code: agency.code, name: agency.name, score });
        }
      };
      raise(structured.get(segments(remote.identification ?? remote.id)), olderFormScore);
      const told = configuredFor(remote);
      for (const agency of agencies) if (told?.has(agency.code)) raise(agency, 1);
      return bestOf([...found.values()]);
    },
  };
}

/** Ids are compared without surrounding space and letter case. */
export function idKey(id: string): string {
  return id.normalize('NFC').trim().toUpperCase();
}

/**
 * An identification code from the top down without padding: `000.05.12.H13` (the older form, from the bottom up) and
 * `H13.12.5` are the same body.
 */
export function segments(code: string): string {
  const parts = idKey(code).split('.');
  if (/^\d+$/.test(parts[0]!) && /^[A-Z]\d+$/.test(parts.at(-1)!)) parts.reverse();
  return parts
    .map(part => part.replace(/^0+(?=\d)/, ''))
    .filter(part => part !== '0')
    .join('.');
}
