import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { JudgeContext, ProcedureGroup, Reported } from './rule.ts';

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

/** A finding about the national record itself, and the agencies it applies to. */
export function nationalFinding<Params>(
  { applicability }: Pick<ProcedureGroup, 'applicability'>,
  context: JudgeContext,
  { params, evidence }: { params: Params; evidence: Record<string, unknown> },
): Reported<Params> {
  const source = context.national?.name ?? 'national';
  return {
    units: applicability?.agencies ?? [],
    params,
    evidence: { source, ...evidence },
  };
}
