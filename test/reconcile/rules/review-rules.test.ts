import { describe, expect, test } from 'vitest';
import type { Known } from '../../../src/domain/known.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { CaseFacts, Component, Fee } from '../../../src/domain/procedure.ts';
import type { ReviewConflict, ReviewEntry, ReviewedProcedure, Target } from '../../../src/domain/review.ts';
import type { ReviewedFacts } from '../../../src/domain/reviewed-facts.ts';
import type { JudgeContext, Rule } from '../../../src/reconcile/rule.ts';
import { rule as aboveEligibility } from '../../../src/reconcile/rules/above-eligibility.ts';
import { rule as belowTarget } from '../../../src/reconcile/rules/below-target.ts';
import { rule as explanationContradicted } from '../../../src/reconcile/rules/explanation-contradicted.ts';
import { rule as notReviewed } from '../../../src/reconcile/rules/not-reviewed.ts';
import { rule as reviewConflict } from '../../../src/reconcile/rules/review-conflict.ts';
import { rule as reviewOutdated } from '../../../src/reconcile/rules/review-outdated.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { context, findingsOf, group, judged, offering, record } from '../support.ts';

const code = '1.000001';
const city = context();
const silent = { blocks: undefined, reasons: [], text: null };

function target(agency: string, change: Partial<Target> = {}): Target {
  return {
    agency,
    level: 4,
    why: 'review',
    technical: { ...silent, blocks: false },
    legal: { ...silent, blocks: false },
    sources: [`Phụ lục I của ${agency}, ds.xlsx, trang «PL», dòng 12`],
    ...change,
  };
}

const notEligible: Partial<Target> = {
  level: null,
  technical: { blocks: true, reasons: ['digital-signature'], text: 'chưa có chữ ký số' },
};

function at(levels: Record<string, Known<Level>>): SnapshotProcedure {
  return record(code, {
    offerings: Object.entries(levels).map(([agency, level]) => ({ ...offering(agency), level })),
  });
}

const national = record(code, { facts: { tiers: ['commune'], fields: [], bodies: [] } });

function found(
  rule: Rule,
  targets: Target[],
  records: Partial<Record<string, SnapshotProcedure>>,
  of: JudgeContext = city,
  conflicts: ReviewConflict[] = [],
) {
  const reviewed: ReviewedProcedure = { procedure: code, targets, conflicts };
  return findingsOf(rule, of, { ...group(of, code, { national, ...records }), reviewed });
}

describe('below-target', () => {
  test('names offering, target, level and where the target was read', () => {
    expect(found(belowTarget, [target('H13.5.1')], { portal: at({ 'H13.5.1': 3 }) })).toMatchObject([
      {
        severity: 'major',
        owner: 'technical',
        procedure: code,
        agency: 'H13.5.1',
        system: 'portal',
        expected: 4,
        actual: 3,
        message:
          'Thủ tục 1.000001 «Đăng ký khai sinh» tại UBND phường Cái Khế (H13.5.1): đơn vị đã rà soát đủ điều kiện lên mức độ 4 (Phụ lục I của H13.5.1, ds.xlsx, trang «PL», dòng 12) nhưng trên Cổng DVC thành phố đang ở mức độ 3.',
        evidence: { target: 4, why: 'review', level: 3, sources: [expect.stringContaining('dòng 12')] },
        systems: ['national', 'portal'],
      },
    ]);
  });

  test('looks at every system for itself, and at offerings without a level', () => {
    const records = { portal: at({ 'H13.5.1': 4 }), oneStop: at({ 'H13.5.1': null }) };
    expect(found(belowTarget, [target('H13.5.1')], records)).toMatchObject([
      { system: 'oneStop', actual: 'không có mức độ' },
    ]);
  });

  test('watches over services that are already at level 4 by decision', () => {
    const online = target('H13.5.1', { why: 'already-online' });
    const [finding] = found(belowTarget, [online], { portal: at({ 'H13.5.1': 2 }) });
    expect(finding?.message).toContain('quyết định công bố đã nêu ở mức độ 4');
  });

  test.each([
    { title: 'at level 4', portal: at({ 'H13.5.1': 4 }) },
    { title: 'whose level could not be told', portal: at({ 'H13.5.1': undefined }) },
    { title: 'that is not there, which is a rule of its own', portal: at({ 'H13.5.2': 1 }) },
    {
      title: 'of a procedure out of use',
      portal: record(code, { ...at({ 'H13.5.1': 1 }), facts: { active: false } }),
    },
  ])('says nothing of an offering $title', ({ portal }) => {
    expect(found(belowTarget, [target('H13.5.1')], { portal })).toEqual([]);
  });

  test('says nothing where the target is not level 4, or the procedure was withdrawn', () => {
    const portal = at({ 'H13.5.1': 2 });
    expect(found(belowTarget, [target('H13.5.1', notEligible)], { portal })).toEqual([]);
    const withdrawn = record(code, { facts: { active: false } });
    expect(found(belowTarget, [target('H13.5.1')], { portal, national: withdrawn })).toEqual([]);
  });

  test('finds the target of each of many offerings', () => {
    const portal = at({ 'H13.1': 3, 'H13.5.1': 4, 'H13.5.2': 3, 'H13.6.1': 2 });
    const targets = ['H13.2', 'H13.5', 'H13.5.2', 'H13.6.1'].map(agency => target(agency));
    expect(found(belowTarget, targets, { portal }).map(({ agency }) => agency)).toEqual([
      'H13.5.2',
      'H13.6.1',
    ]);
  });
});

describe('above-eligibility', () => {
  test('names what stands in the way of the level shown', () => {
    expect(
      found(aboveEligibility, [target('H13.5.1', notEligible)], { portal: at({ 'H13.5.1': 4 }) }),
    ).toMatchObject([
      {
        severity: 'critical',
        owner: 'regulatory',
        agency: 'H13.5.1',
        system: 'portal',
        expected: 'dưới mức độ 4',
        actual: 4,
        message: expect.stringMatching(
          /đơn vị đã rà soát là chưa đủ điều kiện lên mức độ 4, vướng kỹ thuật: chưa có chữ ký số .* đang để mức độ 4\.$/,
        ),
        evidence: { grounds: { technical: { blocks: true, reasons: ['digital-signature'] } } },
      },
    ]);
  });

  test.each(['conflict', 'not-reviewed'] as const)('says nothing on "%s": nobody has said no', why => {
    const open = target('H13.5.1', { level: null, why });
    expect(found(aboveEligibility, [open], { portal: at({ 'H13.5.1': 4 }) })).toEqual([]);
  });

  test('says nothing at level 3', () => {
    expect(
      found(aboveEligibility, [target('H13.5.1', notEligible)], { portal: at({ 'H13.5.1': 3 }) }),
    ).toEqual([]);
  });
});

describe('not-reviewed', () => {
  const silentTarget = target('H13.5.1', { level: null, why: 'not-reviewed', sources: [] });
  const past = { ...context(), reviewsDue: new Map([['H13.5.1', '2021-06-15']]) };

  test('is told once a system after the unit’s last day', () => {
    const findings = found(notReviewed, [silentTarget], { portal: at({}) }, past);
    expect(findings.map(({ system }) => system)).toEqual(['portal', 'oneStop']);
    expect(findings[0]).toMatchObject({
      severity: 'major',
      owner: 'agency',
      agency: 'H13.5.1',
      message:
        'Thủ tục 1.000001 «Đăng ký khai sinh» trên Cổng DVC thành phố tại UBND phường Cái Khế (H13.5.1) phải được rà soát trước ngày 15/06/2021 nhưng chưa có trong Phụ lục I hay Phụ lục II nào.',
      evidence: { due: '2021-06-15' },
    });
  });

  test('says nothing before that day, of others, or where a system does not carry the unit', () => {
    expect(found(notReviewed, [silentTarget], {})).toEqual([]);
    expect(found(notReviewed, [{ ...silentTarget, agency: 'H13.5.2' }], {}, past)).toEqual([]);
    expect(found(notReviewed, [target('H13.5.1')], {}, past)).toEqual([]);
    const systems = past.systems.map(system => ({
      ...system,
      covers: system.role === 'national' ? null : ['province'],
    }));
    expect(found(notReviewed, [silentTarget], {}, { ...past, systems })).toEqual([]);
  });
});

describe('review-conflict', () => {
  const conflict: ReviewConflict = {
    procedure: code,
    agencies: ['H13.5.1', 'H13.5.2'],
    tier: 'commune',
    cause: 'legal',
    sides: [
      { eligible: true, agencies: ['H13.5.1'], sources: ['Phụ lục I …'], reasons: [] },
      { eligible: false, agencies: ['H13.5.2'], sources: ['Phụ lục II …'], reasons: ['law'] },
    ],
  };

  test('goes to the office that decides on the cause, and names both sides', () => {
    const findings = found(reviewConflict, [], {}, city, [
      conflict,
      { ...conflict, tier: 'district', cause: 'technical' },
    ]);
    expect(findings).toMatchObject([
      {
        severity: 'major',
        owner: 'regulatory',
        agency: null,
        system: null,
        key: 'commune',
        message:
          'Thủ tục 1.000001 «Đăng ký khai sinh»: các đơn vị cấp xã rà soát khác nhau: đủ điều kiện theo UBND phường Cái Khế (H13.5.1); chưa đủ điều kiện theo UBND phường An Hòa (H13.5.2); nguyên nhân do quy định của pháp luật.',
      },
      { owner: 'technical', key: 'district' },
    ]);
  });

  test('is none of a procedure that was withdrawn', () => {
    const withdrawn = record(code, { facts: { active: false } });
    expect(found(reviewConflict, [], { national: withdrawn }, city, [conflict])).toEqual([]);
  });

  test('of a unit’s own two lists is about that unit', () => {
    const own = { ...conflict, agencies: ['H13.5.1'], cause: 'technical' as const };
    expect(found(reviewConflict, [], {}, city, [own])).toMatchObject([
      {
        agency: 'H13.5.1',
        key: 'own-lists',
        message: expect.stringContaining('ghi cả trong danh mục đủ điều kiện lẫn'),
      },
    ]);
  });
});

describe('rules on reviews', () => {
  const rules = [belowTarget, aboveEligibility, notReviewed, reviewConflict];

  test('are evaluated and silent where nobody ever handed anything in', () => {
    const { findings, result } = judged(
      rules,
      city,
      group(city, code, { national, portal: at({ 'H13.5.1': 2 }) }),
    );
    expect(findings).toEqual([]);
    expect(Object.values(result.outcomes).map(outcome => outcome?.status)).toEqual(
      rules.map(() => 'evaluated'),
    );
  });

  test('are not evaluated on a national list that was not read whole', () => {
    const of = context({ snapshots: { national: { status: 'partial' } } });
    const { result } = judged(rules, of);
    expect(Object.values(result.outcomes).map(outcome => outcome?.status)).toEqual(
      rules.map(() => 'not-evaluated'),
    );
  });
});

describe('explanation-contradicted', () => {
  const form = { state: 'usable', hash: 'h' } as const;
  const portal = (change: Partial<CaseFacts>, level: Known<Level> = 2) =>
    record(code, {
      offerings: [offering('H13.5.1', level)],
      cases: [{ key: 'a', agencies: null, eform: null, onlinePayment: false, ...change }],
    });
  const paying = (fees: Fee[], papers: Component[] = []) =>
    record(code, { facts: { fees }, cases: [{ key: 'n', agencies: null, components: papers }] });
  const due: Fee[] = [{ amount: 5_000, text: '5.000 đồng' }];

  function contradicted(
    reasons: string[],
    records: Partial<Record<string, SnapshotProcedure>>,
    of: JudgeContext = city,
    kind: 'technical' | 'legal' = 'technical',
  ) {
    const ground = { blocks: true, reasons, text: 'chưa có' };
    const explanations: ReviewEntry[] = [
      {
        ...{ agency: 'H13.5.1', list: 'not-eligible', procedure: code, name: '', importedAt: '' },
        ...{ technical: silent, legal: silent, [kind]: ground },
        source: { file: 1, name: 'ds.xlsx', sheet: 'PL II', row: 12 },
      },
    ];
    const reviewed: ReviewedProcedure = { procedure: code, targets: [], conflicts: [], explanations };
    return findingsOf(explanationContradicted, of, { ...group(of, code, records), reviewed });
  }

  test('holds a missing form against a usable one in every case open to the unit', () => {
    const records = { national: paying(due), portal: portal({ eform: form }) };
    expect(contradicted(['e-form'], records)).toMatchObject([
      {
        severity: 'major',
        owner: 'technical',
        procedure: code,
        agency: 'H13.5.1',
        system: null,
        evidence: {
          reason: 'e-form',
          systems: [{ system: 'portal', value: { code: 'eform-everywhere' }, at: expect.any(String) }],
        },
        message: expect.stringContaining(
          '“chưa có biểu mẫu điện tử” trong Phụ lục II, nhưng theo Cổng DVC thành phố, đã có',
        ),
      },
    ]);
  });

  test('holds a missing signature and a result on paper against what a system has set', () => {
    const shown = (technical: CaseFacts['technical']) =>
      ['digital-signature', 'electronic-result'].flatMap(reason =>
        contradicted([reason], { national: paying(due), oneStop: portal({ technical }) }).map(
          ({ evidence }) => evidence.reason,
        ),
      );
    expect(shown({ signature: true, electronicResult: true })).toEqual([
      'digital-signature',
      'electronic-result',
    ]);
    expect(shown({ signature: false, electronicResult: false })).toEqual([]);
    expect(shown({})).toEqual([]);
    expect(shown(undefined)).toEqual([]);
  });

  test('says nothing of a form that is there in some cases only, nowhere, or could not be read', () => {
    const some = record(code, {
      cases: [
        { key: 'a', agencies: null, eform: form },
        { key: 'b', agencies: null, eform: null },
      ],
    });
    for (const shown of [
      some,
      portal({ eform: null }),
      record(code, { cases: [{ key: 'a', agencies: null }] }),
    ])
      expect(contradicted(['e-form'], { national: paying(due), portal: shown })).toEqual([]);
  });

  test('says nothing of what a portal that was not read whole shows', () => {
    const of = context({ snapshots: { portal: { status: 'partial', error: 'đứt giữa chừng' } } });
    const records = { national: paying(due), portal: portal({ eform: form }) };
    expect(contradicted(['e-form'], records, of)).toEqual([]);
    const { result } = judged(explanationContradicted, of, group(of, code, records));
    expect(result.outcomes['explanation-contradicted']).toMatchObject({
      status: 'partly',
      skipped: ['portal'],
    });
  });

  test('holds a missing payment against one that is there, or against a service that costs nothing', () => {
    const there = { national: paying(due), portal: portal({ onlinePayment: true }) };
    expect(contradicted(['payment'], there)).toMatchObject([
      { evidence: { systems: [{ system: 'portal' }] } },
    ]);
    const free = { national: paying([{ amount: 0, text: 'Không' }]), portal: portal({}) };
    expect(contradicted(['payment'], free)).toMatchObject([
      { evidence: { systems: [{ system: 'national' }] } },
    ]);
    expect(contradicted(['payment'], { national: paying(due), portal: portal({}) })).toEqual([]);
  });

  test('holds originals against a national record that wants copies only, as a question of law', () => {
    const copies = { national: paying(due, [{ name: 'Đơn', originals: 0, copies: 1 }]) };
    expect(contradicted(['original-needed'], copies, city, 'legal')).toMatchObject([{ owner: 'regulatory' }]);
    for (const papers of [
      [{ name: 'Đơn', originals: 1, copies: 0 }],
      [
        { name: 'Đơn', originals: 1, copies: 0 },
        { name: 'Giấy khai sinh', originals: 0, copies: 1 },
      ],
      [{ name: 'Đơn' }],
      [],
    ])
      expect(contradicted(['original-needed'], { national: paying(due, papers) })).toEqual([]);
  });

  test('holds no demand against files that were received, by each system for itself', () => {
    const asked = (...files: (number | null)[]): JudgeContext => ({
      ...city,
      received: () =>
        files.map((each, at) => ({
          system: `s${at}`,
          months: 1,
          files: each,
          at: '2021-06-01T00:00:00.000Z',
        })),
    });
    const records = { national: paying(due) };
    expect(contradicted(['no-demand'], records, asked(12))).toMatchObject([
      { message: expect.stringContaining('12 hồ sơ trong 12 tháng gần nhất') },
    ]);
    for (const files of [[0], [null], [12, 0], []])
      expect(contradicted(['no-demand'], records, asked(...files))).toEqual([]);
  });

  test('one finding for each reason, the same whatever the systems say of it later', () => {
    const first = contradicted(['e-form', 'payment', 'in-person', 'other'], {
      national: paying([{ amount: 0, text: 'Không' }]),
      portal: portal({ eform: form }),
    });
    expect(first.map(({ evidence }) => (evidence as { reason: string }).reason)).toEqual([
      'e-form',
      'payment',
    ]);
    const [again] = contradicted(['e-form'], { national: paying(due), portal: portal({ eform: form }, 4) });
    expect(again!.fingerprint).toBe(first[0]!.fingerprint);
  });
});

describe('a row of Phụ lục II that names no condition', () => {
  test('counts as not handed in once the day has passed, and stays a no', () => {
    const bare = target('H13.5.1', {
      ...{ level: null, unexplained: true },
      technical: { blocks: true, reasons: [], text: null },
    });
    const of = { ...city, reviewsDue: new Map([['H13.5.1', '2021-06-15']]) };
    expect(found(notReviewed, [bare], { portal: at({}) }, of)).toMatchObject([
      { system: 'portal', agency: 'H13.5.1', message: expect.stringContaining('không nêu điều kiện nào') },
      { system: 'oneStop' },
    ]);
    expect(found(aboveEligibility, [bare], { portal: at({ 'H13.5.1': 4 }) })).toHaveLength(1);
  });
});

describe('review-outdated', () => {
  const now = record(code, { facts: { decision: '2/QĐ-BTP', fees: [], deadlines: [], tiers: ['commune'] } });
  const outdated = (...remembered: { agency: string; facts: ReviewedFacts }[]) => {
    const portal = record(code, {
      cases: [{ key: 'a', agencies: null, eform: { state: 'usable', hash: 'h' } }],
    });
    const reviewed: ReviewedProcedure = { procedure: code, targets: [], conflicts: [], remembered };
    return findingsOf(reviewOutdated, city, { ...group(city, code, { national: now, portal }), reviewed });
  };

  test('names what changed and asks only the units whose list spoke of it as it was', () => {
    const found = outdated(
      { agency: 'H13.5.1', facts: { decision: ['1/QĐ-BTP'], tiers: ['commune'] } },
      { agency: 'H13.5.2', facts: { decision: ['2/QĐ-BTP'] } },
    );
    expect(found).toMatchObject([
      {
        ...{ agency: null, system: null, severity: 'minor', owner: 'agency', units: ['H13.5.1'] },
        evidence: {
          changed: [{ what: 'decision', before: ['1/QĐ-BTP'], after: ['2/QĐ-BTP'] }],
          touches: { eforms: [{ system: 'portal', case: 'a' }], workflows: [] },
        },
        message: expect.stringContaining(
          'quyết định công bố trên CSDL quốc gia đã đổi sau khi UBND phường Cái Khế',
        ),
      },
    ]);
    const further = outdated({ agency: 'H13.5.1', facts: { decision: ['1/QĐ-BTP'], fee: ['online 5000'] } });
    expect(further).toHaveLength(1);
    expect(further[0]!.fingerprint).toBe(found[0]!.fingerprint);
  });

  test('says nothing where nothing changed, or nothing was remembered', () => {
    expect(outdated({ agency: 'H13.5.1', facts: { decision: ['2/qđ-btp'] } })).toEqual([]);
    expect(outdated()).toEqual([]);
  });
});
