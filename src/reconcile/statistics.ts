import type { LevelCounts, RunStatistics, RunSummary } from '../domain/run.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { activeColumns } from './offered.ts';
import type { JudgeContext } from './rule.ts';
import { addLevels, levelCounters, unknownTier } from './tier-lists.ts';

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
  const counters = context.systems.map(() => new Int32Array((tiers.length + 1) * levelCounters));
  return {
    add(system, record) {
      addLevels(counters[system]!, activeColumns(record), context);
    },
    result() {
      const levels: LevelStatistics['levels'] = {};
      const levelsByTier: LevelStatistics['levelsByTier'] = {};
      context.systems.forEach(({ name, snapshot }, system) => {
        if (snapshot.status === 'unreadable') return;
        const total = levelCounts([0, 0, 0, 0, 0]);
        const ofTier: Partial<Record<Tier, LevelCounts>> = {};
        tiers.forEach((tier, at) => {
          const row = (place: number) =>
            counters[system]!.subarray(place * levelCounters, (place + 1) * levelCounters);
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
