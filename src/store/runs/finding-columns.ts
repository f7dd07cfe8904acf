import { createHash } from 'node:crypto';
import { sortedJson } from '../../domain/canonical.ts';
import { unitsOf } from '../../domain/concerned.ts';
import type { FindingState, RuleId, Said, Statement } from '../../domain/finding.ts';
import type { Owner, Severity } from '../../domain/severity.ts';
import { severities } from '../../domain/severity.ts';
import type { LedgerFinding, StoredDiscrepancy } from '../core/contract.ts';
import type { ContentColumns, IdentityColumns, StagedFindingTable } from '../core/tables.ts';
import { unitSetId } from './unit-sets.ts';

/** A finding as columns; equal contents have equal hashes, and are kept once however many runs find them. */
export function findingColumns(runId: string, finding: LedgerFinding): StagedFindingTable {
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
    run_id: runId,
    fingerprint: finding.fingerprint,
    hash: createHash('sha256')
      .update(JSON.stringify([...Object.values(content), ...(units ? [units] : [])]))
      .digest('base64url'),
    rule: finding.rule,
    procedure: finding.procedure ?? '',
    agency: finding.agency ?? '',
    system: finding.system ?? '',
    finding_key: finding.key ?? '',
    ...content,
    units,
  };
}

/** What a query of discrepancies selects, whatever tables it goes by. */
export interface SelectedRow extends IdentityColumns, Omit<ContentColumns, 'systems'> {
  fingerprint: string;
  state: string;
  first_seen: string;
  last_seen: string;
  resolved_at: string | null;
  waived_by: string | null;
  waived_reason: string | null;
  waived_until: string | null;
  waived_at: string | null;
}

/** @param sets the lists of units rows refer to. */
export function discrepancyRow(
  row: SelectedRow,
  sets: ReadonlyMap<string, readonly string[]>,
): StoredDiscrepancy {
  return {
    fingerprint: row.fingerprint,
    rule: row.rule as RuleId,
    severity: row.severity as Severity,
    owner: row.owner as Owner,
    procedure: row.procedure || null,
    agency: row.agency || null,
    system: row.system || null,
    key: row.finding_key || null,
    units: unitsOf({ agency: row.agency || null, units: sets.get(row.units) ?? [] }),
    statement: statementOf(row),
    state: row.state as FindingState,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    resolvedAt: row.resolved_at,
    evidence: JSON.parse(row.evidence) as Record<string, unknown>,
    waiver:
      row.waived_by === null
        ? null
        : { by: row.waived_by, reason: row.waived_reason!, until: row.waived_until, at: row.waived_at! },
  };
}

/** Findings not judged again since a version before keep the sentence it gave them. */
export function statementOf({
  statement,
  message,
  expected,
  actual,
}: Pick<ContentColumns, 'statement' | 'message' | 'expected' | 'actual'>): Statement {
  if (statement !== '') return JSON.parse(statement) as Statement;
  const value = (json: string) => JSON.parse(json) as Said['expected'];
  return { message, expected: value(expected), actual: value(actual) };
}

/** 0 = worst. */
export function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}
