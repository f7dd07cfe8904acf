import { workflowOf } from '../../readiness/case.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'no-workflow'> = {
  id: 'no-workflow',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  needs: { local: ['levels', 'workflow'] },
  becomes: 'plan',
  sieve: 'cases',
  concerns: system => system.hosts.includes('workflow'),
  judge(record, system, group, context, report) {
    const online = onlineCases(record, group);
    if (!online) return;
    for (const each of online.cases) {
      if (workflowOf(each.facts).why[0]?.code !== 'no-workflow') continue;
      report(caseFinding({ ...each, params: { problem: 'none' } }, system, context));
    }
    if (online.uncovered.length > 0) {
      const params = { problem: 'no-case' as const };
      report(caseFinding({ offerings: online.uncovered, params }, system, context));
    }
  },
};
