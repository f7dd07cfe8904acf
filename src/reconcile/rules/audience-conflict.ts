import { firstOf } from '../../words/sentence.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'audience-conflict', severity: 'major', owner: 'technical', becomes: 'task' },
  { needs: { local: ['audiences'] }, concerns: ({ role }) => role === 'nationalPortal', sieve: 'published' },
  (record, system, _group, context, report) => {
    const apart = record?.facts.publication?.audiences ?? [];
    if (!record || apart.length === 0 || record.facts.active === false) return;
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
);
