import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AgreementWord, agreementState, agreementWords } from '../../src/domain/agreement.ts';
import { conditionsNamed, explanationKey, explanationsOf } from '../../src/domain/explanation.ts';
import type { ReviewEntry } from '../../src/domain/review.ts';
import { judgeGround } from '../../src/review/marks.ts';
import { defaultReasonWords } from '../../src/review/reason-words.ts';

const nothing = { blocks: undefined, reasons: [], text: null };
const said = (text: string) => judgeGround(text, 'not-eligible', defaultReasonWords(), 'empty', 'technical');
const named = (text: string) => conditionsNamed({ technical: said(text), legal: nothing });

describe('what an explanation names', () => {
  test.each([
    'X',
    'chưa đủ điều kiện',
    'Đề nghị giữ nguyên',
    'đề nghị giữ nguyên mức độ 2',
    'de nghi giu nguyen',
    'Không thực hiện được',
    'Chưa đủ điều kiện lên dịch vụ công trực tuyến mức độ 4',
    'x (chưa triển khai được)',
    'Chưa nâng; đề nghị giữ nguyên',
  ])('«%s» names no condition', text => {
    expect(said(text).blocks).toBe(true);
    expect(named(text)).toEqual([]);
  });

  test.each([
    ['Chưa có tờ khai điện tử', 'e-form'],
    ['chưa xây dựng e-form', 'e-form'],
    ['Không phát sinh hồ sơ', 'no-demand'],
    ['ít hồ sơ', 'no-demand'],
    ['Không thực hiện được do chưa có chữ ký số', 'digital-signature'],
    ['Không thực hiện được vì đường truyền hay hỏng', 'other'],
    ['Đề nghị giữ nguyên do dân chưa quen', 'other'],
    // A provision of law, although none of the words of legislation is there.
    ['theo khoản 2 Điều 7 NĐ 123', 'legislation'],
    ['vướng Điều 18 TT 04/2020/TT-BTP', 'legislation'],
    ['vướng Kế hoạch 117/KH-UBND', 'other'],
  ])('«%s» names %s', (text, code) => {
    expect(named(text)).toEqual([code]);
  });

  test('rows stand by unit, file, sheet and row, as numbers count', () => {
    const row = (agency: string, file: number, sheet: string, row: number, list = 'not-eligible') =>
      ({ agency, list, source: { file, name: 'ds.xlsx', sheet, row } }) as ReviewEntry;
    const sorted = [
      ...[row('H13.1', 2, 'A', 9), row('H13.1', 2, 'A', 10), row('H13.1', 2, 'B', 1)],
      ...[row('H13.1', 10, 'A', 1), row('H13.2', 1, 'A', 1)],
    ];
    expect(explanationsOf([row('H13.0', 1, 'A', 1, 'eligible'), ...sorted.toReversed()])).toEqual(sorted);
  });

  test('a word list from before this was known still tells', () => {
    const { 'no-condition': _, ...conditions } = defaultReasonWords().conditions;
    const old = { ...defaultReasonWords(), conditions };
    expect(judgeGround('đề nghị giữ nguyên', 'not-eligible', old, 'empty').reasons).toEqual(['no-condition']);
  });

  test('a row is the same however its words are spaced and coded, and another when they change', () => {
    const row = (text: string, reasons = ['other']) => ({
      technical: { blocks: true, reasons, text },
      legal: nothing,
    });
    const key = explanationKey(row('Chưa có máy  ký'));
    expect(explanationKey(row('chưa có máy ký', ['digital-signature']))).toBe(key);
    expect(explanationKey(row('chưa có máy quét'))).not.toBe(key);
  });
});

describe('where a row stands by the words of both offices', () => {
  const word = (given: AgreementWord | null) => given && { word: given };
  const anyWord = fc.constantFrom(...agreementWords, null);
  const state = (technical: AgreementWord | null, regulatory: AgreementWord | null, names = true) =>
    agreementState(names, { technical: word(technical), regulatory: word(regulatory) });

  test.each([
    [null, null, 'waiting'],
    ['agreed', null, 'waiting'],
    ['not-agreed', null, 'waiting'],
    ['explain-again', null, 'explain-again'],
    ['explain-again', 'explain-again', 'explain-again'],
    ['explain-again', 'agreed', 'conflict'],
    ['agreed', 'not-agreed', 'conflict'],
    ['agreed', 'agreed', 'final'],
    ['not-agreed', 'not-agreed', 'final'],
  ] as const)('%s and %s: %s', (technical, regulatory, expected) => {
    expect(state(technical, regulatory)).toBe(expected);
    expect(state(regulatory, technical)).toBe(expected);
  });

  test('final needs the same word of both, and a condition that is named', () => {
    fc.assert(
      fc.property(anyWord, anyWord, fc.boolean(), (technical, regulatory, names) => {
        const final = state(technical, regulatory, names) === 'final';
        expect(final).toBe(
          names && technical !== null && technical === regulatory && technical !== 'explain-again',
        );
        if (!names) expect(state(technical, regulatory, names)).toBe('explain-again');
      }),
    );
  });
});
