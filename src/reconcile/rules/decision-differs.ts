import { cleanText, shortText } from '../../domain/text.ts';
import { contentRule } from '../content.ts';

/** Characters; a decision is a number and a day. */
const longest = 500;

export const rule = contentRule(
  { id: 'decision-differs', severity: 'minor' },
  { national: ['decision'], local: ['decision'] },
  pair => {
    const expected = pair.national.facts.decision;
    const actual = pair.local.facts.decision;
    if (!expected || !actual || expected === actual) return undefined;
    const national = decisionNumbers(expected);
    const local = decisionNumbers(actual);
    if (national.length === 0 || local.length === 0 || local.some(number => national.includes(number)))
      return undefined;
    return {
      params: {
        expected: shortText(cleanText(expected), longest),
        actual: shortText(cleanText(actual), longest),
      },
      evidence: { national: expected, local: actual },
    };
  },
);

/** `Quyết định số 01234 /QĐ-BTP ngày 5/6/2021; 99/QĐ - UBND` → `1234/QĐ-BTP`, `99/QĐ-UBND`. */
function decisionNumbers(text: string): string[] {
  const whole = cleanText(text)
    .toUpperCase()
    .replace(/\.? ?([-–—/]) ?/g, (_, sign: string) => (sign === '/' ? '/' : '-'));
  const usual = whole.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]+\/Q[ĐD][\p{L}\p{N}-]*/gu);
  // Some ministries number the other way round ("QĐ/0001-BCA"): then the whole text is the number.
  const numbers = usual ?? [whole.replace(/^(?:QUYẾT ĐỊNH|QĐ(?=\s))?\s*(?:SỐ)?[\s:.]*/u, '')];
  return numbers
    .map(number => number.replace(/^0+(?=\d)/, '').replace(/[^\p{L}\p{N}/-]+/gu, ''))
    .filter(number => number !== '');
}
