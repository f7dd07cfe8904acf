import { compareText } from '../domain/canonical.ts';
import { type Change, type ChangeKind, changeKinds } from '../domain/push.ts';
import { sameValue } from './diff.ts';
import type { PlannedAction } from './plan.ts';

/**
 * What takes a promise back comes before what the promise stands on; what makes one comes after. So the same order
 * serves plans that build up and plans that take back.
 */
export const waves: readonly (ChangeKind | 'lower-level')[] = [
  'lower-level',
  'deactivate-offering',
  ...changeKinds.filter(kind => kind !== 'deactivate-offering'),
];

type Placed = Pick<PlannedAction, 'system' | 'change'>;

/** Position of a change in `waves`. */
export function waveOf(change: Change): number {
  return waves.indexOf(lowersLevel(change) ? 'lower-level' : change.kind);
}

/** A level that goes down. */
export function lowersLevel(change: Change): boolean {
  return change.kind === 'set-level' && change.after < (change.before ?? 0);
}

/** What is there has the value already, and only lacks what belongs to it: nothing changes in our words. */
export function mends({ kind, before, after }: Change): boolean {
  return before !== null && after !== null && sameValue(kind, before, after);
}

/** Wave, system, procedure, case, agency: the same order whatever the order of what came in. */
export function inOrder<Action extends Placed>(actions: readonly Action[]): Action[] {
  return actions.toSorted(
    ({ system: a, change: one }, { system: b, change: other }) =>
      waveOf(one) - waveOf(other) || compareText(a, b) || compareTargets(one, other),
  );
}

/** Actions of one procedure at one system share it. */
export function chainKey({ system, change }: { system: string; change: Pick<Change, 'target'> }): string {
  return JSON.stringify([system, change.target.procedure]);
}

function compareTargets({ target: a }: Change, { target: b }: Change): number {
  return (
    compareText(a.procedure, b.procedure) ||
    compareText(a.case ?? '', b.case ?? '') ||
    compareText(a.agency ?? '', b.agency ?? '')
  );
}
