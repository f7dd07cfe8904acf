import type { SourceRule } from '../rule.ts';

export const rule: SourceRule<'source-shrunk'> = {
  id: 'source-shrunk',
  scope: 'source',
  severity: 'critical',
  owner: 'technical',
  needs: {},
  becomes: null,
  judge(system, _context, report) {
    const { shrunk, takenAt } = system.snapshot;
    if (!shrunk) return;
    const { part, before, after, share } = shrunk;
    report({
      params: { part, before, after, share },
      evidence: { part, before, after, share, takenAt },
    });
  },
};
