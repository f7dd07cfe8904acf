import { mayBeHidden } from '../absence.ts';
import { levelOf, nowhere } from '../columns.ts';
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
  judge(record, system, group, _context, report) {
    const { applied = [], tests } = record?.facts.publication ?? {};
    if (applied.length === 0 || record!.facts.active === false || isWithdrawn(group)) return;
    // Whether it is in use there is not known: its services may be the very ones.
    if (!tellsUse(record)) return;
    const { indeterminate } = system;
    if (mayBeHidden(indeterminate, group.code)) return;
    const columns = activeColumns(record);
    for (const agency of applied) {
      const level = levelOf(columns, agency);
      const listed = level !== nowhere;
      if (listed && level !== null) continue;
      if (mayBeHidden(indeterminate, group.code, agency) || !system.carries(agency)) continue;
      const test = tests?.includes(agency) ?? false;
      report({
        agency,
        params: { shown: listed ? 'no-level' : test ? 'test-only' : 'not-listed' },
        evidence: { [system.name]: { applied: true, listed, test } },
      });
    }
  },
};
