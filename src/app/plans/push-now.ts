import type { ApplyResult } from '../../apply/execute.ts';
import type { Plan } from '../../plan/plan.ts';
import { applyStored, draftPlan, draftRollback } from '../../runs/push.ts';
import { asked } from '../audited.ts';
import type { ConfiguredAsking } from '../context.ts';

type Wish<Request> = Omit<Request, 'store' | 'configuration' | 'log' | 'now' | 'by' | 'identity' | 'origin'>;

/**
 * Compares what is wanted with the systems and keeps the plan; writes to no system.
 *
 * @throws Refusal when somebody else reads or writes the systems.
 */
export function draftNow(
  asking: ConfiguredAsking,
  wish: Wish<Parameters<typeof draftPlan>[0]>,
): Promise<Plan> {
  return asked(asking, 'start-plan', 'plan', () => draftPlan({ ...wish, ...pushing(asking) }));
}

/** Makes the plan that takes an applied one back; approved and applied like any other. @throws Refusal */
export function draftRollbackNow(
  asking: ConfiguredAsking,
  wish: Wish<Parameters<typeof draftRollback>[0]>,
): Promise<Plan> {
  return asked(asking, 'start-rollback', wish.planId, () => draftRollback({ ...wish, ...pushing(asking) }));
}

/**
 * Applies a stored plan here and now, once its guards were asked again and nothing it stands on has moved.
 *
 * @throws Refusal with what holds it and how a person may allow it; nothing was sent then.
 */
export function applyNow(
  asking: ConfiguredAsking,
  wish: Wish<Parameters<typeof applyStored>[0]>,
): Promise<ApplyResult> {
  return asked(asking, 'start-apply', wish.planId, () => applyStored({ ...wish, ...pushing(asking) }));
}

function pushing({ store, configuration, log, now, actor }: ConfiguredAsking) {
  const { name: by, identity, origin } = actor;
  return { store, configuration, log, now, by, identity, origin };
}
