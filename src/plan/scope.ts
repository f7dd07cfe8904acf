import { type City, carriesOfferings, type SystemProfile } from '../domain/city.ts';
import type { ServiceDefinition } from '../domain/service.ts';

/** Our agencies at which a definition holds, sorted. */
export function agenciesOf(
  { applies }: Pick<ServiceDefinition, 'applies'>,
  city: Pick<City, 'agencies'>,
): string[] {
  const tiers = new Set<string>(applies.tiers);
  const named = new Set(applies.agencies);
  return city.agencies
    .filter(({ code, tier }) => tiers.has(tier) || named.has(code))
    .map(({ code }) => code)
    .sort();
}

/** Those of the agencies that a system carries, sorted as given. */
export function coveredBy(
  agencies: readonly string[],
  system: SystemProfile,
  city: Pick<City, 'agencies'>,
): string[] {
  if (!carriesOfferings(system)) return [];
  if (system.covers === null) return [...agencies];
  const covers = new Set(system.covers);
  const tiers = new Map<string, string>(city.agencies.map(({ code, tier }) => [code, tier]));
  return agencies.filter(code => covers.has(code) || covers.has(tiers.get(code) ?? ''));
}
