import { compareComponents, firstPapers } from '../compare-components.ts';
import { caseRule } from '../online-cases.ts';

export const rule = caseRule<'components-differ'>(
  { id: 'components-differ', severity: 'major', part: 'components', sieve: 'papers' },
  { national: ['components'], local: ['levels', 'components'] },
  (facts, record, { national }) => {
    if (!national?.detailed || !national.cases || !facts.components || facts.components.length === 0)
      return undefined;
    const found = compareComponents(facts, record.cases?.length === 1, national.cases);
    if (!found || found.missing.length + found.surplus.length === 0) return undefined;
    const { missing, surplus, national: own } = found;
    return {
      params: {
        expected: own.components?.length ?? 0,
        actual: facts.components.length,
        missing: firstPapers(missing),
        surplus: firstPapers(surplus),
      },
      evidence: { missing, surplus, nationalCase: { key: own.key, name: own.name ?? null } },
    };
  },
);
