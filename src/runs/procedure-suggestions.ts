import { type City, nationalOf } from '../domain/city.ts';
import type { SnapshotSummary, Suggestion } from '../snapshot/model.ts';
import { readProcedures } from '../snapshot/stored.ts';
import { suggester } from '../snapshot/suggest.ts';
import type { Store } from '../store/core/contract.ts';

export type ProcedureSuggestions = ReadonlyMap<string, ReadonlyMap<string, Suggestion[]>>;

/**
 * National procedures with a similar name for every unmapped remote code: system → remote code → suggestions. The
 * national names are only read when there is something to suggest for.
 */
export async function procedureSuggestions(
  store: Store,
  city: City,
  snapshots: Readonly<Record<string, SnapshotSummary>>,
): Promise<ProcedureSuggestions> {
  const unmapped = Object.values(snapshots).filter(({ unmappedProcedures }) => unmappedProcedures.length > 0);
  const national = nationalOf(city);
  const source = national && snapshots[national.name];
  if (!source || unmapped.length === 0) return new Map();
  const names: { code: string; name: string }[] = [];
  for await (const batch of readProcedures(store, source.id, { cases: false })) {
    for (const { code, facts } of batch) if (facts.name) names.push({ code, name: facts.name });
  }
  const suggest = suggester(names);
  return new Map(
    unmapped.map(({ system, unmappedProcedures }) => [
      system,
      new Map(unmappedProcedures.map(({ code, name }) => [code, suggest(name)])),
    ]),
  );
}
