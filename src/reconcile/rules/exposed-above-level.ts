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
    // Nearly always none is below what is shown, which the kinds tell.
    if ([...columns.kinds].every(kind => Number(kind) >= onlineLevel)) return;
    for (let at = 0; at < columns.agencies.length; at++) {
      const level = levelAt(columns, at);
      if (level === undefined || (level ?? 0) >= onlineLevel) continue;
      const agency = columns.agencies[at]!;
      report({
        agency,
        params: { level, shown: met },
        evidence: { offeringLevel: level, shownLevel: met, source: system.name },
      });
    }
  },
);
