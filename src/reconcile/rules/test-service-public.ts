import { firstOf } from '../../words/sentence.ts';
import { isWithdrawn } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'test-service-public'> = {
  id: 'test-service-public',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['tests'] },
  sieve: 'published',
  becomes: 'task',
  concerns: ({ role }) => role === 'nationalPortal',
  judge(record, system, group, context, report) {
    const units = record?.facts.publication?.tests ?? [];
    if (units.length === 0 || record!.facts.active === false || isWithdrawn(group)) return;
    report({
      units,
      params: { units: firstOf(units.map(code => ({ code, name: context.agencyName(code) }))) },
      evidence: { source: system.name },
    });
  },
};
