import type { City } from '../../domain/city.ts';
import { entry } from '../../domain/map.ts';
import { numberWords } from '../../domain/number-words.ts';
import { tierNames, tiers } from '../../domain/tier.ts';
import { enumeration, sentenceCase } from '../../words/sentence.ts';

/** Names said one by one; more than that stand in a list of their own. */
const named = 3;
/** Of nearly a whole tier those are named that do not belong. */
const exceptions = 5;
/** Names on one line of a list. */
const namesOnALine = 3;

/** Says sets of agencies in the cells of one table, without leaving out a name. */
export interface AgencySets {
  /**
   * "Cấp xã (83 đơn vị)" for a whole tier, a few by name, of nearly a whole tier who is not in it; any other set by the
   * number of its list. Whole tiers first, in the order of tiers.
   */
  inWords(agencies: readonly string[]): string;
  /** The lists that were referred to, numbered, as lines to stand below the table. */
  lists(): string[];
}

export function agencySets(city: City): AgencySets {
  const byCode = new Map(city.agencies.map(agency => [agency.code, agency]));
  const members = Map.groupBy(city.agencies, ({ tier }) => tier);
  const known = new Map<string, string>();
  const lists = new Map<string, { title: string; names: string[] }>();

  const inList = (tier: string, names: string[]): string => {
    const key = names.join();
    const count = `(${numberWords(names.length)} đơn vị`;
    if (!lists.has(key)) lists.set(key, { title: `Danh sách ${lists.size + 1} ${count} ${tier}):`, names });
    return `theo danh sách ${[...lists.keys()].indexOf(key) + 1} ${count})`;
  };
  const words = (agencies: readonly string[]): string => {
    const byTier = Map.groupBy(agencies, code => byCode.get(code)?.tier ?? 'other');
    const parts = tiers.flatMap(tier => {
      const codes = byTier.get(tier) ?? [];
      if (codes.length === 0) return [];
      const name = tierNames[tier];
      const all = members.get(tier) ?? [];
      if (codes.length > 1 && codes.length === all.length)
        return [`${name} (${numberWords(codes.length)} đơn vị)`];
      const names = codes.map(code => byCode.get(code)?.name ?? code);
      if (names.length <= named) return names;
      const left = all.filter(({ code }) => !codes.includes(code)).map(each => each.name);
      return left.length <= exceptions
        ? [`${numberWords(codes.length)}/${numberWords(all.length)} đơn vị ${name}, trừ ${left.join(', ')}`]
        : [inList(name, names)];
    });
    return sentenceCase(enumeration(parts));
  };
  return {
    inWords: agencies => entry(known, agencies.join(), () => words(agencies)),
    lists: () => [...lists.values()].flatMap(({ title, names }) => [title, ...numberedLines(names)]),
  };
}

/** "1. Phường An Bình; 2. Phường An Cư; …" over as many lines as it takes. */
function numberedLines(names: readonly string[]): string[] {
  const lines = Array.from({ length: Math.ceil(names.length / namesOnALine) }, (_, at) => at * namesOnALine);
  return lines.map(from =>
    names
      .slice(from, from + namesOnALine)
      .map((name, at) => `${from + at + 1}. ${name}`)
      .join('; '),
  );
}
