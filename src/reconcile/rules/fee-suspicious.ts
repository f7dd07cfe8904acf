import { firstOf, shortName } from '../../words/sentence.ts';
import { qualityRule } from '../national-record.ts';

export const rule = qualityRule('fee-suspicious', ['fees'], facts => {
  const fees = (facts.fees ?? []).filter(({ suspicious }) => suspicious);
  const texts = [...new Set(fees.map(({ text }) => shortName(text)))];
  return fees.length === 0
    ? undefined
    : { params: { texts: firstOf(texts) }, evidence: { fees: fees.slice(0, 20) } };
});
