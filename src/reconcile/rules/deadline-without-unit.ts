import { firstOf } from '../../words/sentence.ts';
import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule } from '../rule.ts';

export const rule: NationalRule<'deadline-without-unit'> = {
  id: 'deadline-without-unit',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  needs: { national: ['deadlines'] },
  becomes: null,
  start: (context, report) =>
    forEachPublic((record, group) => {
      const bare = (record.facts.deadlines ?? []).filter(
        ({ amount, unit }) => amount !== undefined && unit === undefined,
      );
      if (bare.length === 0) return;
      const amounts = [...new Set(bare.map(({ amount }) => amount!))];
      report(
        nationalFinding(group, context, {
          params: { amounts: firstOf(amounts) },
          evidence: { deadlines: bare.slice(0, 20) },
        }),
      );
    }),
};
