import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { FindingCode, ParamsOf } from '../words/findings.ts';
import type { Fact } from './needs.ts';
import { type NationalRule, nationalRule, type Reported } from './rule.ts';

/**
 * A rule that finds the national record itself to look wrong, which VP UBND is told of.
 *
 * @param look undefined where it does not.
 */
export function qualityRule<Code extends FindingCode>(
  id: Code,
  national: readonly Fact[],
  look: (
    facts: SnapshotProcedure['facts'],
  ) => { params: ParamsOf<Code>; evidence: Record<string, unknown> } | undefined,
): NationalRule<Code> {
  return nationalRule(
    { id, severity: 'info', owner: 'regulatory', becomes: null },
    { national },
    (_context, report) => ({
      judge({ facts }, group) {
        const found = look(facts);
        if (found) report(group, found as Reported<ParamsOf<Code>>);
      },
    }),
  );
}
