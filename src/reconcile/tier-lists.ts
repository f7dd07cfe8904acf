import { tiers } from '../domain/tier.ts';
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
