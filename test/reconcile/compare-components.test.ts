import { describe, expect, it, test } from 'vitest';
import type { CaseFacts, Component } from '../../src/domain/procedure.ts';
import { compareComponents, firstPapers } from '../../src/reconcile/compare-components.ts';

type Paper = string | Component;
const papers = (names: readonly Paper[]): Component[] =>
  names.map(each => (typeof each === 'string' ? { name: each } : each));
const a = (components: readonly Paper[] | null | undefined, name?: string): CaseFacts => ({
  key: name ?? 'c',
  agencies: null,
  ...(name !== undefined && { name }),
  ...(components !== undefined && { components: components && papers(components) }),
});

/** What of the papers is missing and too many, where one case stands against one. */
function apart(own: readonly Paper[], expected: readonly Paper[]) {
  const { missing, surplus } = compareComponents(a(own), true, [a(expected)])!;
  return { missing, surplus };
}
const alike = { missing: [], surplus: [] };

/** A name of so many characters. */
const long = (length: number) => `${'giấy tờ về nhà đất '.repeat(40).slice(0, length - 1)}x`;

describe('two papers are one', () => {
  it.each<[string, Paper, Paper]>([
    ['cut where a column ends', long(200), `${long(200)} của hộ gia đình`],
    ['a tone mark was lost in the cut', `${long(198)}ho`, `${long(198)}hồ sơ của hộ gia đình`],
    ['a file is named at the end', 'Đơn xin phép', 'Đơn xin phép mau-so-1.doc'],
    [
      'a file is named after a name of some length',
      `Đơn xin ${'phép '.repeat(10)}`,
      `Đơn xin ${'phép '.repeat(10)} m.doc`,
    ],
    ['a file is named in brackets', 'Đơn xin phép', 'Đơn xin phép (mau1.pdf).'],
    ['a file is named glued to it', 'Đơn xin phép', 'Đơn xin phépmau1.xlsx'],
    ['files of other names', 'Đơn xin phép a.doc', 'Đơn xin phép bcd.docx'],
    ['files of other names, spaces at the end', 'Đơn xin phép a.doc ', 'Đơn xin phép   bcd.docx'],
    [
      'the code is the same',
      { code: 'KQ-1', name: 'Giấy phép' },
      { code: 'kq 1', name: 'Bản chính giấy phép' },
    ],
    ['the name is the same', { code: 'KQ1', name: 'Giấy phép' }, { code: 'KQ2', name: 'giấy phép' }],
  ])('%s', (_, one, other) => {
    expect(apart([one], [other])).toEqual(alike);
    expect(apart([other], [one])).toEqual(alike);
  });
});

describe('two papers are two', () => {
  it.each<[string, Paper, Paper]>([
    ['a name that no column would cut goes on', long(199), `${long(199)} của hộ gia đình`],
    ['what stands before the cut is another', long(200), `một ${long(200)} của hộ gia đình`],
    ['only their beginnings are one', long(200), `giấy chứng nhận ${long(230)}`],
    ['one goes on without a file', 'Đơn xin phép', 'Đơn xin phép xây dựng'],
    ['what goes on is longer than a file', 'Đơn xin phép', `Đơn xin phép ${'xây dựng '.repeat(14)}mau.doc`],
    ['the file ends another name', 'Đơn xin phép', 'Đơn đề nghị mau.doc'],
    ['only the longer one may end in a file', 'Đơn xin a.doc', 'Đơn xin phép xây dựng mới'],
    ['both end in a file', 'Đơn xin phép a.doc', 'Đơn đề nghị bcd.doc'],
    ['nothing is left of a name', '...', 'mau.doc'],
    ['neither has a code', 'Giấy phép', 'Bản chính giấy phép'],
    ['codes say nothing', { code: '-', name: 'Giấy phép' }, { code: '-', name: 'Bản chính' }],
    ['codes are others', { code: 'A1', name: 'Giấy phép' }, { code: 'A2', name: 'Bản chính' }],
  ])('%s', (_, one, other) => {
    const nameOf = (paper: Paper) =>
      (typeof paper === 'string' ? paper : paper.name).replace(/\s+/g, ' ').trim();
    expect(apart([one], [other])).toEqual({ missing: [nameOf(other)], surplus: [nameOf(one)] });
    expect(apart([other], [one])).toEqual({ missing: [nameOf(one)], surplus: [nameOf(other)] });
  });
});

test('names are told with whitespace folded, each paper once', () => {
  expect(apart(['B  giấy', 'b giấy', 'A'], ['A', ' C giấy '])).toEqual({
    missing: ['C giấy'],
    surplus: ['b giấy'],
  });
});

test('papers of one name and several codes are looked for by each code', () => {
  const own = [{ code: '1', name: 'Giấy phép' }];
  const expected = [
    { code: '2', name: 'Giấy' },
    { code: '1', name: 'Giấy' },
  ];
  expect(apart(own, expected)).toEqual({ missing: ['Giấy'], surplus: [] });
});

describe('which national case is held against one', () => {
  const held = (own: CaseFacts, only: boolean, national: readonly CaseFacts[]) => {
    const found = compareComponents(own, only, national);
    return found && { of: found.national.key, missing: found.missing, surplus: found.surplus };
  };
  const first = a(['A', 'B'], 'Một');
  const second = a(['C', 'D', 'E'], 'Hai');

  it.each<[string, CaseFacts, boolean, CaseFacts[], ReturnType<typeof held>]>([
    [
      'the one of its name',
      a(['C', 'D', 'E'], 'MỘT'),
      false,
      [first, second],
      { of: 'Một', missing: ['A', 'B'], surplus: ['C', 'D', 'E'] },
    ],
    [
      'the one with the very papers',
      a(['C', 'D', 'E'], 'Ba'),
      false,
      [first, second],
      { of: 'Hai', missing: [], surplus: [] },
    ],
    [
      'the one with most of its papers',
      a(['D', 'E'], 'Ba'),
      false,
      [first, second],
      { of: 'Hai', missing: ['C'], surplus: [] },
    ],
    [
      'shares count, not papers',
      a(['A', 'C', 'D'], 'Ba'),
      false,
      [a(['A'], 'Một'), a(['C', 'D', 'E', 'F', 'G'], 'Hai')],
      { of: 'Một', missing: [], surplus: ['C', 'D'] },
    ],
    [
      'the first of equals',
      a(['A', 'C'], 'Ba'),
      false,
      [a(['A', 'B'], 'Một'), a(['C', 'D'], 'Hai')],
      { of: 'Một', missing: ['B'], surplus: ['C'] },
    ],
    [
      'none without papers',
      a(['D'], 'Ba'),
      false,
      [a([], 'Một'), a(null, 'Không'), second],
      { of: 'Hai', missing: ['C', 'E'], surplus: [] },
    ],
    [
      'one that shares nothing rather than none',
      a(['X'], 'Ba'),
      false,
      [first],
      { of: 'Một', missing: ['A', 'B'], surplus: ['X'] },
    ],
    [
      'none: the only case holds the papers of all',
      a(['E', 'D', 'C', 'B', 'A'], 'Ba'),
      true,
      [first, second],
      undefined,
    ],
    [
      'none: they share papers, and it holds each once',
      a(['B', 'A', 'C'], 'Ba'),
      true,
      [first, a(['A', 'C'], 'Hai')],
      undefined,
    ],
    [
      'one of several cases is not to hold all',
      a(['E', 'D', 'C', 'B', 'A'], 'Ba'),
      false,
      [first, second],
      { of: 'Hai', missing: [], surplus: ['B', 'A'] },
    ],
    [
      'the only case lacks one of all',
      a(['D', 'C', 'B', 'A'], 'Ba'),
      true,
      [first, second],
      { of: 'Một', missing: [], surplus: ['D', 'C'] },
    ],
    [
      'the only case has one more than all',
      a(['E', 'D', 'C', 'B', 'A', 'X'], 'Ba'),
      true,
      [first, second],
      { of: 'Hai', missing: [], surplus: ['B', 'A', 'X'] },
    ],
    [
      'the only one on either side',
      a(['A'], 'Ba'),
      true,
      [first],
      { of: 'Một', missing: ['B'], surplus: [] },
    ],
    [
      'another of them could not be read',
      a(['A'], 'Một'),
      false,
      [first, a(undefined, 'Hai')],
      { of: 'Một', missing: ['B'], surplus: [] },
    ],
    [
      'another could not be read, and it may hold all',
      a(['A'], 'Một'),
      true,
      [first, a(undefined, 'Hai')],
      undefined,
    ],
    ['that of its name could not be read', a(['A'], 'Hai'), false, [first, a(undefined, 'Hai')], undefined],
    [
      'one could not be read, and none is of its name',
      a(['A', 'B'], 'Ba'),
      false,
      [first, a(undefined, 'Hai')],
      undefined,
    ],
    ['there is none', a(['A'], 'Một'), true, [], undefined],
    ['none asks for a paper', a(['A'], 'Một'), true, [a([], 'Một')], undefined],
  ])('%s', (_, own, only, national, expected) => {
    expect(held(own, only, national)).toEqual(expected);
  });

  test('the same words with another code are the same papers', () => {
    const own = a(
      [
        { code: '1', name: 'A' },
        { code: '2', name: 'B' },
      ],
      'Ba',
    );
    const coded = a(
      [
        { code: '2', name: 'A' },
        { code: '1', name: 'B' },
      ],
      'Một',
    );
    const same = a(
      [
        { code: '1', name: 'A' },
        { code: '2', name: 'B' },
      ],
      'Hai',
    );
    expect(held(own, false, [coded, same])).toEqual({ of: 'Hai', missing: [], surplus: [] });
    expect(held(own, false, [coded])).toEqual({ of: 'Một', missing: [], surplus: [] });
  });
});

test('a sentence names two papers that differ, and how many more there are', () => {
  expect(firstPapers(['A', 'B', 'C', 'D'])).toMatchObject({ first: ['A', 'B'], more: 2 });
  const [name] = firstPapers([long(500)]).first;
  expect(name!.length).toBeLessThan(500);
});
