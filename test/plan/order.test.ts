import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/domain/push.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { inOrder, lowersLevel, mends } from '../../src/plan/order.ts';
import { flow, form } from './model-city.ts';
import {
  actualOf,
  appliedOf,
  code,
  definitionOf,
  desiredCase,
  inputOf,
  kindsOf,
  readyCase,
  standsOn,
} from './samples.ts';

describe('order of a plan', () => {
  it('is by wave, system, procedure, case and agency, whatever came first', () => {
    const action = (
      system: string,
      kind: Change['kind'],
      target: object,
      before: unknown = null,
      after: unknown = 4,
    ) => ({
      ...{ system, change: { kind, target: { procedure: '1', ...target }, before, after } as Change },
    });
    const sorted = [
      action('b', 'set-level', { agency: 'B' }, 3, 2),
      action('a', 'deactivate-offering', { agency: 'A' }, { level: 2 }, null),
      action('a', 'set-case', { case: 'A' }),
      action('a', 'set-case', { case: 'B' }),
      action('a', 'set-case', { procedure: '2', case: 'A' }),
      action('b', 'set-case', { case: 'A' }),
      action('a', 'set-eform', { case: 'A' }),
      action('a', 'create-offering', { agency: 'A' }),
      action('a', 'set-level', { agency: 'A' }, 2, 4),
      action('a', 'set-level', { agency: 'B' }, null, 4),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), shuffled => {
        expect(inOrder(shuffled)).toEqual(sorted);
      }),
    );
    const levels = (
      [
        [4, 3],
        [3, 4],
        [null, 1],
      ] as const
    ).map(([before, after]) => lowersLevel({ kind: 'set-level', target: { procedure: '1' }, before, after }));
    expect(levels).toEqual([true, false, false]);
  });

  it('mends where the value is there already, and nowhere else', () => {
    const asked = (
      [
        [4, 4],
        [3, 4],
        [null, 4],
      ] as const
    ).map(([before, after]) => mends({ kind: 'set-level', target: { procedure: '1' }, before, after }));
    expect(asked).toEqual([true, false, false]);
  });

  it('builds up from papers to level, and a level waits for all it promises', () => {
    const plan = makePlan(
      inputOf(
        definitionOf({ applies: { agencies: ['H13.3.1', 'H13.3.2'] } }),
        actualOf({ cases: {}, offerings: { 'H13.3.2': { level: 2 } } }),
      ),
    );
    expect(kindsOf(plan.actions)).toEqual([
      'set-case',
      'set-components',
      'set-eform',
      'set-workflow',
      'create-offering',
      'set-level',
      'set-level',
    ]);
    expect(standsOn(plan.actions[5]!, plan)).toEqual([1, 2, 3, 4, 5]);
    expect(standsOn(plan.actions[6]!, plan)).toEqual([1, 2, 3, 4]);
    expect(standsOn(plan.actions[0]!, plan)).toEqual([]);
  });

  it('lets cases go on without one another', () => {
    const again = { ...desiredCase, key: 'again', name: 'Cấp lại' };
    const plan = makePlan(inputOf(definitionOf({ cases: [desiredCase, again] }), actualOf({ cases: {} })));
    const workflow = plan.actions.find(
      ({ change }) => change.kind === 'set-workflow' && change.target.case === 'again',
    )!;
    expect(standsOn(workflow, plan).map(number => plan.actions[number - 1]!.change.target.case)).toEqual([
      'again',
      'again',
      'again',
    ]);
  });

  it('takes levels down and rows away before what they promise changes', () => {
    const applied = [
      appliedOf({ kind: 'set-level', target: { procedure: code, agency: 'H13.3.3' }, after: 4 }),
      appliedOf({ kind: 'set-eform', target: { procedure: code, case: 'default' }, after: readyCase.eform! }),
    ];
    const definition = definitionOf({
      level: 2,
      applies: { agencies: ['H13.3.1', 'H13.3.2'] },
      cases: [{ ...desiredCase, eform: null, workflow: flow(['Tiếp nhận', 'Thẩm định'], 6) }],
    });
    const plan = makePlan(inputOf(definition, actualOf(), {}, applied));
    expect(kindsOf(plan.actions)).toEqual([
      'set-level',
      'set-level',
      'deactivate-offering',
      'set-eform',
      'set-workflow',
    ]);
    expect(standsOn(plan.actions[3]!, plan)).toEqual([1, 2, 3]);
  });

  it('keeps systems and procedures out of each other’s chains', () => {
    const other = definitionOf({ procedure: '1.000002' });
    const eform = { cases: { default: { ...readyCase, eform: form('khac') } } };
    const one = inputOf(definitionOf(), actualOf(eform, 3));
    const two = inputOf(other, actualOf({ ...eform, procedure: '1.000002' }, 3));
    const plan = makePlan({
      ...one,
      definitions: [other, ...one.definitions],
      services: [...two.services, ...one.services],
    });
    for (const action of plan.actions.filter(({ change }) => change.kind === 'set-level')) {
      const needed = standsOn(action, plan).map(number => plan.actions[number - 1]!.change.target.procedure);
      expect(needed).toEqual([action.change.target.procedure]);
    }
  });
});
