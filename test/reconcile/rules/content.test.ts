import { describe, expect, it } from 'vitest';
import type { CaseFacts, Deadline, Fee, ProcedureFacts } from '../../../src/domain/procedure.ts';
import type { SystemRule } from '../../../src/reconcile/rule.ts';
import { rule as deadlineDiffers } from '../../../src/reconcile/rules/deadline-differs.ts';
import { rule as decisionDiffers } from '../../../src/reconcile/rules/decision-differs.ts';
import { rule as feeDiffers } from '../../../src/reconcile/rules/fee-differs.ts';
import { rule as fieldDiffers } from '../../../src/reconcile/rules/field-differs.ts';
import { rule as nameDiffers } from '../../../src/reconcile/rules/name-differs.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { context, findingsOf, group, offering, record } from '../support.ts';

const code = '1.004194';
const of = context();

function judge(
  rule: SystemRule,
  national: ProcedureFacts,
  local: ProcedureFacts,
  change: { national?: Partial<SnapshotProcedure>; local?: Partial<SnapshotProcedure> } = {},
) {
  const records = {
    national: { ...record(code, { facts: national }), ...change.national },
    portal: {
      ...record(code, { facts: local, offerings: [offering('H13.5.1', 2), offering('H13.5.2', 2)] }),
      ...change.local,
    },
  };
  return findingsOf(rule, of, group(of, code, records));
}

describe('every rule of content', () => {
  const differing: [SystemRule, ProcedureFacts, ProcedureFacts][] = [
    [nameDiffers, { name: 'Đăng ký khai sinh' }, { name: 'Đăng ký khai tử' }],
    [fieldDiffers, { fields: [{ name: 'Hộ tịch' }] }, { fields: [{ name: 'Chứng thực' }] }],
    [feeDiffers, { fees: [fee(8000)] }, { fees: [fee(9000)] }],
    [deadlineDiffers, { deadlines: [days(3)] }, { deadlines: [days(5)] }],
    [decisionDiffers, { decision: '1/QĐ-BTP' }, { decision: '2/QĐ-BTP' }],
  ];

  it.each(differing.map(each => [each[0].id, ...each] as const))(
    '%s fires once per procedure and system, with both values',
    (_, rule, national, local) => {
      const [found, ...others] = judge(rule, national, local);
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        procedure: code,
        agency: null,
        system: 'portal',
        evidence: { agencies: ['H13.5.1', 'H13.5.2'], agencyCount: 2, sources: ['portal', 'national'] },
        systems: ['national', 'portal'],
      });
      expect(found?.evidence.national).toBeDefined();
      expect(found?.evidence.local).toBeDefined();
      expect(found?.expected).not.toBe(found?.actual);
      expect(found?.message).toMatch(
        /^Thủ tục 1\.004194 .*Cổng DVC thành phố: .* CSDL quốc gia về TTHC ghi .*\.$/,
      );
    },
  );

  it.each(differing.map(each => [each[0].id, ...each] as const))(
    '%s is silent when equal, not offered, withdrawn, or either side could not tell',
    (_, rule, national, local) => {
      expect(judge(rule, national, national)).toEqual([]);
      expect(judge(rule, national, local, { local: { offerings: [] } })).toEqual([]);
      expect(judge(rule, national, { ...local, active: false })).toEqual([]);
      expect(judge(rule, { ...national, active: false }, local)).toEqual([]);
      expect(judge(rule, national, local, { national: { detailed: false } })).toEqual([]);
      const told = Object.keys(national)[0]!;
      expect(judge(rule, national, { ...local, [told]: undefined })).toEqual([]);
      expect(judge(rule, { ...national, [told]: undefined }, local)).toEqual([]);
    },
  );
});

describe('name-differs', () => {
  it('ignores letter case, punctuation, space and the place of tone marks', () => {
    expect(judge(nameDiffers, { name: 'Hòa giải, đối thoại' }, { name: 'HOÀ  GIẢI - ĐỐI THOẠI' })).toEqual(
      [],
    );
  });

  it('shows where two long names part', () => {
    const name = 'Cấp giấy phép xây dựng '.repeat(20);
    const [found] = judge(nameDiffers, { name: `${name}mới` }, { name: `${name}tạm` });
    expect(found?.message).toContain('tên thủ tục là «…tạm», trong khi CSDL quốc gia về TTHC ghi «…mới».');
    expect(found?.expected).toBe(`${name}mới`);
  });
});

describe('field-differs', () => {
  it.each<[string, ProcedureFacts['fields'], ProcedureFacts['fields']]>([
    ['a common code is enough', [{ code: 'G01', name: 'Hộ tịch' }], [{ code: 'g01', name: 'Tư pháp' }]],
    ['a common name is enough', [{ code: 'G01', name: 'Hộ tịch' }], [{ code: 'LV-7', name: 'HỘ TỊCH' }]],
    ['one of several is enough', [{ name: 'Hộ tịch' }, { name: 'Chứng thực' }], [{ name: 'Chứng thực' }]],
    [
      'one of several on both sides is enough',
      [{ name: 'Hộ tịch' }, { name: 'Chứng thực' }],
      [{ name: 'Đất đai' }, { name: 'CHỨNG THỰC' }],
    ],
    ['a code cannot be held against a name', [{ code: 'G01' }], [{ name: 'Hộ tịch' }]],
    ['no field at all is not a difference', [{ name: 'Hộ tịch' }], null],
  ])('%s', (_, national, local) => {
    expect(judge(fieldDiffers, { fields: national }, { fields: local })).toEqual([]);
  });
});

describe('fee-differs', () => {
  it('tells free from paid in both directions', () => {
    const [more] = judge(feeDiffers, { fees: [fee(0)] }, { fees: [fee(50_000)] });
    expect(more).toMatchObject({ severity: 'major', expected: 'miễn phí', actual: '50.000 đồng' });
    const [less] = judge(feeDiffers, { fees: [fee(50_000)] }, { fees: null });
    expect(less).toMatchObject({ expected: '50.000 đồng', actual: 'miễn phí' });
  });

  it.each<[string, ProcedureFacts['fees'], ProcedureFacts['fees']]>([
    ['no row means free', null, [fee(0)]],
    ['amounts are compared as a set', [fee(8000), fee(5000), fee(8000)], [fee(5000), fee(8000)]],
    ['free online beside a fee at the counter', [fee(0), fee(8000)], [fee(8000)]],
    ['an unclear national amount', [fee(8000), { text: 'Theo quy định' }], [fee(9000)]],
    ['a suspicious national amount', [{ text: '135 VNĐ', suspicious: true }], [fee(135_000)]],
    ['an unclear local amount', [fee(8000)], [{ text: 'Theo nghị quyết' }]],
  ])('does not fire: %s', (_, national, local) => {
    expect(judge(feeDiffers, { fees: national }, { fees: local })).toEqual([]);
  });
});

describe('deadline-differs', () => {
  const withCase = (facts: Partial<CaseFacts>) => ({
    local: { cases: [{ key: 'c1', name: 'Cấp mới', agencies: null, ...facts }] },
  });

  it('lists every deadline that is not among the national ones, those of cases too', () => {
    const [found] = judge(
      deadlineDiffers,
      { deadlines: [days(3), days(5)] },
      { deadlines: [days(5), days(10)] },
      withCase({ deadlineHours: 120, deadlineUnit: 'workingDay' }),
    );
    expect(found).toMatchObject({
      expected: '3 ngày làm việc hoặc 5 ngày làm việc',
      actual: '10 ngày làm việc hoặc 15 ngày làm việc',
      evidence: {
        local: [
          { of: 'thủ tục', value: '10 ngày làm việc' },
          { of: 'trường hợp «Cấp mới»', value: '15 ngày làm việc' },
        ],
      },
    });
  });

  it('takes hours round the clock for days, and never days for hours', () => {
    expect(judge(deadlineDiffers, { deadlines: [days(24, 'day')] }, { deadlines: [days(1)] })).toHaveLength(
      1,
    );
    expect(judge(deadlineDiffers, { deadlines: [days(20, 'hour')] }, { deadlines: [days(1)] })).toHaveLength(
      1,
    );
  });

  it('tells working days from calendar days when both sides do', () => {
    expect(judge(deadlineDiffers, { deadlines: [days(5)] }, { deadlines: [days(5, 'day')] })).toHaveLength(1);
    const national = { deadlines: [days(5)] };
    expect(judge(deadlineDiffers, national, {}, withCase({ deadlineHours: 40 }))).toEqual([]);
    expect(
      judge(deadlineDiffers, national, {}, withCase({ deadlineHours: 40, deadlineUnit: 'day' })),
    ).toHaveLength(1);
  });

  it.each<[string, Deadline[], Deadline[]]>([
    ['24 hours are a day', [days(1)], [days(24, 'hour')]],
    ['8 hours are a day', [days(8, 'hour')], [days(1)]],
    ['a month is 30 days', [days(1, 'month')], [days(30, 'day')]],
    ['no clear national deadline', [{ text: 'Theo quy định' }], [days(5)]],
    ['a bare national number', [{ amount: 5, text: '5' }, days(3)], [days(5)]],
    ['only a bare national number', [{ amount: 5, text: '5' }], [days(7)]],
    ['an unclear local deadline', [days(3)], [{ amount: 7, text: '7' }, { text: 'Ngay trong ngày' }]],
  ])('does not fire: %s', (_, national, local) => {
    expect(judge(deadlineDiffers, { deadlines: national }, { deadlines: local })).toEqual([]);
  });

  it.each([
    ['has none', { deadlineHours: null }],
    ['has it not set', { deadlineHours: 0 }],
    ['could not tell', {}],
    ['is open to nobody who offers it', { deadlineHours: 120, agencies: ['H13.1'] }],
  ])('says nothing of a case that %s', (_, facts) => {
    expect(judge(deadlineDiffers, { deadlines: [days(3)] }, {}, withCase(facts))).toEqual([]);
  });
});

describe('decision-differs', () => {
  it.each([
    ['1872/QĐ-BTP', 'Quyết định số 1872/QĐ-BTP ngày 04/9/2020'],
    ['SỐ 17/QĐ-NHNN', '17/qđ-nhnn'],
    ['2267./QĐ-BXD', '2267 / QĐ - BXD'],
    ['QĐ/0001-BCA', 'QĐ/0001–BCA'],
    ['379/QĐ-BNNMT', 'QĐ số 99/QĐ-UBND; 0379/QĐ-BNNMT'],
    ['1681', 'Quyết định số: 1681'],
    ['1872/QĐ-BTP', '   '],
  ])('takes %j and %j for the same', (national, local) => {
    expect(judge(decisionDiffers, { decision: national }, { decision: local })).toEqual([]);
  });

  it('does not take the same number of another body for the same', () => {
    expect(judge(decisionDiffers, { decision: '17/QĐ-NHNN' }, { decision: '17/QĐ-BTP' })).toMatchObject([
      { severity: 'minor', expected: '17/QĐ-NHNN', actual: '17/QĐ-BTP' },
    ]);
  });
});

function fee(amount: number): Fee {
  return { amount, text: `${amount} đồng` };
}

function days(amount: number, unit: Deadline['unit'] = 'workingDay'): Deadline {
  return { amount, unit, text: `${amount} ${unit}` };
}
