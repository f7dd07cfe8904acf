import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { activeRows } from '../offered.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'unknown-procedure', severity: 'major', owner: 'regulatory', becomes: 'task' },
  { needs: { national: [] }, absence: 'national', sieve: 'unlisted', evenWithdrawn: true },
  (record, system, group, _context, report) => {
    if (group.national || !record?.mapped) return;
    const rows = activeRows(record);
    if (rows === 0) return;
    report({
      units: columnsOf(record).agencies,
      params: { rows },
      evidence: { ...offeredAs(record), name: record.facts.name ?? null, source: system.name },
    });
  },
);
