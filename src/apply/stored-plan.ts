import type { PlanState } from '../domain/push.ts';
import type { Plan, PlannedAction } from '../plan/plan.ts';
import type { Store } from '../store/core/contract.ts';
import { findPlan, readActions, savePlan } from '../store/push/plans.ts';

type Head = Omit<Plan, 'id' | 'createdAt' | 'author' | 'fingerprint' | 'actions'>;

/** An action without what the store has columns for. */
export type Body = Omit<PlannedAction, 'number' | 'system' | 'wave'>;

/** Stores a plan as a draft. @param authorIdentity Of the account, where there is more than a name. */
export async function storePlan(store: Store, plan: Plan, authorIdentity?: string): Promise<void> {
  const { id, createdAt, author, fingerprint, actions, ...head } = plan;
  const rows = actions.map(({ number, system, wave, ...body }) => ({ number, system, wave, body }));
  await savePlan(store, { id, createdAt, author, authorIdentity, fingerprint, head }, rows);
}

/** A stored plan with all its actions in memory, as showing and rolling back need it. */
export async function loadPlan(
  store: Store,
  id: string,
): Promise<{ plan: Plan; state: PlanState } | undefined> {
  const row = await findPlan<Head>(store, id);
  if (!row) return undefined;
  const { createdAt, author, fingerprint, head, state } = row;
  const actions: PlannedAction[] = [];
  for await (const batch of readActions<Body>(store, id)) actions.push(...batch.map(plannedAction));
  return { plan: { ...head, id, createdAt, author, fingerprint, actions }, state };
}

export function plannedAction({
  number,
  system,
  wave,
  body,
}: Pick<PlannedAction, 'number' | 'system' | 'wave'> & { body: Body }): PlannedAction {
  return { ...body, number, system, wave };
}
