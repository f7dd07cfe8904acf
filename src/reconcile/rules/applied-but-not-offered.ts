import { mayBeHidden } from '../absence.ts';
import { levelOf, nowhere } from '../columns.ts';
import { activeColumns, tellsUse } from '../offered.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'applied-but-not-offered', severity: 'minor', owner: 'regulatory', becomes: 'task' },
  {
    needs: { local: ['applied', 'levels'] },
    absence: 'system',
    concerns: ({ role }) => role === 'nationalPortal',
    sieve: 'published',
  },
  (record, system, group, _context, report) => {
    const { applied = [], tests } = record?.facts.publication ?? {};
    if (applied.length === 0 || record!.facts.active === false) return;
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
);
