import type { Finding } from '../domain/finding.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { JudgeContext, ProcedureGroup } from './rule.ts';
import { shortName, systemLabel } from './sentence.ts';

/** A judge of national records that skips those out of force: nobody will mend them. */
export function forEachPublic(judge: (record: SnapshotProcedure, group: ProcedureGroup) => void): {
  judge(record: SnapshotProcedure, group: ProcedureGroup): void;
} {
  return {
    judge(record, group) {
      if (record.facts.active !== false) judge(record, group);
    },
  };
}

/** A finding about the national record itself, and the agencies it applies to; `problem` goes on after the procedure's name, without a full stop. */
export function nationalFinding(
  { code, facts: { name } }: Pick<SnapshotProcedure, 'code' | 'facts'>,
  { applicability }: Pick<ProcedureGroup, 'applicability'>,
  context: JudgeContext,
  found: { expected: string; actual: string; problem: string; evidence: Record<string, unknown> },
): Omit<Finding, 'rule' | 'severity' | 'owner'> {
  const system = context.national ?? { name: 'national', role: 'national' };
  const label = name ? `${code} «${shortName(name)}»` : code;
  return {
    procedure: code,
    agency: null,
    units: applicability?.agencies ?? [],
    system: system.name,
    expected: found.expected,
    actual: found.actual,
    message: `Thủ tục ${label} trên ${systemLabel(system)} ${found.problem}.`,
    evidence: { source: system.name, ...found.evidence },
    systems: [system.name],
  };
}
