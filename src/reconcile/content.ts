import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { Compared } from '../words/findings/content.ts';
import type { ParamsOf } from '../words/findings.ts';
import type { Needs } from './needs.ts';
import { isOffered } from './offered.ts';
import { type Reported, type SystemRule, systemRule } from './rule.ts';

type ContentCode = 'name-differs' | 'field-differs' | 'fee-differs' | 'deadline-differs' | 'decision-differs';

/**
 * A rule that holds one piece of content against the national record, a finding per procedure and system: when the
 * procedure is really offered at the system and nationally in force, and the national details could be read. Everything
 * else is another rule's matter, or could not be told.
 *
 * @param differ of a local record and the national one; undefined where there is no difference, or none can be told.
 */
export function contentRule<Code extends ContentCode>(
  { sieve = 'contents', ...is }: Pick<SystemRule<Code>, 'id' | 'severity' | 'sieve'>,
  needs: Needs,
  differ: (pair: {
    local: SnapshotProcedure;
    national: SnapshotProcedure;
  }) => { params: Omit<ParamsOf<Code>, keyof Compared>; evidence: Record<string, unknown> } | undefined,
): SystemRule<Code> {
  return systemRule(
    { ...is, owner: 'technical', becomes: 'task' },
    { needs, sieve },
    (local, system, group, context, report) => {
      const { national } = group;
      if (!national?.detailed || !isOffered(local)) return;
      const found = differ({ local, national });
      if (!found) return;
      const source = context.national?.name ?? 'national';
      report({
        units: local.offerings.map(({ agency }) => agency),
        params: { ...found.params, national: source },
        evidence: { ...found.evidence, sources: [system.name, source] },
      } as Reported<ParamsOf<Code>>);
    },
  );
}
