import { type Level, onlineLevel } from '../../domain/level.ts';
import type { Told } from '../../domain/told.ts';
import type { SnapshotProcedure } from '../../snapshot/model.ts';
import { mayBeHidden } from '../absence.ts';
import { carries } from '../carries.ts';
import { levelAt } from '../columns.ts';
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
      const columns = activeColumns(group.records[at]);
      if (columns.agencies.length === 0) continue;
      const ours = own.map(of => lookUp(context.systems[of]!, group.records[of]));
      columns.agencies.forEach((agency, position) => {
        const met = levelAt(columns, position);
        if (met === undefined || met === null) return;
        const differing = ours.flatMap(levelOf => levelOf(agency, group, context) ?? []);
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

/** Undefined: what it runs there could not be told, or it does not carry that unit. */
type LookUp = (agency: string, group: ProcedureGroup, context: JudgeContext) => Run | undefined;

function lookUp(system: JudgedSystem, record: SnapshotProcedure | undefined): LookUp {
  const columns = activeColumns(record);
  const positions = new Map(columns.agencies.map((agency, at) => [agency, at]));
  const { name, role } = system;
  return (agency, { code }, context) => {
    if (!carries(system, agency, context)) return undefined;
    const at = positions.get(agency);
    if (at !== undefined) {
      const level: Told<Level> = levelAt(columns, at);
      return level === undefined ? undefined : { system: name, role, level };
    }
    // A row that was lost, or a procedure listed without its details, is no absence.
    const absent = system.complete && tellsUse(record) && !mayBeHidden(system.untold, code, agency);
    return absent ? { system: name, role } : undefined;
  };
}

/** Information only at the portal agrees with information only, or nothing, in the back office. */
function differs(met: Level, own: Level | null | undefined): boolean {
  return met >= onlineLevel || (own ?? 0) >= onlineLevel ? met !== own : false;
}
