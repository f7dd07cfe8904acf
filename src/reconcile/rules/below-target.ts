import { sourcesOf, targetRule } from '../target-levels.ts';

export const rule = targetRule<'below-target'>(
  { id: 'below-target', severity: 'major', owner: 'technical' },
  (target, level) =>
    target.level === null || (level ?? 0) >= target.level
      ? undefined
      : { why: target.why, target: target.level, level, sources: sourcesOf(target) },
);
