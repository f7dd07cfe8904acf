import { shortText } from '../../domain/text.ts';
import { eformOf } from '../../readiness/case.ts';
import { caseFinding, onlineCases } from '../online-cases.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'invalid-eform'> = {
  id: 'invalid-eform',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  needs: { local: ['levels', 'eform'] },
  becomes: 'plan',
  sieve: 'cases',
  concerns: system => system.hosts.includes('eform'),
  judge(record, system, group, context, report) {
    for (const each of onlineCases(record, group)?.cases ?? []) {
      const [why] = eformOf(each.facts).why;
      if (why?.code !== 'eform-invalid') continue;
      const reason = why.reason ?? 'không đọc được';
      report(
        caseFinding(
          {
            ...each,
            params: why.reason === undefined ? {} : { reason: shortText(why.reason, 500) },
            evidence: { eform: { state: 'invalid', reason, hash: each.facts.eform?.hash } },
          },
          system,
          context,
        ),
      );
    }
  },
};
