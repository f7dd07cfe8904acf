import { numberWords, percentWords } from '../domain/number-words.ts';
import { type CaseValue, type Change, isCaseKind } from '../domain/push.ts';
import type { DesiredWorkflow } from '../domain/service.ts';
import { levelTerms } from '../words/level-names.ts';
import { listWords } from '../words/sentence.ts';
import { renamedSteps, withIds } from './align-steps.ts';
import { sameValue } from './diff.ts';
import { readinessHolds } from './guard-readiness.ts';
import { type PlanInput, type PlanSystem, serviceFinder } from './input.ts';
import { caseAt, offeringsAt, procedureWords, systemWords } from './names.ts';
import { chainKey, lowersLevel } from './order.ts';
import { type GuardHold, hold, type PlannedAction } from './plan.ts';
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
  return groupsOf(actions, ({ system }) => system).flatMap(theirs => {
    const { system } = theirs[0]!;
    const problem = suspicion(systems.find(({ profile }) => profile.name === system)?.source);
    if (!problem) return [];
    const message = `Chưa được ghi vào ${systemWords(system, city)}: ${problem}. Chạy đối chiếu lại cho đến khi đọc đủ hệ thống này (dữ liệu giảm đúng thực tế thì người vận hành xác nhận), rồi lập lại kế hoạch.`;
    return hold('source-suspicious', message, theirs, false);
  });
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
  return [hold('too-many-changes', message, [])];
}

/** Share of a system's offerings whose row or level changes; one that is created and raised counts once. */
function tooLarge(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const touching = actions.filter(({ change }) => change.target.agency !== undefined);
  return groupsOf(touching, ({ system }) => system).flatMap(theirs => {
    const { system } = theirs[0]!;
    const rows = groupsOf(theirs, ({ change: { target } }) =>
      JSON.stringify([target.procedure, target.agency]),
    );
    const offerings = input.systems.find(({ profile }) => profile.name === system)?.source?.offerings ?? 0;
    const share = rows.length / Math.max(offerings, 1);
    if (share <= input.settings.maxShare) return [];
    const message = `Kế hoạch đổi ${numberWords(rows.length)} dịch vụ trong ${numberWords(offerings)} dịch vụ của ${systemWords(system, input.city)} (${percentWords(share)}), quá giới hạn ${percentWords(input.settings.maxShare)} cho một kế hoạch. Chia nhỏ kế hoạch, hoặc ${allowText}.`;
    return hold('too-large-share', message, theirs);
  });
}

function levelHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const levels = levelTerms(input.city.levelNames);
  const lowering = actions.filter(({ change }) => lowersLevel(change));
  return groupsOf(lowering, action =>
    [chainKey(action), action.change.before, action.change.after].join(' '),
  ).map(group => {
    const { before, after } = group[0]!.change as Change<'set-level'>;
    const message = `Hạ từ ${levels.of(before)} xuống ${levels.of(after)} ${offeringsAt(group, input)}. Chỉ làm khi ${allowText}.`;
    return hold('lowers-level', message, group);
  });
}

function deactivations(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const taken = actions.filter(({ change }) => change.kind === 'deactivate-offering');
  return groupsOf(taken, chainKey).map(group => {
    const message = `Ngừng cung cấp ${offeringsAt(group, input)}. Chỉ làm khi ${allowText}.`;
    return hold('deactivates', message, group);
  });
}

/** Open dossiers stand on steps: one that goes, or goes by another id, leaves them nowhere. */
function workflowHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  return actions.flatMap(action => {
    const { change } = action;
    if (change.kind !== 'set-workflow' || !change.before) return [];
    const { before, after } = change;
    const where = caseAt(action, input);
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
      holds.push(hold('drops-step', message, [action]));
    }
    if (moved.length > 0) {
      const message = `Đổi mã của bước ${names(moved)} trong quy trình của ${where}: hồ sơ đang xử lý tìm bước theo mã. Lấy mã bước hệ thống đang có vào định nghĩa rồi lập lại kế hoạch, hoặc ${allowText}.`;
      holds.push(hold('changes-node-ids', message, [action]));
    }
    return holds;
  });
}

/** What other procedures have too changes for them as well; two definitions that ask for two things of it never come to rest. */
function sharedHolds(actions: readonly PlannedAction[], input: PlanInput): GuardHold[] {
  const serviceOf = serviceFinder(input);
  /** By action: the procedures that have what it changes, and those of them for which this plan wants it otherwise. */
  const shared = new Map<PlannedAction, { others: string[]; against: string[] }>();
  for (const action of actions) {
    const { system, change } = action;
    const { procedure, case: key = '' } = change.target;
    const others = isCaseKind(change.kind) && serviceOf(system, procedure)?.shared?.[key]?.[change.kind];
    if (!others || others.length === 0) continue;
    const theirs = actions.filter(
      other =>
        other.system === system &&
        other.change.kind === change.kind &&
        others.includes(other.change.target.procedure) &&
        !wantsTheSame(change, other.change),
    );
    shared.set(action, { others, against: theirs.map(other => other.change.target.procedure) });
  }
  const byCase = groupsOf(shared.keys(), action => `${chainKey(action)} ${action.change.target.case}`);
  return byCase.flatMap(group => {
    const holdFor = (those: readonly PlannedAction[], alike: boolean): GuardHold[] => {
      if (those.length === 0) return [];
      const place = caseAt(those[0]!, input);
      const kinds = those.map(one => kindNames[one.change.kind]).join(', ');
      const codes = those.flatMap(one => shared.get(one)![alike ? 'others' : 'against']);
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
      return [hold('shared-with-others', message, those, alike || input.takesBack === true)];
    };
    const alike = (one: PlannedAction) => shared.get(one)!.against.length === 0;
    return [
      ...holdFor(
        group.filter(one => !alike(one)),
        false,
      ),
      ...holdFor(group.filter(alike), true),
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

function groupsOf(
  actions: Iterable<PlannedAction>,
  key: (action: PlannedAction) => string,
): PlannedAction[][] {
  return [...Map.groupBy(actions, key).values()];
}
