import { feeAmounts } from '../../domain/fee.ts';
import type { Known } from '../../domain/known.ts';
import type { Fee } from '../../domain/procedure.ts';
import { contentRule } from '../content.ts';

/** Amounts of one side in a sentence; the evidence names no more fees either. */
const mostAmounts = 20;

export const rule = contentRule<'fee-differs'>(
  { id: 'fee-differs', severity: 'major', needs: { national: ['fees'], local: ['fees'] }, sieve: 'contents' },
  pair => {
    const national = charged(pair.national.facts.fees);
    const local = national && charged(pair.local.facts.fees);
    if (!local || (local.length === national.length && local.every((amount, at) => amount === national[at])))
      return undefined;
    return {
      params: { expected: national.slice(0, mostAmounts), actual: local.slice(0, mostAmounts) },
      evidence: {
        national: (pair.national.facts.fees ?? []).slice(0, 20),
        local: (pair.local.facts.fees ?? []).slice(0, 20),
      },
    };
  },
);

/** Distinct amounts above 0 in đồng, ascending; empty = free; `undefined` = not told or one of them unclear. */
function charged(fees: Known<Fee[]>): number[] | undefined {
  const amounts = feeAmounts(fees);
  return amounts && [...amounts].filter(amount => amount > 0).sort((a, b) => a - b);
}
