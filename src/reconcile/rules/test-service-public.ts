import { firstOf } from '../../words/sentence.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'test-service-public', severity: 'major', owner: 'technical', becomes: 'task' },
  { needs: { local: ['tests'] }, concerns: ({ role }) => role === 'nationalPortal', sieve: 'published' },
  (record, system, _group, context, report) => {
    const units = record?.facts.publication?.tests ?? [];
    if (units.length === 0 || record!.facts.active === false) return;
    report({
      units,
      params: { units: firstOf(units.map(code => ({ code, name: context.agencyName(code) }))) },
      evidence: { source: system.name },
    });
  },
);
