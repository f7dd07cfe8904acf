import type { Configuration } from '../config/configuration.ts';
import { coveredBy } from '../plan/scope.ts';
import { indeterminateOf } from '../reconcile/absence.ts';
import type { ReadSystem } from '../reconcile/at-system.ts';
import { lastComplete } from '../snapshot/stored.ts';
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
