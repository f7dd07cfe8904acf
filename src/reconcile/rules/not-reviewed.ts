import { carriesOfferings } from '../../domain/city.ts';
import { reviewFacts } from '../needs.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'not-reviewed', severity: 'major', owner: 'agency', becomes: null },
  { needs: { national: reviewFacts }, absence: 'national', concerns: carriesOfferings, sieve: 'reviewed' },
  (_record, system, group, { reviewsDue }, report) => {
    if (!group.reviewed || !reviewsDue) return;
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
);
