import { type Severity, severities } from '../domain/severity.ts';
import type { DiscrepancyRow } from '../store/contract.ts';

/** Rows counted once each. */
export interface Tally {
  /** new + open + waived. */
  total: number;
  new: number;
  open: number;
  waived: number;
  /** Rows not waived, by severity. */
  bySeverity: Record<Severity, number>;
}

export function emptyTally(): Tally {
  return { total: 0, new: 0, open: 0, waived: 0, bySeverity: { critical: 0, major: 0, minor: 0, info: 0 } };
}

export function count(tally: Tally, row: Pick<DiscrepancyRow, 'state' | 'severity'>): void {
  tally.total += 1;
  tally[row.state] += 1;
  if (row.state !== 'waived') tally.bySeverity[row.severity] += 1;
}

/** Severities somebody has to act on. */
export const pressing: readonly Severity[] = severities.filter(severity => severity !== 'info');

/** What somebody has to do something about: neither waived nor merely for information. */
export function toDo(tally: Tally): number {
  return tally.bySeverity.critical + tally.bySeverity.major + tally.bySeverity.minor;
}

/** Worst first: by the number of critical rows, then major, minor, info. */
export function byHarm(a: Tally, b: Tally): number {
  for (const severity of severities) {
    const difference = b.bySeverity[severity] - a.bySeverity[severity];
    if (difference !== 0) return difference;
  }
  return b.total - a.total;
}
