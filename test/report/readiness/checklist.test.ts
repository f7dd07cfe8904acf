import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../../src/domain/procedure.ts';
import type { Target } from '../../../src/domain/review.ts';
import type { ServiceDefinition } from '../../../src/domain/service.ts';
import type { ReadSystem } from '../../../src/reconcile/at-system.ts';
import type { ProcedureGroup } from '../../../src/reconcile/rule.ts';
import { checklistOf, type OfferingChecklist } from '../../../src/report/readiness/checklist.ts';
import { improvementList } from '../../../src/report/readiness/improvement.ts';
import { sourceText } from '../../../src/report/readiness/words.ts';
import type { SnapshotOffering } from '../../../src/snapshot/model.ts';
import { definitionOf } from '../../plan/samples.ts';
import { city, offering, record } from '../../reconcile/support.ts';

const code = '1.000001';
const agency = 'H13.5.1';
const takenAt = '2021-09-01T02:00:00.000Z';
const systems: ReadSystem[] = city().systems.map(profile => ({ ...profile, takenAt }));

const soundCase: CaseFacts = {
  key: 'a',
  agencies: null,
  components: [{ name: 'Đơn' }],
  eform: { state: 'usable', hash: 'f' },
  workflow: { hash: 'w', defects: [], longestHours: 8 },
  deadlineHours: 24,
  onlineClosed: false,
  onlinePayment: true,
};
const said = { blocks: false, reasons: [], text: null };
const eligible: Target = {
  ...{ agency, level: 4, why: 'review', technical: said, legal: said },
  ...{ sources: ['Phụ lục I của xã, dòng 7'], at: '2021-06-10T02:00:00.000Z' },
};

interface Given {
  portal?: Partial<CaseFacts> | null;
  fee?: number;
  target?: Target;
  definition?: Partial<ServiceDefinition>;
  read?: readonly ReadSystem[];
  level?: 2 | 4;
  /** Changes to the unit's row at the portal. */
  row?: Partial<SnapshotOffering>;
}

function checklist({
  portal = {},
  fee = 0,
  target = eligible,
  definition,
  read = systems,
  level = 2,
  row = {},
}: Given = {}) {
  const at = (facts: Partial<CaseFacts>, change: Partial<SnapshotOffering> = {}) =>
    record(code, { cases: [{ ...soundCase, ...facts }], offerings: [offering(agency, level, change)] });
  const national = record(code, {
    facts: { fees: [{ amount: fee, text: '' }], deadlines: [{ channel: 'post', text: '' }] },
    cases: [{ key: 'n', agencies: null, components: [{ name: 'Đơn' }] }],
  });
  const group: ProcedureGroup = {
    code,
    national,
    records: [national, portal === null ? undefined : at(portal, row), at({})],
    reviewed: { procedure: code, targets: [target], conflicts: [] },
  };
  return checklistOf(group, agency, read, definition && definitionOf({ procedure: code, ...definition }));
}

const stateOf = (found: OfferingChecklist, id: string) => found.rows.find(row => row.id === id);

describe('a checklist', () => {
  it('is ready when systems and people say so, with source and day of each', () => {
    const found = checklist();
    expect(found.verdict).toBe('ready');
    expect(stateOf(found, 'eform')).toMatchObject({
      state: 'met',
      source: 'Cổng DVC thành phố',
      at: takenAt,
    });
    expect(stateOf(found, 'digital-signature')).toMatchObject({
      state: 'met',
      source: 'Phụ lục I của xã, dòng 7',
      at: '2021-06-10T02:00:00.000Z',
    });
    expect(stateOf(found, 'payment')?.state).toBe('not-needed');
    expect(found.levels).toEqual([
      { system: 'portal', level: 2 },
      { system: 'oneStop', level: 2 },
    ]);
  });

  it.each<{ title: string; given: Given; id: string; state: string; source: RegExp }>([
    {
      title: 'no e-form',
      given: { portal: { eform: null } },
      id: 'eform',
      state: 'not-met',
      source: /chưa có biểu mẫu/,
    },
    {
      title: 'an e-form nobody could read',
      given: { portal: { eform: undefined } },
      id: 'eform',
      state: 'unknown',
      source: /không đọc được/,
    },
    {
      title: 'a workflow longer than its deadline',
      given: { portal: { workflow: { hash: 'w', defects: [], longestHours: 30 } } },
      id: 'workflow',
      state: 'not-met',
      source: /Cổng DVC thành phố: tổng thời gian các bước là 30 giờ, vượt thời hạn 24 giờ/,
    },
    {
      title: 'a closed channel',
      given: { portal: { onlineClosed: true } },
      id: 'channel',
      state: 'not-met',
      source: /không cho nộp/,
    },
    {
      title: 'a fee without online payment',
      given: { fee: 50_000, portal: { onlinePayment: false } },
      id: 'payment',
      state: 'not-met',
      source: /có thu phí/,
    },
    {
      title: 'no case for the unit',
      given: { portal: { agencies: ['H13.6.1'] } },
      id: 'eform',
      state: 'not-met',
      source: /chưa có trường hợp nào mở cho đơn vị/,
    },
    {
      title: 'a procedure the system lacks',
      given: { portal: null },
      id: 'eform',
      state: 'not-met',
      source: /chưa có thủ tục này/,
    },
    {
      title: 'a system never read',
      given: {
        read: systems.map(system => ({ ...system, takenAt: system.name === 'portal' ? null : takenAt })),
      },
      id: 'eform',
      state: 'unknown',
      source: /chưa lần chạy nào đọc đủ/,
    },
  ])('tells of $title', ({ given, id, state, source }) => {
    const row = stateOf(checklist(given), id);
    expect(row?.state).toBe(state);
    expect(row?.source).toMatch(source);
  });

  it('says the day of what is oldest: details may be older than the reading of the lists', () => {
    const readAt = '2021-08-29T02:00:00.000Z';
    const found = checklist({ portal: { readAt } });
    expect(stateOf(found, 'eform')?.at).toBe(readAt);
    expect(sourceText(stateOf(found, 'eform')!)).toBe('Cổng DVC thành phố (ngày 29/08/2021)');
    expect(stateOf(checklist({ portal: { readAt, agencies: ['H13.6.1'] } }), 'eform')?.at).toBe(takenAt);
  });

  it.each<[string, Partial<CaseFacts>, Target['technical'], string, RegExp]>([
    [
      'what a system has, before a unit that says it has not',
      { technical: { signature: true } },
      { blocks: true, reasons: ['digital-signature'], text: 'chưa có chữ ký số' },
      'digital-signature met',
      /^Cổng DVC thành phố: kết quả phải ký số \(ngày 01\/09\/2021\); đã nêu: “chưa có chữ ký số” \(Phụ lục I/,
    ],
    [
      'a unit that says it can, before what a system has not set',
      { technical: { electronicResult: false } },
      said,
      'electronic-result met',
      /^Phụ lục I của xã, dòng 7 \(ngày 10\/06\/2021\); hệ thống: Cổng DVC thành phố: chưa đặt trả/,
    ],
    [
      'what a system asks for, where nobody has said anything',
      { technical: { uploadLimit: 10 * 1024 ** 2 } },
      { blocks: undefined, reasons: [], text: null },
      'file-size unknown',
      /^Cổng DVC thành phố: biểu mẫu nhận tệp tới 10 MB \(ngày 01\/09\/2021\)$/,
    ],
    [
      'nobody, where no system shows it',
      {},
      { blocks: undefined, reasons: [], text: null },
      'digital-signature unknown',
      /^chưa ai xem xét$/,
    ],
  ])(
    'puts beside each other what is measured and what is said: %s',
    (_title, portal, technical, stands, source) => {
      const [id = '', state] = stands.split(' ');
      const row = stateOf(checklist({ portal, target: { ...eligible, technical } }), id);
      expect(row?.state).toBe(state);
      expect(sourceText(row!)).toMatch(source);
    },
  );

  it('does not count an account as missing that could not be read', () => {
    const target = { ...eligible, technical: { blocks: undefined, reasons: [], text: null } };
    const unpaid = { fee: 5000, portal: { onlinePayment: false }, target };
    const found = (row: Partial<SnapshotOffering>) =>
      stateOf(checklist({ ...unpaid, row }), 'payment')?.state;
    expect(found({})).toBe('not-met');
    expect(found({ account: true })).toBe('met');
    expect(found({ level: undefined })).toBe('unknown');
  });

  it('does not take for missing what is only read of offerings of level 3 or 4', () => {
    const read = systems.map((system): ReadSystem => ({ ...system, casesFrom: 3 }));
    const nobodys = { portal: { agencies: ['H13.6.1'] } };
    const workflow = (level: 2 | 4, from = read) =>
      stateOf(checklist({ ...nobodys, read: from, level }), 'workflow');
    expect(workflow(2)?.state).toBe('unknown');
    expect(workflow(4)?.state).toBe('not-met');
    expect(workflow(2, systems)?.state).toBe('not-met');
  });

  it('asks nothing of a system that does not carry offerings of the unit', () => {
    const read = systems.map(system => ({ ...system, carries: () => system.name !== 'portal' }));
    const found = checklist({ portal: { eform: null }, read });
    expect(stateOf(found, 'eform')?.state).toBe('not-needed');
    expect(found.levels.map(({ system }) => system)).toEqual(['oneStop']);
  });

  it('does not take for missing what may be among the rows a system could not show', () => {
    const indeterminate = { agencies: new Set<string>(), procedures: new Set([code]) };
    const found = checklist({ portal: null, read: systems.map(system => ({ ...system, indeterminate })) });
    expect(stateOf(found, 'eform')?.state).toBe('unknown');
    expect(found.levels[0]).toEqual({ system: 'portal', level: undefined });
  });

  it('shows what the definition states of conditions of its own', () => {
    const readiness = [{ condition: 'Máy quét tại xã', state: 'not-met' as const, source: 'công văn 7' }];
    expect(checklist({ definition: { readiness } }).rows).toContainEqual(
      expect.objectContaining({ name: 'Máy quét tại xã', state: 'not-met', source: 'công văn 7' }),
    );
  });

  it('takes from the reviews what a unit says is missing, before what the definition says', () => {
    const technical = { blocks: true, reasons: ['digital-signature'], text: 'chưa có chữ ký số' };
    const definition = {
      readiness: [{ condition: 'Chữ ký số', state: 'met' as const, source: 'công văn 12' }],
    };
    const target = { ...eligible, level: null, technical };
    const row = stateOf(checklist({ target, definition }), 'digital-signature');
    expect(row).toMatchObject({
      state: 'not-met',
      owner: 'agency',
      source: '“chưa có chữ ký số” (Phụ lục I của xã, dòng 7)',
    });
    const silent = { ...eligible, technical: { blocks: undefined, reasons: [], text: null } };
    expect(stateOf(checklist({ target: silent, definition }), 'digital-signature')).toMatchObject({
      state: 'met',
      source: 'công văn 12',
    });
  });

  it('shows reasons no condition names, and a "no" without any reason', () => {
    const silent = { blocks: undefined, reasons: [], text: null };
    const uncoded = {
      ...eligible,
      level: null,
      technical: { blocks: true, reasons: ['other'], text: 'mất điện' },
    };
    expect(stateOf(checklist({ target: uncoded }), 'other')?.source).toContain('“mất điện”');
    const mute = { ...eligible, level: null, technical: silent, legal: silent };
    expect(stateOf(checklist({ target: mute }), 'other')?.source).toContain('không nêu rõ');
  });

  it('follows decisions: one for it settles what units said, one against it is a row of its own', () => {
    const technical = { blocks: true, reasons: ['file-size'], text: null };
    const decided = {
      ...eligible,
      why: 'decision' as const,
      technical,
      sources: ['Quyết định …', 'Phụ lục II …'],
    };
    expect(checklist({ target: decided }).verdict).toBe('ready');
    const against = { ...decided, level: null, technical: said };
    expect(stateOf(checklist({ target: against }), 'decision')).toMatchObject({
      state: 'not-met',
      owner: 'regulatory',
    });
  });
});

describe('the improvement list', () => {
  it('bundles what one side has to see to, most unlocked first', async () => {
    const unsigned = {
      ...eligible,
      level: null,
      technical: { blocks: true, reasons: ['digital-signature'], text: null },
    };
    async function* checklists() {
      yield [
        checklist({ portal: { eform: null, workflow: null } }),
        checklist({ portal: { eform: null } }),
        checklist({ portal: { eform: null }, target: unsigned }),
      ];
      yield [checklist({ level: 4, portal: { eform: null } }), checklist()];
    }
    const { items, offerings } = await improvementList(checklists(), { agency: name => `Đơn vị ${name}` });
    expect(offerings).toEqual({ all: 5, atTop: 1, ready: 1, missing: 3, unclear: 0 });
    expect(items).toMatchObject([
      {
        owner: 'technical',
        subject: code,
        unlocks: 2,
        concerns: 3,
        conditions: [
          { id: 'eform', concerns: 3 },
          { id: 'workflow', concerns: 1 },
        ],
      },
      { owner: 'agency', subject: agency, subjectName: `Đơn vị ${agency}`, unlocks: 0, concerns: 1 },
    ]);
  });
});
