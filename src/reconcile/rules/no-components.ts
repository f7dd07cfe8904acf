import { componentsOf } from '../../readiness/case.ts';
import { needsOf } from '../../readiness/needs.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'no-components'> = {
  id: 'no-components',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { national: ['components'], local: ['levels', 'components'] },
  becomes: 'plan',
  sieve: 'cases',
  concerns: system => system.hosts.includes('components'),
  judge(record, system, group, context, report) {
    const national = group.national?.detailed ? group.national.cases : undefined;
    const online = national && onlineCases(record, group);
    if (!online) return;
    const { papers } = needsOf({ cases: national });
    for (const each of online.cases) {
      const count = papers(each.facts);
      if (count === undefined || componentsOf(each.facts, count).state !== 'not-met') continue;
      report(
        caseFinding(
          {
            ...each,
            params: { problem: 'none', papers: count },
            evidence: { nationalComponents: count, localComponents: 0 },
          },
          system,
          context,
        ),
      );
    }
    const count = papers();
    if (online.uncovered.length > 0 && count) {
      report(
        caseFinding(
          {
            offerings: online.uncovered,
            params: { problem: 'no-case', papers: count },
            evidence: { nationalComponents: count, localComponents: 0 },
          },
          system,
          context,
        ),
      );
    }
  },
};
