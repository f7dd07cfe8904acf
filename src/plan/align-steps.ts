import { pairAlone } from '../domain/pairing.ts';
import { type DesiredWorkflow, stepLikeness } from '../domain/service.ts';

/** Steps of `before` that are steps of `after` under another id: `before` id → `after` id. */
export function renamedSteps(before: DesiredWorkflow, after: DesiredWorkflow): Map<string, string> {
  const [former, current] = [idsOf(before), idsOf(after)];
  const gone = before.steps.filter(({ id }) => !current.has(id));
  const come = after.steps.filter(({ id }) => !former.has(id));
  const pairs = pairAlone(gone, come, stepLikeness);
  return new Map(pairs.map(([one, other]) => [one.id, other.id]));
}

/** `workflow` with the ids that `renamed` gives its steps. */
export function withIds(workflow: DesiredWorkflow, renamed: ReadonlyMap<string, string>): DesiredWorkflow {
  if (renamed.size === 0) return workflow;
  const idOf = (id: string) => renamed.get(id) ?? id;
  return {
    steps: workflow.steps.map(step => ({ ...step, id: idOf(step.id) })),
    transitions: workflow.transitions.map(each => ({ ...each, from: idOf(each.from), to: idOf(each.to) })),
  };
}

function idsOf({ steps }: DesiredWorkflow): Set<string> {
  return new Set(steps.map(({ id }) => id));
}
