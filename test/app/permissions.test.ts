import { expect, it } from 'vitest';
import { requireOffice, requireOwnUnit } from '../../src/app/context.ts';
import { type Action, mayDo, permissions, requirePermission } from '../../src/app/permissions.ts';
import { refusalAnswers } from '../../src/app/refusal-answers.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { accountRoles, officeOf, rankedRoles } from '../../src/domain/role.ts';
import { refusalProblem } from '../../src/server/problems/from-error.ts';
import { problemDocument } from '../../src/server/problems/problem.ts';

it('lets each role of the ranking do what those before it may, and nothing of those behind it', () => {
  for (const action of Object.keys(permissions) as Action[]) {
    const allowed = rankedRoles.filter(role => mayDo(role, action));
    expect(allowed, action).toEqual(rankedRoles.slice(rankedRoles.length - allowed.length));
    expect(mayDo('admin', action)).toBe(true);
    for (const role of accountRoles) {
      const ask = () => requirePermission({ name: 'A', role }, action);
      if (mayDo(role, action)) ask();
      else expect(ask, `${role}: ${action}`).toThrow('role-missing');
    }
  }
  expect(() => requirePermission({ name: 'A', role: 'operator' }, 'approve-plan')).toThrow('role-missing');
  expect(() => requirePermission({ name: 'A', role: 'admin' }, 'approve-plan')).not.toThrow();
});

it('gives regulators what viewers see and the word of their office, and units what is their own', () => {
  const beyond = (role: 'regulator' | 'unit') =>
    (Object.keys(permissions) as Action[]).filter(action => mayDo(role, action) && !mayDo('viewer', action));
  expect(beyond('regulator')).toEqual([
    'approve-plan',
    'refuse-plan',
    ...[
      'confirm-task',
      'hold-session',
      'settle-session-action',
      'decide-review',
      'revoke-review-decision',
      'agree-review',
    ],
    ...['ask-guidance', 'answer-guidance'],
  ]);
  expect(beyond('unit')).toEqual([
    'confirm-task',
    'import-review',
    'answer-round',
    'confirm-publication',
    'settle-session-action',
    'ask-guidance',
  ]);
  expect(mayDo('unit', 'read')).toBe(false);
});

it('lets an account speak for one office only: that of its role', () => {
  const speaking = (role: (typeof accountRoles)[number], named?: 'technical' | 'regulatory') =>
    requireOffice({ name: 'A', role }, named);
  expect(accountRoles.filter(role => officeOf(role) === undefined)).toEqual(['unit', 'viewer']);
  expect(speaking('operator')).toBe('technical');
  expect(speaking('regulator', 'regulatory')).toBe('regulatory');
  for (const [role, named] of [
    ['admin', 'regulatory'],
    ['regulator', 'technical'],
    ['viewer', undefined],
    ['unit', 'technical'],
  ] as const)
    expect(() => speaking(role, named), role).toThrow('other-office');
  const machine = { name: 'A', role: 'admin', anyOffice: true } as const;
  expect(requireOffice(machine, 'regulatory'), 'who has the machine names the office').toBe('regulatory');
});

it('lets a unit speak of itself only, and one without its unit of nobody', () => {
  const unit = { name: 'A', role: 'unit', unit: 'H13.2' } as const;
  expect(() => requireOwnUnit(unit, 'H13.2', 'H13.2')).not.toThrow();
  for (const others of [['H13.3'], ['H13.2', 'H13.3'], [null], []])
    expect(() => requireOwnUnit(unit, ...others)).toThrow('other-unit');
  expect(() => requireOwnUnit({ name: 'A', role: 'unit' }, 'H13.2')).toThrow('other-unit');
  expect(() => requireOwnUnit({ name: 'A', role: 'operator' }, 'H13.3', null)).not.toThrow();
});

it('answers over HTTP in the language asked for, and names the field that is wrong', () => {
  const taken = refusalProblem(new Refusal('plan-taken-over', { plan: 'P-1' }));
  expect(taken.status).toBe(409);
  expect(problemDocument(taken, 'en', '1').detail).toMatch(/^Another process has taken plan P-1 over/);
  expect(problemDocument(taken, 'vi', '1').detail).toMatch(/^Kế hoạch P-1 đã do một tiến trình khác/);

  const name = refusalProblem(new Refusal('name-taken', { name: 'Lê C' }));
  expect([name.status, problemDocument(name, 'en', '1').errors]).toEqual([
    400,
    [{ path: '/body/name', problem: expect.stringContaining('is the name of somebody') }],
  ]);

  const full = refusalProblem(
    new Refusal('queue-full', { waiting: 20, of: 'caller', retryAfterSeconds: 30 }),
  );
  expect([full.status, full.headers['retry-after']]).toEqual([429, '30']);
});

it('makes no lack of the store of anything that is refused', () => {
  const problems: string[] = Object.values(refusalAnswers).map(({ problem }) => problem);
  expect(problems).not.toContain('store-unavailable');
  for (const code of ['plan-taken-over', 'run-aborted', 'remotes-busy'] as const)
    expect(refusalAnswers[code].problem).toBe('conflict');
});
