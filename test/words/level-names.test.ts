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

it('adds the word people read at the portal to a level shown there, where the city goes by number, and to no other', () => {
  const shown = (naming?: 'decree-42') =>
    ([4, 3, 2, 1, null, undefined] as const).map(level => levelTerms(naming).at('nationalPortal', level));
  expect(shown()).toEqual([
    'mức độ 4 (toàn trình)',
    'mức độ 3 (một phần)',
    'mức độ 2 (cung cấp thông tin)',
    'mức độ 1 (cung cấp thông tin)',
    'không có mức độ',
    'không rõ mức độ',
  ]);
  expect(shown('decree-42')[0]).toBe('mức toàn trình');
  for (const role of ['portal', 'oneStop', 'national', undefined])
    expect(levelTerms().at(role, 4)).toBe('mức độ 4');
});
