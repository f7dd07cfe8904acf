import { type Level, onlineLevel } from '../../domain/level.ts';
import type { OfferingColumns, SnapshotProcedure } from '../../snapshot/model.ts';
import { mayBeHidden } from '../absence.ts';
import { levelAt, levelOf, nowhere, positionsApart } from '../columns.ts';
import { activeColumns, tellsUse } from '../offered.ts';
import { crossRule, type JudgedSystem } from '../rule.ts';

export const rule = crossRule(
  { id: 'people-land-elsewhere', severity: 'major', owner: 'technical', becomes: 'task' },
  {
    needs: { local: ['levels'] },
    concerns: ({ role }) => role === 'nationalPortal' || role === 'portal' || role === 'oneStop',
    needsOne: ({ role }) => role === 'nationalPortal',
  },
  (systems, group, context, report) => {
    const own = systems.filter(at => context.systems[at]!.role !== 'nationalPortal');
    for (const at of systems) {
      const portal = context.systems[at]!;
      if (portal.role !== 'nationalPortal') continue;
      const shown = activeColumns(group.records[at]);
      if (shown.agencies.length === 0) continue;
      const ours = own.map((of): RunBy => {
        const record = group.records[of];
        return { system: context.systems[of]!, record, columns: activeColumns(record) };
      });
      for (const position of apartFromSome(shown, ours)) {
        const agency = shown.agencies[position]!;
        const met = levelAt(shown, position);
        if (met === undefined || met === null) continue;
        const differing = ours.flatMap(one => running(one, agency, group.code));
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
);

/** One of the city's systems. */
interface RunBy {
  system: JudgedSystem;
  record: SnapshotProcedure | undefined;
  columns: OfferingColumns;
}

/** Positions, in order, at which one of them does not show the very level people meet: usually none. */
function apartFromSome(shown: OfferingColumns, ours: readonly RunBy[]): number[] {
  const apart = ours.map(({ columns }) => positionsApart(shown, columns)).filter(({ length }) => length > 0);
  return apart.length < 2 ? (apart[0] ?? []) : [...new Set(apart.flat())].sort((a, b) => a - b);
}

/**
 * What it runs there; no `level` = it has no active offering. Nothing where that could not be told, or it does not carry
 * that unit.
 */
function running(
  { system, record, columns }: RunBy,
  agency: string,
  code: string,
): { system: string; role: string; level?: Level | null }[] {
  const { name, role } = system;
  const level = levelOf(columns, agency);
  if (level === undefined || !system.carries(agency)) return [];
  if (level !== nowhere) return [{ system: name, role, level }];
  // A row that was lost, or a procedure listed without its details, is no absence.
  const absent = system.complete && tellsUse(record) && !mayBeHidden(system.indeterminate, code, agency);
  return absent ? [{ system: name, role }] : [];
}

/** Information only at the portal agrees with information only, or nothing, in the back office. */
function differs(met: Level, own: Level | null | undefined): boolean {
  return met >= onlineLevel || (own ?? 0) >= onlineLevel ? met !== own : false;
}
