import { firstOf, shortName } from '../../words/sentence.ts';
import { qualityRule } from '../national-record.ts';

export const rule = qualityRule('free-with-amount', ['fees'], facts => {
  const fees = (facts.fees ?? []).filter(({ freeWithAmount }) => freeWithAmount);
  const texts = [...new Set(fees.map(({ text }) => shortName(text)))];
  return fees.length === 0
    ? undefined
    : { params: { texts: firstOf(texts) }, evidence: { fees: fees.slice(0, 20) } };
});
