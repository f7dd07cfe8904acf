import { driftFinding, hashDrift, pushedParts } from '../drift.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'workflow-drift'> = {
  id: 'workflow-drift',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['workflow'] },
  sieve: 'pushed',
  becomes: 'plan',
  concerns: system => system.hosts.includes('workflow'),
  judge(record, system, group, context, report) {
    for (const each of pushedParts('workflow', record, system, group, context)) {
      const drift = hashDrift(each, each.facts?.workflow);
      if (drift) report(driftFinding(each, drift, system));
    }
  },
};
