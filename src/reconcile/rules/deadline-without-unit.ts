import { firstOf } from '../../words/sentence.ts';
import { qualityRule } from '../national-record.ts';

export const rule = qualityRule('deadline-without-unit', ['deadlines'], facts => {
  const bare = (facts.deadlines ?? []).filter(
    ({ amount, unit }) => amount !== undefined && unit === undefined,
  );
  const amounts = [...new Set(bare.map(({ amount }) => amount!))];
  return bare.length === 0
    ? undefined
    : { params: { amounts: firstOf(amounts) }, evidence: { deadlines: bare.slice(0, 20) } };
});
