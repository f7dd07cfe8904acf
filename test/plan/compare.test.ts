import { describe, expect, it } from 'vitest';
import type { Missing } from '../../src/adapter/missing.ts';
import type { SystemProfile } from '../../src/domain/city.ts';
import type { Level } from '../../src/domain/level.ts';
import type { Change } from '../../src/domain/push.ts';
import * as comparing from '../../src/plan/compare.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { mends } from '../../src/plan/order.ts';
import { flow, form, paper, wholeSystem } from './model-city.ts';
import {
  actualOf,
  appliedOf,
  city,
  code,
  communes,
  definitionOf,
  desiredCase,
  inputOf,
  oneStop,
  portal,
  readyCase,
} from './samples.ts';

type Given = Parameters<typeof comparing.changesFor>;
/** At a system whose writer can do everything and is not asked: values decide. */
const changesFor = (
  a: Given[0],
  b: Given[1],
  c: Given[2],
  profile: SystemProfile,
  d: Given[4],
  e?: Given[5],
) => comparing.changesFor(a, b, c, wholeSystem(profile), d, e);

const target = { procedure: code, agency: 'H13.3.1' };
const level = (after: Level) => appliedOf({ kind: 'set-level', target, after });
const rows = (first: Level | null) => ({
  'H13.3.1': { level: first },
  'H13.3.2': { level: 4 as const },
  'H13.3.3': { level: 4 as const },
});

describe('three-way comparison', () => {
  it('finds nothing where the system has what the definition says, whatever was applied', () => {
    const found = changesFor(definitionOf(), actualOf(), [level(2)], portal, city);
    expect(found).toEqual({ changes: [], unknown: [] });
  });

  it.each([
    { applied: [], actual: 3, standing: 'not-pushed' },
    { applied: [level(3)], actual: 3, standing: 'changed-here' },
    { applied: [level(4)], actual: 3, standing: 'changed-there' },
    { applied: [level(2)], actual: 3, standing: 'both-changed' },
  ] as const)('tells $standing', ({ applied, actual, standing }) => {
    const { changes } = changesFor(
      definitionOf(),
      actualOf({ offerings: rows(actual) }),
      [...applied],
      portal,
      city,
    );
    expect(changes).toMatchObject([{ change: { kind: 'set-level', target, before: 3, after: 4 }, standing }]);
  });

  it('plans nothing where it could not tell, and says so', () => {
    const { workflow: _, value: __, ...told } = readyCase;
    const definition = definitionOf({ cases: [{ ...desiredCase, workflow: flow(['Khác']) }] });
    const { changes, unknown } = changesFor(
      definition,
      actualOf({ cases: { default: told } }),
      [],
      portal,
      city,
    );
    expect(changes).toEqual([]);
    expect(unknown.map(({ system, procedure, case: key }) => [system, procedure, key])).toEqual([
      ['portal', code, 'default'],
      ['portal', code, 'default'],
    ]);
    expect(unknown.map(({ what }) => what).join()).toMatch(/trường hợp.*quy trình/);
  });

  it('plans nothing for an offering that is there at a level nobody could tell, wanted or not', () => {
    const offerings = { ...rows(null), 'H13.3.1': { level: undefined } };
    const named = changesFor(definitionOf(), actualOf({ offerings }), [], portal, city);
    const left = { ...city, agencies: city.agencies.filter(agency => agency.code !== 'H13.3.1') };
    const unnamed = changesFor(definitionOf(), actualOf({ offerings }), [level(4)], portal, left);
    for (const { changes, unknown } of [named, unnamed]) {
      expect(changes).toEqual([]);
      expect(unknown).toEqual([
        { system: 'portal', procedure: code, what: expect.stringContaining('không biết') },
      ]);
    }
  });

  it('creates a missing row as information only, then raises it', () => {
    const offerings = { 'H13.3.1': { level: 4 as const }, 'H13.3.2': { level: 4 as const } };
    const { changes } = changesFor(definitionOf(), actualOf({ offerings }), [], portal, city);
    expect(changes.map(({ change }) => change)).toEqual([
      {
        kind: 'create-offering',
        target: { procedure: code, agency: 'H13.3.3' },
        before: null,
        after: { level: 2 },
      },
      { kind: 'set-level', target: { procedure: code, agency: 'H13.3.3' }, before: 2, after: 4 },
    ]);
  });

  it('leaves what the system does not host to whoever hosts it', () => {
    const there = {
      ...readyCase,
      eform: null,
      value: { ...readyCase.value!, online: false, onlinePayment: false },
    };
    const { changes } = changesFor(
      definitionOf(),
      actualOf({ cases: { default: there } }),
      [],
      oneStop,
      city,
    );
    expect(changes).toEqual([]);
  });

  it('looks only at agencies the system covers', () => {
    const definition = definitionOf({ applies: { tiers: ['province', 'commune'] } });
    const agencies = (system: typeof portal) =>
      changesFor(definition, actualOf({ offerings: {} }), [], system, city)
        .changes.filter(({ change }) => change.kind === 'create-offering')
        .map(({ change }) => change.target.agency);
    expect(agencies(portal)).toEqual(['H13.1', 'H13.2', ...communes]);
    expect(agencies(oneStop)).toEqual(['H13.1', ...communes]);
    expect(agencies({ ...portal, covers: [] })).toEqual([]);
    expect(agencies({ ...portal, role: 'national' })).toEqual([]);
  });

  it('takes away only rows that we had put there and the definition no longer names', () => {
    const definition = definitionOf({ applies: { agencies: ['H13.3.2', 'H13.3.3'] } });
    expect(changesFor(definition, actualOf(), [], portal, city).changes).toEqual([]);
    const { changes } = changesFor(definition, actualOf(), [level(4)], portal, city);
    expect(changes).toMatchObject([
      {
        change: { kind: 'deactivate-offering', target, before: { level: 4 }, after: null },
        standing: 'changed-here',
        reason: `Định nghĩa dịch vụ ${code} không còn áp dụng cho đơn vị này; định nghĩa đã đổi sau lần đẩy trước`,
      },
    ]);
    // Of what is gone there already nothing is to be taken away.
    const gone = { 'H13.3.2': { level: 4 as const }, 'H13.3.3': { level: 4 as const } };
    expect(changesFor(definition, actualOf({ offerings: gone }), [level(4)], portal, city).changes).toEqual(
      [],
    );
  });

  it('knows how it left a row: at its last level, or taken away, by the later of two plans', () => {
    const definition = definitionOf({ applies: { agencies: ['H13.3.2', 'H13.3.3'] } });
    const standing = (...applied: ReturnType<typeof appliedOf>[]) =>
      changesFor(definition, actualOf(), applied, portal, city).changes.map(each => each.standing);
    const at = (
      kind: 'create-offering' | 'set-level' | 'deactivate-offering',
      after: unknown,
      when: string,
    ) => ({
      ...appliedOf({ kind, target, after } as never),
      at: when,
    });
    const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
    expect(standing(at('set-level', 4, late), at('deactivate-offering', null, early))).toEqual([
      'changed-here',
    ]);
    expect(standing(at('deactivate-offering', null, late), at('set-level', 4, early))).toEqual([
      'changed-there',
    ]);
    expect(standing(at('set-level', 4, late), at('create-offering', { level: 2 }, late))).toEqual([
      'changed-here',
    ]);
  });

  it('does not clear what others configured just because the file leaves it empty', () => {
    const definition = definitionOf({
      cases: [{ ...desiredCase, eform: null, workflow: null, components: [] }],
    });
    expect(changesFor(definition, actualOf(), [], portal, city).changes).toEqual([]);
    const ours = appliedOf({
      kind: 'set-eform',
      target: { procedure: code, case: 'default' },
      after: readyCase.eform!,
    });
    const { changes } = changesFor(definition, actualOf(), [ours], portal, city);
    expect(changes).toMatchObject([{ change: { kind: 'set-eform', after: null }, standing: 'changed-here' }]);
  });

  it.each([
    ['papers in another order', { components: [...readyCase.components!].reverse() }],
    [
      'a decomposed name',
      { components: readyCase.components!.map(each => ({ ...each, name: each.name.normalize('NFD') })) },
    ],
    [
      'keys of a form in another order',
      { eform: { components: form('ten', 'ngay').components, display: 'form' } },
    ],
    [
      'defaults written out',
      {
        workflow: {
          ...readyCase.workflow!,
          steps: readyCase.workflow!.steps.map(step => ({
            ...step,
            mayReturn: false,
            state: { start: '2', step: '4', end: '9' }[step.kind],
          })),
        },
      },
    ],
    ['other step ids', { workflow: flow(['Tiếp nhận', 'Thẩm định'], 8, 'guid-') }],
  ])('sees no difference in %s', (_, part) => {
    const actual = actualOf({ cases: { default: { ...readyCase, ...part } } });
    expect(changesFor(definitionOf(), actual, [], portal, city).changes).toEqual([]);
  });

  it.each([
    [
      'set-components',
      { components: [paper('Đơn đề nghị', { code: 'KQ01' }), paper('Bản vẽ', { copies: 1 })] },
    ],
    ['set-eform', { eform: form('ngay', 'ten') }],
    ['set-workflow', { workflow: flow(['Tiếp nhận', 'Thẩm định'], 7) }],
    ['set-case', { value: { ...readyCase.value!, online: false } }],
  ])('sees a small difference: %s', (kind, part) => {
    const actual = actualOf({ cases: { default: { ...readyCase, ...part } } });
    expect(
      changesFor(definitionOf(), actual, [], portal, city).changes.map(({ change }) => change.kind),
    ).toEqual([kind]);
  });
});

describe('what a definition leaves out', () => {
  const unnamed = { ...desiredCase, name: '', onlineDeadlineHours: null };

  it('says nothing: a name, an online deadline and a code that others gave stay', () => {
    const components = desiredCase.components.map(({ code: _, ...rest }) => rest);
    const found = changesFor(
      definitionOf({ cases: [{ ...unnamed, components }] }),
      actualOf(),
      [],
      portal,
      city,
    );
    expect(found).toEqual({ changes: [], unknown: [] });
  });

  it('goes along unsaid when something else changes', () => {
    const definition = definitionOf({ cases: [{ ...unnamed, deadlineHours: 80 }] });
    const { changes } = changesFor(definition, actualOf(), [], portal, city);
    expect(changes.map(({ change }) => change)).toMatchObject([
      { kind: 'set-case', after: { name: '', deadlineHours: 80, onlineDeadlineHours: 32 } },
    ]);
  });
});

describe('what the writer says of a change', () => {
  const send = { label: 'thêm thành phần «Kết quả»', method: 'POST', path: '/parts', body: 'KQ01' } as const;
  const asked = (missing: (change: Change) => Missing, actual = actualOf()) =>
    comparing.changesFor(definitionOf(), actual, [], { ...wholeSystem(portal), missing }, city).changes;

  it('counts although the values look alike: what a push left half made is mended, once', () => {
    const changes = asked(({ kind }) => ({
      sends: kind === 'set-case' || kind === 'set-level' ? [send] : [],
    }));
    expect(changes).toEqual([
      {
        change: {
          kind: 'set-case',
          target: { procedure: code, case: 'default' },
          before: readyCase.value,
          after: readyCase.value,
        },
        standing: 'not-pushed',
        reason: `Định nghĩa dịch vụ ${code}: trường hợp trên hệ thống chưa trọn vẹn (thêm thành phần «Kết quả»)`,
      },
    ]);
    expect(mends(changes[0]!.change)).toBe(true);
  });

  it('counts although the values differ: what it holds to be there is done', () => {
    expect(asked(() => ({ sends: [] }), actualOf({}, 3))).toEqual([]);
  });

  it('makes work for people, with its reason, of what it cannot bring about', () => {
    const cannot = 'OpenCPS chỉ nhận mức 2, 3, 4';
    const missing = ({ kind }: Change): Missing =>
      kind === 'set-level' ? { sends: [], complaint: cannot } : { sends: [] };
    expect(asked(missing, actualOf({}, 3)).map(each => each.cannot)).toEqual([cannot, cannot, cannot]);
    const systems = [{ ...wholeSystem(portal), missing }];
    const plan = makePlan(inputOf(definitionOf(), actualOf({}, 3), { systems }));
    expect(plan.actions).toEqual([]);
    expect(plan.tasks!.find(({ system }) => system === 'portal')!.what).toMatch(
      /^Đặt mức độ 4 cho .* tại 3 đơn vị .*; OpenCPS chỉ nhận mức 2, 3, 4$/,
    );
  });

  it('does not keep back what may only wait for its case to be put right', () => {
    const cannot = 'trường hợp chưa có quy trình trên hệ thống';
    const missing = ({ kind }: Change): Missing =>
      kind === 'set-case'
        ? { sends: [send] }
        : { sends: [], ...(kind === 'set-workflow' && { complaint: cannot }) };
    const there = { ...readyCase, workflow: null };
    const changes = asked(missing, actualOf({ cases: { default: there } }));
    expect(changes.map(({ change, cannot: why }) => [change.kind, why])).toEqual([
      ['set-case', undefined],
      ['set-workflow', undefined],
    ]);
  });

  it('is not asked of what hangs on something that is still to come', () => {
    const kinds: string[] = [];
    const missing = ({ kind }: Change): Missing => {
      kinds.push(kind);
      return { sends: [send] };
    };
    const changes = asked(missing, actualOf({ cases: {}, offerings: {} }));
    expect(new Set(kinds)).toEqual(new Set(['set-case', 'create-offering']));
    expect(changes.map(({ change }) => change.kind)).toContain('set-workflow');
  });
});
