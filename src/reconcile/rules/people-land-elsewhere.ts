import { type Level, onlineLevel } from '../../domain/level.ts';
import type { OfferingColumns, SnapshotProcedure } from '../../snapshot/model.ts';
import { mayBeHidden } from '../absence.ts';
import { carries } from '../carries.ts';
import { levelAt, sameEverywhere } from '../columns.ts';
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
      if (ours.every(({ columns }) => sameEverywhere(shown, columns))) continue;
      shown.agencies.forEach((agency, position) => {
        const met = levelAt(shown, position);
        if (met === undefined || met === null || ours.every(one => shows(one, agency, met))) return;
        const differing = ours.flatMap(one => running(one, agency, group, context) ?? []);
        const others = differing.filter(({ level }) => differs(met, level));
        if (others.length === 0) return;
        const link = group.records[at]?.facts.publication?.links.find(one => one.agency === agency)?.link;
        const refused = others.some(({ level }) => (level ?? 0) < onlineLevel);
        report({
          severity: met >= onlineLevel && refused ? 'critical' : 'major',
          procedure: group.code,
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
      });
    }
  },
};

/** What one of the city's systems runs; no `level` = it has no active offering there. */
interface Run {
  system: string;
  role: string;
  level?: Level | null;
}

/** One of the city's systems, walked beside the portal's offerings. */
interface RunBy {
  system: JudgedSystem;
  record: SnapshotProcedure | undefined;
  columns: OfferingColumns;
  next: number;
}

function runBy(system: JudgedSystem, record: SnapshotProcedure | undefined): RunBy {
  return { system, record, columns: activeColumns(record), next: 0 };
}

/** Where the unit stands, -1 = nowhere; units are asked for in their order. */
function positionOf(one: RunBy, agency: string): number {
  const { agencies } = one.columns;
  while (one.next < agencies.length && agencies[one.next]! < agency) one.next++;
  return agencies[one.next] === agency ? one.next : -1;
}

/** The usual case: it has the unit at the very level people meet. */
function shows(one: RunBy, agency: string, met: Level): boolean {
  const at = positionOf(one, agency);
  return at >= 0 && levelAt(one.columns, at) === met;
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
  const at = positionOf(one, agency);
  if (at >= 0) {
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
