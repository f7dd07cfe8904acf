import type { LevelCounts, RunStatistics, RunSummary } from '../domain/run.ts';
import { type Tier, tiers } from '../domain/tier.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import { noLevelCode, untoldCode } from './columns.ts';
import { activeColumns } from './offered.ts';
import type { JudgeContext } from './rule.ts';

export interface LevelStatistics {
  levels: RunSummary['levels'];
  levelsByTier: RunStatistics['levelsByTier'];
}

/** Counts active offerings by level (and tier) as they stream past; a level nobody could tell is not counted. */
export function countLevels(context: JudgeContext): {
  add(system: number, record: SnapshotProcedure): void;
  result(): LevelStatistics;
} {
  const tiersOf = tierLists(context);
  // One row of five counters (none, 1, 2, 3, 4) for each tier, for each system.
  const counters = context.systems.map(() => new Int32Array(tiers.length * 5));
  return {
    add(system, record) {
      const counts = counters[system]!;
      const { agencies, levels } = activeColumns(record);
      const places = tiersOf(agencies);
      for (let at = 0; at < places.length; at++) {
        const level = levels.charCodeAt(at);
        if (level !== untoldCode) counts[places[at]! * 5 + level - noLevelCode]!++;
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
          const counts = counters[system]!.subarray(at * 5, at * 5 + 5);
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

/** The tier (its place in `tiers`) of every agency of a list, worked out once for each list. */
function tierLists(context: JudgeContext): (agencies: readonly string[]) => Uint8Array {
  const tierOf = new Map(context.city.agencies.map(agency => [agency.code, tiers.indexOf(agency.tier)]));
  const known = new WeakMap<readonly string[], Uint8Array>();
  return agencies => {
    let places = known.get(agencies);
    if (!places) {
      places = Uint8Array.from(agencies, agency => tierOf.get(agency) ?? tiers.indexOf('other'));
      known.set(agencies, places);
    }
    return places;
  };
}

function levelCounts(counts: ArrayLike<number>): LevelCounts {
  const [none = 0, one = 0, two = 0, three = 0, four = 0] = Array.from(counts);
  return { '1': one, '2': two, '3': three, '4': four, none };
}
