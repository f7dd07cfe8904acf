import { firstOf, shortName } from '../../words/sentence.ts';
import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule } from '../rule.ts';

export const rule: NationalRule<'fee-suspicious'> = {
  id: 'fee-suspicious',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  needs: { national: ['fees'] },
  becomes: null,
  start: (context, report) =>
    forEachPublic((record, group) => {
      const fees = (record.facts.fees ?? []).filter(({ suspicious }) => suspicious);
      if (fees.length === 0) return;
      const texts = [...new Set(fees.map(({ text }) => shortName(text)))];
      report(
        nationalFinding(group, context, {
          params: { texts: firstOf(texts) },
          evidence: { fees: fees.slice(0, 20) },
        }),
      );
    }),
};
