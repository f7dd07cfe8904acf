import { mayBeHidden } from '../absence.ts';
import { levelAt } from '../columns.ts';
import { isSeen, pushEvidence, pushedTo, pushMoment } from '../drift.ts';
import { activeColumns, tellsUse } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'level-drift'> = {
  id: 'level-drift',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { local: ['levels'] },
  sieve: 'pushed',
  becomes: 'plan',
  absence: 'system',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const applied = pushedTo(system, group, context);
    if (!applied || !tellsUse(record)) return;
    const columns = activeColumns(record);
    const positions = new Map(columns.agencies.map((agency, at) => [agency, at]));
    for (const [agency, pushed] of Object.entries(applied.levels)) {
      const at = positions.get(agency);
      const known = context.agency(agency) !== undefined && isSeen(pushed, system);
      // A row that could not be read, or of an agency that cannot be told any more, may be this very one.
      const hidden = record?.unmappedOfferings || mayBeHidden(system.indeterminate, group.code, agency);
      const told = at !== undefined || !hidden;
      if (!known || !told) continue;
      const level = at === undefined ? null : levelAt(columns, at);
      if (level === undefined) continue;
      const found = at === undefined ? null : { level };
      if (found ? found.level === pushed.value : pushed.value === undefined) continue;
      report({
        agency,
        params: {
          pushed: { ...pushMoment(pushed), ...(pushed.value !== undefined && { level: pushed.value }) },
          found,
        },
        evidence: {
          source: system.name,
          pushed: {
            ...pushEvidence(pushed),
            offered: pushed.value !== undefined,
            level: pushed.value ?? null,
          },
          found: { offered: found !== null, level },
        },
      });
    }
  },
};
