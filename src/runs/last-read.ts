import type { Configuration } from '../config/configuration.ts';
import { coveredBy } from '../plan/scope.ts';
import { indeterminateOf } from '../reconcile/absence.ts';
import type { ReadSystem } from '../reconcile/at-system.ts';
import type { PairSource } from '../reconcile/pair.ts';
import { lastComplete, proceduresOf, readProcedures } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { casesFromOf } from './judge-snapshots.ts';

/** A system with the id of its last snapshot that was read whole, where there is one. */
export type LastRead = ReadSystem & { snapshot?: number };

/** Every system as it was last read whole, in the order of the configuration. */
export async function lastRead(
  store: Store,
  { city, systems }: Pick<Configuration, 'city' | 'systems'>,
): Promise<LastRead[]> {
  const casesFrom = casesFromOf({ systems });
  return Promise.all(
    city.systems.map(async profile => {
      const last = await lastComplete(store, profile);
      return {
        ...profile,
        takenAt: last?.takenAt ?? null,
        casesFrom: casesFrom[profile.name],
        indeterminate: last?.summary ? indeterminateOf(last.summary) : undefined,
        carries: (agency: string) => profile.covers === null || coveredBy([agency], profile, city).length > 0,
        ...(last && { snapshot: last.id }),
      };
    }),
  );
}

/** Their procedures as they were last read whole, to be paired. @param options As of `readProcedures`. */
export function sourcesOf(
  store: Store,
  systems: readonly LastRead[],
  options?: { cases: boolean },
): PairSource[] {
  return systems.map(({ name: system, snapshot }) => ({
    system,
    batches: snapshot === undefined ? undefined : readProcedures(store, snapshot, options),
  }));
}

/** Some procedures at each of them; undefined where it was never read whole. */
export function recordsAt(store: Store, systems: readonly LastRead[], codes: readonly string[]) {
  const read = systems.map(({ snapshot: id }) => (id === undefined ? id : proceduresOf(store, id, codes)));
  return Promise.all(read);
}
