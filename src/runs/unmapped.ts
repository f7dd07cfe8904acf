import { z } from 'zod';
import type { Configuration } from '../config/configuration.ts';
import { type City, nationalOf } from '../domain/city.ts';
import type { SnapshotSummary, Suggestion } from '../snapshot/model.ts';
import { readProcedures, summariesOfRun } from '../snapshot/stored.ts';
import { suggester } from '../snapshot/suggest.ts';
import type { Store } from '../store/core/contract.ts';
import { lastRun } from '../store/runs/runs.ts';

const text = z.string();

/** A code of a system that is none of ours yet, with what it may be. */
export const unmappedCode = z.object({
  ...{ system: text, remote: text, name: text },
  kind: z.enum(['agency', 'procedure']),
  /** How many it carries there. */
  offerings: z.int().nullable().describe('Of an agency; null for procedures.'),
  suggestions: z
    .array(z.object({ code: text, name: text, score: z.number() }))
    .describe('Best first; never applied by themselves.'),
});
export type Unmapped = z.output<typeof unmappedCode>;

/** What the last run that came to its end knows of codes. */
export interface UnmappedCodes {
  /** That run; null where there is none. */
  run: string | null;
  codes: Unmapped[];
  /** Systems that run has not read whole: whether more codes of theirs are none of ours, nobody could tell. */
  unread: string[];
}

export async function unmappedOf(
  { city }: Pick<Configuration, 'city'>,
  store: Store,
): Promise<UnmappedCodes> {
  const run = await lastRun(store);
  const names = city.systems.map(({ name }) => name);
  if (!run) return { run: null, codes: [], unread: names };
  const snapshots = Object.fromEntries(
    (await summariesOfRun(store, run.id)).map(snapshot => [snapshot.system, snapshot]),
  );
  const suggestions = await procedureSuggestions(store, city, snapshots);
  const unread = names.filter(name => snapshots[name]?.status !== 'complete');
  const codes = Object.values(snapshots).flatMap(
    ({ system, unmappedAgencies, unmappedProcedures }): Unmapped[] => [
      ...unmappedAgencies.map(({ id: remote, name, offerings, suggestions }) => {
        return { system, kind: 'agency' as const, remote, name, offerings, suggestions };
      }),
      ...unmappedProcedures.map(({ code: remote, name }) => ({
        ...{ system, kind: 'procedure' as const, remote, name, offerings: null },
        suggestions: suggestions.get(system)?.get(remote) ?? [],
      })),
    ],
  );
  return { run: run.id, codes, unread };
}

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
