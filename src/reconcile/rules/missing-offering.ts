import { carriesOfferings } from '../../domain/city.ts';
import { shortText } from '../../domain/text.ts';
import { mayBeHidden } from '../absence.ts';
import { agencyDifference } from '../agency-difference.ts';
import { scopeFacts } from '../needs.ts';
import { activeColumns } from '../offered.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'missing-offering', severity: 'major', owner: 'technical', becomes: 'plan' },
  {
    needs: { national: scopeFacts, local: ['applied'] },
    absence: 'system',
    concerns: system => carriesOfferings(system) || system.role === 'nationalPortal',
    sieve: 'places',
  },
  (record, system, group, context, report) => {
    const { national, applicability } = group;
    if (!national?.detailed || !applicability) return;
    // Listed without details: it may well be offered, we just could not see it.
    if (record && !record.detailed) return;
    // Where its own list has the unit, that nothing is offered there is another rule's matter.
    const publication = system.role === 'nationalPortal' ? record?.facts.publication : undefined;
    if (publication && publication.applied === undefined) return;
    const applied = new Set(publication?.applied);
    const { indeterminate } = system;
    // Rows that could not be read may be the very ones.
    if (mayBeHidden(indeterminate, group.code)) return;
    const reason = !record ? 'not-listed' : record.facts.active === false ? 'not-in-use' : 'not-offered';
    for (const at of agencyDifference(applicability.agencies, activeColumns(record).agencies).missing) {
      const agency = applicability.agencies[at]!;
      if (mayBeHidden(indeterminate, group.code, agency)) continue;
      if (applied.has(agency) || !system.carries(agency)) continue;
      const added = applicability.overrides.find(override => override.agency === agency && override.added);
      report({
        agency,
        params: { reason, ...(added && { because: shortText(added.reason, 500) }) },
        evidence: {
          [context.national!.name]: { tiers: national.facts.tiers ?? null },
          [system.name]: {
            listed: record !== undefined,
            active: record?.facts.active ?? null,
            ...(record?.unmappedOfferings && { unmappedOfferings: record.unmappedOfferings }),
          },
          ...(added && { override: added.reason }),
        },
      });
    }
  },
);
