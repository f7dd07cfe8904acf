import { expect, test } from 'vitest';
import { numberWords, percentWords } from '../../src/domain/number-words.ts';

test('numbers read as they are written in Vietnamese', () => {
  expect(numberWords(1234.56)).toBe('1.234,6');
  expect(numberWords(1234.56, 0)).toBe('1.235');
  expect(numberWords(0.125, 2)).toBe('0,13');
});

test('a share reads as a percentage', () => {
  expect(percentWords(0.3936)).toBe('39,4%');
  expect(percentWords(0.2)).toBe('20%');
});
