import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/plan/make-plan.ts';
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
