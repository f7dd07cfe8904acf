import { shortText } from '../../domain/text.ts';
import type { SnapshotSummary } from '../../snapshot/model.ts';
import { shortName } from '../../words/sentence.ts';
import { sourceRule } from '../rule.ts';

export const rule = sourceRule(
  { id: 'records-quarantined', severity: 'minor', owner: 'technical', becomes: null },
  { needs: {} },
  (system, _context, report) => {
    const { quarantined, quarantineExamples = [], takenAt } = system.snapshot;
    if (quarantined === 0) return;
    report({
      params: { quarantined, examples: examplesOf(quarantined, quarantineExamples) },
      evidence: { quarantined, examples: quarantineExamples, takenAt },
    });
  },
);

const shown = 3;
/** Characters; the reason of a remote may be a page. */
const longestReason = 120;

function examplesOf(all: number, examples: NonNullable<SnapshotSummary['quarantineExamples']>) {
  const first = examples.slice(0, shown).map(({ part, key, path, reason }) => ({
    where: shortName([key || part, path].filter(Boolean).join(' ')),
    reason: shortText(reason, longestReason),
  }));
  return { first, more: all - first.length };
}
