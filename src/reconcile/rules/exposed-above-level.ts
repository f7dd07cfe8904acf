import { levels, onlineLevel } from '../../domain/level.ts';
import { levelAt, noLevel } from '../columns.ts';
import { activeColumns, isWithdrawn } from '../offered.ts';
import type { SystemRule } from '../rule.ts';

/** Kinds of levels that nobody can file at online. */
const below = [noLevel, ...levels.filter(level => level < onlineLevel).map(String)];

export const rule: SystemRule<'exposed-above-level'> = {
  id: 'exposed-above-level',
  scope: 'system',
  severity: 'critical',
  owner: 'technical',
  needs: { local: ['shownLevel', 'levels'] },
  sieve: 'levels',
  becomes: 'task',
  concerns: () => true,
  judge(record, system, group, _context, report) {
    const met = record?.facts.shownLevel;
    if (!met || met < onlineLevel || isWithdrawn(group)) return;
    const columns = activeColumns(record);
    // Nearly always none is below what is shown, which the kinds tell.
    if (!below.some(kind => columns.kinds.includes(kind))) return;
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
};
