import { textKey } from '../../domain/text.ts';
import { contentRule } from '../content.ts';

export const rule = contentRule(
  { id: 'name-differs', severity: 'minor' },
  { national: ['name'], local: ['name'] },
  ({ national, local }) => {
    const expected = national.facts.name;
    const actual = local.facts.name;
    return !expected || !actual || expected === actual || textKey(expected) === textKey(actual)
      ? undefined
      : { params: { expected, actual }, evidence: { national: expected, local: actual } };
  },
);
