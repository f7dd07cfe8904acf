import { compareText } from '../domain/canonical.ts';
import type { ReviewDecision } from '../domain/review.ts';
import { date } from '../domain/time.ts';
import type { Ladder } from './speakers.ts';

/**
 * Finds the decision that counts for an agency: one that names it, else one that names a superior to which the
 * procedure does not apply itself (so that it means the units below), the nearest first, else one for every agency.
 * Of several alike the latest counts.
 *
 * @param decisions not revoked, about one procedure.
 */
export function decisionsFor(
  decisions: readonly ReviewDecision[],
  scope: ReadonlySet<string>,
  ladder: Ladder,
): (agency: string) => ReviewDecision | undefined {
  const latest = new Map<string | null, ReviewDecision>();
  for (const decision of decisions.toSorted((a, b) => compareText(a.at, b.at) || a.id - b.id))
    latest.set(decision.agency, decision);
  if (latest.size === 0) return () => undefined;
  return agency => {
    const above = ladder.above(agency).filter(code => !scope.has(code));
    return [agency, ...above, null].map(code => latest.get(code)).find(Boolean);
  };
}

/** "Quyết định ngày 02/07/2021 của Trần Thị B (đủ điều kiện): đã có chữ ký số". */
export function decisionText({ at, by, eligible, reason }: ReviewDecision): string {
  return `Quyết định ngày ${date(at)} của ${by} (${eligible ? 'đủ điều kiện' : 'không đủ điều kiện'}): ${reason}`;
}
