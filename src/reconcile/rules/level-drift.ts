import { mayBeHidden } from '../absence.ts';
import { levelOf, nowhere } from '../columns.ts';
import { isSeen, pushEvidence, pushedTo, pushMoment } from '../drift.ts';
import { activeColumns, tellsUse } from '../offered.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'level-drift', severity: 'major', owner: 'technical', becomes: 'plan' },
  { needs: { local: ['levels'] }, absence: 'system', sieve: 'pushed' },
  (record, system, group, context, report) => {
    const applied = pushedTo(system, group, context);
    if (!applied || !tellsUse(record)) return;
    const columns = activeColumns(record);
    for (const [agency, pushed] of Object.entries(applied.levels)) {
      if (context.agency(agency) === undefined || !isSeen(pushed, system)) continue;
      const found = levelOf(columns, agency);
      if (found === undefined) continue;
      const offered = found !== nowhere;
      // A row that could not be read, or of an agency that cannot be told any more, may be this very one.
      const hidden = record?.unmappedOfferings || mayBeHidden(system.indeterminate, group.code, agency);
      if (!offered && hidden) continue;
      const { value } = pushed;
      if (offered ? found === value : value === undefined) continue;
      const level = offered ? found : null;
      report({
        agency,
        params: {
          pushed: { ...pushMoment(pushed), ...(value !== undefined && { level: value }) },
          found: offered ? { level } : null,
        },
        evidence: {
          source: system.name,
          pushed: { ...pushEvidence(pushed), offered: value !== undefined, level: value ?? null },
          found: { offered, level },
        },
      });
    }
  },
);
