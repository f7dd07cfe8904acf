import { type Level, onlineLevel } from '../../domain/level.ts';
import type { OfferingColumns, SnapshotProcedure } from '../../snapshot/model.ts';
import { mayBeHidden } from '../absence.ts';
import { carries } from '../carries.ts';
import { levelAt, positionOf, positionsApart } from '../columns.ts';
import { activeColumns, isWithdrawn, tellsUse } from '../offered.ts';
import type { CrossRule, JudgeContext, JudgedSystem, ProcedureGroup } from '../rule.ts';

export const rule: CrossRule<'people-land-elsewhere'> = {
  id: 'people-land-elsewhere',
  scope: 'cross',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['levels'] },
  becomes: 'task',
  concerns: ({ role }) => role === 'nationalPortal' || role === 'portal' || role === 'oneStop',
  needsOne: ({ role }) => role === 'nationalPortal',
  judge(systems, group, context, report) {
    if (isWithdrawn(group)) return;
    const own = systems.filter(at => context.systems[at]!.role !== 'nationalPortal');
    for (const at of systems) {
      const portal = context.systems[at]!;
      if (portal.role !== 'nationalPortal') continue;
      const shown = activeColumns(group.records[at]);
      if (shown.agencies.length === 0) continue;
      const ours = own.map(of => runBy(context.systems[of]!, group.records[of]));
      for (const position of apartFromSome(shown, ours)) {
        const agency = shown.agencies[position]!;
        const met = levelAt(shown, position);
        if (met === undefined || met === null) continue;
        const differing = ours.flatMap(one => running(one, agency, group, context) ?? []);
        const others = differing.filter(({ level }) => differs(met, level));
        if (others.length === 0) continue;
        const link = group.records[at]?.facts.publication?.links.find(one => one.agency === agency)?.link;
        const refused = others.some(({ level }) => (level ?? 0) < onlineLevel);
        report({
          severity: met >= onlineLevel && refused ? 'critical' : 'major',
          agency,
          system: portal.name,
          params: { met, others },
          evidence: {
            levels: {
              [portal.name]: met,
              ...Object.fromEntries(differing.map(({ system, level }) => [system, level ?? null])),
            },
            notOffered: differing.filter(({ level }) => level === undefined).map(({ system }) => system),
            ...(link !== undefined && { link }),
          },
          systems: [portal.name, ...differing.map(({ system }) => system)],
        });
      }
    }
  },
};

/** What one of the city's systems runs; no `level` = it has no active offering there. */
interface Run {
  system: string;
  role: string;
  level?: Level | null;
}

/** One of the city's systems. */
interface RunBy {
  system: JudgedSystem;
  record: SnapshotProcedure | undefined;
  columns: OfferingColumns;
}

function runBy(system: JudgedSystem, record: SnapshotProcedure | undefined): RunBy {
  return { system, record, columns: activeColumns(record) };
}

/** Positions, in order, at which one of them does not show the very level people meet: usually none. */
function apartFromSome(shown: OfferingColumns, ours: readonly RunBy[]): number[] {
  const apart = ours.map(({ columns }) => positionsApart(shown, columns)).filter(({ length }) => length > 0);
  return apart.length < 2 ? (apart[0] ?? []) : [...new Set(apart.flat())].sort((a, b) => a - b);
}

/** Undefined: what it runs there could not be told, or it does not carry that unit. */
function running(
  one: RunBy,
  agency: string,
  { code }: ProcedureGroup,
  context: JudgeContext,
): Run | undefined {
  const { system, record, columns } = one;
  const { name, role } = system;
  if (!carries(system, agency, context)) return undefined;
  const at = positionOf(columns, agency);
  if (at !== undefined) {
    const level = levelAt(columns, at);
    return level === undefined ? undefined : { system: name, role, level };
  }
  // A row that was lost, or a procedure listed without its details, is no absence.
  const absent = system.complete && tellsUse(record) && !mayBeHidden(system.indeterminate, code, agency);
  return absent ? { system: name, role } : undefined;
}

/** Information only at the portal agrees with information only, or nothing, in the back office. */
function differs(met: Level, own: Level | null | undefined): boolean {
  return met >= onlineLevel || (own ?? 0) >= onlineLevel ? met !== own : false;
}
