import type { City } from '../domain/city.ts';
import type { ReviewedProcedure, Target } from '../domain/review.ts';
import type { Against, RolledUp } from './roll-up.ts';

/** One service that has to be registered: its target is level 4, and not because it has been there all along. */
export interface Registration {
  procedure: string;
  name: string;
  target: Target;
  /** Others of the unit's tier that said no; it is registered all the same. */
  against: readonly Against[];
}

/** What of a procedure has to be registered, unit by unit, in the order of targets. */
export function registrationsOf(
  { procedure, name, targets, against }: Pick<RolledUp, keyof ReviewedProcedure | 'name' | 'against'>,
  { agencies }: Pick<City, 'agencies'>,
): Registration[] {
  const wanted = targets.filter(({ level, why }) => level === 4 && why !== 'already-online');
  if (wanted.length === 0) return [];
  const tiers = new Map<string, string>(agencies.map(({ code, tier }) => [code, tier]));
  const byTier = Map.groupBy(against, ({ agency }) => tiers.get(agency));
  return wanted.map(target => ({
    ...{ procedure, name, target },
    against: (byTier.get(tiers.get(target.agency)) ?? []).filter(({ agency }) => agency !== target.agency),
  }));
}

/**
 * Whether the reviews as they are now do not ask for a registration there: said, decided, or outside of where the
 * procedure applies. False where that could not be told.
 */
export function noLongerAsked(
  { targets, undecided }: Pick<RolledUp, 'targets' | 'undecided'>,
  agency: string,
  { agencies }: Pick<City, 'agencies'>,
): boolean {
  if (targets.some(target => target.agency === agency)) return true;
  const tier = agencies.find(({ code }) => code === agency)?.tier;
  return tier === undefined || !undecided.includes(tier);
}
