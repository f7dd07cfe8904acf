import type { Configuration } from '../config/configuration.ts';
import type { Suggestion } from '../snapshot/model.ts';
import { summariesOfRun } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { lastRun } from '../store/runs/runs.ts';
import { procedureSuggestions } from './procedure-suggestions.ts';

/** A code of a system that is none of ours yet, with what it may be, best first. */
export interface Unmapped {
  system: string;
  kind: 'agency' | 'procedure';
  remote: string;
  name: string;
  /** How many offerings it carries there; null for procedures. */
  offerings: number | null;
  suggestions: Suggestion[];
}

/** By the last run that came to its end; undefined where there is none. */
export async function unmappedOf(
  { city }: Pick<Configuration, 'city'>,
  store: Store,
): Promise<Unmapped[] | undefined> {
  const run = await lastRun(store);
  if (!run) return undefined;
  const snapshots = Object.fromEntries(
    (await summariesOfRun(store, run.id)).map(snapshot => [snapshot.system, snapshot]),
  );
  const suggestions = await procedureSuggestions(store, city, snapshots);
  return Object.values(snapshots).flatMap(({ system, unmappedAgencies, unmappedProcedures }): Unmapped[] => [
    ...unmappedAgencies.map(({ id, name, offerings, suggestions }) => ({
      system,
      kind: 'agency' as const,
      remote: id,
      name,
      offerings,
      suggestions,
    })),
    ...unmappedProcedures.map(({ code, name }) => ({
      system,
      kind: 'procedure' as const,
      remote: code,
      name,
      offerings: null,
      suggestions: suggestions.get(system)?.get(code) ?? [],
    })),
  ]);
}
