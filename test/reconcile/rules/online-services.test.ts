import { describe, expect, it } from 'vitest';
import type { CaseFacts, Fee } from '../../../src/domain/procedure.ts';
import type { WorkflowVerdict } from '../../../src/domain/workflow.ts';
import { rule as invalidEform } from '../../../src/reconcile/rules/invalid-eform.ts';
import { rule as noEform } from '../../../src/reconcile/rules/no-eform.ts';
import { rule as noOnlinePayment } from '../../../src/reconcile/rules/no-online-payment.ts';
import { rule as noWorkflow } from '../../../src/reconcile/rules/no-workflow.ts';
import { rule as onlineClosed } from '../../../src/reconcile/rules/online-closed.ts';
import { rule as unsoundWorkflow } from '../../../src/reconcile/rules/unsound-workflow.ts';
import { context, findingsOf, group, judged, offering, record } from '../support.ts';

const code = '1.004194';
const of = context();

function variant(change: Partial<CaseFacts> = {}): CaseFacts {
  return { key: 'c1', name: 'Cấp mới', agencies: null, ...change };
}

/** The portal offers it at two communes at level 4, unless said otherwise. */
function portal(cases: CaseFacts[] | undefined, offerings = [offering('H13.5.1'), offering('H13.5.2')]) {
  return record(code, { cases, offerings });
}

describe('no-eform', () => {
  it('names procedure, case and agencies when a case has no e-form', () => {
    const [found, ...others] = findingsOf(
      noEform,
      of,
      group(of, code, { portal: portal([variant({ eform: null })]) }),
    );
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      rule: 'no-eform',
      severity: 'critical',
      owner: 'technical',
      procedure: code,
      agency: null,
      system: 'portal',
      key: 'c1',
      evidence: { agencies: ['H13.5.1', 'H13.5.2'], agencyCount: 2, case: { key: 'c1', name: 'Cấp mới' } },
      systems: ['portal'],
    });
    expect(found?.message).toBe(
      'Thủ tục 1.004194 «Đăng ký khai sinh», trường hợp «Cấp mới», cung cấp trực tuyến trên Cổng DVC thành phố tại UBND phường Cái Khế, UBND phường An Hòa: không có biểu mẫu điện tử.',
    );
  });

  it('counts a form without an input field as none', () => {
    const eform = { state: 'empty', reason: 'không có ô nhập liệu', hash: 'h' } as const;
    const found = findingsOf(noEform, of, group(of, code, { portal: portal([variant({ eform })]) }));
    expect(found.map(({ actual }) => actual)).toEqual(['biểu mẫu không có ô nhập liệu']);
  });

  it('finds agencies to which no case is open, in one finding', () => {
    const cases = [variant({ eform: { state: 'usable', hash: 'h' }, agencies: ['H13.5.1'] })];
    const found = findingsOf(noEform, of, group(of, code, { portal: portal(cases) }));
    expect(found).toMatchObject([
      { key: '', actual: 'không có trường hợp', evidence: { agencies: ['H13.5.2'], case: null } },
    ]);
  });

  it.each([
    ['the e-form could not be told', portal([variant()])],
    ['the e-form is usable', portal([variant({ eform: { state: 'usable', hash: 'h' } })])],
    ['the cases could not be told', portal(undefined)],
    ['details could not be read', { ...portal([variant({ eform: null })]), detailed: false }],
    ['nobody offers it online', portal([variant({ eform: null })], [offering('H13.5.1', 2)])],
    [
      'the level could not be told',
      portal([variant({ eform: null })], [offering('H13.5.1', 4, { level: undefined })]),
    ],
    [
      'the case is open to others',
      portal([
        variant({ eform: null, agencies: ['H13.1'] }),
        variant({ key: 'c2', eform: { state: 'usable', hash: 'h' } }),
      ]),
    ],
    [
      'it is out of use there',
      record(code, {
        facts: { active: false },
        cases: [variant({ eform: null })],
        offerings: [offering('H13.1')],
      }),
    ],
  ])('is silent when %s', (_, local) => {
    expect(findingsOf(noEform, of, group(of, code, { portal: local }))).toEqual([]);
  });

  it('is silent on a procedure withdrawn nationally', () => {
    const national = record(code, { facts: { active: false } });
    const records = { national, portal: portal([variant({ eform: null })]) };
    expect(findingsOf(noEform, of, group(of, code, records))).toEqual([]);
  });

  it('does not look at a system that hosts no e-forms', () => {
    const { findings, result } = judged(
      noEform,
      of,
      group(of, code, { oneStop: portal([variant({ eform: null })]) }),
    );
    expect(findings).toEqual([]);
    expect(result.outcomes['no-eform']?.status).toBe('evaluated');
  });

  it('keeps at most 200 agencies in the evidence, with their number, and is about all of them', () => {
    const agencies = Array.from({ length: 250 }, (_, at) => offering(`H13.9.${1000 + at}`));
    const [found] = findingsOf(
      noEform,
      of,
      group(of, code, { portal: portal([variant({ eform: null })], agencies) }),
    );
    expect(found?.evidence.agencies).toHaveLength(200);
    expect(found?.units).toHaveLength(250);
    expect(found?.evidence.agencyCount).toBe(250);
    expect(found?.message).toContain('và 247 cơ quan khác');
  });
});

describe('invalid-eform', () => {
  it('gives the reason', () => {
    const eform = { state: 'invalid', reason: 'hai ô cùng khóa HoVaTen', hash: 'h' } as const;
    const [found] = findingsOf(invalidEform, of, group(of, code, { portal: portal([variant({ eform })]) }));
    expect(found?.message).toContain('biểu mẫu điện tử bị lỗi: hai ô cùng khóa HoVaTen.');
    expect(found?.key).toBe('c1');
  });

  it.each([null, undefined, { state: 'empty', hash: 'h' } as const, { state: 'usable', hash: 'h' } as const])(
    'says nothing of %j',
    eform => {
      const records = { portal: portal([variant({ eform })]) };
      expect(findingsOf(invalidEform, of, group(of, code, records))).toEqual([]);
    },
  );
});

describe('no-workflow', () => {
  it('is judged at the one-stop system too', () => {
    const records = {
      portal: portal([variant({ workflow: null })]),
      oneStop: portal([variant({ workflow: null })]),
    };
    const found = findingsOf(noWorkflow, of, group(of, code, records));
    expect(found.map(({ system, actual }) => [system, actual])).toEqual([
      ['portal', 'không có quy trình'],
      ['oneStop', 'không có quy trình'],
    ]);
  });

  it('finds agencies without a case', () => {
    expect(findingsOf(noWorkflow, of, group(of, code, { portal: portal([]) }))).toMatchObject([
      { key: '', actual: 'không có trường hợp', evidence: { agencyCount: 2 } },
    ]);
  });

  it.each([
    ['could not be told', variant()],
    ['is there, sound or not', variant({ workflow: { hash: 'h', defects: [{ defect: 'no-end' }] } })],
  ])('is silent when the workflow %s', (_, facts) => {
    expect(findingsOf(noWorkflow, of, group(of, code, { portal: portal([facts]) }))).toEqual([]);
  });
});

describe('unsound-workflow', () => {
  const sound: WorkflowVerdict = { hash: 'h', defects: [], longestHours: 24, longestOnlineHours: 16 };
  const judge = (facts: Partial<CaseFacts>) =>
    findingsOf(unsoundWorkflow, of, group(of, code, { portal: portal([variant(facts)]) }));

  it('names the steps at fault and keeps every defect in the evidence', () => {
    const defects: WorkflowVerdict['defects'] = [
      { defect: 'dead-end-step', step: 'Thẩm định' },
      { defect: 'no-performer', step: 'Ký duyệt', detail: 'chưa giao cho ai thực hiện' },
      { defect: 'several-ends', detail: 'có 2 bước kết thúc' },
      { defect: 'no-hours', detail: 'tổng thời gian các bước bằng 0 giờ' },
    ];
    const [found] = judge({ workflow: { hash: 'h', defects } });
    expect(found?.message).toContain(
      'từ bước «Thẩm định» không đi tới được bước kết thúc, bước «Ký duyệt» chưa giao cho ai thực hiện, có nhiều bước kết thúc (có 2 bước kết thúc) và 1 lỗi khác.',
    );
    expect(found?.evidence.defects).toEqual(defects);
  });

  it('finds steps that take longer than the deadline of the case', () => {
    const [found] = judge({ workflow: sound, deadlineHours: 16 });
    expect(found?.message).toContain('tổng thời gian các bước là 24 giờ, vượt thời hạn 16 giờ');
    expect(found?.expected).toBe('quy trình thông suốt, không quá 16 giờ');
  });

  it('holds the steps of online filing against their own deadline', () => {
    const [found] = judge({ workflow: sound, deadlineHours: 24, onlineDeadlineHours: 8 });
    expect(found?.message).toContain('khi nộp trực tuyến là 16 giờ, vượt thời hạn 8 giờ');
  });

  it('holds them against the one deadline where online filing has none of its own', () => {
    const slower = { ...sound, longestOnlineHours: 48 };
    const [found] = judge({ workflow: slower, deadlineHours: 40, onlineDeadlineHours: null });
    expect(found?.message).toContain('khi nộp trực tuyến là 48 giờ, vượt thời hạn 40 giờ');
    expect(judge({ workflow: slower, deadlineHours: 40 })).toEqual([]);
    expect(judge({ workflow: slower, deadlineHours: 48, onlineDeadlineHours: null })).toEqual([]);
  });

  it.each([
    ['it just meets the deadline', { workflow: sound, deadlineHours: 24, onlineDeadlineHours: 16 }],
    ['the deadline could not be told', { workflow: sound }],
    ['the deadline is not set', { workflow: sound, deadlineHours: 0, onlineDeadlineHours: null }],
    ['the hours could not be told', { workflow: { hash: 'h', defects: [] }, deadlineHours: 8 }],
    ['there is no workflow', { workflow: null, deadlineHours: 8 }],
    ['the workflow could not be told', { deadlineHours: 8 }],
  ])('is silent when %s', (_, facts) => {
    expect(judge(facts)).toEqual([]);
  });
});

describe('online-closed', () => {
  const closed = variant({ onlineClosed: true });

  it('finds agencies whose every open case refuses online filing', () => {
    const cases = [closed, variant({ key: 'c2', agencies: ['H13.5.2'], onlineClosed: false })];
    const found = findingsOf(onlineClosed, of, group(of, code, { portal: portal(cases) }));
    expect(found).toMatchObject([{ key: 'c1', evidence: { agencies: ['H13.5.1'], agencyCount: 1 } }]);
  });

  it('gives one finding for each closed case', () => {
    const cases = [closed, { ...closed, key: 'c2' }];
    const found = findingsOf(onlineClosed, of, group(of, code, { portal: portal(cases) }));
    expect(found.map(({ key }) => key)).toEqual(['c1', 'c2']);
  });

  it('finds offerings whose own channel is closed, in one finding', () => {
    const offerings = [offering('H13.5.1', 3, { onlineClosed: true }), offering('H13.5.2', 3)];
    const local = portal([variant({ onlineClosed: false })], offerings);
    const found = findingsOf(onlineClosed, of, group(of, code, { portal: local }));
    expect(found).toMatchObject([{ key: '', evidence: { agencies: ['H13.5.1'], case: null } }]);
  });

  it.each([
    ['one case is open', [closed, variant({ key: 'c2', onlineClosed: false })]],
    ['one case could not be told', [closed, variant({ key: 'c2' })]],
    ['no case is configured', []],
    ['cases could not be told', undefined],
  ])('is silent when %s', (_, cases) => {
    expect(findingsOf(onlineClosed, of, group(of, code, { portal: portal(cases) }))).toEqual([]);
  });

  it('does not look at a system that does not host the channel', () => {
    const offerings = [offering('H13.5.1', 4, { onlineClosed: true })];
    const records = { oneStop: portal([closed], offerings) };
    expect(findingsOf(onlineClosed, of, group(of, code, records))).toEqual([]);
  });
});

describe('no-online-payment', () => {
  const due: Fee[] = [{ channel: 'online', amount: 8000, text: '8.000 đồng' }];
  const national = (fees: Fee[] | undefined) => record(code, { facts: { fees } });
  const unpaid = variant({ onlinePayment: false });
  const judge = (fees: Fee[] | undefined, local = portal([unpaid])) =>
    findingsOf(noOnlinePayment, of, group(of, code, { national: national(fees), portal: local }));

  it('finds level 4 with a fee due and no way to pay it online', () => {
    expect(judge(due)).toMatchObject([
      {
        severity: 'critical',
        key: 'c1',
        evidence: { nationalFees: due, agencies: ['H13.5.1', 'H13.5.2'] },
        systems: ['national', 'portal'],
      },
    ]);
  });

  it('leaves out agencies with a beneficiary account and those below level 4', () => {
    const offerings = [
      offering('H13.5.1', 4, { account: true }),
      offering('H13.5.2', 3),
      offering('H13.6.1', 4, { account: false }),
    ];
    expect(judge(due, portal([unpaid], offerings))).toMatchObject([{ evidence: { agencies: ['H13.6.1'] } }]);
  });

  it.each([
    ['the procedure is free', [{ amount: 0, text: 'Miễn phí' }]],
    ['the fee is unclear', [{ text: 'Theo quy định của HĐND' }]],
    ['fees could not be told', undefined],
  ] as [string, Fee[] | undefined][])('is silent when %s', (_, fees) => {
    expect(judge(fees)).toEqual([]);
  });

  it('is silent when payment is asked for, or could not be told', () => {
    expect(judge(due, portal([variant({ onlinePayment: true }), variant({ key: 'c2' })]))).toEqual([]);
  });

  it('is not evaluated when the national list was cut short', () => {
    const cut = context({ snapshots: { national: { status: 'partial' } } });
    const records = { national: national(due), portal: portal([unpaid]) };
    const { findings, result } = judged(noOnlinePayment, cut, group(cut, code, records));
    expect(findings).toEqual([]);
    expect(result.outcomes['no-online-payment']?.status).toBe('not-evaluated');
  });
});
