import type { FindingState } from '../domain/finding.ts';
import { numberWords } from '../domain/number-words.ts';
import { type Severity, severities } from '../domain/severity.ts';
import { standingOf } from '../domain/standing.ts';
import type { DiscrepancyRow } from './source.ts';

/** Rows counted once each: `toDo`, `unchecked`, `states.waived` and what is merely to be known (`bySeverity.info`) make `total`. */
export interface Tally {
  total: number;
  /** As the states stand in `discrepancies.ndjson`. */
  states: Record<FindingState, number>;
  /** Seen in this run, minor or above, not waived. */
  toDo: number;
  /** Of these: not seen by the run before. */
  fresh: number;
  /** What is to be done by severity; under `info` what is merely to be known. */
  bySeverity: Record<Severity, number>;
  /** Found before and not looked at again, minor or above, not waived. */
  unchecked: number;
  /** Of these. */
  uncheckedCritical: number;
}

export function emptyTally(): Tally {
  return {
    total: 0,
    states: { new: 0, open: 0, carried: 0, waived: 0 },
    toDo: 0,
    fresh: 0,
    bySeverity: { critical: 0, major: 0, minor: 0, info: 0 },
    unchecked: 0,
    uncheckedCritical: 0,
  };
}

export function count(tally: Tally, row: Pick<DiscrepancyRow, 'state' | 'severity'>, rows = 1): void {
  tally.total += rows;
  tally.states[row.state] += rows;
  const standing = standingOf(row);
  if (standing === 'unchecked') {
    tally.unchecked += rows;
    if (row.severity === 'critical') tally.uncheckedCritical += rows;
  } else if (standing !== 'waived') tally.bySeverity[row.severity] += rows;
  if (standing === 'toDo') {
    tally.toDo += rows;
    if (row.state === 'new') tally.fresh += rows;
  }
}

/** Severities somebody has to act on. */
export const pressing: readonly Severity[] = severities.filter(severity => severity !== 'info');

/** Worst first: by the number of critical rows, then major, minor, unchecked, info. */
export function byHarm(a: Tally, b: Tally): number {
  for (const severity of pressing) {
    const difference = b.bySeverity[severity] - a.bySeverity[severity];
    if (difference !== 0) return difference;
  }
  return b.unchecked - a.unchecked || b.bySeverity.info - a.bySeverity.info || b.total - a.total;
}

/** "53 cần xử lý, 6 để biết, 2 tạm bỏ qua": what all rows are, so that the parts add up; what is not known first. */
export function rowWords({ unchecked, toDo, bySeverity, states }: Tally): string {
  return [
    unchecked > 0 && `${numberWords(unchecked)} chưa kiểm tra lại được`,
    `${numberWords(toDo)} cần xử lý`,
    `${numberWords(bySeverity.info)} để biết`,
    `${numberWords(states.waived)} tạm bỏ qua`,
  ]
    .filter(Boolean)
    .join(', ');
}
