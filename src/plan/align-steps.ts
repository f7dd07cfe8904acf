import type { DesiredStep, DesiredWorkflow } from '../domain/service.ts';
import { textKey } from '../domain/text.ts';

/** Steps of `before` that are steps of `after` under another id: `before` id → `after` id. */
export function renamedSteps(before: DesiredWorkflow, after: DesiredWorkflow): Map<string, string> {
  const ids = { before: idsOf(before), after: idsOf(after) };
  const gone = byName(before.steps.filter(({ id }) => !ids.after.has(id)));
  const come = byName(after.steps.filter(({ id }) => !ids.before.has(id)));
  const renamed = new Map<string, string>();
  for (const [name, [one, ...more]] of gone) {
    const others = come.get(name) ?? [];
    // Two steps of one name could be either: then nothing is said to be the same.
    if (one && more.length === 0 && others.length === 1) renamed.set(one.id, others[0]!.id);
  }
  return renamed;
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

function byName(steps: DesiredStep[]): Map<string, DesiredStep[]> {
  return Map.groupBy(steps, ({ name, kind }) => `${kind} ${textKey(name)}`);
}
