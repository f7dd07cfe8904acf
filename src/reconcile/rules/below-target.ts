import { reviewFacts } from '../needs.ts';
import { sourcesOf, targetEvidence } from '../review-params.ts';
import type { SystemRule } from '../rule.ts';
import { levelledTargets } from '../target-levels.ts';

export const rule: SystemRule<'below-target'> = {
  id: 'below-target',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { national: reviewFacts, local: ['levels'] },
  sieve: 'reviewed',
  becomes: 'plan',
  absence: 'national',
  concerns: ({ role }) => role !== 'national',
  judge(record, system, group, _context, report) {
    for (const { target, level } of levelledTargets(record, group)) {
      if (target.level === null || (level ?? 0) >= target.level) continue;
      const { agency, why } = target;
      report({
        agency,
        params: { why, target: target.level, level, sources: sourcesOf(target) },
        evidence: { source: system.name, level, ...targetEvidence(target) },
      });
    }
  },
};
