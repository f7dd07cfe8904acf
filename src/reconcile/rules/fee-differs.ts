import { feeAmounts } from '../../domain/fee.ts';
import type { Known } from '../../domain/known.ts';
import type { Fee } from '../../domain/procedure.ts';
import { contentFinding, contentPair } from '../content.ts';
import type { SystemRule } from '../rule.ts';

/** Amounts of one side in a sentence; the evidence names no more fees either. */
const mostAmounts = 20;

export const rule: SystemRule<'fee-differs'> = {
  id: 'fee-differs',
  scope: 'system',
  severity: 'major',
  owner: 'technical',
  needs: { national: ['fees'], local: ['fees'] },
  becomes: 'task',
  sieve: 'contents',
  concerns: system => system.role !== 'national',
  judge(record, system, group, context, report) {
    const pair = contentPair(record, group);
    if (!pair) return;
    const national = charged(pair.national.facts.fees);
    const local = national && charged(pair.local.facts.fees);
    if (!local || (local.length === national.length && local.every((amount, at) => amount === national[at])))
      return;
    report(
      contentFinding(pair, system, context, {
        params: { expected: national.slice(0, mostAmounts), actual: local.slice(0, mostAmounts) },
        evidence: {
          national: (pair.national.facts.fees ?? []).slice(0, 20),
          local: (pair.local.facts.fees ?? []).slice(0, 20),
        },
      }),
    );
  },
};

/** Distinct amounts above 0 in đồng, ascending; empty = free; `undefined` = not told or one of them unclear. */
function charged(fees: Known<Fee[]>): number[] | undefined {
  const amounts = feeAmounts(fees);
  return amounts && [...amounts].filter(amount => amount > 0).sort((a, b) => a - b);
}
