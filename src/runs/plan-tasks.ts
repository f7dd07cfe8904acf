import type { PlanInput } from '../plan/input.ts';
import type { Plan } from '../plan/plan.ts';
import type { Store } from '../store/contract.ts';
import { keepTasks } from '../store/tasks.ts';

/**
 * Takes the tasks of a plan over into the work list, in the transaction that stores the plan. Of every procedure the
 * plan could tell about, earlier plans' tasks that it no longer has are no longer needed.
 */
export async function keepPlanTasks(
  store: Store,
  plan: Plan,
  { definitions, city }: Pick<PlanInput, 'definitions' | 'city'>,
): Promise<void> {
  const untold = new Set((plan.unknown ?? []).map(part => `${part.system} ${part.procedure}`));
  const covered = new Map(
    // A plan that takes another back looks at that plan's targets only.
    plan.rollbackOf !== undefined
      ? []
      : city.systems.map(({ name }) => [
          name,
          definitions.map(({ procedure }) => procedure).filter(code => !untold.has(`${name} ${code}`)),
        ]),
  );
  await keepTasks(store, plan.tasks ?? [], { id: plan.id, at: plan.createdAt, covered });
}
