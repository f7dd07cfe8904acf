import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import type { DesiredCase } from '../../src/domain/service.ts';
import { declaredOf } from '../../src/readiness/declared.ts';
import { needsOf } from '../../src/readiness/needs.ts';

const paper = { name: 'Đơn' };
const caseOf = (key: string, name: string, papers: number | undefined): CaseFacts => ({
  ...{ key, name, agencies: null },
  ...(papers !== undefined && { components: Array(papers).fill(paper) }),
});
const definedCase = (key: string, name: string, papers: number) =>
  ({ key, name, components: Array(papers).fill(paper) }) as unknown as DesiredCase;
const fees = (...amounts: number[]) =>
  amounts.map(amount => ({ name: 'Lệ phí', kind: 'lệ phí' as const, amount }));

describe('whether there is something to pay', () => {
  const unclear = { fees: [{ text: '?' }] };

  it('is what the national record says', () => {
    expect(needsOf({ fees: [{ amount: 5000, text: '' }] }, { fees: fees(0), cases: [] }).fee).toBe('due');
    expect(needsOf({ fees: [] }, { fees: fees(5000), cases: [] }).fee).toBe('free');
  });

  it('is what the definition says where the record leaves it open, one fee above nothing being enough', () => {
    expect(needsOf(unclear, { fees: fees(0, 5000), cases: [] }).fee).toBe('due');
    expect(needsOf(undefined, { fees: fees(0, 0), cases: [] }).fee).toBe('free');
  });

  it('is unknown where neither says it', () => {
    expect(needsOf(unclear, { fees: undefined, cases: [] }).fee).toBe('unknown');
    expect(needsOf(undefined).fee).toBe('unknown');
  });
});

describe('how many papers are asked for', () => {
  const national = [caseOf('1', 'Cấp mới', 3), caseOf('2', 'Cấp lại', 1), caseOf('3', 'Gia hạn', undefined)];
  const papers = (one?: CaseFacts, cases: CaseFacts[] | undefined = national) =>
    needsOf({ fees: [], cases }).papers(one);

  it('is that of the national case of the same name, however it is written', () => {
    expect(papers(caseOf('x', ' CẤP  LẠI', 9))).toBe(1);
  });

  it('is that of the case that asks for most, where none has that name or nobody asks for one', () => {
    expect([papers(caseOf('x', 'Cấp đổi', 9)), papers({ key: 'x', agencies: null }), papers()]).toEqual([
      3, 3, 3,
    ]);
  });

  it('is unknown where none asks for any and some could not be told', () => {
    expect(papers(caseOf('x', 'Gia hạn', 9))).toBeUndefined();
    expect(papers(undefined, [caseOf('1', '', 0), caseOf('2', '', undefined)])).toBeUndefined();
    expect(papers(undefined, [caseOf('1', '', 0)])).toBe(0);
  });

  it('is what the definition asks for where the national record does not say, by key before name', () => {
    const defined = (cases: DesiredCase[], one?: CaseFacts, of?: CaseFacts[]) =>
      needsOf({ fees: [], cases: of }, { fees: [], cases }).papers(one);
    const cases = [
      definedCase('b', 'Cấp mới', 4),
      definedCase('a', 'Cấp lại', 2),
      definedCase('c', 'Cấp đổi', 1),
    ];
    expect(defined(cases, caseOf('a', 'Cấp mới', 9))).toBe(2);
    expect(defined(cases, caseOf('x', 'CẤP ĐỔI', 9))).toBe(1);
    expect([defined(cases, caseOf('x', 'Khác', 9)), defined(cases)]).toEqual([4, 4]);
    expect(defined([], caseOf('a', 'Cấp mới', 9))).toBeUndefined();
    expect(defined(cases, undefined, [caseOf('1', '', 0)])).toBe(0);
    expect(defined(cases, undefined, [caseOf('1', '', undefined)])).toBe(4);
  });
});

it('what a definition states of a condition of the plan is found however it is written', () => {
  const own = { condition: 'Bố trí người trực', state: 'met' as const, source: '' };
  const signature = { condition: 'CHỮ KÝ  SỐ', state: 'not-met' as const, source: '' };
  expect(declaredOf({ readiness: [own, signature] }, 'digital-signature')).toBe(signature);
  expect(declaredOf({ readiness: [own, signature] }, 'payment')).toBeUndefined();
  expect(declaredOf(undefined, 'payment')).toBeUndefined();
});
