import type { City } from '../../domain/city.ts';
import { tierNames, tiers } from '../../domain/tier.ts';
import { enumeration, sentenceCase } from '../words.ts';

/** Names said one by one; more than that are counted. */
const named = 3;
/** Of nearly a whole tier those are named that do not belong. */
const exceptions = 5;

/**
 * Says many agencies in few words: "Cấp xã (83 đơn vị)" for a whole tier, single ones by name, and of a larger part
 * how many it is and who is not in it. Whole tiers first, in the order of tiers.
 */
export function prepareAgencySets(city: City): (agencies: readonly string[]) => string {
  const byCode = new Map(city.agencies.map(agency => [agency.code, agency]));
  const members = Map.groupBy(city.agencies, ({ tier }) => tier);
  const known = new Map<string, string>();

  const words = (agencies: readonly string[]): string => {
    const byTier = Map.groupBy(agencies, code => byCode.get(code)?.tier ?? 'other');
    const parts = tiers.flatMap(tier => {
      const codes = byTier.get(tier) ?? [];
      if (codes.length === 0) return [];
      const name = tierNames[tier];
      const all = members.get(tier) ?? [];
      if (codes.length > 1 && codes.length === all.length) return [`${name} (${codes.length} đơn vị)`];
      const names = codes.map(code => byCode.get(code)?.name ?? code);
      if (names.length <= named) return names;
      const share = `${codes.length}/${all.length} đơn vị ${name}`;
      const left = all.filter(({ code }) => !codes.includes(code)).map(each => each.name);
      return left.length <= exceptions
        ? [`${share}, trừ ${left.join(', ')}`]
        : [`${share}: ${names.slice(0, named).join(', ')}, …`];
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
