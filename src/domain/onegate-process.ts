import { asWorkflow } from './case-facts.ts';
import { judgeWorkflow } from './judge-workflow.ts';
import { numberWords } from './number-words.ts';
import type { DesiredStep, DesiredWorkflow } from './service.ts';
import { textKey } from './text.ts';

/** What a step ("form") of the city's one-stop does, by the names its operators choose from (`Mã Action`). */
const onegateActions = [
  'Thêm mới',
  'Chuyển xử lý',
  'Trình phê duyệt',
  'Chuyển ban hành',
  'Chuyển trả kết quả',
] as const;
const [startAction, plainAction] = onegateActions;
const endAction = 'Chuyển trả kết quả';

/** Who may do a step there (`Nhóm người dùng`). */
const onegateGroups = [
  'Một cửa',
  'Một cửa chứng thực',
  'Chuyên viên',
  'Cán bộ',
  'Công chức',
  'Chuyên viên thụ lý hồ sơ',
  'Tư pháp - Hộ tịch',
  'Lãnh đạo phòng',
  'Lãnh đạo đơn vị',
  'Văn thư',
];

/** A transition there leads to at most so many steps. */
export const onegateTargets = 3;

/** A process as the one-stop ctonegate has it: steps are known by their names. */
export interface OnegateProcess {
  /** National code. */
  procedure: string;
  name: string;
  alias: string;
  steps: OnegateStep[];
  /** By names of steps. */
  moves: { from: string; to: string[] }[];
}

export interface OnegateStep {
  /** As its own column has it; '' = none. */
  id: string;
  name: string;
  action: string;
  days: number;
  /** '' = nobody in particular. */
  group: string;
  /** '' = the unit itself. */
  department: string;
}

/** What of a step has no place on the other side; Vietnamese. `step` is its name, '' = the process as a whole. */
export interface Lost {
  step: string;
  what: string;
}

/** `refused`: why there can be no such process, Vietnamese, everything at once. */
export type Onegate<Whole> = (Whole & { lost: Lost[] }) | { refused: string[] };

/** Group of the list that a text names, as the list spells it. */
function onegateGroup(text: string): string | undefined {
  return onegateGroups.find(group => textKey(group) === textKey(text));
}

export interface RoleNames {
  /** A role's group there; undefined = none is known. */
  groupOf(role: string): string | undefined;
  roleOf(group: string): string;
}

/**
 * Its groups by our roles: as one of `namesOf` calls a role there, else by its own name.
 *
 * @param roles all of ours.
 */
export function onegateRoles(
  roles: readonly string[],
  namesOf: (role: string) => readonly (string | undefined)[],
): RoleNames {
  const groupOf = (role: string): string | undefined => {
    const named = namesOf(role).flatMap(name => (name === undefined ? [] : [onegateGroup(name)]));
    return named.find(group => group !== undefined) ?? onegateGroup(role);
  };
  const roleOf = (group: string): string => {
    const ours = roles.filter(role => groupOf(role) === group);
    return ours.length === 1 ? ours[0]! : group;
  };
  return { groupOf, roleOf };
}

/**
 * A workflow as a process of the one-stop. Refused is what would be another process there: names that do not tell steps
 * apart, more targets than it takes, nobody of its list to do a step, steps that do not fit the deadline.
 */
export function onegateOf(
  workflow: DesiredWorkflow,
  {
    deadlineHours,
    names,
    ...about
  }: Pick<OnegateProcess, 'procedure' | 'name' | 'alias'> & { deadlineHours: number; names: RoleNames },
): Onegate<{ process: OnegateProcess }> {
  const { steps, transitions } = workflow;
  const refused = [
    ...sameNames(steps),
    ...unsound(workflow, deadlineHours),
    ...steps.flatMap(({ name, role }) => {
      if (role === undefined || names.groupOf(role) !== undefined) return [];
      return `bước "${name}": vai trò "${role}" không có trong danh sách nhóm người dùng của hệ thống một cửa (${onegateGroups.join(', ')}); ghi tên nhóm ở "roles" của cấu hình`;
    }),
  ];
  const lost: Lost[] = [];
  const nameOf = new Map(steps.map(({ id, name }) => [id, name]));
  const moves = steps.flatMap(({ id, name }) => {
    const to = [...new Set(transitions.filter(({ from }) => from === id).map(each => each.to))];
    if (to.length > onegateTargets)
      refused.push(
        `bước "${name}" chuyển tới ${to.length} bước, hệ thống một cửa chỉ nhận nhiều nhất ${onegateTargets}`,
      );
    return to.length > 0 ? [{ from: name, to: to.map(each => nameOf.get(each) ?? each) }] : [];
  });
  if (refused.length > 0) return { refused };
  const process: OnegateProcess = {
    ...about,
    steps: steps.map(step => {
      const actions = transitions.filter(({ from }) => from === step.id).map(({ action }) => action);
      const action = actionOf(step, actions);
      lost.push(...lostOf(step, actions, goingOn(action), names).map(what => ({ step: step.name, what })));
      const group = step.role === undefined ? '' : names.groupOf(step.role)!;
      return { id: step.id, name: step.name, action, days: step.hours / 8, group, department: '' };
    }),
    moves,
  };
  return { process, lost };
}

function sameNames(steps: readonly DesiredStep[]): string[] {
  return [...Map.groupBy(steps, ({ name }) => textKey(name)).values()]
    .filter(same => same.length > 1)
    .map(same => `${same.length} bước cùng tên "${same[0]!.name}"; hệ thống một cửa tìm bước theo tên`);
}

function unsound(workflow: DesiredWorkflow, deadlineHours: number): string[] {
  const { defects, longestHours = 0 } = judgeWorkflow(asWorkflow(workflow));
  const over = longestHours - deadlineHours > 0.001;
  return [
    ...defects.map(
      ({ step, detail, defect }) => `${step === undefined ? '' : `bước "${step}": `}${detail ?? defect}`,
    ),
    ...(over
      ? [
          `các bước cộng lại ${days(longestHours)}, nhiều hơn thời hạn giải quyết ${days(deadlineHours)} của thủ tục`,
        ]
      : []),
  ];
}

function days(hours: number): string {
  return `${numberWords(hours / 8, 2)} ngày`;
}

/** How one goes on from a step whose own action it is. */
function goingOn(action: string): string {
  return action === startAction ? plainAction : action;
}

function actionOf({ kind }: DesiredStep, actions: readonly string[]): string {
  if (kind === 'start') return startAction;
  if (kind === 'end') return endAction;
  const named = onegateActions.filter(known =>
    actions.some(action => action === known && known !== startAction),
  );
  return named.length === 1 ? named[0]! : plainAction;
}

const usualState = { start: '2', step: '4', end: '9' };

function lostOf(
  { kind, role, hours, onlineHours, state, mayReturn }: DesiredStep,
  actions: readonly string[],
  kept: string,
  { groupOf, roleOf }: RoleNames,
): string[] {
  const other = [...new Set(actions)].filter(action => action !== kept);
  const group = role === undefined ? undefined : groupOf(role);
  return [
    ...(onlineHours === hours ? [] : [`thời gian riêng khi nộp trực tuyến: ${days(onlineHours)}`]),
    ...(state === undefined || state === usualState[kind] ? [] : [`trạng thái hồ sơ "${state}"`]),
    ...(mayReturn ? ['được chuyển trả lại bước trước'] : []),
    ...(kind === 'end' && actions.length > 0 ? ['là bước kết thúc nhưng còn chuyển đi tiếp'] : []),
    ...(kind === 'end' ? [] : other.map(action => `tên thao tác "${action}" (ghi thành "${kept}")`)),
    ...(group === undefined || roleOf(group) === role
      ? []
      : [`vai trò "${role}" (ghi thành nhóm "${group}", không còn phân biệt với vai trò khác)`]),
  ];
}

const stepId = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;

/** The same process as a workflow of ours. */
export function workflowOfOnegate(
  { steps, moves }: OnegateProcess,
  names: Pick<RoleNames, 'roleOf'>,
): Onegate<{ workflow: DesiredWorkflow }> {
  const twice = sameNames(steps as unknown as DesiredStep[]);
  const at = new Map(steps.map(({ name }, index) => [textKey(name), index]));
  const links = moves.flatMap(({ from, to }) => to.map(each => ({ from, to: each })));
  const stray = links.flatMap(({ from, to }) =>
    [from, to].filter(name => !at.has(textKey(name))).map(name => `không có bước nào tên "${name}"`),
  );
  const from = new Set(links.map(each => at.get(textKey(each.from))));
  const to = new Set(links.map(each => at.get(textKey(each.to))));
  const begins = startsOf(steps, to);
  const refused = [
    ...twice,
    ...new Set(stray),
    ...(begins.length === 1
      ? []
      : [`không rõ bước nào bắt đầu: cần đúng một bước có Mã Action "${startAction}"`]),
    ...(steps.every((_, index) => from.has(index))
      ? ['không có bước kết thúc: bước nào cũng chuyển tiếp']
      : []),
  ];
  if (refused.length > 0) return { refused };
  const ids = idsOf(steps);
  const lost = steps.flatMap(({ name, department, group, action }) => [
    ...(department === '' ? [] : [{ step: name, what: `phòng ban "${department}"` }]),
    ...(group === '' || onegateGroup(group) !== undefined
      ? []
      : [{ step: name, what: `nhóm người dùng "${group}" ngoài danh sách; giữ nguyên làm vai trò` }]),
    ...(onegateActions.some(known => textKey(known) === textKey(action))
      ? []
      : [{ step: name, what: `Mã Action "${action}" ngoài danh sách (ghi thành "${plainAction}")` }]),
  ]);
  const workflow: DesiredWorkflow = {
    steps: steps.map(({ name, days, group }, index) => ({
      ...{ id: ids[index]!, name, hours: days * 8, onlineHours: days * 8 },
      kind: index === begins[0] ? 'start' : from.has(index) ? 'step' : 'end',
      ...(group !== '' && { role: names.roleOf(onegateGroup(group) ?? group) }),
    })),
    transitions: links.map(each => {
      const index = at.get(textKey(each.from))!;
      const known = onegateActions.find(one => textKey(one) === textKey(steps[index]!.action));
      return {
        from: ids[index]!,
        to: ids[at.get(textKey(each.to))!]!,
        action: goingOn(known ?? plainAction),
      };
    }),
  };
  return { workflow, lost };
}

/** Where dossiers come in: the step that adds them, else the only one nothing leads to. */
function startsOf(steps: readonly OnegateStep[], to: ReadonlySet<number | undefined>): number[] {
  const adding = steps.flatMap(({ action }, index) =>
    textKey(action) === textKey(startAction) ? [index] : [],
  );
  if (adding.length === 1) return adding;
  const among = adding.length > 0 ? adding : [...steps.keys()];
  return among.filter(index => !to.has(index));
}

/** Those of the file where they tell steps apart, so that dossiers find theirs again; else numbers. */
function idsOf(steps: readonly OnegateStep[]): string[] {
  const own = steps.map(({ id }) => id);
  const usable = own.every(id => stepId.test(id)) && new Set(own).size === own.length;
  return usable ? own : steps.map((_, index) => `buoc-${index + 1}`);
}
