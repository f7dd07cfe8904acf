import { columnsOf } from '../columns.ts';
import { offeredAs } from '../evidence.ts';
import { activeRows } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

export const rule: SystemRule<'withdrawn-still-offered'> = {
  id: 'withdrawn-still-offered',
  scope: 'system',
  severity: 'critical',
  owner: 'regulatory',
  needs: { national: ['active'] },
  sieve: 'unlisted',
  becomes: 'task',
  judge(record, _system, group, context, report) {
    if (!record || group.national?.facts.active !== false) return;
    const rows = activeRows(record);
    if (rows === 0) return;
    report({
      units: columnsOf(record).agencies,
      params: { rows },
      evidence: { ...offeredAs(record), [context.national!.name]: { active: false } },
    });
  },
};
