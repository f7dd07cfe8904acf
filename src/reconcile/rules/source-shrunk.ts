import { sourceRule } from '../rule.ts';

export const rule = sourceRule(
  { id: 'source-shrunk', severity: 'critical', owner: 'technical', becomes: null },
  { needs: {} },
  (system, _context, report) => {
    const { shrunk, takenAt } = system.snapshot;
    if (!shrunk) return;
    const { part, before, after, share } = shrunk;
    report({
      params: { part, before, after, share },
      evidence: { part, before, after, share, takenAt },
    });
  },
);
