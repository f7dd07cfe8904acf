import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNationalShape } from '../../src/domain/code.ts';
import type { Cell } from '../../src/reading/book.ts';
import { looksLikeCode, readCode } from '../../src/reading/code-cell.ts';
import { importRow } from '../../src/review/import-row.ts';
import { context, procedures } from '../review/corpus/sample.ts';

const text = (given: string): Cell => ({ kind: 'text', text: given });
const code = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([first, rest]) => `${first}.${String(rest).padStart(6, '0')}`);
const tail = fc.constantFrom('', '.H13', '.000.00.00.H13', '.h13');
const asLetters: Record<string, string[]> = { 0: ['O', 'o', 'О', '0'], 1: ['l', 'I', '1'], 5: ['S', '5'] };

describe('a code', () => {
  test('written with spaces, another dot, letters for digits or a tail is the same code', () => {
    const damage = fc.record({
      seeds: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      dot: fc.constantFrom('.', ',', '·', ' . ', '..'),
      spaces: fc.array(fc.constantFrom('', ' ', '\u00a0'), { minLength: 8, maxLength: 8 }),
      tail,
    });
    fc.assert(
      fc.property(code, damage, (whole, { seeds, dot, spaces, tail: end }) => {
        const letters = [...whole].map((digit, at) => {
          const choices = asLetters[digit] ?? [digit === '.' ? dot : digit];
          return choices[seeds[at]! % choices.length]! + spaces[at];
        });
        const read = readCode(text(letters.join('') + end), 'H13');
        const spelled = /[^\d.\s]/.test(letters.join('').replaceAll(dot, '.'));
        expect(read).toMatchObject({ code: whole, trust: spelled ? 'spelled' : 'sure' });
      }),
    );
  });

  test('that Excel made a number of is found again, but never held for certain when zeros are lost', () => {
    fc.assert(
      fc.property(code, whole => {
        const number = Number(whole);
        const read = readCode({ kind: 'number', text: String(number), number }, 'H13');
        // 1.000000 becomes 1, which could be anything.
        if (Number.isInteger(number)) expect(read).toHaveProperty('problem');
        else expect(read).toMatchObject({ code: whole, trust: whole.endsWith('0') ? 'guessed' : 'sure' });
      }),
      { examples: [['1.000000'], ['1.100000'], ['9.999999']] },
    );
  });

  test('that is accepted is always one of the national list, whatever stands in the cell', () => {
    const near = fc
      .constantFrom(...Object.keys(procedures))
      .chain(known =>
        fc
          .tuple(fc.nat({ max: 7 }), fc.string({ maxLength: 3 }))
          .map(([at, put]) => known.slice(0, at) + put + known.slice(at + 1)),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), fc.string({ maxLength: 20 }), (written, name) => {
        const at = (given: string, column: number) => ({ cell: text(given), row: 1, column });
        const row = {
          row: 1,
          hidden: false,
          headings: [],
          ...{
            ...{ agency: undefined, reason: undefined, stray: undefined },
            grounds: {},
            reasons: { technical: undefined, legal: undefined },
            levels: [],
            plans: [],
            remarks: [],
            codes: [],
            further: [],
            struck: [],
          },
          code: at(written, 1),
          name: at(name, 2),
        };
        const result = importRow(row, 'eligible', context);
        if ('entry' in result) expect(procedures).toHaveProperty([result.entry.procedure]);
        else expect(result.refused.reason).not.toBe('');
      }),
    );
  });

  test('of another shape never comes out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), given => {
        const read = readCode(text(given), 'H13');
        if ('code' in read) expect(isNationalShape(read.code)).toBe(true);
      }),
    );
  });
});

test.each([
  '1',
  '12',
  '100',
  '2021',
  '02923762333',
  '15/6/2021',
  'Nghị định 61/2018/NĐ-CP',
  'I.1',
  '1.1',
  '',
])('"%s" is not taken for a code', given => expect(looksLikeCode(given)).toBe(false));

test.each([
  ['1.O14976', 'O → 0'],
  ['l.014976', 'l → 1'],
  ['1.О14976', 'О → 0'],
  ['1.Ο1497б', 'Ο → 0, б → 6'],
])('what stood for digits in "%s" is said letter by letter', (written, said) => {
  expect(readCode(text(written), 'H13')).toEqual({
    code: '1.014976',
    repaired: `thay chữ viết nhầm bằng chữ số (${said})`,
    trust: 'spelled',
  });
});
