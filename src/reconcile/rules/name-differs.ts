import { textKey } from '../../domain/text.ts';
import { contentRule } from '../content.ts';

export const rule = contentRule<'name-differs'>(
  {
    id: 'name-differs',
    severity: 'minor',
    needs: { national: ['name'], local: ['name'] },
    sieve: 'contents',
  },
  ({ national, local }) => {
    const expected = national.facts.name;
    const actual = local.facts.name;
    return !expected || !actual || expected === actual || textKey(expected) === textKey(actual)
      ? undefined
      : { params: { expected, actual }, evidence: { national: expected, local: actual } };
  },
);
