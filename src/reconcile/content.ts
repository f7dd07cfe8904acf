import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { Compared } from '../words/findings/content.ts';
import type { ParamsOf } from '../words/findings.ts';
import { isOffered, isWithdrawn } from './offered.ts';
import type { Reported, SystemRule } from './rule.ts';

type ContentCode = 'name-differs' | 'field-differs' | 'fee-differs' | 'deadline-differs' | 'decision-differs';

/**
 * A rule that holds one piece of content against the national record, a finding per procedure and system: when the
 * procedure is really offered at the system and nationally in force, and the national details could be read. Everything
 * else is another rule's matter, or could not be told.
 *
 * @param differ of a local record and the national one; undefined where there is no difference, or none can be told.
 */
export function contentRule<Code extends ContentCode>(
  rule: Pick<SystemRule<Code>, 'id' | 'severity' | 'needs' | 'sieve'>,
  differ: (pair: {
    local: SnapshotProcedure;
    national: SnapshotProcedure;
  }) => { params: Omit<ParamsOf<Code>, keyof Compared>; evidence: Record<string, unknown> } | undefined,
): SystemRule<Code> {
  return {
    ...rule,
    scope: 'system',
    owner: 'technical',
    becomes: 'task',
    judge(local, system, group, context, report) {
      const { national } = group;
      if (!national?.detailed || isWithdrawn(group) || !isOffered(local)) return;
      const found = differ({ local, national });
      if (!found) return;
      const source = context.national?.name ?? 'national';
      report({
        units: local.offerings.map(({ agency }) => agency),
        params: { ...found.params, national: source },
        evidence: { ...found.evidence, sources: [system.name, source] },
      } as Reported<ParamsOf<Code>>);
    },
  };
}
