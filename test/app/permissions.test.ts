import { expect, it } from 'vitest';
import { type Action, mayUse, permissions, requirePermission } from '../../src/app/permissions.ts';
import { refusalAnswers } from '../../src/app/refusal-answers.ts';
import { accountRoles } from '../../src/config/sections/server.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { refusalProblem } from '../../src/server/problems/from-error.ts';
import { problemDocument } from '../../src/server/problems/problem.ts';

it('lets each role do what those before it may, and nothing of those behind it', () => {
  for (const [action, needed] of Object.entries(permissions))
    for (const role of accountRoles) {
      const ask = () => requirePermission({ name: 'A', role }, action as Action);
      if (mayUse(role, needed)) ask();
      else expect(ask, `${role}: ${action}`).toThrow('role-missing');
    }
  expect(() => requirePermission({ name: 'A', role: 'operator' }, 'approve-plan')).toThrow('role-missing');
  expect(() => requirePermission({ name: 'A', role: 'admin' }, 'approve-plan')).not.toThrow();
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
