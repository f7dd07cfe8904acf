import { numberWords, percentWords } from '../domain/number-words.ts';
import { levelTerms } from '../words/level-names.ts';
import { readinessHolds } from './guard-readiness.ts';
import { workflowHolds } from './guard-workflow.ts';
import type { PlanInput, PlanSystem } from './input.ts';
import { agencyWords, procedureWords, systemWords } from './names.ts';
import { chainKey, lowersLevel } from './order.ts';
import type { GuardHold, PlannedAction } from './plan.ts';
import { allowText, localTime, windowHold } from './windows.ts';

/**
 * Every guard that refuses these actions, with what, where and how a person may allow it. Pure: the time is that of
 * the plan; `holdsNow` asks again when it is applied.
 */
export function holdsFor(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  if (actions.length === 0) return [];
  return [
    ...sourceHolds(actions, input),
    ...readinessHolds(actions, input),
    ...tooMany(actions, input),
    ...tooLarge(actions, input),
    ...levelHolds(actions, input),
    ...deactivations(actions, input),
    ...workflowHolds(actions, input),
    ...windowHold(input.settings.windows, localTime(input.createdAt)),
  ];
}

function sourceHolds(actions: readonly PlannedAction[], { systems, city }: PlanInput): GuardHold[] {
  const holds: GuardHold[] = [];
  for (const [system, theirs] of bySystem(actions)) {
    const problem = suspicion(systems.find(({ profile }) => profile.name === system)?.source);
    if (!problem) continue;
    const message = `Chưa được ghi vào ${systemWords(system, city)}: ${problem}. Chạy đối chiếu lại cho đến khi đọc đủ hệ thống này (dữ liệu giảm đúng thực tế thì người vận hành xác nhận), rồi lập lại kế hoạch.`;
    holds.push({ guard: 'source-suspicious', message, actions: theirs.map(numberOf), approvable: false });
  }
  return holds;
}

function suspicion(source: PlanSystem['source']): string | undefined {
  if (!source) return 'chưa có lần chạy nào đọc hệ thống này';
  const why = source.error ? ` (${source.error})` : '';
  if (source.shrunk) return `lần chạy gần nhất thấy dữ liệu giảm bất thường${why}`;
  if (source.status === 'unreadable') return `lần chạy gần nhất không đọc được${why}`;
  return source.status === 'complete' ? undefined : `lần chạy gần nhất đọc chưa đủ${why}`;
}

function tooMany(actions: readonly PlannedAction[], { settings }: PlanInput): GuardHold[] {
  if (actions.length <= settings.maxChanges) return [];
  const message = `Kế hoạch có ${numberWords(actions.length)} thay đổi, quá giới hạn ${numberWords(settings.maxChanges)} cho một kế hoạch. Chia nhỏ kế hoạch, hoặc ${allowText}.`;
  return [{ guard: 'too-many-changes', message, actions: [], approvable: true }];
}

/** Share of a system's offerings whose row or level changes; one that is created and raised counts once. */
function tooLarge(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const holds: GuardHold[] = [];
  for (const [system, theirs] of bySystem(actions)) {
    const touching = theirs.filter(({ change }) => change.target.agency !== undefined);
    const rows = new Set(
      touching.map(({ change }) => JSON.stringify([change.target.procedure, change.target.agency])),
    );
    const offerings = input.systems.find(({ profile }) => profile.name === system)?.source?.offerings ?? 0;
    const share = rows.size / Math.max(offerings, 1);
    if (rows.size === 0 || share <= input.settings.maxShare) continue;
    const message = `Kế hoạch đổi ${numberWords(rows.size)} dịch vụ trong ${numberWords(offerings)} dịch vụ của ${systemWords(system, input.city)} (${percentWords(share)}), quá giới hạn ${percentWords(input.settings.maxShare)} cho một kế hoạch. Chia nhỏ kế hoạch, hoặc ${allowText}.`;
    holds.push({ guard: 'too-large-share', message, actions: touching.map(numberOf), approvable: true });
  }
  return holds;
}

function levelHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const levels = levelTerms(input.city.levelNames);
  const lowering = actions.filter(({ change }) => lowersLevel(change));
  return byKey(lowering, action => `${chainKey(action)} ${action.change.before} ${action.change.after}`).map(
    group => {
      const { system, change } = group[0]!;
      const steps =
        change.kind === 'set-level' ? `${levels.of(change.before)} xuống ${levels.of(change.after)}` : '';
      const message = `Hạ từ ${steps} ${procedureWords(change.target.procedure, input)} tại ${agenciesOf(group, input)} trên ${systemWords(system, input.city)}. Chỉ làm khi ${allowText}.`;
      return { guard: 'lowers-level', message, actions: group.map(numberOf), approvable: true };
    },
  );
}

function deactivations(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const taken = actions.filter(({ change }) => change.kind === 'deactivate-offering');
  return byKey(taken, chainKey).map(group => {
    const { system, change } = group[0]!;
    const message = `Ngừng cung cấp ${procedureWords(change.target.procedure, input)} tại ${agenciesOf(group, input)} trên ${systemWords(system, input.city)}. Chỉ làm khi ${allowText}.`;
    return { guard: 'deactivates', message, actions: group.map(numberOf), approvable: true };
  });
}

function agenciesOf(group: readonly PlannedAction[], input: PlanInput): string {
  return agencyWords(
    group.map(({ change }) => change.target.agency!),
    input.city,
  );
}

function bySystem(actions: readonly PlannedAction[]): Map<string, PlannedAction[]> {
  return Map.groupBy(actions, ({ system }) => system);
}

function byKey(actions: readonly PlannedAction[], key: (action: PlannedAction) => string): PlannedAction[][] {
  return [...Map.groupBy(actions, key).values()];
}

const numberOf = ({ number }: PlannedAction) => number;
