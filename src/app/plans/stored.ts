import { loadPlan } from '../../apply/stored-plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Store } from '../../store/core/contract.ts';

/** A plan as it was stored, and what became of it. @throws Refusal when there is none of that id. */
export async function storedPlan(
  store: Store,
  id: string,
): Promise<NonNullable<Awaited<ReturnType<typeof loadPlan>>>> {
  const found = await loadPlan(store, id);
  if (!found) throw new Refusal('plan-unknown', { plan: id });
  return found;
}
