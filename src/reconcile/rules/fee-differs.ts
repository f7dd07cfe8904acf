import { feeAmounts } from '../../domain/fee.ts';
import { contentRule } from '../content.ts';

/** Amounts of one side in a sentence; the evidence names no more fees either. */
const mostAmounts = 20;

export const rule = contentRule(
  { id: 'fee-differs', severity: 'major' },
  { national: ['fees'], local: ['fees'] },
  pair => {
    const national = feeAmounts(pair.national.facts.fees);
    const local = national && feeAmounts(pair.local.facts.fees);
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
