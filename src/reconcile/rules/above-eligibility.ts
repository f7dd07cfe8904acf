import { reviewFacts } from '../needs.ts';
import { groundsOf, sourcesOf, targetEvidence } from '../review-params.ts';
import type { SystemRule } from '../rule.ts';
import { levelledTargets } from '../target-levels.ts';

/** Somebody has said that it cannot go to level 4; a contradiction or silence says no such thing. */
const said = new Set<string>(['review', 'roll-up', 'decision']);

export const rule: SystemRule<'above-eligibility'> = {
  id: 'above-eligibility',
  scope: 'system',
  severity: 'critical',
  owner: 'regulatory',
  needs: { national: reviewFacts, local: ['levels'] },
  sieve: 'reviewed',
  becomes: 'plan',
  absence: 'national',
  concerns: ({ role }) => role !== 'national',
  judge(record, system, group, _context, report) {
    for (const { target, level } of levelledTargets(record, group)) {
      if (level !== 4 || target.level !== null || !said.has(target.why) || target.unappraised) continue;
      const { agency, why } = target;
      report({
        agency,
        params: { why, level, grounds: groundsOf(target), sources: sourcesOf(target) },
        evidence: { source: system.name, level, ...targetEvidence(target) },
      });
    }
  },
};
