import { didYouMean } from '../config/nearest.ts';
import { asWorkflow } from '../domain/case-facts.ts';
import { judgeWorkflow } from '../domain/judge-workflow.ts';
import type { DesiredCase, DesiredWorkflow } from '../domain/service.ts';
import { cleanText } from '../domain/text.ts';
import type { WorkflowVerdict } from '../domain/workflow.ts';
import { overrunsOf } from '../readiness/case.ts';
import { type Complaint, complaining } from './problem.ts';

/** Hours are written in quarters; sums of decimals may be off by less than anybody works. */
const tolerance = 0.001;

export interface RoleContext {
  /** Role → its name at each system. */
  roles: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Systems that hold workflows: each must know every role. */
  workflowSystems: readonly string[];
}

/** Sound, done by known roles, and taking no more than the time that is promised. */
export function checkWorkflow(desired: DesiredCase, context: RoleContext): Complaint[] {
  const { key, workflow } = desired;
  if (workflow === null) return [];
  const { complaints, says } = complaining({ part: 'workflow', case: key });
  const verdict = judgeWorkflow(asWorkflow(workflow));
  for (const { step, detail, defect } of verdict.defects) {
    const index = workflow.steps.findIndex(one => cleanText(one.name) === step);
    const name = step === undefined ? '' : `bước "${step}": `;
    says(index < 0 ? ['steps'] : ['steps', index], `${name}${detail ?? defect}`);
  }
  for (const { at, reason } of doubles(workflow)) says(['transitions', at], reason);
  for (const [index, { role }] of workflow.steps.entries()) {
    const reason = role === undefined ? undefined : rolesProblem(role, context);
    if (reason) says(['steps', index, 'role'], reason);
  }
  for (const { reason, ...more } of timeProblems(desired, workflow, verdict)) says(['steps'], reason, more);
  return complaints;
}

function doubles({ transitions }: DesiredWorkflow): { at: number; reason: string }[] {
  const seen = new Map<string, number>();
  return transitions.flatMap(({ from, to, action }, at) => {
    const step = JSON.stringify([from, action]);
    const before = seen.get(step);
    seen.set(step, before ?? at);
    if (before === undefined) return [];
    const same = transitions[before]?.to === to;
    const what = same ? 'ghi hai lần' : 'cùng tên mà tới hai bước khác nhau';
    return [{ at, reason: `thao tác "${action}" từ bước "${from}" ${what} (transitions[${before}])` }];
  });
}

/** A step that several do is told with their names and commas between, where no role is called just that. */
function rolesProblem(role: string, context: RoleContext): string | undefined {
  const parts = role.split(',').map(part => part.trim());
  const known = parts.every(part => Object.hasOwn(context.roles, part));
  if (Object.hasOwn(context.roles, role) || parts.length === 1 || !known) return roleProblem(role, context);
  return parts.map(part => roleProblem(part, context)).find(problem => problem !== undefined);
}

function roleProblem(role: string, { roles, workflowSystems }: RoleContext): string | undefined {
  const names = Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (!names) {
    const guess = didYouMean(role, Object.keys(roles)).vi;
    return `vai trò "${role}" không có trong "roles" của cấu hình${guess}`;
  }
  const lacking = workflowSystems.filter(system => !Object.hasOwn(names, system));
  if (lacking.length === 0) return undefined;
  return `vai trò "${role}" chưa có tên ở hệ thống ${lacking.join(', ')} ("roles" của cấu hình)`;
}

/**
 * More than is allowed does not run. Less is told as well, since a standard workflow uses the time there is: in person,
 * and online where steps have times of their own.
 */
function timeProblems(
  { deadlineHours, onlineDeadlineHours }: DesiredCase,
  { steps }: DesiredWorkflow,
  workflow: WorkflowVerdict,
): { reason: string; warning?: true }[] {
  const over = overrunsOf({ agencies: null, workflow, deadlineHours, onlineDeadlineHours });
  const own = steps.some(({ hours, onlineHours }) => hours !== onlineHours);
  const ownDeadline = onlineDeadlineHours !== null;
  const inPerson = {
    ...{ how: 'in-person', hours: workflow.longestHours, deadline: deadlineHours },
    ...{ judged: true, filled: true },
  } as const;
  const online = {
    ...{ how: 'online', hours: workflow.longestOnlineHours, deadline: onlineDeadlineHours ?? deadlineHours },
    ...{ judged: own || ownDeadline, filled: own && ownDeadline },
  } as const;
  return [inPerson, online].flatMap(
    ({ how, hours, deadline, judged, filled }): { reason: string; warning?: true }[] => {
      if (hours === undefined) return [];
      const reason =
        how === 'online'
          ? `các bước cộng lại ${words(hours)} khi nộp trực tuyến, thời hạn là ${words(deadline)}`
          : `các bước cộng lại ${words(hours)}, thời hạn khi nộp trực tiếp là ${words(deadline)}`;
      if (over.some(each => each.how === how)) return judged ? [{ reason }] : [];
      return filled && deadline - hours > tolerance ? [{ reason, warning: true }] : [];
    },
  );
}

function words(hours: number): string {
  const days = hours / 8;
  const rounded = String(Math.round(hours * 100) / 100).replace('.', ',');
  return Number.isInteger(days) && days > 0 ? `${rounded} giờ (${days} ngày)` : `${rounded} giờ`;
}
