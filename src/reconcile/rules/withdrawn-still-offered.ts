import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { activeRows } from '../offered.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'withdrawn-still-offered', severity: 'critical', owner: 'regulatory', becomes: 'task' },
  { needs: { national: ['active'] }, sieve: 'unlisted', evenWithdrawn: true },
  (record, _system, group, context, report) => {
    if (!record || group.national?.facts.active !== false) return;
    const rows = activeRows(record);
    if (rows === 0) return;
    report({
      units: columnsOf(record).agencies,
      params: { rows },
      evidence: { ...offeredAs(record), [context.national!.name]: { active: false } },
    });
  },
);
