import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { activeRows } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'unknown-procedure'> = {
  id: 'unknown-procedure',
  scope: 'system',
  severity: 'major',
  owner: 'regulatory',
  needs: { national: [] },
  sieve: 'unlisted',
  becomes: 'task',
  absence: 'national',
  judge(record, system, group, _context, report) {
    if (group.national || !record?.mapped) return;
    const rows = activeRows(record);
    if (rows === 0) return;
    report({
      units: columnsOf(record).agencies,
      params: { rows },
      evidence: { ...offeredAs(record), name: record.facts.name ?? null, source: system.name },
    });
  },
};
