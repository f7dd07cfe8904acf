import { describe, expect, it } from 'vitest';
import type { ProcedureFacts } from '../../../src/domain/procedure.ts';
import type { NationalRule } from '../../../src/reconcile/rule.ts';
import { rule as deadlineWithoutUnit } from '../../../src/reconcile/rules/deadline-without-unit.ts';
import { rule as feeSuspicious } from '../../../src/reconcile/rules/fee-suspicious.ts';
import { rule as freeWithAmount } from '../../../src/reconcile/rules/free-with-amount.ts';
import { rule as nameTwice } from '../../../src/reconcile/rules/name-twice.ts';
import { rule as otherLocality } from '../../../src/reconcile/rules/other-locality.ts';
import { rule as testResidue } from '../../../src/reconcile/rules/test-residue.ts';
import { context, findingsOf, group, record } from '../support.ts';

const of = context();

function judge(rule: NationalRule, ...records: ProcedureFacts[]) {
  return findingsOf(
    rule,
    of,
    ...records.map((facts, at) => {
      const code = `1.00000${at + 1}`;
      return group(of, code, { national: record(code, { facts: { name: `Thủ tục số ${at}`, ...facts } }) });
    }),
  );
}

describe('every rule on national records', () => {
  const wrong: [NationalRule, ProcedureFacts, shown: string][] = [
    [feeSuspicious, { fees: [{ text: '135 VNĐ (135.000 đồng)', suspicious: true }] }, '135 VNĐ'],
    [freeWithAmount, { fees: [{ text: 'Miễn phí (150.000 đồng/giấy)', freeWithAmount: true }] }, '150.000'],
    [deadlineWithoutUnit, { deadlines: [{ amount: 5, text: '5' }] }, '"amount":5'],
    [testResidue, { decision: 'Demo/QĐ-BCA' }, 'Demo/QĐ-BCA'],
    [otherLocality, { bodies: [{ name: 'UBND tỉnh Hậu Giang' }] }, 'Hậu Giang'],
  ];

  it.each(wrong.map(each => [each[0].id, ...each] as const))(
    '%s informs, and tells VP UBND, with what the record says',
    (_, rule, facts, shown) => {
      const found = judge(rule, facts);
      expect(JSON.stringify(found[0]?.evidence)).toContain(shown);
      expect(found).toMatchObject([
        {
          rule: rule.id,
          severity: 'info',
          owner: 'regulatory',
          procedure: '1.000001',
          agency: null,
          system: 'national',
          systems: ['national'],
        },
      ]);
    },
  );

  it.each(wrong.map(each => [each[0].id, ...each] as const))(
    '%s is silent on records out of force and on facts that could not be told',
    (_, rule, facts) => {
      expect(judge(rule, { ...facts, active: false })).toEqual([]);
      expect(judge(rule, Object.fromEntries(Object.keys(facts).map(key => [key, undefined])))).toEqual([]);
      expect(judge(rule, Object.fromEntries(Object.keys(facts).map(key => [key, null])))).toEqual([]);
    },
  );
});

it('leaves clear fees and deadlines alone', () => {
  const fees = [
    { amount: 8000, text: '8.000 đồng' },
    { amount: 0, text: 'Miễn phí' },
    { text: 'Theo quy định' },
  ];
  const deadlines = [{ amount: 5, unit: 'day' as const, text: '5 Ngày' }, { text: 'Không quy định' }];
  for (const rule of [feeSuspicious, freeWithAmount, deadlineWithoutUnit])
    expect(judge(rule, { fees, deadlines })).toEqual([]);
});

describe('test-residue', () => {
  it.each(['Demo/QĐ-BCA', 'abc/QĐ-BTP', 'test 01/QĐ-UBND', 'XXX/QĐ-BTC'])('finds decision %j', decision => {
    expect(judge(testResidue, { decision })[0]?.message).toContain(`«${decision}»`);
  });

  it.each(['Test 1', 'Thủ tục cấp giấy phép demo', 'test thủ tục mới'])('finds the name %j', name => {
    expect(judge(testResidue, { name })).toHaveLength(1);
  });

  it.each([
    'Cấp phép cơ sở thử nghiệm, chứng nhận sản phẩm',
    'Thủ tục đăng ký tham gia Cơ chế thử nghiệm đối với giải pháp cho vay ngang hàng',
    'Công bố đủ điều kiện thực hiện test nhanh kháng nguyên',
    'Chứng thực chữ ký',
  ])('takes %j for what it says', name => {
    expect(judge(testResidue, { name, decision: '123/QĐ-BTP', suspectTexts: [name, 'QĐ/0001-BCA'] })).toEqual(
      [],
    );
  });

  it('looks at the other texts of the record, and says each once', () => {
    const found = judge(testResidue, { decision: 'Demo/QĐ-BCA', suspectTexts: ['Demo/QĐ-BCA', 'Luật demo'] });
    expect(found).toMatchObject([{ evidence: { texts: ['Demo/QĐ-BCA', 'Luật demo'] } }]);
  });
});

describe('other-locality', () => {
  it('names the bodies of other places only', () => {
    const bodies = [
      { name: 'Sở Tư pháp Thành phố Hà Nội' },
      { name: 'Sở Tư pháp thành phố Cần Thơ' },
      { name: 'Sở Tư pháp' },
    ];
    const [found] = judge(otherLocality, { bodies });
    expect(found?.evidence.bodies).toEqual([{ name: 'Sở Tư pháp Thành phố Hà Nội', locality: 'Hà Nội' }]);
    expect(found?.message).toContain(
      'ghi cơ quan thực hiện của địa phương khác: «Sở Tư pháp Thành phố Hà Nội».',
    );
  });

  it.each([
    'Ủy ban nhân dân cấp tỉnh',
    'Sở Tài chính các tỉnh, thành phố',
    'Cục Thuế - Bộ tài chính',
    'Ngân hàng Nhà nước chi nhánh thành phố Hồ Chí Minh',
    'UBND phường Hòa Bình',
  ])('does not take %j for another province', name => {
    expect(judge(otherLocality, { bodies: [{ name }] })).toEqual([]);
  });

  it('is silent when it cannot tell which city is ours', () => {
    const unknown = context({ city: { locality: 'G99' } });
    const national = record('1.000001', { facts: { bodies: [{ name: 'UBND tỉnh Hậu Giang' }] } });
    expect(findingsOf(otherLocality, unknown, group(unknown, '1.000001', { national }))).toEqual([]);
  });
});

describe('name-twice', () => {
  it('reports every procedure after the first of a name, naming the others', () => {
    const found = judge(
      nameTwice,
      { name: 'Đăng ký' },
      { name: 'Khác' },
      { name: 'ĐĂNG KÝ.' },
      { name: 'Đăng ký' },
    );
    expect(found.map(({ procedure, evidence }) => [procedure, evidence.otherCodes])).toEqual([
      ['1.000003', ['1.000001', '1.000004']],
      ['1.000004', ['1.000001', '1.000003']],
    ]);
    expect(found[0]?.message).toContain(
      '«ĐĂNG KÝ.» trên CSDL quốc gia về TTHC trùng tên với 1.000001, 1.000004.',
    );
  });

  it('does not count a withdrawn procedure, nor names that could not be told', () => {
    expect(judge(nameTwice, { name: 'Đăng ký', active: false }, { name: 'Đăng ký' })).toEqual([]);
    expect(judge(nameTwice, { name: undefined }, { name: null }, { name: '' })).toEqual([]);
  });

  it('remembers nothing from one run to the next', () => {
    expect(judge(nameTwice, { name: 'Đăng ký' })).toEqual([]);
    expect(judge(nameTwice, { name: 'Khác' }, { name: 'Đăng ký' })).toEqual([]);
  });
});
