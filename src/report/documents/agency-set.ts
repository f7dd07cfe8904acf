import type { City } from '../../domain/city.ts';
import { type Tier, tierNames, tiers } from '../../domain/tier.ts';
import { enumeration, sentenceCase } from '../words.ts';

/** Names said one by one; more than that are counted. */
const named = 3;

/**
 * Says many agencies in few words: "Cấp xã (83 đơn vị)" for a whole tier, single ones by name, and of a larger part
 * how many it is. Whole tiers first, in the order of tiers.
 */
export function prepareAgencySets(city: City): (agencies: readonly string[]) => string {
  const byCode = new Map(city.agencies.map(agency => [agency.code, agency]));
  const sizes = new Map<Tier, number>();
  for (const { tier } of city.agencies) sizes.set(tier, (sizes.get(tier) ?? 0) + 1);
  const known = new Map<string, string>();

  const words = (agencies: readonly string[]): string => {
    const byTier = Map.groupBy(agencies, code => byCode.get(code)?.tier ?? 'other');
    const parts = tiers.flatMap(tier => {
      const codes = byTier.get(tier) ?? [];
      if (codes.length === 0) return [];
      const name = tierNames[tier];
      if (codes.length > 1 && codes.length === sizes.get(tier)) return [`${name} (${codes.length} đơn vị)`];
      const names = codes.map(code => byCode.get(code)?.name ?? code);
      if (names.length <= named) return names;
      return [
        `${codes.length}/${sizes.get(tier) ?? codes.length} đơn vị ${name}: ${names.slice(0, named).join(', ')}, …`,
      ];
    });
    return sentenceCase(enumeration(parts));
  };
  return agencies => {
    const key = agencies.join();
    let text = known.get(key);
    if (text === undefined) {
      text = words(agencies);
      known.set(key, text);
    }
    return text;
  };
}
