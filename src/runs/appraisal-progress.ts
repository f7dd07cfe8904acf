import type { City } from '../domain/city.ts';
import type { AppraisalProgress } from '../report/documents/appraisal-paper.ts';
import type { Store } from '../store/core/contract.ts';
import { latestAppraisals } from '../store/reviews/appraisals.ts';
import { rolledUpReviews } from './reviewed.ts';

/** How far the eligible rows of each unit are appraised, by code; of one unit where asked. */
export async function appraisalProgress(store: Store, city: City, unit?: string) {
  const found = new Map<string, AppraisalProgress>();
  const checks = await latestAppraisals(store);
  const results = new Map(checks.map(check => [`${check.procedure} ${check.agency}`, check.result]));
  for await (const batch of rolledUpReviews(store, city))
    for (const { procedure, targets } of batch)
      for (const { agency, level, why, unappraised } of targets) {
        if (unit !== undefined && agency !== unit) continue;
        if ((level !== 4 && !unappraised) || (why !== 'review' && why !== 'roll-up')) continue;
        const row = found.get(agency) ?? { agency, eligible: 0, passed: 0, toComplete: 0, returned: 0 };
        found.set(agency, row);
        row.eligible++;
        const result = results.get(`${procedure} ${agency}`);
        if (result === 'passed') row.passed++;
        else if (result === 'to-complete') row.toComplete++;
        else if (result === 'returned') row.returned++;
      }
  return [...found.values()].sort((a, b) => (a.agency < b.agency ? -1 : 1));
}
