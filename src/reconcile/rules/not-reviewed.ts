import { carriesOfferings } from '../../domain/city.ts';
import { reviewFacts } from '../needs.ts';
import { isWithdrawn } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'not-reviewed'> = {
  id: 'not-reviewed',
  scope: 'system',
  severity: 'major',
  owner: 'agency',
  needs: { national: reviewFacts },
  sieve: 'reviewed',
  becomes: null,
  absence: 'national',
  concerns: carriesOfferings,
  judge(_record, system, group, { reviewsDue }, report) {
    if (!group.reviewed || !reviewsDue || isWithdrawn(group)) return;
    for (const { agency, why, unexplained } of group.reviewed.targets) {
      if (why !== 'not-reviewed' && !unexplained) continue;
      const due = reviewsDue.get(agency);
      if (due === undefined || !system.carries(agency)) continue;
      report({
        agency,
        params: { due, ...(unexplained && { unexplained }) },
        evidence: { due, source: 'các danh mục rà soát đã nhập', ...(unexplained && { unexplained }) },
      });
    }
  },
};
