import type { Change } from '../domain/push.ts';
import { type LevelTerms, levelTerms } from '../words/level-names.ts';
import { differences } from './diff.ts';
import { type PlanInput, serviceFinder } from './input.ts';
import { valueHash } from './normal.ts';
import { chainKey, mends } from './order.ts';
import type { Plan, PlannedAction } from './plan.ts';
import { englishItems, fingerprintOf, seenItems, serviceItem, unreadHash } from './seen.ts';
import { valueAt } from './state.ts';
import { kindNames } from './words.ts';

/**
 * Whether a plan still stands on what it was computed from; `item` names what moved, Vietnamese, `english` the same.
 * `undefined` = could not tell: what it stands on cannot be read now, and nothing that can be read has moved.
 */
export type Staleness =
  | { stale: false }
  | { stale: true; item: string; english: string }
  | { stale: undefined; item: string; english: string; problem: string };

export function staleness(plan: Plan, fresh: PlanInput): Staleness {
  const now = seenItems(fresh);
  if (fingerprintOf(now) === plan.fingerprint) return { stale: false };
  const value = movedValue(plan, fresh);
  if (value) return { stale: true, ...value };
  const before = new Map((plan.seen ?? []).map(({ item, hash }) => [item, hash]));
  const after = new Map(now.map(({ item, hash }) => [item, hash]));
  const acted = new Set(
    plan.actions.map(({ system, change }) => serviceItem(system, change.target.procedure)),
  );
  // What could not be read then and the plan leaves alone may be read now: nothing stands on it.
  const leftAlone = (item: string) => before.get(item) === unreadHash && !acted.has(item);
  const moved = [...before.keys(), ...after.keys()].filter(
    item => before.get(item) !== after.get(item) && !leftAlone(item),
  );
  if (moved.length === 0 && before.size > 0) return { stale: false };
  const unreadNow = new Map(
    fresh.services.flatMap(({ system, procedure, actual, problem = 'không rõ vì sao' }) =>
      actual ? [] : [[serviceItem(system, procedure), problem]],
    ),
  );
  const item = moved.find(each => !unreadNow.has(each)) ?? moved[0];
  const english = englishItems(fresh).get(item ?? '') ?? 'something it was made of';
  const problem = item === undefined ? undefined : unreadNow.get(item);
  if (item !== undefined && problem !== undefined) return { stale: undefined, item, english, problem };
  return { stale: true, item: item ?? 'những gì kế hoạch đã dựa vào', english };
}

/** The first value a change was to replace that is no longer there: the most telling thing to name. */
function movedValue(plan: Plan, fresh: PlanInput): { item: string; english: string } | undefined {
  const serviceOf = serviceFinder(fresh);
  const created = new Set(
    plan.actions.filter(({ change }) => change.kind === 'create-offering').map(agencyOf),
  );
  for (const action of plan.actions) {
    const { system, change, precondition } = action;
    const actual = serviceOf(system, change.target.procedure)?.actual;
    // A row that is mended is held to its level by the change of that; one this plan creates has none yet.
    if (!actual || (change.kind === 'create-offering' && mends(change))) continue;
    if (change.kind === 'set-level' && created.has(agencyOf(action))) continue;
    const now = valueAt(actual, change.kind, change.target);
    if (now === undefined || valueHash(change.kind, now) === precondition) continue;
    const { kind, target } = change;
    const place = target.agency === undefined ? `case "${target.case}"` : `unit ${target.agency}`;
    return {
      item: valueWords(system, { ...change, after: now } as Change, levelTerms(fresh.city.levelNames)),
      english: `what ${kind} is to change of ${target.procedure}, ${place}, on ${system}`,
    };
  }
  return undefined;
}

function valueWords(system: string, { kind, target, before, after }: Change, levels: LevelTerms): string {
  const place = target.agency === undefined ? `, trường hợp «${target.case}»` : ` tại ${target.agency}`;
  const [first] = differences(kind, before, after, levels);
  const from = first?.before ? `lúc lập kế hoạch là ${first.before}` : '';
  const to = first?.after ? `nay là ${first.after}` : '';
  const how = [from, to].filter(Boolean).join(', ');
  return `${kindNames[kind]} của ${target.procedure}${place} trên ${system}${how && `: ${how}`}`;
}

function agencyOf(action: PlannedAction): string {
  return `${chainKey(action)} ${action.change.target.agency}`;
}
