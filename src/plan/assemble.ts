import { compareText } from '../domain/canonical.ts';
import { type Change, isCaseKind } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';
import type { ManualTask } from '../domain/task.ts';
import type { Standing } from './compare.ts';
import { holdsFor } from './guards.ts';
import { type PlanInput, type PlanSystem, serviceFinder } from './input.ts';
import { type PlacedChange, tasksFor } from './manual.ts';
import { valueHash } from './normal.ts';
import { chainKey, inOrder, waveOf } from './order.ts';
import type { Plan, PlannedAction, UnknownPart } from './plan.ts';
import { fingerprintOf, seenItems } from './seen.ts';
import { isReversible } from './state.ts';

/** A change with why it is made. */
export interface ReasonedChange extends PlacedChange {
  change: Change;
  standing: Standing;
  reason: string;
}

/** Orders, numbers and guards changes; those a system's writer cannot make become tasks, with its reason. */
export function assemble(
  changes: readonly ReasonedChange[],
  tasks: readonly ManualTask[],
  unknown: readonly UnknownPart[],
  input: PlanInput,
): Plan {
  const { manual, own } = divide(changes, input);
  const serviceOf = serviceFinder(input);
  const systems = new Map(input.systems.map(system => [system.profile.name, system]));
  const actions = inOrder(own).map(({ system, change, standing, reason }, at): PlannedAction => {
    const actual = serviceOf(system, change.target.procedure)?.actual;
    return {
      ...{ number: at + 1, system, change, wave: waveOf(change), reason, standing },
      precondition: valueHash(change.kind, change.before),
      reversible: isReversible(change, actual),
      ...leftOut(change, actual, systems.get(system)),
    };
  });
  const seen = seenItems(input);
  const { id, createdAt, author } = input;
  return {
    ...{ id, createdAt, author, fingerprint: fingerprintOf(seen), actions },
    holds: holdsFor(actions, input),
    tasks: [...tasksFor(manual, input), ...tasks].sort((a, b) => compareText(a.key, b.key)),
    unknown: [...unknown].sort(
      (a, b) =>
        compareText(a.procedure, b.procedure) ||
        compareText(a.system, b.system) ||
        compareText(a.what, b.what),
    ),
    seen,
  };
}

/** What does not come back with a row that is made anew is to be known before anybody approves it. */
function leftOut(
  change: Change,
  actual: ServiceState | undefined,
  system: PlanSystem | undefined,
): Pick<PlannedAction, 'leavesOut'> {
  if (change.kind !== 'create-offering' || change.before !== null || !actual?.exists) return {};
  const words = system?.missing?.(change, actual).sends.flatMap(({ leavesOut }) => leavesOut ?? []) ?? [];
  return words.length > 0 ? { leavesOut: words.join('; ') } : {};
}

/** What stands on a change a person has to make (its case, its row) has to wait for that person, too. */
function divide(changes: readonly ReasonedChange[], { systems }: PlanInput) {
  const kinds = new Map(systems.map(({ profile, kinds }) => [profile.name, kinds]));
  const cannot = ({ system, change, cannot: why }: PlacedChange) =>
    why !== undefined || !kinds.get(system)?.has(change.kind);
  const grounds = new Set(
    changes
      .filter(each => cannot(each) && each.change.before === null)
      .filter(({ change }) => change.kind === 'set-case' || change.kind === 'create-offering')
      .map(groundKey),
  );
  const manual: ReasonedChange[] = [];
  const own: ReasonedChange[] = [];
  for (const each of changes) (cannot(each) || grounds.has(groundKey(each)) ? manual : own).push(each);
  return { manual, own };
}

function groundKey(placed: PlacedChange): string {
  const { kind, target } = placed.change;
  return `${chainKey(placed)} ${isCaseKind(kind) ? `case ${target.case}` : `agency ${target.agency}`}`;
}
