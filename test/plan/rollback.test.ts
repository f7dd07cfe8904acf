import { describe, expect, it } from 'vitest';
import type { Missing } from '../../src/adapter/missing.ts';
import type { ActionState, Change } from '../../src/domain/push.ts';
import type { ServiceState } from '../../src/domain/service-state.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { rollbackPlan } from '../../src/plan/rollback.ts';
import { planText } from '../../src/plan/show-terminal.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { form, ModelRemote, paper, wholeSystem } from './model-city.ts';
import { actualOf, code, definitionOf, inputOf, kindsOf, portal, readyCase } from './samples.ts';

const before = actualOf({ cases: { default: { ...readyCase, eform: form('cu') } } }, 2);
const input = inputOf(definitionOf(), before);
const plan = makePlan(input);

function takenBack(states: (ActionState | undefined)[], remote = new ModelRemote(input.services)) {
  plan.actions.forEach((action, at) => {
    if (states[at] === 'verified' || states[at] === 'done') remote.make(action);
  });
  const results = new Map(states.flatMap((state, at) => (state ? [[at + 1, state] as const] : [])));
  return rollbackPlan(plan, results, { ...input, id: 'P2', services: remote.services() });
}

describe('taking a plan back', () => {
  it('lowers levels first, then puts the old form back, and names the plan it takes back', () => {
    const back = takenBack(['verified', 'verified', 'done', 'verified']);
    expect(plan.actions).toHaveLength(4);
    expect(kindsOf(back.actions)).toEqual(['set-level', 'set-level', 'set-level', 'set-eform']);
    expect(back.actions.map(({ change }) => [change.before, change.after]).slice(0, 3)).toEqual([
      [4, 2],
      [4, 2],
      [4, 2],
    ]);
    expect(back.actions[3]!.change.after).toEqual(form('cu'));
    expect(back).toMatchObject({ id: 'P2', rollbackOf: plan.id });
    expect(back.holds.map(({ guard }) => guard)).toEqual(['lowers-level']);
  });

  it('leaves alone what never took effect', () => {
    expect(kindsOf(takenBack(['verified', 'failed', 'skipped', undefined]).actions)).toEqual(['set-eform']);
    expect(takenBack([]).actions).toEqual([]);
  });

  it.each(['in-doubt', 'sending'] as const)(
    'takes an action that is %s back only where its value is plainly there',
    state => {
      expect(takenBack([state]).actions).toEqual([]);
      const remote = new ModelRemote(input.services);
      remote.make(plan.actions[0]!);
      expect(kindsOf(takenBack([state], remote).actions)).toEqual(['set-eform']);
      const services = remote.services();
      services[0]!.actual!.cases.default!.eform = form('tay');
      const back = rollbackPlan(plan, new Map([[1, state]]), { ...input, services });
      expect(back.actions).toEqual([]);
      expect(back.unknown).toMatchObject([{ system: 'portal', what: expect.stringContaining('không rõ') }]);
    },
  );

  it('puts back what failed half way, and leaves what was never sent or looks as before', () => {
    const services = new ModelRemote(input.services).services();
    const failed = new Map([[1, 'failed' as const]]);
    const back = (sent: number[], systems = input.systems) =>
      rollbackPlan(plan, failed, { ...input, systems, services }, new Set(sent)).actions;
    expect(back([1])).toEqual([]);
    // Nothing to be seen in the values, but the writer knows of something that is left.
    const left = (): Missing => ({ sends: [{ label: 'gỡ', method: 'DELETE', path: '', body: '' }] });
    const knowing = [{ ...wholeSystem(portal), missing: left }];
    expect(back([1], knowing)).toMatchObject([{ change: { before: form('cu'), after: form('cu') } }]);
    expect(back([], knowing)).toEqual([]);
    services[0]!.actual!.cases.default!.eform = form('nửa');
    expect(back([])).toEqual([]);
    const [action, ...others] = back([1]);
    expect(others).toEqual([]);
    expect(action).toMatchObject({ change: { before: form('nửa'), after: form('cu') } });
    // Half of ours, or what somebody did since: nobody can tell, and whoever approves reads so.
    expect(action).toMatchObject({ standing: 'changed-there' });
    expect(action!.reason).toMatch(/một phần, hoặc sau đó đã có người sửa/);
    const names = {
      levels: levelTerms(),
      procedure: String,
      agency: String,
      tier: () => undefined,
      system: String,
    };
    const half = rollbackPlan(plan, failed, { ...input, services }, new Set([1]));
    const shown = planText(half, names, { colour: false });
    expect(shown).toContain('có thể đã làm được một phần, hoặc sau đó đã có người sửa');
  });

  it('says where somebody has changed the value since, and rests on what is there now', () => {
    const remote = new ModelRemote(input.services);
    remote.make(plan.actions[0]!);
    const services = remote.services();
    services[0]!.actual!.cases.default!.eform = form('tay');
    const back = rollbackPlan(plan, new Map([[1, 'verified']]), { ...input, services });
    expect(back.actions).toMatchObject([
      { standing: 'changed-there', change: { before: form('tay'), after: form('cu') } },
    ]);
    expect(back.actions[0]!.reason).toContain('đã có người sửa');
  });

  it('leaves to people what would take away what a level promises, and takes the rest back', () => {
    const poor = {
      ...readyCase,
      eform: { display: 'form', components: [] },
      components: [paper('Bản vẽ cũ')],
    };
    const online = inputOf(definitionOf(), actualOf({ cases: { default: poor } }, 4));
    const pushed = makePlan(online);
    expect(kindsOf(pushed.actions)).toEqual(['set-components', 'set-eform']);
    const remote = new ModelRemote(online.services);
    for (const action of pushed.actions) remote.make(action);
    const done = new Map(pushed.actions.map(({ number }) => [number, 'verified'] as const));
    const back = rollbackPlan(pushed, done, { ...online, id: 'P2', services: remote.services() });
    expect(back.actions.map(({ number, change }) => [number, change.kind, change.after])).toEqual([
      [1, 'set-components', poor.components],
    ]);
    expect(back.holds).toEqual([]);
    expect(back.tasks).toMatchObject([
      { system: 'portal', procedure: code, kind: 'set-eform', case: 'default' },
    ]);
    expect(back.tasks![0]!.what).toMatch(
      new RegExp(
        `không gồm việc này.*lấy đi điều mà mức đang hứa.*Hạ mức trước.*trả lại kế hoạch ${pushed.id} lần nữa`,
      ),
    );
  });

  it('lets people allow taking back what was not alike before and is shared by now', () => {
    const two = (eform: string, procedure: string) => ({
      ...before,
      procedure,
      cases: { default: { ...readyCase, eform: form(eform) } },
    });
    const other = '1.000009';
    const shared = (whose: string) => ({ default: { 'set-eform': [whose] } });
    const services = [
      { ...input.services[0]!, actual: two('cu', code), shared: shared(other) },
      { ...input.services[0]!, procedure: other, actual: two('khac', other), shared: shared(code) },
    ];
    const both = {
      ...input,
      definitions: [definitionOf(), { ...definitionOf(), procedure: other }],
      services,
    };
    const pushed = makePlan(both);
    const remote = new ModelRemote(services);
    for (const action of pushed.actions) remote.make(action);
    const done = new Map(pushed.actions.map(({ number }) => [number, 'verified'] as const));
    const now = remote.services().map((service, at) => ({ ...service, shared: services[at]!.shared }));
    const back = rollbackPlan(pushed, done, { ...both, id: 'P2', services: now });
    expect(back.actions.filter(({ change }) => change.kind === 'set-eform')).toHaveLength(2);
    const holds = back.holds.filter(({ guard }) => guard === 'shared-with-others');
    expect(holds.map(({ approvable }) => approvable)).toEqual([true, true]);
    expect(holds[0]!.message).toContain('chỉ trả lại được một trong hai');
  });

  it('puts a script of others back where a system has forms of its own kind, and leaves it to people elsewhere', () => {
    const raw = { raw: 'var form = {};' };
    const facts = { key: 'c', agencies: null, eform: { state: 'usable' as const, hash: 'x' } };
    const backOf = (own: object) => {
      const there = actualOf({ cases: { default: { ...readyCase, facts, eform: raw } }, ...own }, 4);
      const begun = inputOf(definitionOf(), there);
      const pushed = makePlan(begun);
      expect(pushed.actions).toMatchObject([{ reversible: 'scripts' in own, change: { kind: 'set-eform' } }]);
      const remote = new ModelRemote(begun.services);
      remote.make(pushed.actions[0]!);
      return rollbackPlan(pushed, new Map([[1, 'verified']]), {
        ...begun,
        id: 'P2',
        services: remote.services(),
      });
    };
    const script = backOf({ scripts: true });
    expect(script.actions).toMatchObject([{ change: { kind: 'set-eform', after: raw } }]);
    expect([script.holds, script.tasks]).toEqual([[], []]);
    const other = backOf({});
    expect(other.actions).toEqual([]);
    expect(other.tasks).toMatchObject([{ kind: 'set-eform' }]);
  });

  it('plans nothing where the present value cannot be told', () => {
    const services = input.services.map(({ actual: _, ...rest }) => ({ ...rest, problem: 'mất kết nối' }));
    const back = rollbackPlan(plan, new Map([[1, 'verified']]), { ...input, services });
    expect(back.actions).toEqual([]);
    const [{ change, system }] = plan.actions as [(typeof plan.actions)[number]];
    expect(back.unknown).toEqual([
      {
        ...{ system, procedure: code, case: change.target.case },
        what: 'không biết portal đang có biểu mẫu điện tử thế nào nên không trả lại',
      },
    ]);
  });

  it('makes work for people of what no adapter can put back, and still takes the promise back', () => {
    const bare = inputOf(definitionOf(), actualOf({ cases: {} }, null));
    const first = makePlan(bare);
    const remote = new ModelRemote(bare.services);
    for (const action of first.actions) remote.make(action);
    expect(first.actions.filter(({ reversible }) => !reversible).map(({ change }) => change.kind)).toEqual([
      'set-case',
      'set-level',
      'set-level',
      'set-level',
    ]);
    const results = new Map<number, ActionState>(first.actions.map(({ number }) => [number, 'verified']));
    const back = rollbackPlan(first, results, { ...bare, services: remote.services() });
    expect(kindsOf(back.actions)).toEqual([
      'set-level',
      'set-level',
      'set-level',
      'set-components',
      'set-eform',
      'set-workflow',
    ]);
    expect(back.actions[0]!.change).toMatchObject({ before: 4, after: 2 });
    expect(back.tasks!.map(({ key }) => key)).toEqual([
      `portal/${code}/set-case/default`,
      `portal/${code}/set-level/none`,
    ]);
    expect(back.tasks![1]!.what).toMatch(/^Bỏ mức dịch vụ/);
  });

  it('opens again what the plan took away', () => {
    const applied = [
      {
        kind: 'set-level' as const,
        target: { procedure: code, agency: 'H13.3.1' },
        value: 4 as const,
        planId: 'P0',
        at: '',
      },
    ];
    const narrow = inputOf(
      definitionOf({ applies: { agencies: ['H13.3.2', 'H13.3.3'] } }),
      actualOf(),
      {},
      applied,
    );
    const first = makePlan(narrow);
    const remote = new ModelRemote(narrow.services);
    for (const action of first.actions) remote.make(action);
    const back = rollbackPlan(first, new Map([[1, 'verified']]), { ...narrow, services: remote.services() });
    expect(back.actions.map(({ change }) => change)).toMatchObject([
      { kind: 'create-offering', before: null, after: { level: 2 } },
      { kind: 'set-level', before: 2, after: 4 },
    ]);
  });

  it('says of a row that comes back what will not come back with it', () => {
    const target = { procedure: code, agency: 'H13.3.1' };
    const removal = {
      kind: 'deactivate-offering' as const,
      target,
      before: { level: 4 as const },
      after: null,
    };
    const first = { ...plan, actions: [{ ...plan.actions[0]!, change: removal }] };
    const others = { ...actualOf().offerings };
    delete others['H13.3.1'];
    const leavesOut = 'không kèm phương án «Ủy quyền» đã có trước khi gỡ';
    const missing = ({ kind }: Change): Missing => ({
      sends: [
        { label: '', method: 'POST', path: '', body: '', ...(kind === 'create-offering' && { leavesOut }) },
      ],
    });
    const systems = [{ ...wholeSystem(portal), missing }];
    const of = (actual: Partial<ServiceState>) =>
      rollbackPlan(first, new Map([[1, 'verified']]), {
        ...inputOf(definitionOf(), actualOf({ offerings: others, ...actual }), { systems }),
      }).actions.map(each => [each.change.kind, each.leavesOut]);
    expect(of({})).toEqual([
      ['create-offering', leavesOut],
      ['set-level', undefined],
    ]);
    expect(of({ exists: false })).toEqual([
      ['create-offering', undefined],
      ['set-level', undefined],
    ]);
  });
});
