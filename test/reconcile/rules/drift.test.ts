import { describe, expect, it } from 'vitest';
import { type AppliedValues, adoption, appliedDigest, appliedFacts } from '../../../src/domain/applied.ts';
import type { CaseFacts, ProcedureFacts } from '../../../src/domain/procedure.ts';
import type { ChangeKind } from '../../../src/domain/push.ts';
import { rule as componentsDrift } from '../../../src/reconcile/rules/components-drift.ts';
import { rule as eformDrift } from '../../../src/reconcile/rules/eform-drift.ts';
import { rule as levelDrift } from '../../../src/reconcile/rules/level-drift.ts';
import { rule as workflowDrift } from '../../../src/reconcile/rules/workflow-drift.ts';
import type { SnapshotOffering, SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { context, findingsOf, group, judged, offering, record } from '../support.ts';

const code = '1.004194';
const before = '2021-10-20T18:30:00.000Z';
const planId = 'P20211020T1830Z-01';
const of = context();

/** The procedure at the portal, against values verified there. */
function drifted(
  applied: AppliedValues | undefined,
  portal: SnapshotProcedure | undefined,
  national: ProcedureFacts = {},
  judging = of,
) {
  const found = group(judging, code, { national: record(code, { facts: national }), portal });
  if (applied) found.applied = [undefined, appliedFacts(code, applied), undefined];
  return found;
}

function level(value: 1 | 2 | 3 | 4 | null, at = before, agency = 'H13.1'): AppliedValues[number] {
  return { kind: 'set-level', target: { procedure: code, agency }, value, planId, at };
}

function offered(...offerings: SnapshotOffering[]): SnapshotProcedure {
  return record(code, { offerings });
}

function part(
  kind: 'set-eform' | 'set-workflow' | 'set-components',
  digest: Omit<NonNullable<AppliedValues[number]['digest']>, 'case'>,
  at = before,
): AppliedValues[number] {
  const target = { procedure: code, case: 'default' };
  return { kind, target, value: null, planId, at, digest: { case: 'TH01', ...digest } };
}

function withCase(facts: Partial<CaseFacts>): SnapshotProcedure {
  return record(code, {
    offerings: [offering('H13.1')],
    cases: [{ key: 'TH01', name: 'Cấp mới', agencies: null, ...facts }],
  });
}

describe('level-drift', () => {
  it('names what we pushed, when, and what is there now', () => {
    const [finding, ...others] = findingsOf(
      levelDrift,
      of,
      drifted([level(4)], offered(offering('H13.1', 2))),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      procedure: code,
      agency: 'H13.1',
      system: 'portal',
      // 18:30 UTC is the next day in Việt Nam.
      expected: 'mức độ 4, đẩy ngày 21/10/2021',
      actual: 'đang cung cấp, mức độ 2',
      evidence: { pushed: { at: before, plan: planId, level: 4 }, found: { offered: true, level: 2 } },
      systems: ['portal'],
    });
    expect(finding!.message).toBe(
      'Thủ tục 1.004194 «Đăng ký khai sinh» tại Sở Y tế (H13.1) trên Cổng DVC thành phố: dvc-sync đã đẩy ngày 21/10/2021 là mức độ 4, nay đang cung cấp, mức độ 2; có người sửa trực tiếp trên hệ thống.',
    );
  });

  it('is silent until there was a push, and where nothing was changed', () => {
    const there = offered(offering('H13.1', 2));
    expect(findingsOf(levelDrift, of, drifted(undefined, there))).toEqual([]);
    expect(findingsOf(levelDrift, of, drifted([], there))).toEqual([]);
    expect(findingsOf(levelDrift, of, drifted([level(2)], there))).toEqual([]);
    expect(judged(levelDrift, of, drifted(undefined, there)).result.outcomes['level-drift']?.status).toBe(
      'evaluated',
    );
  });

  it('sees a level taken away and an offering taken away', () => {
    const [without] = findingsOf(levelDrift, of, drifted([level(4)], offered(offering('H13.1', null))));
    expect(without?.actual).toBe('đang cung cấp, không có mức độ');
    for (const portal of [offered(), undefined, record(code, { facts: { active: false } })]) {
      const [gone] = findingsOf(levelDrift, of, drifted([level(4)], portal));
      expect(gone?.actual).toBe('không còn cung cấp');
    }
  });

  it('sees an offering we had switched off come back', () => {
    const off: AppliedValues = [
      level(4, '2021-10-01T00:00:00.000Z'),
      {
        kind: 'deactivate-offering',
        target: { procedure: code, agency: 'H13.1' },
        value: null,
        planId,
        at: before,
      },
    ];
    expect(findingsOf(levelDrift, of, drifted(off, offered()))).toEqual([]);
    const [back] = findingsOf(levelDrift, of, drifted(off, offered(offering('H13.1', 4))));
    expect(back).toMatchObject({ expected: 'ngừng cung cấp, đẩy ngày 21/10/2021' });
  });

  it('goes by what was verified last', () => {
    const target = { procedure: code, agency: 'H13.1' };
    const values: AppliedValues = [
      level(4),
      { kind: 'create-offering', target, value: { level: 2 }, planId, at: before },
    ];
    expect(findingsOf(levelDrift, of, drifted(values, offered(offering('H13.1', 4))))).toEqual([]);
    expect(
      findingsOf(
        levelDrift,
        of,
        drifted([level(3, '2021-10-01T00:00:00.000Z'), level(4)], offered(offering('H13.1', 4))),
      ),
    ).toEqual([]);
  });

  it('says nothing where it cannot tell', () => {
    const one = [level(4)];
    // The level, whether the procedure is in use, whose row it is, whose agency it was.
    expect(
      findingsOf(levelDrift, of, drifted(one, offered({ ...offering('H13.1'), level: undefined }))),
    ).toEqual([]);
    expect(
      findingsOf(
        levelDrift,
        of,
        drifted(one, record(code, { detailed: false, facts: { active: undefined as never } })),
      ),
    ).toEqual([]);
    expect(findingsOf(levelDrift, of, drifted(one, record(code, { unmappedOfferings: 1 })))).toEqual([]);
    expect(findingsOf(levelDrift, of, drifted([level(4, before, 'H13.99')], offered()))).toEqual([]);
  });

  it('says nothing of a push that is younger than the snapshot, nor of a withdrawn procedure', () => {
    const there = offered(offering('H13.1', 2));
    expect(findingsOf(levelDrift, of, drifted([level(4, '2021-11-01T00:00:01.000Z')], there))).toEqual([]);
    expect(findingsOf(levelDrift, of, drifted([level(4)], there, { active: false }))).toEqual([]);
  });

  it('does not look at a system that was not read whole', () => {
    const partial = context({ snapshots: { portal: { status: 'partial' } } });
    const { findings, result } = judged(
      levelDrift,
      partial,
      drifted([level(4)], offered(offering('H13.1', 2)), {}, partial),
    );
    expect(findings).toEqual([]);
    expect(result.outcomes['level-drift']).toMatchObject({ status: 'partly', skipped: ['portal'] });
  });
});

describe.each([
  ['eform-drift', eformDrift, 'set-eform', 'eform', { state: 'usable' }],
  ['workflow-drift', workflowDrift, 'set-workflow', 'workflow', { defects: [] }],
] as const)('%s', (_, rule, kind, fact, verdict) => {
  const found = (digest: string | null, facts: Partial<CaseFacts>, at?: string) =>
    findingsOf(rule, of, drifted([part(kind, { [fact]: digest }, at)], withCase(facts)));
  const now = (hash: string) => ({ [fact]: { ...verdict, hash } }) as Partial<CaseFacts>;

  it('says of what was only taken over that nobody pushed it', () => {
    const taken = { ...part(kind, { [fact]: 'aaa' }), planId: adoption };
    const [finding] = findingsOf(rule, of, drifted([taken], withCase(now('bbb'))));
    expect(finding!.message).toContain('do dvc-sync lấy từ hệ thống ngày 21/10/2021, nay đã khác');
    const left = drifted([{ ...level(4), planId: adoption }], offered(offering('H13.1', 2)));
    expect(findingsOf(levelDrift, of, left)[0]).toMatchObject({
      expected: 'mức độ 4, lấy từ hệ thống ngày 21/10/2021',
    });
  });

  it('is about the units that the case is open to', () => {
    const offerings = [offering('H13.1'), offering('H13.2')];
    const unitsOf = (agencies: string[] | null) => {
      const there = { ...withCase({ ...now('bbb'), agencies }), offerings };
      return findingsOf(rule, of, drifted([part(kind, { [fact]: 'aaa' })], there)).map(({ units }) => units);
    };
    expect([unitsOf(null), unitsOf(['H13.2'])]).toEqual([[['H13.1', 'H13.2']], [['H13.2']]]);
  });

  it('finds another text, none, or a case that is gone', () => {
    const [other] = found('aaa', now('bbb'));
    expect(other).toMatchObject({
      procedure: code,
      agency: null,
      system: 'portal',
      key: 'TH01',
      actual: 'đã khác',
      evidence: { case: { key: 'TH01', name: 'Cấp mới' }, was: 'aaa', is: 'bbb' },
    });
    expect(other!.message).toMatch(
      /^Thủ tục 1\.004194 .*, trường hợp «Cấp mới» trên Cổng DVC thành phố.*: .* do dvc-sync đẩy ngày 21\/10\/2021, nay đã khác; có người sửa trực tiếp trên hệ thống\.$/,
    );
    expect(found('aaa', { [fact]: null })[0]?.actual).toBe('không còn');
    expect(found('aaa', { ...now('bbb'), key: 'TH02' })[0]?.actual).toBe(
      'trường hợp này không còn trên hệ thống',
    );
    expect(found(null, now('bbb'))[0]).toMatchObject({
      expected: expect.stringMatching(/^không có /),
      actual: 'đã có',
    });
  });

  it('shows who and when, where the system tells of a change after the push', () => {
    const changed = (at: string) => found('aaa', { ...now('bbb'), modified: { at, by: 'quantri' } })[0];
    const later = changed('2021-10-25T03:05:00.000Z');
    expect(later!.message).toMatch(
      /; có người sửa trực tiếp trên hệ thống \(hệ thống ghi lần sửa gần nhất 25\/10\/2021 10:05, người sửa quantri\)\.$/,
    );
    expect(later!.evidence).toMatchObject({ modified: { at: '2021-10-25T03:05:00.000Z', by: 'quantri' } });
    expect(changed('2021-10-01T00:00:00.000Z')!.message).toMatch(/sửa trực tiếp trên hệ thống\.$/);
  });

  it('is silent where nothing was changed or nothing was pushed', () => {
    expect(found('aaa', now('aaa'))).toEqual([]);
    expect(found(null, { [fact]: null })).toEqual([]);
    expect(found(null, { ...now('bbb'), key: 'TH02' })).toEqual([]);
    expect(findingsOf(rule, of, drifted([level(4)], withCase(now('bbb'))))).toEqual([]);
    expect(findingsOf(rule, of, drifted(undefined, withCase(now('bbb'))))).toEqual([]);
  });

  it('says nothing where it cannot tell', () => {
    expect(found('aaa', {})).toEqual([]);
    // The key of a case whose row could not be read may be a wrong one.
    expect(found('aaa', { key: '? 1' })).toEqual([]);
    expect(found('aaa', now('bbb'), '2021-11-01T00:00:01.000Z')).toEqual([]);
    const applied = [part(kind, { [fact]: 'aaa' })];
    for (const portal of [
      record(code),
      { ...withCase(now('bbb')), detailed: false },
      record(code, { facts: { active: false }, cases: [] }),
      undefined,
    ])
      expect(findingsOf(rule, of, drifted(applied, portal))).toEqual([]);
    expect(findingsOf(rule, of, drifted(applied, withCase(now('bbb')), { active: false }))).toEqual([]);
  });
});

describe('components-drift', () => {
  const pushed = [
    { name: 'Tờ khai', originals: 1, copies: 0, required: true },
    { name: 'Giấy chứng sinh', originals: 1 },
  ];
  const found = (components: CaseFacts['components']) =>
    findingsOf(
      componentsDrift,
      of,
      drifted([part('set-components', { components: pushed })], withCase({ components })),
    );

  it('names what is missing, added, changed', () => {
    const [finding] = found([{ ...pushed[0]!, required: false }, { name: 'Căn cước' }]);
    expect(finding).toMatchObject({
      key: 'TH01',
      actual: 'mất 1: «Giấy chứng sinh»; thêm 1: «Căn cước»; đổi số bản hoặc bắt buộc 1: «Tờ khai»',
      evidence: { missing: ['Giấy chứng sinh'], added: ['Căn cước'], changed: ['Tờ khai'] },
    });
    expect(found(null)[0]?.actual).toMatch(/^mất 2: /);
    expect(found([...pushed, pushed[0]!])[0]?.actual).toBe('thêm 1: «Tờ khai»');
  });

  it('shows what was pushed, by which plan, and all that differs now', () => {
    const [finding] = found([{ ...pushed[0]!, copies: 2 }, { name: ' Căn  cước' }, { name: 'Ảnh' }]);
    expect(finding).toMatchObject({ units: ['H13.1'], systems: ['portal'] });
    expect(finding?.statement.params).toEqual({
      ...{ case: 'Cấp mới', at: before, none: false },
      missing: { first: ['Giấy chứng sinh'], more: 0 },
      added: { first: ['Căn cước', 'Ảnh'], more: 0 },
      changed: { first: ['Tờ khai'], more: 0 },
    });
    expect(finding?.evidence).toMatchObject({
      ...{ source: 'portal', case: { key: 'TH01', name: 'Cấp mới' }, pushed: { at: before, plan: planId } },
      ...{ missing: ['Giấy chứng sinh'], added: ['Căn cước', 'Ảnh'], changed: ['Tờ khai'] },
    });
  });

  it('tells that the case of the papers is gone', () => {
    const applied = [part('set-components', { components: pushed })];
    const other = { key: 'TH02', agencies: null, components: [], eform: null, workflow: null };
    const portal = record(code, { offerings: [offering('H13.1')], cases: [other] });
    const [finding] = findingsOf(componentsDrift, of, drifted(applied, portal));
    expect(finding?.statement.params).toEqual({ at: before, none: false, change: 'case-gone' });
    expect(finding?.evidence).toMatchObject({
      ...{ case: { key: 'TH01', name: null }, missing: ['Tờ khai', 'Giấy chứng sinh'], added: [] },
    });
  });

  it('does not mind order, spelling of spaces, or numbers that one side does not tell', () => {
    expect(found(pushed.toReversed())).toEqual([]);
    expect(found([{ name: 'Tờ  khai' }, { name: 'Giấy chứng sinh', originals: 1, copies: 3 }])).toEqual([]);
  });

  it('says nothing where the papers could not be told', () => {
    expect(found(undefined)).toEqual([]);
  });
});

describe('what is kept of a verified change', () => {
  const eform = { state: 'usable' as const, hash: 'aaa' };
  const cases = {
    default: { facts: { key: 'TH01', agencies: null, eform, components: [] } },
    other: { facts: { key: 'TH02', agencies: null, workflow: null } },
  };
  const kept = (kind: ChangeKind, key: string) =>
    appliedDigest({ kind, target: { procedure: code, case: key } }, { cases });

  it('is the part the change was about, under the remote key', () => {
    expect(kept('set-eform', 'default')).toEqual({ case: 'TH01', eform: 'aaa' });
    expect(kept('set-components', 'default')).toEqual({ case: 'TH01', components: [] });
    expect(kept('set-workflow', 'other')).toEqual({ case: 'TH02', workflow: null });
  });

  it('is nothing where the writer did not tell or the kind has none', () => {
    expect(kept('set-workflow', 'default')).toBeUndefined();
    expect(kept('set-case', 'default')).toBeUndefined();
    expect(kept('set-eform', 'third')).toBeUndefined();
    expect(
      appliedDigest({ kind: 'set-level', target: { procedure: code, agency: 'H13.1' } }, { cases }),
    ).toBeUndefined();
    expect(
      appliedDigest({ kind: 'set-eform', target: { procedure: code, case: 'default' } }, { cases: {} }),
    ).toBeUndefined();
  });
});
