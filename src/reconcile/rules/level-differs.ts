import { sortedOnce } from '../../domain/canonical.ts';
import type { OfferingColumns } from '../../snapshot/model.ts';
import { levelOf, nowhere, positionsApart } from '../columns.ts';
import { activeColumns } from '../offered.ts';
import { crossRule, type JudgedSystem } from '../rule.ts';

export const rule = crossRule(
  { id: 'level-differs', severity: 'major', owner: 'technical', becomes: 'plan' },
  // What people meet is held against what the city runs by a rule of its own.
  { needs: { local: ['levels'] }, concerns: ({ role }) => role !== 'national' && role !== 'nationalPortal' },
  (systems, group, context, report) => {
    const shown: { system: JudgedSystem; columns: OfferingColumns }[] = [];
    for (const at of systems) {
      const columns = activeColumns(group.records[at]);
      if (columns.agencies.length > 0) shown.push({ system: context.systems[at]!, columns });
    }
    for (const agency of agenciesApart(shown)) {
      const told = shown.flatMap(({ system, columns }) => {
        const level = levelOf(columns, agency);
        return level === undefined || level === nowhere ? [] : [{ system, level }];
      });
      if (told.every(({ level }) => level === told[0]!.level)) continue;
      report({
        agency,
        params: { shown: told.map(({ system: { name, role }, level }) => ({ system: name, role, level })) },
        evidence: { levels: Object.fromEntries(told.map(({ system, level }) => [system.name, level])) },
        systems: told.map(({ system }) => system.name),
      });
    }
  },
);

/** Units, sorted, that two systems may show at different levels; usually none. */
function agenciesApart(shown: readonly { columns: OfferingColumns }[]): readonly string[] {
  const apart: string[] = [];
  for (let first = 0; first < shown.length; first++)
    for (let second = first + 1; second < shown.length; second++) {
      const [one, other] = [shown[first]!.columns, shown[second]!.columns];
      // All are at one and the same level: then no unit can have two.
      if (one.kinds.length === 1 && one.kinds === other.kinds) continue;
      for (const position of positionsApart(one, other)) apart.push(one.agencies[position]!);
    }
  return apart.length === 0 ? apart : sortedOnce(apart);
}
