import { createHash } from 'node:crypto';
import { sortedJson } from '../../domain/canonical.ts';
import { unitsOf } from '../../domain/concerned.ts';
import type { Finding, FindingState, Said, Statement } from '../../domain/finding.ts';
import type { DiscrepancyLine } from '../../domain/run.ts';
import { type Severity, severities } from '../../domain/severity.ts';
import type { Row } from '../tables/index.ts';
import { unitSetId } from './unit-sets.ts';

export type LedgerFinding = Omit<Finding, 'statement'> & { fingerprint: string; statement: Statement };

/** A row for reports, `history` and `waive`: the line plus its life. Its sentence is made where it is read. */
export interface StoredDiscrepancy extends Omit<DiscrepancyLine, keyof Said> {
  statement: Statement;
  /** Case, tier or remote code that tells findings of one rule apart. */
  key: string | null;
  /** Our codes of all units it is about: its agency, else every one it names, sorted. */
  units: readonly string[];
  lastSeen: string;
  resolvedAt: string | null;
  waiver: { by: string; reason: string; until: string | null; at: string } | null;
}

/** A finding as columns; equal contents have equal hashes, and are kept once however many runs find them. */
export function findingColumns(runId: string, finding: LedgerFinding): Row<'stagedFinding'> {
  const content = {
    severity: finding.severity,
    owner: finding.owner,
    // Only findings of versions before have these themselves; they are made of the statement when somebody reads it.
    expected: 'null',
    actual: 'null',
    message: '',
    statement: sortedJson(finding.statement),
    evidence: sortedJson(finding.evidence),
    systems: JSON.stringify([...finding.systems].sort()),
  };
  const units = finding.agency === null ? unitSetId(finding.units ?? []) : '';
  return {
    runId,
    fingerprint: finding.fingerprint,
    hash: createHash('sha256')
      .update(JSON.stringify([...Object.values(content), ...(units ? [units] : [])]))
      .digest('base64url'),
    rule: finding.rule,
    procedure: finding.procedure ?? '',
    agency: finding.agency ?? '',
    system: finding.system ?? '',
    findingKey: finding.key ?? '',
    ...content,
    units,
  };
}

type Content = Row<'discrepancyContent'>;

/** Of what a finding says, beside whom it is for. */
export const saidColumns = [
  ...(['c.severity', 'c.expected', 'c.actual', 'c.message', 'c.statement', 'c.evidence', 'c.units'] as const),
];

/** What a query of discrepancies selects, whatever tables it goes by. */
export interface SelectedRow
  extends Omit<Row<'discrepancy'>, 'state' | 'contentId'>,
    Pick<
      Content,
      'severity' | 'owner' | 'expected' | 'actual' | 'message' | 'statement' | 'evidence' | 'units'
    > {
  state: FindingState;
}

/** @param waiver that stands with it. @param sets the lists of units rows refer to. */
export function discrepancyRow(
  row: SelectedRow,
  waiver: StoredDiscrepancy['waiver'] | undefined,
  sets: ReadonlyMap<string, readonly string[]>,
): StoredDiscrepancy {
  const { fingerprint, rule, severity, owner, state, firstSeen, lastSeen, resolvedAt, evidence } = row;
  const agency = row.agency || null;
  return {
    ...{ fingerprint, rule, severity, owner, state, firstSeen, lastSeen, resolvedAt, evidence },
    procedure: row.procedure || null,
    agency,
    system: row.system || null,
    key: row.findingKey || null,
    units: unitsOf({ agency, units: sets.get(row.units) ?? [] }),
    statement: statementOf(row),
    waiver: waiver ? { by: waiver.by, reason: waiver.reason, until: waiver.until, at: waiver.at } : null,
  };
}

/** Findings not judged again since a version before keep the sentence it gave them. */
export function statementOf({
  statement,
  message,
  expected,
  actual,
}: Pick<Content, 'statement' | 'message' | 'expected' | 'actual'>): Statement {
  return statement ?? { message, expected, actual };
}

/** 0 = worst. */
export function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}
