import { onlineLevel } from '../../domain/level.ts';
import { levelAt } from '../columns.ts';
import { activeColumns } from '../offered.ts';
import { systemRule } from '../rule.ts';

export const rule = systemRule(
  { id: 'exposed-above-level', severity: 'critical', owner: 'technical', becomes: 'task' },
  { needs: { local: ['shownLevel', 'levels'] }, sieve: 'levels' },
  (record, system, _group, _context, report) => {
    const met = record?.facts.shownLevel;
    if (!met || met < onlineLevel) return;
    const columns = activeColumns(record);
    for (const [at, agency] of columns.agencies.entries()) {
      const level = levelAt(columns, at);
      if (level === undefined || (level ?? 0) >= onlineLevel) continue;
      report({
        agency,
        params: { level, shown: met },
        evidence: { offeringLevel: level, shownLevel: met, source: system.name },
      });
    }
  },
);
