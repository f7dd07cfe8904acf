import type { Known } from '../../domain/known.ts';
import type { Level } from '../../domain/level.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { levelAt, sameEverywhere } from '../columns.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { CrossRule, JudgedSystem, ProcedureGroup, Report } from '../rule.ts';

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
      if (columns.agencies.length > 0) shown.push({ system: context.systems[at]!, columns, next: 0 });
    }
    const [first] = shown;
    if (first && !shown.every(other => sameEverywhere(first.columns, other.columns)))
      compare(shown, (agency, levels) => differ(agency, levels, group, report));
  },
};

/** What one system shows of the procedure, and how far it has been walked. */
interface Shown {
  system: JudgedSystem;
  columns: OfferingColumns;
  next: number;
}

type LevelAt = { system: JudgedSystem; level: Level | null };

/** Walks the sorted lists side by side, agency by agency. */
function compare(shown: Shown[], onDifference: (agency: string, levels: LevelAt[]) => void): void {
  for (;;) {
    // The lowest agency code any list has still to come to; usually all of them stand at the same one.
    let agency: string | undefined;
    for (const { columns, next } of shown) {
      const head = columns.agencies[next];
      if (head === undefined || head === agency) continue;
      if (agency === undefined || head < agency) agency = head;
    }
    if (agency === undefined) return;
    let first: Known<Level>;
    let differs = false;
    for (const one of shown) {
      if (one.columns.agencies[one.next] !== agency) continue;
      const level = levelAt(one.columns, one.next++);
      if (level === undefined) continue;
      if (first === undefined) first = level;
      else if (level !== first) differs = true;
    }
    if (differs) onDifference(agency, levelsJustPassed(agency, shown));
  }
}

function levelsJustPassed(agency: string, shown: Shown[]): LevelAt[] {
  return shown.flatMap(({ system, columns, next }) => {
    const level = columns.agencies[next - 1] === agency ? levelAt(columns, next - 1) : undefined;
    return level === undefined ? [] : [{ system, level }];
  });
}

function differ(
  agency: string,
  compared: LevelAt[],
  group: ProcedureGroup,
  report: Report<'level-differs'>,
): void {
  report({
    procedure: group.code,
    agency,
    system: null,
    params: {
      shown: compared.map(({ system, level }) => ({ system: system.name, role: system.role, level })),
    },
    evidence: { levels: Object.fromEntries(compared.map(({ system, level }) => [system.name, level])) },
    systems: compared.map(({ system }) => system.name),
  });
}
