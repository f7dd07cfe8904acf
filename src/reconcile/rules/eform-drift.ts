import { driftFinding, hashDrift, pushedParts } from '../drift.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'eform-drift'> = {
  id: 'eform-drift',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['eform'] },
  sieve: 'pushed',
  becomes: 'plan',
  concerns: system => system.hosts.includes('eform'),
  judge(record, system, group, context, report) {
    for (const each of pushedParts('eform', record, system, group, context)) {
      const drift = hashDrift(each, each.facts?.eform);
      if (drift) report(driftFinding(each, drift, system));
    }
  },
};
