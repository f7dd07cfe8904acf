import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { beginningOf, redactedBeginning } from '../../src/adapter/beginning-of.ts';
import { createRedactor } from '../../src/adapter/http-redaction.ts';
import { issueWords } from '../../src/adapter/issue-words.ts';

it.each([
  ['mức độ ba', 9, 'mức độ ba'],
  ['mức độ ba phẩy năm', 9, 'mức độ ba…'],
  ['mức độ ba phẩy năm', 12, 'mức độ ba…'],
  ['một-từ-rất-dài', 5, '…'],
])('%s, at most %i, is %s', (text, most, expected) => {
  expect(beginningOf(text, most)).toBe(expected);
});

it('never leaves half a secret behind, wherever it stands and is cut', () => {
  const token = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 80 }).filter(text => !/\s/.test(text));
  fc.assert(
    fc.property(fc.string(), token, fc.string(), fc.nat(120), (before, secret, after, most) => {
      const shown = createRedactor([secret])(beginningOf(`${before} ${secret}${after}`, most));
      const rest = shown.slice(before.length);
      expect(rest.startsWith(` ${secret.slice(0, 4)}`)).toBe(false);
    }),
  );
});

it('keeps a secret whole in the reason why a field is of no use', () => {
  const secret = `khoa-${'x'.repeat(70)}`;
  const record = { level: `mức ${secret}` };
  const { error } = z.object({ level: z.number() }).safeParse(record);
  expect(issueWords(error!.issues[0]!, record)).toBe('không dùng được: chữ mức…');
});

it('shows no half of a secret where a long answer repeats it up to the cut', () => {
  const secret = `khoa-${'x'.repeat(900)}`;
  expect(redactedBeginning(secret.repeat(100), createRedactor([secret]))).toBe('');
  expect(redactedBeginning('y'.repeat(100_000), createRedactor([secret])).slice(0, 3)).toBe('yyy');
});
