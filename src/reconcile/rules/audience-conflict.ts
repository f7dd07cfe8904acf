import { firstOf } from '../../words/sentence.ts';
import { isWithdrawn } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'audience-conflict'> = {
  id: 'audience-conflict',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['audiences'] },
  sieve: 'published',
  becomes: 'task',
  concerns: ({ role }) => role === 'nationalPortal',
  judge(record, system, group, context, report) {
    const apart = record?.facts.publication?.audiences ?? [];
    if (!record || apart.length === 0 || record.facts.active === false || isWithdrawn(group)) return;
    for (const [of, units] of Map.groupBy(apart, one => one.case)) {
      const name = record.cases?.find(({ key }) => key === of)?.name;
      report({
        units: units.map(({ agency }) => agency),
        key: of,
        params: {
          case: { key: of, ...(name && { name: name.slice(0, 200) }) },
          units: firstOf(
            units.map(({ agency: code, citizen, business }) => {
              return { code, name: context.agencyName(code), citizen, business };
            }),
          ),
        },
        evidence: {
          case: of,
          levels: Object.fromEntries(
            units.slice(0, 200).map(({ agency, citizen, business }) => [agency, { citizen, business }]),
          ),
          source: system.name,
        },
      });
    }
  },
};
