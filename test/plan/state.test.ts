import { expect, it } from 'vitest';
import { caseFactsOf } from '../../src/domain/case-facts.ts';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import type { Change } from '../../src/domain/push.ts';
import { isReversible, valueAt, withChanges } from '../../src/plan/state.ts';
import { workflowOf } from '../../src/readiness/case.ts';
import { actualOf, code, readyCase } from './samples.ts';

const change = (
  kind: Change['kind'],
  after: unknown,
  target: object = { case: 'default' },
  before: unknown = null,
) => ({ kind, target: { procedure: code, ...target }, before, after }) as Change;

it('a system has what was changed and what nobody touched; what was given stays as it was', () => {
  const before = actualOf({
    offerings: { A: { level: 3, account: true }, B: { level: 2 }, C: { level: 1 } },
  });
  const kept = structuredClone(before);
  const after = withChanges(before, [
    change('set-components', null),
    change('set-eform', null),
    change('set-case', readyCase.value, { case: 'new' }),
    change('set-level', 4, { agency: 'A' }),
    change('deactivate-offering', null, { agency: 'B' }),
    change('create-offering', { level: null }, { agency: 'D' }),
  ]);
  expect(after.cases).toEqual({
    default: { ...readyCase, components: [], eform: null },
    // What comes into being holds nothing yet, and that is known.
    new: { value: readyCase.value, components: [], eform: null, workflow: null },
  });
  expect(after.offerings).toEqual({ A: { level: 4, account: true }, C: { level: 1 }, D: { level: null } });
  expect(before).toEqual(kept);
});

it('facts that a system told of a case hold for the parts that stay', () => {
  const facts: CaseFacts = {
    key: 'TH01',
    agencies: null,
    eform: { state: 'usable', hash: 'e' },
    deadlineHours: 8,
  };
  const { cases } = withChanges(actualOf({ cases: { default: { ...readyCase, facts } } }), [
    change('set-eform', null),
  ]);
  expect(cases.default!.facts).toEqual({ ...facts, eform: null });
});

it('a workflow that changes is held against the time online, which some systems tell in the value only', () => {
  const facts: CaseFacts = { key: 'TH01', agencies: null, deadlineHours: 8 };
  const value = { ...readyCase.value!, onlineDeadlineHours: 4 };
  const { cases } = withChanges(actualOf({ cases: { default: { ...readyCase, value, facts } } }), [
    change('set-workflow', readyCase.workflow!),
  ]);
  expect(workflowOf(caseFactsOf('default', cases.default!))).toMatchObject({ state: 'not-met' });
  const enough = { ...value, onlineDeadlineHours: 8000 };
  const longer = withChanges(
    actualOf({
      cases: { default: { ...readyCase, value: enough, facts: { ...facts, deadlineHours: 8000 } } },
    }),
    [change('set-workflow', readyCase.workflow!)],
  );
  expect(workflowOf(caseFactsOf('default', longer.cases.default!))).toMatchObject({ state: 'met' });
});

it('a procedure comes into being with its first part, and not before', () => {
  const absent = actualOf({ exists: false, cases: {}, offerings: {} });
  expect(withChanges(absent, []).exists).toBe(false);
  expect(withChanges(absent, [change('set-eform', {})]).exists).toBe(true);
});

it('nothing is there where the procedure, the case or the offering is not; a part may be one nobody could tell', () => {
  const actual = actualOf({ cases: { default: { eform: null } }, offerings: { A: { level: 3 } } });
  const at = (kind: Change['kind'], target: object, of = actual) =>
    valueAt(of, kind, { procedure: code, ...target });
  expect(at('set-eform', { case: 'default' })).toBeNull();
  expect(at('set-workflow', { case: 'default' })).toBeUndefined();
  expect(at('set-workflow', { case: 'other' })).toBeNull();
  expect(at('set-level', { agency: 'A' })).toBe(3);
  expect(at('create-offering', { agency: 'A' })).toEqual({ level: 3 });
  expect(at('set-level', { agency: 'B' })).toBeNull();
  expect(at('set-level', { agency: 'A' }, { ...actual, exists: false })).toBeNull();
});

it.each<[kind: Change['kind'], before: unknown, reversible: boolean]>([
  ['set-case', null, false],
  ['set-case', readyCase.value, true],
  ['set-level', null, false],
  ['set-level', 2, true],
  ['set-eform', null, true],
  ['set-eform', { components: [] }, true],
  ['set-eform', { raw: '<xml>' }, false],
  ['set-workflow', null, true],
  ['set-components', null, true],
  ['create-offering', null, true],
  ['deactivate-offering', { level: 3 }, true],
  ['deactivate-offering', { level: null }, false],
  ['deactivate-offering', null, false],
])('%s where there was %j can be put back: %s', (kind, before, reversible) => {
  expect(isReversible(change(kind, null, {}, before))).toBe(reversible);
});

it('a script can be put back where systems have forms of their own kind', () => {
  const script = change('set-eform', null, {}, { raw: 'function () {}' });
  expect(isReversible(script, { scripts: true })).toBe(true);
  expect(isReversible(script, {})).toBe(false);
});
