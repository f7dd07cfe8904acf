import { mayBeHidden } from '../absence.ts';
import { carries } from '../carries.ts';
import { levelAt } from '../columns.ts';
import { activeColumns, isWithdrawn, tellsUse } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'applied-but-not-offered'> = {
  id: 'applied-but-not-offered',
  scope: 'system',
  severity: 'minor',
  owner: 'regulatory',
  needs: { local: ['applied', 'levels'] },
  sieve: 'published',
  becomes: 'task',
  absence: 'system',
  concerns: ({ role }) => role === 'nationalPortal',
  judge(record, system, group, context, report) {
    const applied = record?.facts.publication?.applied ?? [];
    if (applied.length === 0 || record!.facts.active === false || isWithdrawn(group)) return;
    // Whether it is in use there is not known: its services may be the very ones.
    if (!tellsUse(record)) return;
    const { indeterminate } = system;
    if (mayBeHidden(indeterminate, group.code)) return;
    const columns = activeColumns(record);
    const positions = new Map(columns.agencies.map((agency, at) => [agency, at]));
    for (const agency of applied) {
      const at = positions.get(agency);
      const listed = at !== undefined;
      if (listed && levelAt(columns, at) !== null) continue;
      if (mayBeHidden(indeterminate, group.code, agency) || !carries(system, agency, context)) continue;
      const test = record!.facts.publication!.tests?.includes(agency) ?? false;
      report({
        agency,
        params: { shown: listed ? 'no-level' : test ? 'test-only' : 'not-listed' },
        evidence: { [system.name]: { applied: true, listed, test } },
      });
    }
  },
};
