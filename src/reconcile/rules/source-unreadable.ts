import { shortText } from '../../domain/text.ts';
import { sourceRule } from '../rule.ts';

/** Characters; the evidence has the whole of it. */
const longestError = 1_000;

export const rule = sourceRule(
  { id: 'source-unreadable', severity: 'critical', owner: 'technical', becomes: null },
  { needs: {} },
  (system, _context, report) => {
    const { status, error, takenAt, shrunk } = system.snapshot;
    if (status === 'complete' || shrunk) return;
    report({
      params: {
        status: status === 'unreadable' ? status : 'partial',
        error: error && shortText(error, longestError),
      },
      evidence: { status, error, takenAt },
    });
  },
);
