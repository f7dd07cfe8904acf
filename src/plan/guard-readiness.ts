import type { SystemProfile } from '../domain/city.ts';
import { onlineLevel } from '../domain/level.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import type { ServiceState } from '../domain/service-state.ts';
import type { PlanInput } from './input.ts';
import { agencyWords, procedureWords, systemWords } from './names.ts';
import { chainKey, lowersLevel, mends } from './order.ts';
import type { GuardHold, PlannedAction } from './plan.ts';
import { type ReadinessRow, readinessOf } from './readiness.ts';
import { isCaseKind, withChanges } from './state.ts';

/**
 * Nothing goes to level 3 or 4, or stays there, without what that level promises: judged on what each system will
 * have once the plan's own changes are made.
 */
export function readinessHolds(
  actions: readonly PlannedAction[],
  input: PlanInput,
  allow: string,
): GuardHold[] {
  const holds: GuardHold[] = [];
  for (const chain of Map.groupBy(actions, chainKey).values()) {
    const raising = chain.filter(raisesOnline);
    const configuring = chain.filter(({ change }) => isCaseKind(change.kind));
    if (raising.length === 0 && configuring.length === 0) continue;
    const { system, change } = chain[0]!;
    const { procedure } = change.target;
    const definition = input.definitions.find(each => each.procedure === procedure);
    const profile = input.systems.find(each => each.profile.name === system)?.profile;
    const actual = input.services.find(
      each => each.system === system && each.procedure === procedure,
    )?.actual;
    if (!definition || !profile || !actual) {
      if (raising.length > 0) holds.push(untold(raising, input));
      continue;
    }
    const after = withChanges(
      actual,
      chain.map(each => each.change),
    );
    const rows = readinessOf(definition, after, profile);
    if (raising.length > 0) holds.push(...raisingHolds(raising, rows, input, allow));
    const lost = losses(definition, actual, after, profile);
    if (configuring.length > 0 && lost.length > 0)
      holds.push(...losingHolds(configuring, lost, after, raising, input));
  }
  return holds;
}

function raisesOnline(action: PlannedAction): boolean {
  return levelAfter(action) >= onlineLevel && !lowersLevel(action.change) && !mends(action.change);
}

/** The level an action gives an offering; 0 = none, or it is about something else. */
function levelAfter({ change }: PlannedAction): number {
  if (change.kind === 'set-level') return change.after ?? 0;
  return change.kind === 'create-offering' ? (change.after?.level ?? 0) : 0;
}

function raisingHolds(
  raising: readonly PlannedAction[],
  rows: readonly ReadinessRow[],
  input: PlanInput,
  allow: string,
): GuardHold[] {
  const what = `Chưa được nâng ${place(raising, input)} lên mức ${Math.max(...raising.map(levelAfter))}`;
  const actions = raising.map(({ number }) => number);
  const missing = rows.filter(({ state }) => state === 'not-met');
  const open = rows.filter(({ state }) => state === 'unknown');
  const holds: GuardHold[] = [];
  if (missing.length > 0) {
    const message = `${what}, còn thiếu: ${rowWords(missing)}. Bổ sung trong định nghĩa dịch vụ hoặc trên hệ thống rồi lập lại kế hoạch; không ai duyệt thay được.`;
    holds.push({ guard: 'not-ready', message, actions, approvable: false });
  }
  if (open.length > 0) {
    const message = `${what}, chưa rõ: ${rowWords(open)}. Làm rõ trong định nghĩa dịch vụ rồi lập lại kế hoạch, hoặc ${allow}.`;
    holds.push({ guard: 'not-ready', message, actions, approvable: true });
  }
  return holds;
}

function untold(raising: readonly PlannedAction[], input: PlanInput): GuardHold {
  const message = `Chưa được nâng ${place(raising, input)} lên mức ${Math.max(...raising.map(levelAfter))}: không biết điều kiện có đủ không vì thiếu định nghĩa dịch vụ hoặc chưa đọc được hệ thống. Bổ sung rồi lập lại kế hoạch.`;
  return { guard: 'not-ready', message, actions: raising.map(({ number }) => number), approvable: false };
}

/** Case by case: that another case lacked the same before does not make up for what this one loses. */
function losses(
  definition: ServiceDefinition,
  actual: ServiceState,
  after: ServiceState,
  profile: SystemProfile,
): ReadinessRow[] {
  return definition.cases.flatMap(one => {
    const alone = { ...definition, cases: [one] };
    const before = readinessOf(alone, actual, profile);
    const lost = readinessOf(alone, after, profile).filter(
      ({ state }, at) => state === 'not-met' && before[at]?.state !== 'not-met',
    );
    if (definition.cases.length === 1) return lost;
    return lost.map(row => ({ ...row, source: `trường hợp «${one.name || one.key}»: ${row.source}` }));
  });
}

/** Offerings that keep a level whose promise this plan takes away. */
function losingHolds(
  configuring: readonly PlannedAction[],
  lost: readonly ReadinessRow[],
  after: ServiceState,
  raising: readonly PlannedAction[],
  input: PlanInput,
): GuardHold[] {
  const raised = new Set(raising.map(({ change }) => change.target.agency));
  const left = Object.entries(after.offerings)
    .filter(([agency, { level }]) => (level ?? 0) >= onlineLevel && !raised.has(agency))
    .map(([agency]) => agency)
    .sort();
  if (left.length === 0) return [];
  const { system, change } = configuring[0]!;
  const message = `Thay đổi này lấy đi điều mà mức độ đang hứa (${rowWords(lost)}) của ${procedureWords(change.target.procedure, input)} trên ${systemWords(system, input.city)}, trong khi ${agencyWords(left, input.city)} vẫn ở mức ${onlineLevel} trở lên. Hạ mức trước, hoặc giữ lại phần đó; không ai duyệt thay được.`;
  return [
    { guard: 'not-ready', message, actions: configuring.map(({ number }) => number), approvable: false },
  ];
}

function place(group: readonly PlannedAction[], input: PlanInput): string {
  const { system, change } = group[0]!;
  const agencies = group.map(each => each.change.target.agency!);
  return `${procedureWords(change.target.procedure, input)} tại ${agencyWords(agencies, input.city)} trên ${systemWords(system, input.city)}`;
}

function rowWords(rows: readonly ReadinessRow[]): string {
  return rows.map(({ condition, source }) => `${condition} (${source})`).join('; ');
}
