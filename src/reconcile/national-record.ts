import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { ParamsOf } from '../words/findings.ts';
import type { JudgeContext, NationalRule, ProcedureGroup, Reported } from './rule.ts';

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

type QualityCode = 'fee-suspicious' | 'free-with-amount' | 'deadline-without-unit' | 'test-residue';

/**
 * A rule that finds the national record itself to look wrong, which VP UBND is told of.
 *
 * @param look undefined where it does not.
 */
export function qualityRule<Code extends QualityCode>(
  { id, needs }: { id: Code; needs: NonNullable<NationalRule['needs']['national']> },
  look: (
    facts: SnapshotProcedure['facts'],
  ) => { params: ParamsOf<Code>; evidence: Record<string, unknown> } | undefined,
): NationalRule<Code> {
  return {
    id,
    scope: 'national',
    severity: 'info',
    owner: 'regulatory',
    needs: { national: needs },
    becomes: null,
    start: (context, report) =>
      forEachPublic(({ facts }, group) => {
        const found = look(facts);
        if (found) report(nationalFinding(group, context, found));
      }),
  };
}
