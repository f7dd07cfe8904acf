import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AppliedValue,
  adoptedValues,
  appliedDigest,
  appliedFacts,
  forgone,
} from '../../src/domain/applied.ts';
import type { ServiceState } from '../../src/domain/service-state.ts';

const procedure = '1.004194';
const eform = { display: 'form' };
const workflow = { steps: [], transitions: [] };
const components = [{ name: 'Tờ khai', required: true, originals: 1, copies: 0 }];
const value = {
  ...{ name: 'Đăng ký', deadlineHours: 24, onlineDeadlineHours: null },
  ...{ deadlineUnit: 'workingDay' as const, online: true, onlinePayment: false },
};
const state = (change: Partial<ServiceState>): ServiceState => ({
  ...{ procedure, exists: true, offerings: {}, cases: {}, remote: null },
  ...change,
});
/** The case of all kinds of parts, as a snapshot would say them. */
const facts = {
  ...{ key: 'TH01', agencies: null, components: [{ name: 'Tờ khai' }] },
  eform: { state: 'usable' as const, hash: 'e1' },
  workflow: { state: 'sound' as const, defects: [], hash: 'w1' },
};

test('a verified part is kept with what a snapshot would say of it, under the key the system has for the case', () => {
  const told = state({ cases: { default: { facts } } });
  const kept = (kind: AppliedValue['kind'], key?: string) =>
    appliedDigest({ kind, target: { procedure, ...(key !== undefined && { case: key }) } }, told);
  expect(kept('set-eform', 'default')).toEqual({ case: 'TH01', eform: 'e1' });
  expect(kept('set-workflow', 'default')).toEqual({ case: 'TH01', workflow: 'w1' });
  expect(kept('set-components', 'default')).toEqual({ case: 'TH01', components: facts.components });
  // No part of a case, no case, or none that the system tells of.
  for (const [kind, key] of [
    ['set-case', 'default'],
    ['set-level', 'default'],
    ['set-eform', undefined],
    ['set-eform', 'other'],
  ] as const)
    expect(kept(kind, key)).toBeUndefined();
});

test('a part that is verified to be gone is kept as gone, one that nobody could tell not at all', () => {
  const target = { procedure, case: 'default' };
  for (const [kind, part] of [
    ['set-eform', 'eform'],
    ['set-workflow', 'workflow'],
    ['set-components', 'components'],
  ] as const) {
    const told = (one: null | undefined) =>
      appliedDigest({ kind, target }, state({ cases: { default: { facts: { ...facts, [part]: one } } } }));
    expect(told(null)).toEqual({ case: 'TH01', [part]: null });
    expect(told(undefined)).toBeUndefined();
  }
});

test('what a person takes over is all that the system tells, also that there is none of it', () => {
  const at = '2026-11-30T00:00:00.000Z';
  const actual = state({
    offerings: { 'H13.1': { level: 4 }, 'H13.2': { level: null } },
    cases: {
      whole: { facts, value, components, eform, workflow },
      none: { eform: null, workflow: null },
      silent: {},
    },
  });
  const adopted = { planId: 'adopt', at };
  expect(adoptedValues(actual, at)).toEqual([
    { kind: 'set-case', target: { procedure, case: 'whole' }, value, ...adopted },
    {
      ...{ kind: 'set-components', target: { procedure, case: 'whole' }, value: components, ...adopted },
      digest: { case: 'TH01', components: facts.components },
    },
    {
      ...{ kind: 'set-eform', target: { procedure, case: 'whole' }, value: eform, ...adopted },
      digest: { case: 'TH01', eform: 'e1' },
    },
    {
      ...{ kind: 'set-workflow', target: { procedure, case: 'whole' }, value: workflow, ...adopted },
      digest: { case: 'TH01', workflow: 'w1' },
    },
    { kind: 'set-eform', target: { procedure, case: 'none' }, value: null, ...adopted },
    { kind: 'set-workflow', target: { procedure, case: 'none' }, value: null, ...adopted },
    { kind: 'set-level', target: { procedure, agency: 'H13.1' }, value: 4, ...adopted },
    { kind: 'set-level', target: { procedure, agency: 'H13.2' }, value: null, ...adopted },
  ]);
});

const applied = (one: Pick<AppliedValue, 'kind' | 'value' | 'at'> & object, target: object = {}) =>
  ({ target: { procedure, agency: 'H13.1', ...target }, planId: one.at, ...one }) as AppliedValue;

test('of values for one offering the later counts, whatever order they come in', () => {
  const history = [
    applied({ kind: 'deactivate-offering', value: null, at: '1' }),
    applied({ kind: 'create-offering', value: { level: 2 }, at: '2' }),
    applied({ kind: 'set-level', value: 3, at: '2' }),
    applied({ kind: 'deactivate-offering', value: { level: 1 }, at: '3' }),
    applied({ kind: 'deactivate-offering', value: null, at: '4' }),
    applied({ kind: 'create-offering', value: { level: null }, at: '5' }),
    applied({ kind: 'set-level', value: null, at: '6' }),
  ];
  const levels = [undefined, 2, 3, 1, undefined, null, null];
  const upTo = fc
    .integer({ min: 1, max: history.length })
    .chain(length =>
      fc.tuple(fc.constant(length), fc.shuffledSubarray(history.slice(0, length), { minLength: length })),
    );
  fc.assert(
    fc.property(upTo, ([length, values]) => {
      const { at } = history[length - 1]!;
      expect(appliedFacts(procedure, values)).toStrictEqual({
        ...{ code: procedure, cases: {} },
        levels: { 'H13.1': { value: levels[length - 1], planId: at, at } },
      });
    }),
  );
});

test('parts of a case are gathered under the key the system has for it', () => {
  const part = (kind: 'set-eform' | 'set-workflow' | 'set-components', at: string, digest?: object) =>
    applied({ kind, value: null, at, ...(digest && { digest }) }, { case: 'default' });
  const { cases, levels } = appliedFacts(procedure, [
    part('set-eform', '3', { case: 'TH01', eform: 'e2' }),
    part('set-eform', '1', { case: 'TH01', eform: 'e1' }),
    part('set-workflow', '2', { case: 'TH01', workflow: null }),
    part('set-components', '2', { case: 'TH02', components: [] }),
    // Nobody could tell, or it is of another part.
    part('set-workflow', '4'),
    part('set-workflow', '5', { case: 'TH02', eform: 'e9' }),
    applied({ kind: 'set-case', value: null, at: '6', digest: { case: 'TH03', eform: 'e9' } } as never),
    // A level of no agency is of no offering.
    applied({ kind: 'set-level', value: 4, at: '7' }, { agency: undefined }),
  ]);
  const by = (value: unknown, at: string) => ({ value, planId: at, at });
  expect(cases).toStrictEqual({
    TH01: { eform: by('e2', '3'), workflow: by(null, '2') },
    TH02: { components: by([], '2') },
  });
  expect(levels).toEqual({});
});

test('what was taken over without an offering makes it ours no longer, unless we took it away and it is off', () => {
  const at = '2026-11-30T00:00:00.000Z';
  const pushed = (kind: 'set-level' | 'deactivate-offering', agency: string, value: 4 | null) =>
    ({ kind, target: { procedure, agency }, value, planId: 'P1', at }) as AppliedValue;
  const values = [
    pushed('set-level', 'H13.1', 4),
    pushed('set-level', 'H13.2', 4),
    pushed('set-level', 'H13.3', 4),
    pushed('deactivate-offering', 'H13.4', null),
    pushed('deactivate-offering', 'H13.5', null),
  ];
  const found = state({
    offerings: { 'H13.1': { level: 4 }, 'H13.2': { level: 3 }, 'H13.4': { level: 3 }, 'H13.6': { level: 3 } },
  });
  const taken = state({ offerings: { 'H13.1': { level: 4 } } });
  // Another level, back with another level, never pushed but not of the file; and gone.
  expect(forgone(found, taken, values)).toEqual(['H13.2', 'H13.4', 'H13.6', 'H13.3']);
});

test('of a procedure that is out of use no level is kept, and what was pushed of it is ours no longer', () => {
  const off = state({ facts: { active: false }, offerings: { 'H13.1': { level: 2 } } });
  expect(adoptedValues(off, '2026-11-30T00:00:00.000Z')).toEqual([]);
  const pushed = applied({ kind: 'set-level', value: 2, at: '2026-11-01T00:00:00.000Z' });
  expect(forgone(off, off, [pushed])).toEqual(['H13.1']);
});
