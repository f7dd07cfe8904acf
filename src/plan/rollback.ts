import type { Level } from '../domain/level.ts';
import type { ActionState, AnyChange, Change } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { assemble, type ReasonedChange } from './assemble.ts';
import { firstLevel, levelOfNewRow } from './compare.ts';
import { sameValue } from './diff.ts';
import { type PlanInput, serviceFinder } from './input.ts';
import { type PlacedChange, tasksFor } from './manual.ts';
import { chainKey } from './order.ts';
import type { Plan, PlannedAction, UnknownPart } from './plan.ts';
import { isReversible, valueAt } from './state.ts';
import { kindNames } from './words.ts';

/**
 * The plan that puts back the values from before, for everything the first plan did. What it is held against is what
 * the systems have now (`input`), so that what somebody changed since shows. Levels go down before what they promise
 * goes (order.ts); what no adapter can put back becomes a task for people.
 *
 * @param sent Actions for which something went out that was not refused: one of them that failed may be half done.
 */
export function rollbackPlan(
  plan: Plan,
  results: ReadonlyMap<number, ActionState>,
  input: PlanInput,
  sent: ReadonlySet<number> = new Set(),
): Plan {
  const changes: ReasonedChange[] = [];
  const manual: PlacedChange[] = [];
  const unknown: UnknownPart[] = [];
  const serviceOf = serviceFinder(input);
  const levels = new Map(
    plan.actions
      .filter(({ change }) => change.kind === 'set-level')
      .map(action => [rowKey(action), action.change]),
  );
  for (const action of plan.actions) {
    const state = results.get(action.number) ?? 'waiting';
    const halfDone = state === 'failed' && sent.has(action.number);
    if (state !== 'done' && state !== 'verified' && state !== 'in-doubt' && state !== 'sending' && !halfDone)
      continue;
    const { system, change } = action;
    const { procedure } = change.target;
    const actual = serviceOf(system, procedure)?.actual;
    const now = actual && valueAt(actual, change.kind, change.target);
    const untold = (what: string) =>
      unknown.push({ system, procedure, ...(change.target.case && { case: change.target.case }), what });
    if (now === undefined) {
      untold(`không biết ${system} đang có ${kindNames[change.kind]} thế nào nên không trả lại`);
      continue;
    }
    const ours = sameValue(change.kind, now, expectedNow(action, levels.get(rowKey(action))));
    // Nobody knows whether it took effect: only what is plainly ours is taken back.
    if ((state === 'in-doubt' || state === 'sending') && !ours) {
      if (!sameValue(change.kind, now, change.before))
        untold(
          `không rõ ${kindNames[change.kind]} đang có ở ${system} là do kế hoạch ${plan.id} hay do người sửa nên không trả lại; làm tiếp kế hoạch đó rồi trả lại lần nữa`,
        );
      continue;
    }
    const back = reversed(change, now, actual!);
    // Values alike may hide what was left half made (rows of steps that nothing draws): the writer knows.
    const missing = input.systems.find(({ profile }) => profile.name === system)?.missing;
    const hidden = halfDone && back.some(each => (missing?.(each, actual!).sends.length ?? 0) > 0);
    if (sameValue(change.kind, now, change.before) && !hidden) continue;
    const standing = ours ? 'changed-here' : 'changed-there';
    const moved = ours ? '' : '; sau kế hoạch đó đã có người sửa trên hệ thống';
    // Which of the two it was, nobody can tell.
    const why = halfDone
      ? `; thay đổi đó không thành nhưng có thể đã làm được một phần${ours ? '' : ', hoặc sau đó đã có người sửa trên hệ thống'}`
      : moved;
    const reason = `Trả lại giá trị trước kế hoạch ${plan.id}${why}`;
    changes.push(...back.map(each => ({ system, change: each, standing, reason }) as const));
    if (!isReversible(change, actual)) {
      manual.push({ system, change: { ...change, before: now, after: change.before } as AnyChange });
    }
  }
  const tasks = tasksFor(manual, input);
  const back = withoutUnready(withLoweredRows(changes), plan.id, some =>
    assemble(some, tasks, unknown, { ...input, takesBack: true }),
  );
  return { ...back, rollbackOf: plan.id };
}

/**
 * What nobody may allow because a level would promise more than is there must not keep the rest from being taken back:
 * it becomes work for people, with why and what comes first.
 */
function withoutUnready(
  changes: readonly ReasonedChange[],
  taken: string,
  make: (changes: readonly ReasonedChange[]) => Plan,
): Plan {
  const back = make(changes);
  const left = new Map<Change, string>();
  for (const { guard, approvable, message, actions } of back.holds) {
    if (guard !== 'not-ready' || approvable) continue;
    const why = `kế hoạch trả lại không gồm việc này. ${message} Xong điều đó thì trả lại kế hoạch ${taken} lần nữa`;
    for (const number of actions) left.set(back.actions[number - 1]!.change, why);
  }
  if (left.size === 0) return back;
  const rest = changes.map(each => {
    const cannot = left.get(each.change);
    return cannot === undefined ? each : { ...each, cannot };
  });
  return withoutUnready(rest, taken, make);
}

/** A row that was created has, once the plan is through, the level the plan gave it then. */
function expectedNow({ change }: PlannedAction, level: Change | undefined): Change['after'] {
  if (change.kind !== 'create-offering' || level?.kind !== 'set-level') return change.after;
  return { level: level.after };
}

/** Changes that bring `now` back to what was before `change`, as far as adapters can. */
function reversed(change: Change, now: Change['after'], actual: ServiceState): Change[] {
  const { kind, target } = change;
  switch (kind) {
    case 'create-offering':
      // The row was there before and only lacked something.
      if (change.before !== null) return [];
      return [{ kind: 'deactivate-offering', target, before: now as { level: null } | null, after: null }];
    case 'deactivate-offering':
      return change.before?.level ? reopened(target, change.before.level) : [];
    case 'set-level': {
      // A level cannot be taken away; one that only informs promises nothing.
      const after = change.before ?? levelOfNewRow;
      const promisesMore = change.before !== null || ((now as typeof after | null) ?? 0) > after;
      return now === after || !promisesMore
        ? []
        : [{ kind, target, before: now as typeof after | null, after }];
    }
    default:
      return isReversible(change, actual)
        ? [{ kind, target, before: now, after: change.before } as Change]
        : [];
  }
}

function reopened(target: Change['target'], level: Level): Change[] {
  const first = firstLevel(level);
  const row: Change = { kind: 'create-offering', target, before: null, after: { level: first } };
  return level === first ? [row] : [row, { kind: 'set-level', target, before: first, after: level }];
}

/** A row is taken away after its level went down: what it has then is its precondition. */
function withLoweredRows(changes: readonly ReasonedChange[]): ReasonedChange[] {
  const lowered = new Map<string, Level>();
  for (const each of changes) {
    if (each.change.kind === 'set-level') lowered.set(rowKey(each), each.change.after);
  }
  return changes.map(each => {
    const level = lowered.get(rowKey(each));
    if (each.change.kind !== 'deactivate-offering' || level === undefined) return each;
    return { ...each, change: { ...each.change, before: { level } } };
  });
}

function rowKey(placed: PlacedChange): string {
  return `${chainKey(placed)} ${placed.change.target.agency}`;
}
