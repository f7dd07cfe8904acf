import { officeFor, type ReviewConflict } from '../../domain/review.ts';
import { firstOf } from '../../words/sentence.ts';
import { guidanceOn } from '../evidence.ts';
import { reviewFacts } from '../needs.ts';
import { type JudgeContext, reviewRule } from '../rule.ts';

const mostListed = 200;
const mostSources = 20;

export const rule = reviewRule(
  { id: 'review-conflict', severity: 'major', owner: 'technical', becomes: 'task' },
  { needs: { national: reviewFacts }, absence: 'national' },
  ({ conflicts }, group, context, report) => {
    for (const conflict of conflicts) {
      const { agencies, tier, cause, sides } = conflict;
      const [only, ...others] = agencies;
      const own = others.length === 0 ? only! : null;
      report({
        agency: own,
        units: agencies,
        key: own ? 'own-lists' : tier,
        owner: officeFor[cause],
        params: { cause, tier, ...(!own && { sides: sidesOf(conflict, context) }) },
        evidence: {
          tier,
          cause,
          sides: sides.map(side => ({
            eligible: side.eligible,
            agencies: side.agencies.slice(0, mostListed),
            reasons: side.reasons,
            sources: side.sources.slice(0, mostSources),
          })),
          ...guidanceOn(group.code, context),
        },
      });
    }
  },
);

/** Sides named in a sentence; a city's units take two. */
const mostSides = 4;

function sidesOf({ sides }: ReviewConflict, context: JudgeContext) {
  return sides.slice(0, mostSides).map(({ eligible, agencies }) => ({
    eligible,
    agencies: firstOf(agencies.map(code => ({ code, name: context.agencyName(code) }))),
  }));
}
