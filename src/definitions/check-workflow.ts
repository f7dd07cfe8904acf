import { didYouMean } from '../config/nearest.ts';
import { judgeWorkflow } from '../domain/judge-workflow.ts';
import type { DesiredCase, DesiredWorkflow } from '../domain/service.ts';
import { cleanText } from '../domain/text.ts';
import type { Workflow } from '../domain/workflow.ts';
import type { Complaint } from './problem.ts';

/** Hours are written in quarters; sums of decimals may be off by less than anybody works. */
const tolerance = 0.001;

export interface RoleContext {
  /** Role → its name at each system. */
  roles: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Systems that hold workflows: each must know every role. */
  workflowSystems: readonly string[];
}

/** Sound, done by known roles, and taking exactly the time that is promised. */
export function checkWorkflow(desired: DesiredCase, context: RoleContext): Complaint[] {
  const { key, workflow } = desired;
  if (workflow === null) return [];
  const complaint = (path: Complaint['path'], reason: string): Complaint => ({
    part: 'workflow',
    case: key,
    path,
    reason,
  });
  const verdict = judgeWorkflow(asWorkflow(workflow));
  const complaints = verdict.defects.map(({ step, detail, defect }) => {
    const index = workflow.steps.findIndex(one => cleanText(one.name) === step);
    const name = step === undefined ? '' : `bước "${step}": `;
    return complaint(index < 0 ? ['steps'] : ['steps', index], `${name}${detail ?? defect}`);
  });
  complaints.push(...doubles(workflow).map(({ at, reason }) => complaint(['transitions', at], reason)));
  for (const [index, { role }] of workflow.steps.entries()) {
    const reason = role === undefined ? undefined : roleProblem(role, context);
    if (reason) complaints.push(complaint(['steps', index, 'role'], reason));
  }
  if (verdict.longestHours === undefined) return complaints;
  const times = timeProblems(desired, workflow, verdict.longestHours, verdict.longestOnlineHours);
  return [...complaints, ...times.map(reason => complaint(['steps'], reason))];
}

function asWorkflow({ steps, transitions }: DesiredWorkflow): Workflow {
  return {
    steps: steps.map(({ id, name, kind, role, hours, onlineHours }) => ({
      id,
      name,
      kind,
      hours,
      onlineHours,
      performer: role ?? null,
    })),
    transitions,
  };
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

function roleProblem(role: string, { roles, workflowSystems }: RoleContext): string | undefined {
  const names = Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (!names) {
    const guess = didYouMean(role, Object.keys(roles));
    return `vai trò "${role}" không có trong "roles" của cấu hình${guess}`;
  }
  const lacking = workflowSystems.filter(system => !Object.hasOwn(names, system));
  if (lacking.length === 0) return undefined;
  return `vai trò "${role}" chưa có tên ở hệ thống ${lacking.join(', ')} ("roles" của cấu hình)`;
}

/** In person to the hour; online to the hour too where steps have times of their own, else within the deadline. */
function timeProblems(
  { deadlineHours, onlineDeadlineHours }: DesiredCase,
  { steps }: DesiredWorkflow,
  longest: number,
  longestOnline: number | undefined,
): string[] {
  const problems: string[] = [];
  if (Math.abs(longest - deadlineHours) > tolerance) {
    problems.push(
      `các bước cộng lại ${words(longest)}, thời hạn khi nộp trực tiếp là ${words(deadlineHours)}`,
    );
  }
  if (longestOnline === undefined) return problems;
  const own = steps.some(({ hours, onlineHours }) => hours !== onlineHours);
  const allowed = onlineDeadlineHours ?? deadlineHours;
  const over = longestOnline - allowed > tolerance;
  const under = own && onlineDeadlineHours !== null && allowed - longestOnline > tolerance;
  if ((over && (own || onlineDeadlineHours !== null)) || under) {
    problems.push(
      `các bước cộng lại ${words(longestOnline)} khi nộp trực tuyến, thời hạn là ${words(allowed)}`,
    );
  }
  return problems;
}

function words(hours: number): string {
  const days = hours / 8;
  const rounded = String(Math.round(hours * 100) / 100).replace('.', ',');
  return Number.isInteger(days) && days > 0 ? `${rounded} giờ (${days} ngày)` : `${rounded} giờ`;
}
