import type { Level } from '../../domain/level.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { levelAt, positionOf, positionsApart, sameLevelOnly } from '../columns.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { CrossRule, JudgedSystem, Report } from '../rule.ts';

export const rule: CrossRule<'level-differs'> = {
  id: 'level-differs',
  scope: 'cross',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['levels'] },
  becomes: 'plan',
  // What people meet is held against what the city runs by a rule of its own.
  concerns: ({ role }) => role !== 'national' && role !== 'nationalPortal',
  judge(systems, group, context, report) {
    if (isWithdrawn(group)) return;
    const shown: Shown[] = [];
    for (const at of systems) {
      const columns = activeColumns(group.records[at]);
      if (columns.agencies.length > 0) shown.push({ system: context.systems[at]!, columns });
    }
    for (const agency of agenciesApart(shown)) {
      const levels = levelsOf(agency, shown);
      if (levels.some(({ level }) => level !== levels[0]!.level)) differ(agency, levels, report);
    }
  },
};

/** What one system shows of the procedure. */
interface Shown {
  system: JudgedSystem;
  columns: OfferingColumns;
}

type LevelAt = { system: JudgedSystem; level: Level | null };

/** Units, sorted, that two systems may show at different levels; usually none. */
function agenciesApart(shown: readonly Shown[]): Iterable<string> {
  let agencies: Set<string> | undefined;
  for (let first = 0; first < shown.length; first++)
    for (let second = first + 1; second < shown.length; second++) {
      const [one, other] = [shown[first]!.columns, shown[second]!.columns];
      if (sameLevelOnly(one, other)) continue;
      for (const position of positionsApart(one, other)) {
        agencies ??= new Set();
        agencies.add(one.agencies[position]!);
      }
    }
  return agencies === undefined ? [] : [...agencies].sort();
}

function levelsOf(agency: string, shown: readonly Shown[]): LevelAt[] {
  return shown.flatMap(({ system, columns }) => {
    const at = positionOf(columns, agency);
    const level = at === undefined ? undefined : levelAt(columns, at);
    return level === undefined ? [] : [{ system, level }];
  });
}

function differ(agency: string, compared: LevelAt[], report: Report<'level-differs'>): void {
  report({
    agency,
    params: {
      shown: compared.map(({ system, level }) => ({ system: system.name, role: system.role, level })),
    },
    evidence: { levels: Object.fromEntries(compared.map(({ system, level }) => [system.name, level])) },
    systems: compared.map(({ system }) => system.name),
  });
}
