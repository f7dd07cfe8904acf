import type { LevelCounts, RunStatistics, RunSummary } from '../domain/run.ts';
import { tiers } from '../domain/tier.ts';
import type { OfferingColumns, SnapshotProcedure } from '../snapshot/model.ts';
import { indeterminate, levelAt } from './columns.ts';
import { activeColumns } from './offered.ts';
import type { JudgeContext } from './rule.ts';

/** Of what tiers the agencies of a list are. */
interface TierList {
  /** Of every agency the place of its tier in `tiers`; `unknownTier` where it is none of ours. */
  places: Uint8Array;
  /** Of every tier, and of none, how many agencies of the list are of it. */
  sizes: Uint32Array;
}

const unknownTier = tiers.length;

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

export interface LevelStatistics {
  levels: RunSummary['levels'];
  levelsByTier: RunStatistics['levelsByTier'];
}

/** Counts active offerings by level (and tier) as they stream past; a level nobody could tell is not counted. */
export function countLevels(context: JudgeContext) {
  // One row of five counters (none, 1, 2, 3, 4) for each tier, and for units of none, for each system.
  const counters = context.systems.map(() => new Int32Array((tiers.length + 1) * levelCounters));
  return {
    add(system: number, record: SnapshotProcedure): void {
      addLevels(counters[system]!, activeColumns(record), context);
    },
    result(): LevelStatistics {
      const statistics: LevelStatistics = { levels: {}, levelsByTier: {} };
      context.systems.forEach(({ name, snapshot }, system) => {
        if (snapshot.status === 'unreadable') return;
        const ofPlace = (place: number) =>
          counters[system]!.subarray(place * levelCounters, (place + 1) * levelCounters);
        const total = new Int32Array(levelCounters);
        const ofTier: LevelStatistics['levelsByTier'][string] = {};
        for (const [place, tier] of tiers.entries()) {
          const counts = ofPlace(place).map(
            (count, level) => count + (tier === 'other' ? ofPlace(unknownTier)[level]! : 0),
          );
          if (counts.some(count => count > 0)) ofTier[tier] = levelCounts(counts);
          for (const [level, count] of counts.entries()) total[level]! += count;
        }
        statistics.levels[name] = levelCounts(total);
        statistics.levelsByTier[name] = ofTier;
      });
      return statistics;
    },
  };
}

function levelCounts([none = 0, one = 0, two = 0, three = 0, four = 0]: Int32Array): LevelCounts {
  return { '1': one, '2': two, '3': three, '4': four, none };
}
