import type { Level } from '../domain/level.ts';
import type { Target } from '../domain/review.ts';
import type { SnapshotProcedure } from '../snapshot/model.ts';
import type { ParamsOf } from '../words/findings.ts';
import { levelAt } from './columns.ts';
import { reviewFacts } from './needs.ts';
import { activeColumns, isWithdrawn } from './offered.ts';
import { targetEvidence } from './review-params.ts';
import type { ProcedureGroup, Reported, SystemRule } from './rule.ts';

/**
 * A rule that holds the level an offering is shown at against what the reviews say of it.
 *
 * @param wrong what its sentence says; undefined where the level is as it should be.
 */
export function targetRule<Code extends 'below-target' | 'above-eligibility'>(
  rule: Pick<SystemRule<Code>, 'id' | 'severity' | 'owner'>,
  wrong: (target: Target, level: Level | null) => ParamsOf<Code> | undefined,
): SystemRule<Code> {
  return {
    ...rule,
    scope: 'system',
    needs: { national: reviewFacts, local: ['levels'] },
    sieve: 'reviewed',
    becomes: 'plan',
    absence: 'national',
    concerns: ({ role }) => role !== 'national',
    judge(record, system, group, _context, report) {
      for (const { target, level } of levelledTargets(record, group)) {
        const params = wrong(target, level);
        if (!params) continue;
        const evidence = { source: system.name, level, ...targetEvidence(target) };
        report({ agency: target.agency, params, evidence } as Reported<ParamsOf<Code>>);
      }
    },
  };
}

/** Targets of offerings that are active at a system and whose level there could be told; null = it has none. */
function* levelledTargets(
  record: SnapshotProcedure | undefined,
  group: ProcedureGroup,
): Generator<{ target: Target; level: Level | null }> {
  if (!group.reviewed || isWithdrawn(group)) return;
  const columns = activeColumns(record);
  const { targets } = group.reviewed;
  let next = 0;
  // Both are sorted by agency.
  for (let at = 0; at < columns.agencies.length; at++) {
    const agency = columns.agencies[at]!;
    while (next < targets.length && targets[next]!.agency < agency) next++;
    const target = targets[next];
    if (target?.agency !== agency) continue;
    const level = levelAt(columns, at);
    if (level !== undefined) yield { target, level };
  }
}
