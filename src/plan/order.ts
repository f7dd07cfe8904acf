import { compareText } from '../domain/canonical.ts';
import type { Change, ChangeKind } from '../domain/push.ts';
import { sameValue } from './diff.ts';
import type { PlannedAction } from './plan.ts';

/**
 * What takes a promise back comes before what the promise stands on; what makes one comes after. So the same order
 * serves plans that build up and plans that take back.
 */
export const waves = [
  'lower-level',
  'deactivate-offering',
  'set-case',
  'set-components',
  'set-eform',
  'set-workflow',
  'create-offering',
  'set-level',
] as const satisfies readonly (ChangeKind | 'lower-level')[];

type Placed = Pick<PlannedAction, 'system' | 'change'>;

/** Position of a change in `waves`. */
export function waveOf(change: Change): number {
  return waves.indexOf(lowersLevel(change) ? 'lower-level' : change.kind);
}

/** A level that goes down, or away. */
export function lowersLevel(change: Change): boolean {
  return change.kind === 'set-level' && (change.after ?? 0) < (change.before ?? 0);
}

/** What is there has the value already, and only lacks what belongs to it: nothing changes in our words. */
export function mends({ kind, before, after }: Change): boolean {
  return before !== null && after !== null && sameValue(kind, before, after);
}

/** Wave, system, procedure, case, agency: the same order whatever the order of what came in. */
export function inOrder<Action extends Placed>(actions: readonly Action[]): Action[] {
  const placed = actions.map(action => ({ action, wave: waveOf(action.change) }));
  placed.sort(
    (a, b) =>
      a.wave - b.wave ||
      compareText(a.action.system, b.action.system) ||
      compareTargets(a.action.change, b.action.change),
  );
  return placed.map(({ action }) => action);
}

/**
 * Numbers of the actions that must have worked before this one may begin, lowest first. A chain is one procedure at
 * one system: agencies wait for every case and the other way round, cases and agencies do not wait for one another.
 * The first failure in a chain therefore stops what stands on it, and nothing elsewhere.
 */
export function dependsOn(
  action: PlannedAction,
  plan: { readonly actions: readonly PlannedAction[] },
): number[] {
  const chain = chainsOf(plan.actions).get(chainKey(action)) ?? [];
  return chain
    .filter(other => other.wave < action.wave && related(other.change, action.change))
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}

/** Actions of one procedure at one system share it. */
export function chainKey({ system, change }: Placed): string {
  return JSON.stringify([system, change.target.procedure]);
}

/** A plan's actions never change once made, so their chains are sorted out once. */
const known = new WeakMap<readonly PlannedAction[], Map<string, PlannedAction[]>>();

function chainsOf(actions: readonly PlannedAction[]): Map<string, PlannedAction[]> {
  const found = known.get(actions) ?? Map.groupBy(actions, chainKey);
  known.set(actions, found);
  return found;
}

/** Whether actions of one procedure at one system stand on one another, the later wave on the earlier one. */
export function related(
  { target: a }: Pick<Change, 'target'>,
  { target: b }: Pick<Change, 'target'>,
): boolean {
  if (a.case !== undefined && b.case !== undefined) return a.case === b.case;
  if (a.agency !== undefined && b.agency !== undefined) return a.agency === b.agency;
  return true;
}

function compareTargets({ target: a }: Change, { target: b }: Change): number {
  return (
    compareText(a.procedure, b.procedure) ||
    compareText(a.case ?? '', b.case ?? '') ||
    compareText(a.agency ?? '', b.agency ?? '')
  );
}
