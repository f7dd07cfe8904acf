import { groundsOf, sourcesOf, targetRule } from '../target-levels.ts';

/** Somebody has said that it cannot go to level 4; a contradiction or silence says no such thing. */
const said = new Set<string>(['review', 'roll-up', 'decision']);

export const rule = targetRule<'above-eligibility'>(
  { id: 'above-eligibility', severity: 'critical', owner: 'regulatory' },
  (target, level) =>
    level !== 4 || target.level !== null || !said.has(target.why) || target.unappraised
      ? undefined
      : { why: target.why, level, grounds: groundsOf(target), sources: sourcesOf(target) },
);
