import { describe, expect, it } from 'vitest';
import type { DesiredWorkflow, ServiceDefinition } from '../../src/domain/service.ts';
import { readinessHolds } from '../../src/plan/guard-readiness.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { type GuardHold, type Plan, waitsFor } from '../../src/plan/plan.ts';
import { holdsNow, insideWindow, localTime, windowHold } from '../../src/plan/windows.ts';
import { flow, wholeSystem } from './model-city.ts';
import {
  actualOf,
  appliedOf,
  code,
  definitionOf,
  desiredCase,
  inputOf,
  oneStop,
  portal,
  readyCase,
} from './samples.ts';

const guard = (plan: Plan, name: GuardHold['guard']) => plan.holds.filter(each => each.guard === name);
const cases = (part: object) => ({ cases: { default: { ...readyCase, ...part } } });

describe('guards', () => {
  it('let an ordinary plan through', () => {
    const plan = makePlan(inputOf(definitionOf(), actualOf({}, 3)));
    expect(plan.actions).toHaveLength(3);
    expect(plan.holds).toEqual([]);
  });

  it('say nothing about a plan without actions', () => {
    const settings = { maxChanges: 0, maxShare: 0, windows: [{ days: [7], from: '01:00', to: '02:00' }] };
    const plan = makePlan(
      inputOf(definitionOf(), actualOf(), {
        settings,
        systems: [{ ...wholeSystem(portal), source: undefined as never }],
      }),
    );
    expect(plan.holds).toEqual([]);
  });

  it('count all changes of a plan', () => {
    const settings = { maxChanges: 2, maxShare: 1, windows: [] };
    const [hold] = guard(
      makePlan(inputOf(definitionOf(), actualOf({}, 3), { settings })),
      'too-many-changes',
    );
    expect(hold).toMatchObject({ approvable: true, actions: [] });
    expect(hold!.message).toMatch(/3 thay đổi.*giới hạn 2.*người khác với người lập kế hoạch cho phép/);
    const enough = { ...settings, maxChanges: 3 };
    expect(makePlan(inputOf(definitionOf(), actualOf({}, 3), { settings: enough })).holds).toEqual([]);
  });

  it('hold back a share of a system that is too large, a new row and its level counting once', () => {
    const system = wholeSystem(portal);
    const systems = [{ ...system, source: { ...system.source!, offerings: 12 } }];
    const small = { ...wholeSystem(oneStop), source: { ...system.source!, offerings: 1 } };
    const few = makePlan(
      inputOf(definitionOf(), actualOf({ offerings: {} }), { systems: [small, ...systems] }),
    );
    expect(few.actions).toHaveLength(6);
    expect(guard(few, 'too-large-share')).toEqual([]);
    const most = makePlan(
      inputOf(definitionOf(), actualOf({ offerings: {} }), {
        systems: [{ ...system, source: { ...system.source!, offerings: 11 } }],
      }),
    );
    expect(guard(most, 'too-large-share')).toMatchObject([{ approvable: true, actions: [1, 2, 3, 4, 5, 6] }]);
  });

  it.each([
    ['partial', { status: 'partial', error: 'mất kết nối giữa chừng' }],
    ['unreadable', { status: 'unreadable' }],
    ['shrunk', { shrunk: { part: 'offerings', before: 100, after: 10, share: 0.9 } }],
  ] as const)('let nobody write to a system whose last snapshot was %s', (_, part) => {
    const system = wholeSystem(portal);
    const systems = [{ ...system, source: { ...system.source!, ...part } }];
    const plan = makePlan(inputOf(definitionOf(), actualOf({}, 3), { systems }));
    expect(guard(plan, 'source-suspicious')).toMatchObject([{ approvable: false, actions: [1, 2, 3] }]);
  });

  it('let nobody write to a system no run has read', () => {
    const { source: _, ...system } = wholeSystem(portal);
    const plan = makePlan(inputOf(definitionOf(), actualOf({}, 3), { systems: [system] }));
    expect(guard(plan, 'source-suspicious')[0]!.message).toContain('chưa có lần chạy nào');
  });

  it('refuse to raise a level for which something is missing, and say what', () => {
    const definition = definitionOf({
      cases: [{ ...desiredCase, eform: null }],
      channels: { online: true, post: false },
    });
    const plan = makePlan(inputOf(definition, actualOf(cases({ eform: null }), 2)));
    const [hold] = guard(plan, 'not-ready');
    expect(hold).toMatchObject({ approvable: false, actions: [1, 2, 3] });
    expect(hold!.message).toMatch(/Biểu mẫu.*chưa có biểu mẫu.*Trả kết quả/);
  });

  it('judge readiness after the changes of the plan itself', () => {
    const plan = makePlan(inputOf(definitionOf(), actualOf(cases({ eform: null }), 2)));
    expect(plan.actions.map(({ change }) => change.kind)).toEqual([
      'set-eform',
      'set-level',
      'set-level',
      'set-level',
    ]);
    expect(guard(plan, 'not-ready')).toEqual([]);
  });

  it('let a person decide on conditions nobody knows about', () => {
    const readiness = [
      { condition: 'Kết nối phần mềm chuyên ngành', state: 'unknown' as const, source: 'chưa hỏi' },
    ];
    const plan = makePlan(inputOf(definitionOf({ readiness }), actualOf({}, 3)));
    expect(guard(plan, 'not-ready')).toMatchObject([{ approvable: true, actions: [1, 2, 3] }]);
  });

  it('refuse to take away what a level that stays has promised', () => {
    const definition = definitionOf({ level: 4, cases: [{ ...desiredCase, eform: null }] });
    const ours = appliedOf({
      kind: 'set-eform',
      target: { procedure: code, case: 'default' },
      after: readyCase.eform!,
    });
    const plan = makePlan(inputOf(definition, actualOf(), {}, [ours]));
    expect(plan.actions.map(({ change }) => change.kind)).toEqual(['set-eform']);
    expect(guard(plan, 'not-ready')).toMatchObject([{ approvable: false, actions: [1] }]);
  });

  it('refuse it case by case: that another one never had it does not make up for it', () => {
    const second = { ...desiredCase, key: 'lai', name: 'Cấp lại' };
    const definition = definitionOf({ level: 4, cases: [{ ...desiredCase, eform: null }, second] });
    const ours = appliedOf({
      kind: 'set-eform',
      target: { procedure: code, case: 'default' },
      after: readyCase.eform!,
    });
    const there = actualOf({ cases: { default: readyCase, lai: { ...readyCase, eform: null } } });
    const plan = makePlan(inputOf(definition, there, {}, [ours]));
    const [hold] = guard(plan, 'not-ready');
    expect(hold!.message).toContain('Biểu mẫu điện tử dùng được (trường hợp «Cấp mới»: chưa có biểu mẫu');
    expect(hold!.approvable).toBe(false);
  });

  it('hold what lowers, named once for all agencies alike', () => {
    const offerings = {
      'H13.3.1': { level: 4 as const },
      'H13.3.2': { level: 4 as const },
      'H13.3.3': { level: 3 as const },
    };
    const plan = makePlan(inputOf(definitionOf({ level: 2 }), actualOf({ offerings })));
    expect(guard(plan, 'lowers-level').map(({ actions, approvable }) => ({ actions, approvable }))).toEqual([
      { actions: [1, 2], approvable: true },
      { actions: [3], approvable: true },
    ]);
    expect(guard(plan, 'lowers-level')[0]!.message).toMatch(
      /mức độ 4 xuống mức độ 2.*Xã Mỹ Khánh, Xã Nhơn Nghĩa trên Cổng DVC thành phố/,
    );
  });

  it('hold what takes an offering away', () => {
    const gone = appliedOf({ kind: 'set-level', target: { procedure: code, agency: 'H13.3.1' }, after: 4 });
    const plan = makePlan(
      inputOf(definitionOf({ applies: { agencies: ['H13.3.2', 'H13.3.3'] } }), actualOf(), {}, [gone]),
    );
    expect(guard(plan, 'deactivates')).toMatchObject([{ approvable: true, actions: [1] }]);
  });

  it('hold a workflow change that drops a step, but not one that only adds', () => {
    const three = flow(['Tiếp nhận', 'Thẩm định', 'Phê duyệt']);
    const dropping = makePlan(inputOf(definitionOf(), actualOf(cases({ workflow: three }))));
    expect(guard(dropping, 'drops-step')[0]!.message).toContain('«Phê duyệt»');
    const adding = makePlan(inputOf(definitionOf(), actualOf(cases({ workflow: flow(['Tiếp nhận']) }))));
    expect(adding.actions).toHaveLength(1);
    expect(adding.holds).toEqual([]);
  });

  it('hold what belongs to other procedures too, and let nobody allow what two definitions want otherwise', () => {
    const short = actualOf(cases({ workflow: flow(['Tiếp nhận']) }));
    const input = inputOf(definitionOf(), short);
    const others = (procedure: string) => ({ default: { 'set-workflow': [procedure] } });
    const [service] = input.services;
    const one = makePlan({ ...input, services: [{ ...service!, shared: others('1.000009') }] });
    expect(one.holds).toMatchObject([{ guard: 'shared-with-others', approvable: true, actions: [1] }]);
    expect(one.holds[0]!.message).toMatch(/Đổi quy trình điện tử của .*1\.000009.*người khác/);
    const papers = { default: { 'set-components': ['1.000009'] } };
    expect(makePlan({ ...input, services: [{ ...service!, shared: papers }] }).holds).toEqual([]);

    const second = { ...definitionOf(), procedure: '1.000009' };
    const both = (definitions: ServiceDefinition[]) =>
      makePlan({
        ...input,
        definitions,
        services: [
          { ...service!, shared: others('1.000009') },
          {
            ...service!,
            procedure: '1.000009',
            actual: { ...short, procedure: '1.000009' },
            shared: others(code),
          },
        ],
      });
    expect(both([definitionOf(), second]).holds).toMatchObject([{ approvable: true }, { approvable: true }]);
    const longer = flow(['Tiếp nhận', 'Thẩm định', 'Ký']);
    const apart = both([definitionOf(), { ...second, cases: [{ ...second.cases[0]!, workflow: longer }] }]);
    const held = guard(apart, 'shared-with-others');
    expect(held).toMatchObject([
      { approvable: false, actions: [1] },
      { approvable: false, actions: [2] },
    ]);
    expect(held[0]!.message).toContain('đòi hai nội dung khác nhau');
  });

  it('know what two services want of one process for the same, whatever each calls the case and its steps', () => {
    const slow = { ...readyCase, value: { ...readyCase.value!, deadlineHours: 999 } };
    const theirs = actualOf({ cases: { default: { ...slow, workflow: flow(['Tiếp nhận'], 8, 'a-') } } });
    const of = (workflow: DesiredWorkflow, change: object) => ({
      ...definitionOf(),
      cases: [{ ...desiredCase, workflow, ...change }],
    });
    const steps = ['Tiếp nhận', 'Thẩm định', 'Phê duyệt'];
    const first = of(flow(steps), {});
    const planOf = (second: ServiceDefinition) => {
      const input = inputOf(first, theirs);
      const shared = (other: string) => ({ default: { 'set-case': [other], 'set-workflow': [other] } });
      return makePlan({
        ...input,
        definitions: [first, { ...second, procedure: '1.000009' }],
        services: [
          { ...input.services[0]!, shared: shared('1.000009') },
          {
            ...input.services[0]!,
            procedure: '1.000009',
            actual: { ...theirs, procedure: '1.000009' },
            shared: shared(code),
          },
        ],
      });
    };
    const approvable = (plan: Plan) => guard(plan, 'shared-with-others').map(hold => hold.approvable);
    expect(approvable(planOf(of(flow(steps, 8, 'b-'), { name: 'Cấp lần đầu' })))).toEqual([true, true]);
    expect(approvable(planOf(of(flow(steps), { deadlineHours: 24 })))).toContain(false);
    expect(approvable(planOf(of(flow(['Tiếp nhận', 'Ký'], 8, 'b-'), {})))).toContain(false);
  });

  it('hold a workflow change under which steps would go by other ids', () => {
    const theirs = flow(['Tiếp nhận', 'Thẩm định'], 7, 'guid-');
    const plan = makePlan(inputOf(definitionOf(), actualOf(cases({ workflow: theirs }))));
    expect(guard(plan, 'changes-node-ids')).toMatchObject([{ approvable: true, actions: [1] }]);
    expect(guard(plan, 'changes-node-ids')[0]!.message).toContain('Lấy mã bước hệ thống đang có');
    expect(guard(plan, 'drops-step')).toEqual([]);
  });
});

it('a level is not raised where nobody knows what the system or the definition has, and nobody can allow it', () => {
  const input = inputOf(definitionOf(), actualOf({}, 3));
  const { actions } = makePlan(input);
  for (const lacking of [{ definitions: [] }, { systems: [] }, { services: [] }])
    expect(readinessHolds(actions, { ...input, ...lacking })).toMatchObject([
      { guard: 'not-ready', actions: [1, 2, 3], approvable: false },
    ]);
  const forms = makePlan(inputOf(definitionOf(), actualOf(cases({ eform: null })))).actions;
  expect(readinessHolds(forms, { ...input, definitions: [] })).toEqual([]);
});

it('a draft waits for the end of what nobody may allow, else for a second person where one is asked for', () => {
  const hold = (approvable: boolean) => ({
    guard: 'not-ready' as const,
    message: '',
    actions: [],
    approvable,
  });
  const waits = (approval: 'always' | 'when-held', ...holds: GuardHold[]) =>
    waitsFor({ holds }, { approval } as Parameters<typeof waitsFor>[1]);
  expect(waits('always', hold(true), hold(false))).toBe('cause');
  expect([waits('when-held', hold(true)), waits('always'), waits('when-held')]).toEqual([
    'approver',
    'approver',
    'nothing',
  ]);
});

describe('windows of writing', () => {
  const night = [{ days: [1, 2, 3, 4, 5], from: '22:00', to: '05:00' }];

  it.each([
    ['2026-11-23T15:00:00.000Z', { day: 1, time: '22:00' }, true],
    ['2026-11-23T14:59:00.000Z', { day: 1, time: '21:59' }, false],
    ['2026-11-27T21:59:00.000Z', { day: 6, time: '04:59' }, true],
    ['2026-11-27T22:00:00.000Z', { day: 6, time: '05:00' }, false],
    ['2026-11-22T18:00:00.000Z', { day: 1, time: '01:00' }, false],
    ['2026-11-22T10:00:00.000Z', { day: 7, time: '17:00' }, false],
  ])('%s is %o in Vietnam; inside: %s', (iso, local, inside) => {
    expect(localTime(iso)).toEqual(local);
    expect(insideWindow(night, local)).toBe(inside);
  });

  it('by day begin with their first minute and end before their last', () => {
    const day = [{ days: [2], from: '08:00', to: '17:00' }];
    const inside = (time: string, on = 2) => insideWindow(day, { day: on, time });
    expect(['07:59', '08:00', '16:59', '17:00'].map(time => inside(time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([inside('09:00', 1), inside('09:00', 3), insideWindow([], { day: 1, time: '03:00' })]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('are several: inside any of them is inside, and one that ends as it begins lasts a whole day', () => {
    const two = [
      { days: [1], from: '22:00', to: '23:00' },
      { days: [2], from: '01:00', to: '02:00' },
    ];
    const inside = ([day, time]: [number, string]) => insideWindow(two, { day, time });
    expect(
      (
        [
          [1, '22:30'],
          [2, '01:30'],
          [1, '01:30'],
          [2, '22:30'],
        ] as [number, string][]
      ).map(inside),
    ).toEqual([...[true, true, false, false]]);
    const whole = [{ days: [3], from: '08:00', to: '08:00' }];
    expect(
      [
        [3, '08:00'],
        [4, '07:59'],
        [4, '08:00'],
        [3, '07:59'],
      ].map(([day, time]) => insideWindow(whole, { day: day as number, time: time as string })),
    ).toEqual([true, true, false, false]);
  });

  it('are named with their days in order, and all seven as every day', () => {
    const message = (days: number[]) =>
      windowHold([{ days, from: '22:00', to: '23:00' }], { day: 7, time: '05:00' })[0]!.message;
    expect(message([3, 1])).toContain('(22:00–23:00 thứ hai, thứ tư; bây giờ là 05:00 chủ nhật)');
    expect(message([7, 6, 5, 4, 3, 2, 1])).toContain('(22:00–23:00 mọi ngày; ');
  });

  it('are asked again when a plan is applied', () => {
    const settings = { maxChanges: 500, maxShare: 1, windows: night };
    const plan = makePlan(inputOf(definitionOf(), actualOf({}, 3), { settings }));
    expect(plan.holds).toMatchObject([{ guard: 'outside-window', approvable: true }]);
    expect(holdsNow(plan, night, { day: 1, time: '23:00' })).toEqual({ holds: [], outside: false });
    const other = { guard: 'lowers-level' as const, message: '', actions: [1], approvable: true };
    const held = { ...plan, holds: [...plan.holds, other] };
    expect(holdsNow(held, night, { day: 1, time: '23:00' }).holds).toEqual([other]);
    expect(holdsNow({ ...plan, holds: [] }, night, { day: 1, time: '12:00' }).holds).toHaveLength(1);
  });
});
