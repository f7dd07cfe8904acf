import { tiers } from '../domain/tier.ts';
import type { OfferingColumns } from '../snapshot/model.ts';
import { indeterminate, levelAt } from './columns.ts';
import type { JudgeContext } from './rule.ts';

/** Of what tiers the agencies of a list are. */
export interface TierList {
  /** Of every agency the place of its tier in `tiers`; `unknownTier` where it is none of ours. */
  places: Uint8Array;
  /** Of every tier, and of none, how many agencies of the list are of it. */
  sizes: Uint32Array;
}

export const unknownTier = tiers.length;

const known = new WeakMap<JudgeContext, WeakMap<readonly string[], TierList>>();

/** Worked out once for each list. */
export function tierListOf(agencies: readonly string[], context: JudgeContext): TierList {
  let lists = known.get(context);
  if (!lists) {
    lists = new WeakMap();
    known.set(context, lists);
  }
  let list = lists.get(agencies);
  if (!list) {
    list = { places: new Uint8Array(agencies.length), sizes: new Uint32Array(tiers.length + 1) };
    for (let at = 0; at < agencies.length; at++) {
      const agency = context.agency(agencies[at]!);
      const place = agency ? tiers.indexOf(agency.tier) : unknownTier;
      list.places[at] = place;
      list.sizes[place]!++;
    }
    lists.set(agencies, list);
  }
  return list;
}

/** Counters of a tier: none, 1, 2, 3, 4. */
export const levelCounters = 5;

/** Adds what is told of these offerings: a row of counters a tier, and one for units of none. */
export function addLevels(counts: Int32Array, columns: OfferingColumns, context: JudgeContext): void {
  const { agencies, levels, kinds } = columns;
  if (agencies.length === 0) return;
  const { places, sizes } = tierListOf(agencies, context);
  // As if all were at the level of the first, then those that are not: nearly always there are few of them.
  if (kinds[0] !== indeterminate) {
    const usual = levelAt(columns, 0) ?? 0;
    for (let place = 0; place < sizes.length; place++)
      counts[place * levelCounters + usual]! += sizes[place]!;
    for (const kind of kinds.slice(1))
      for (let at = levels.indexOf(kind); at >= 0; at = levels.indexOf(kind, at + 1))
        counts[places[at]! * levelCounters + usual]!--;
  }
  for (const kind of kinds.slice(1)) {
    if (kind === indeterminate) continue;
    for (let at = levels.indexOf(kind); at >= 0; at = levels.indexOf(kind, at + 1))
      counts[places[at]! * levelCounters + Number(kind)]!++;
  }
}
