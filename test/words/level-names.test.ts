import { expect, it } from 'vitest';
import { levelLegend, levelWordsOf, type NamedLevel } from '../../src/words/level-names.ts';

const all: NamedLevel[] = ['4', '3', '2', '1', 'none'];

it('calls levels by number unless told otherwise', () => {
  expect(all.map(level => levelWordsOf(level).head)).toEqual(['Mức 4', 'Mức 3', 'Mức 2', 'Mức 1', 'Chưa có']);
});

it.each(['numbers', 'decree-42'] as const)('tells every level apart in the vocabulary "%s"', naming => {
  for (const part of ['name', 'head', 'short'] as const)
    expect(new Set(all.map(level => levelWordsOf(level, naming)[part])).size).toBe(all.length);
});

it('explains either vocabulary by the other', () => {
  for (const naming of ['numbers', 'decree-42'] as const)
    for (const word of ['toàn trình', 'một phần', 'cung cấp thông tin', 'mức độ 4'])
      expect(levelLegend(naming)).toContain(word);
});
