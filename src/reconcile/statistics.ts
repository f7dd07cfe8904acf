import type { LevelCounts, RunStatistics, RunSummary } from '../domain/run.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { levelAt } from './columns.ts';
import { activeColumns } from './offered.ts';
import type { JudgeContext } from './rule.ts';
import { tierListOf, unknownTier } from './tier-lists.ts';

export interface LevelStatistics {
  levels: RunSummary['levels'];
  levelsByTier: RunStatistics['levelsByTier'];
}

/** Counts active offerings by level (and tier) as they stream past; a level nobody could tell is not counted. */
export function countLevels(context: JudgeContext): {
  add(system: number, record: SnapshotProcedure): void;
  result(): LevelStatistics;
} {
  // One row of five counters (none, 1, 2, 3, 4) for each tier, and for units of none, for each system.
  const counters = context.systems.map(() => new Int32Array((tiers.length + 1) * 5));
  return {
    add(system, record) {
      const counts = counters[system]!;
      const columns = activeColumns(record);
      const { places, sizes } = tierListOf(columns.agencies, context);
      if (columns.kinds.length === 1) {
        const level = levelAt(columns, 0);
        if (level !== undefined)
          for (let tier = 0; tier < sizes.length; tier++) counts[tier * 5 + (level ?? 0)]! += sizes[tier]!;
        return;
      }
      for (let at = 0; at < places.length; at++) {
        const level = levelAt(columns, at);
        if (level !== undefined) counts[places[at]! * 5 + (level ?? 0)]!++;
      }
    },
    result() {
      const levels: LevelStatistics['levels'] = {};
      const levelsByTier: LevelStatistics['levelsByTier'] = {};
      context.systems.forEach(({ name, snapshot }, system) => {
        if (snapshot.status === 'unreadable') return;
        const total = levelCounts([0, 0, 0, 0, 0]);
        const ofTier: Partial<Record<Tier, LevelCounts>> = {};
        tiers.forEach((tier, at) => {
          const row = (place: number) => counters[system]!.subarray(place * 5, place * 5 + 5);
          const counts =
            tier === 'other' ? row(at).map((count, level) => count + row(unknownTier)[level]!) : row(at);
          if (counts.every(count => count === 0)) return;
          ofTier[tier] = levelCounts(counts);
          for (const key of ['none', '1', '2', '3', '4'] as const) total[key] += ofTier[tier][key];
        });
        levels[name] = total;
        levelsByTier[name] = ofTier;
      });
      return { levels, levelsByTier };
    },
  };
}

function levelCounts(counts: ArrayLike<number>): LevelCounts {
  const [none = 0, one = 0, two = 0, three = 0, four = 0] = Array.from(counts);
  return { '1': one, '2': two, '3': three, '4': four, none };
}
