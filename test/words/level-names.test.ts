import { expect, it } from 'vitest';
import { levelLegend, levelTerms, levelWordsOf, type NamedLevel } from '../../src/words/level-names.ts';

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

it('adds the word of the portal people file at to a level shown there, in either vocabulary, and to no other', () => {
  const shown = (naming?: 'decree-42') =>
    ([4, 3, 2, 1, null, undefined] as const).map(level => levelTerms(naming).at('nationalPortal', level));
  expect(shown()).toEqual([
    'mức độ 4 (FULL)',
    'mức độ 3 (PARTIAL)',
    'mức độ 2 (NONE)',
    'mức độ 1 (NONE)',
    'không có mức độ',
    'không rõ mức độ',
  ]);
  expect(shown('decree-42')[0]).toBe('mức toàn trình (FULL)');
  for (const role of ['portal', 'oneStop', 'national', undefined])
    expect(levelTerms().at(role, 4)).toBe('mức độ 4');
});
