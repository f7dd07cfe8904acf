import { shortText } from '../../domain/text.ts';
import { agencyDifference } from '../agency-difference.ts';
import { levelAt } from '../columns.ts';
import { scopeFacts } from '../needs.ts';
import { activeColumns } from '../offered.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'offered-outside-scope', severity: 'minor', owner: 'regulatory', becomes: 'task' },
  { needs: { national: scopeFacts }, sieve: 'places' },
  (record, system, group, context, report) => {
    const { national, applicability } = group;
    if (!national?.detailed || !applicability) return;
    const { undecided, overrides } = applicability;
    const tiers = national.facts.tiers ?? [];
    const columns = activeColumns(record);
    for (const at of agencyDifference(applicability.agencies, columns.agencies).extra) {
      const agency = columns.agencies[at]!;
      const level = levelAt(columns, at);
      const tier = context.agency(agency)?.tier;
      const removed = overrides.find(override => override.agency === agency && !override.added);
      if (tier === undefined || (undecided.includes(tier) && !removed)) continue;
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
  },
);
