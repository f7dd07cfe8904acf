import type { Known } from '../../domain/known.ts';
import type { Level } from '../../domain/level.ts';
import { shortText } from '../../domain/text.ts';
import { agencyDifference } from '../agency-difference.ts';
import { levelAt } from '../columns.ts';
import { scopeFacts } from '../needs.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { JudgeContext, JudgedSystem, ProcedureGroup, Report, SystemRule } from '../rule.ts';

export const rule: SystemRule<'offered-outside-scope'> = {
  id: 'offered-outside-scope',
  scope: 'system',
  severity: 'minor',
  owner: 'regulatory',
  needs: { national: scopeFacts },
  sieve: 'places',
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, context, report) {
    const { national, applicability } = group;
    if (!national?.detailed || !applicability || isWithdrawn(group)) return;
    const columns = activeColumns(record);
    for (const at of agencyDifference(applicability.agencies, columns.agencies).extra)
      outside(columns.agencies[at]!, levelAt(columns, at), system, group, context, report);
  },
};

function outside(
  agency: string,
  level: Known<Level>,
  system: JudgedSystem,
  group: ProcedureGroup,
  context: JudgeContext,
  report: Report<'offered-outside-scope'>,
): void {
  const { undecided, overrides } = group.applicability!;
  const tier = context.agency(agency)?.tier;
  const removed = overrides.find(override => override.agency === agency && !override.added);
  if (tier === undefined || (undecided.includes(tier) && !removed)) return;
  const tiers = group.national!.facts.tiers ?? [];
  report({
    agency,
    params: {
      ...(level !== undefined && { level }),
      ...(removed && { override: shortText(removed.reason, 500) }),
      tiers,
    },
    evidence: {
      [context.national!.name]: { tiers },
      [system.name]: { level: level ?? null },
      tier,
      ...(removed && { override: removed.reason }),
    },
  });
}
