import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { ParamsOf } from '../words/findings.ts';
import type { NationalRule, Reported } from './rule.ts';

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
    start: (_context, report) => ({
      judge({ facts }, group) {
        const found = look(facts);
        if (found) report(group, found as Reported<ParamsOf<Code>>);
      },
    }),
  };
}
