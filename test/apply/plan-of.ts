import type { Level } from '../../src/domain/level.ts';
import type { Change, ChangeKind, ChangeTarget, ChangeValues } from '../../src/domain/push.ts';
import { valueHash } from '../../src/plan/normal.ts';
import { inOrder, waveOf } from '../../src/plan/order.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { ModelProcedure, ModelRemote } from './model-remote.ts';

export const planId = 'P20261123T0700Z-41';

/** A plan of these changes, ordered as the planner does it; `system` is `portal` unless named. */
export function planOf(changes: readonly (Change & { system?: string })[], given: Partial<Plan> = {}): Plan {
  const placed = changes.map(({ system = 'portal', ...change }) => ({ system, change: change as Change }));
  const actions = inOrder(placed).map(({ system, change }, n) => ({
    number: n + 1,
    system,
    change,
    wave: waveOf(change),
    reason: `Định nghĩa dịch vụ ${change.target.procedure}`,
    standing: 'not-pushed' as const,
    precondition: valueHash(change.kind, change.before),
    reversible: true,
  }));
  const head = { id: planId, createdAt: '2026-11-23T00:00:00.000Z', author: 'Nguyễn Văn A' };
  return { ...head, fingerprint: 'f00d', holds: [], actions, ...given };
}

export function change<Kind extends ChangeKind>(
  kind: Kind,
  target: ChangeTarget,
  before: ChangeValues[Kind],
  after: ChangeValues[Kind],
): Change {
  return { kind, target, before, after } as Change;
}

export function level(procedure: string, agency: string, before: Level | null, after: Level): Change {
  return change('set-level', { procedure, agency }, before, after);
}

const steps = [
  { id: 'nop', name: 'Nộp hồ sơ', kind: 'start' as const, hours: 0, onlineHours: 0 },
  { id: 'tham-dinh', name: 'Thẩm định', kind: 'step' as const, role: 'canBo', hours: 8, onlineHours: 8 },
  { id: 'tra', name: 'Trả kết quả', kind: 'end' as const, hours: 0, onlineHours: 0 },
];

export const workflow = {
  steps,
  transitions: [
    { from: 'nop', to: 'tham-dinh', action: 'Chuyển' },
    { from: 'tham-dinh', to: 'tra', action: 'Duyệt' },
  ],
};

const caseValue = {
  name: 'Mặc định',
  deadlineHours: 40,
  onlineDeadlineHours: 40,
  deadlineUnit: 'workingDay' as const,
  online: true,
  onlinePayment: false,
};

export const components = ['Tờ khai', 'Giấy tờ tùy thân'].map(name => ({
  name,
  originals: 1,
  copies: 0,
  required: true,
}));

export function eform(procedure: string) {
  return { display: 'form', components: [{ type: 'textfield', key: 'hoTen', label: `Họ tên ${procedure}` }] };
}

/** All that a procedure nobody has set up yet needs, offered at these agencies; four actions and two an agency. */
export function wholeService(procedure: string, agencies: readonly string[]): Change[] {
  const target = { procedure, case: 'default' };
  return [
    change('set-case', target, null, caseValue),
    change('set-components', target, null, components),
    change('set-eform', target, null, eform(procedure)),
    change('set-workflow', target, null, workflow),
    ...agencies.flatMap(agency => [
      change('create-offering', { procedure, agency }, null, { level: 2 }),
      level(procedure, agency, 2, 4),
    ]),
  ];
}

/** Puts bare procedures into a remote, offered at these agencies with this level. */
export function seed(
  remote: ModelRemote,
  procedures: readonly string[],
  agencies: readonly string[] = [],
  at: Level | null = null,
): void {
  for (const procedure of procedures) {
    const rows = agencies.map(agency => ({ agency, level: at }));
    remote.procedures.set(procedure, { cases: {}, rows } satisfies ModelProcedure);
  }
}

export function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);
}
