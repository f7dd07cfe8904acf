import { numberWords, percentWords } from '../domain/number-words.ts';
import { type CaseValue, type Change, isCaseKind } from '../domain/push.ts';
import type { DesiredWorkflow } from '../domain/service.ts';
import { levelTerms } from '../words/level-names.ts';
import { listWords } from '../words/sentence.ts';
import { renamedSteps, withIds } from './align-steps.ts';
import { sameValue } from './diff.ts';
import { readinessHolds } from './guard-readiness.ts';
import { type PlanInput, type PlanSystem, serviceFinder } from './input.ts';
import { agencyWords, casesOf, caseWords, procedureWords, systemWords } from './names.ts';
import { chainKey, lowersLevel } from './order.ts';
import type { GuardHold, PlannedAction } from './plan.ts';
import { allowText, localTime, windowHold } from './windows.ts';
import { kindNames } from './words.ts';

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
    ...sharedHolds(actions, input),
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

/** Open dossiers stand on steps: one that goes, or goes by another id, leaves them nowhere. */
function workflowHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  return actions.flatMap(({ number, system, change }) => {
    if (change.kind !== 'set-workflow' || !change.before) return [];
    const { before, after, target } = change;
    const where = `${procedureWords(target.procedure, input)}${caseWords(target.case, casesOf(target.procedure, input))} trên ${systemWords(system, input.city)}`;
    const renamed = renamedSteps(before, after ?? { steps: [], transitions: [] });
    const kept = new Set(after?.steps.map(({ id }) => id));
    const dropped = before.steps.filter(({ id }) => !kept.has(id) && !renamed.has(id));
    const moved = before.steps.filter(({ id }) => renamed.has(id));
    const names = (steps: typeof dropped) =>
      listWords(
        steps.map(({ name, id }) => `«${name || id}»`),
        'bước',
        5,
      );
    const holds: GuardHold[] = [];
    if (dropped.length > 0) {
      const message = `Bỏ bước ${names(dropped)} khỏi quy trình của ${where}: hồ sơ đang nằm ở bước đó sẽ bị kẹt. Xử lý hết các hồ sơ này trước, rồi ${allowText}.`;
      holds.push({ guard: 'drops-step', message, actions: [number], approvable: true });
    }
    if (moved.length > 0) {
      const message = `Đổi mã của bước ${names(moved)} trong quy trình của ${where}: hồ sơ đang xử lý tìm bước theo mã. Lấy mã bước hệ thống đang có vào định nghĩa rồi lập lại kế hoạch, hoặc ${allowText}.`;
      holds.push({ guard: 'changes-node-ids', message, actions: [number], approvable: true });
    }
    return holds;
  });
}

/** What other procedures have too changes for them as well; two definitions that ask for two things of it never come to rest. */
function sharedHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const serviceOf = serviceFinder(input);
  const shared = actions.flatMap(action => {
    const { system, change } = action;
    const { procedure, case: key = '' } = change.target;
    const others = isCaseKind(change.kind) && serviceOf(system, procedure)?.shared?.[key]?.[change.kind];
    return others && others.length > 0 ? [{ action, others }] : [];
  });
  return byKey(
    shared.map(({ action }) => action),
    action => `${chainKey(action)} ${action.change.target.case}`,
  ).flatMap((group): GuardHold[] => {
    const { system, change } = group[0]!;
    const place = `${procedureWords(change.target.procedure, input)}${caseWords(change.target.case, casesOf(change.target.procedure, input))} trên ${systemWords(system, input.city)}`;
    const otherwise = (one: PlannedAction) =>
      actions.filter(
        other =>
          other.system === system &&
          other.change.kind === one.change.kind &&
          shared.some(
            ({ action, others }) => action === one && others.includes(other.change.target.procedure),
          ) &&
          !wantsTheSame(one.change, other.change),
      );
    const hold = (those: readonly PlannedAction[], codes: Iterable<string>, alike: boolean): GuardHold => {
      const kinds = those.map(one => kindNames[one.change.kind]).join(', ');
      const whose = listWords(
        [...new Set(codes)].sort().map(code => procedureWords(code, input)),
        'thủ tục',
      );
      const message = alike
        ? `Đổi ${kinds} của ${place} là đổi luôn của ${whose}, vì dùng chung. Tách thành của riêng trên hệ thống rồi lập lại kế hoạch, hoặc ${allowText}.`
        : input.takesBack
          ? `Trước đây ${kinds} của ${place} và của ${whose} không như nhau, nay dùng chung nên chỉ trả lại được một trong hai. Tách thành của riêng trên hệ thống rồi trả lại, hoặc ${allowText}.`
          : `Định nghĩa của ${place} và của ${whose} đòi hai nội dung khác nhau cho cùng một ${kinds}. Tách thành của riêng trên hệ thống, hoặc viết hai định nghĩa như nhau, rồi lập lại kế hoạch; không ai duyệt thay được.`;
      // Nothing may keep the rest of a plan from being taken back.
      const approvable = alike || input.takesBack === true;
      return { guard: 'shared-with-others', message, actions: those.map(numberOf), approvable };
    };
    const against = group.filter(one => otherwise(one).length > 0);
    const along = group.filter(one => otherwise(one).length === 0);
    const sharers = (those: readonly PlannedAction[]) =>
      shared.flatMap(({ action, others }) => (those.includes(action) ? others : []));
    return [
      ...(against.length > 0
        ? [
            hold(
              against,
              against.flatMap(one => otherwise(one).map(other => other.change.target.procedure)),
              false,
            ),
          ]
        : []),
      ...(along.length > 0 ? [hold(along, sharers(along), true)] : []),
    ];
  });
}

/** Of what two services share: a case is called otherwise at each of them, and each remembers ids of its own for steps. */
function wantsTheSame(one: Change, other: Change): boolean {
  if (one.kind === 'set-case') {
    const unnamed = ({ after }: Change) => after && { ...(after as CaseValue), name: '' };
    return sameValue(one.kind, unnamed(one), unnamed(other));
  }
  const [mine, theirs] = [one.after, other.after];
  if (one.kind === 'set-workflow' && mine && theirs) {
    const [flow, also] = [mine, theirs] as [DesiredWorkflow, DesiredWorkflow];
    return sameValue(one.kind, flow, withIds(also, renamedSteps(also, flow)));
  }
  // What one leaves out (the code of a paper) stays as the other says.
  return sameValue(one.kind, mine, theirs as never) || sameValue(one.kind, theirs as never, mine);
}
