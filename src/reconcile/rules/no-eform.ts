import { shortText } from '../../domain/text.ts';
import { eformOf } from '../../readiness/case.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'no-eform'> = {
  id: 'no-eform',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  needs: { local: ['levels', 'eform'] },
  becomes: 'plan',
  sieve: 'cases',
  concerns: system => system.hosts.includes('eform'),
  judge(record, system, group, context, report) {
    const online = onlineCases(record, group);
    if (!online) return;
    for (const each of online.cases) {
      const [why] = eformOf(each.facts).why;
      if (why?.code !== 'no-eform' && why?.code !== 'eform-empty') continue;
      const empty = why.code === 'eform-empty' ? why : undefined;
      const evidence = { eform: empty ? { state: 'empty', reason: empty.reason ?? null } : null };
      const params = empty
        ? { problem: 'empty' as const, ...(empty.reason && { reason: shortText(empty.reason, 500) }) }
        : { problem: 'none' as const };
      report(caseFinding({ ...each, params, evidence }, system, context));
    }
    if (online.uncovered.length > 0) {
      const params = { problem: 'no-case' as const };
      report(caseFinding({ offerings: online.uncovered, params }, system, context));
    }
  },
};
