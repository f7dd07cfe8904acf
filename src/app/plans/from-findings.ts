import type { Plan } from '../../plan/plan.ts';
import { validatedDefinitions } from '../../runs/validated-definitions.ts';
import { asked } from '../audited.ts';
import type { RemoteAsking } from '../context.ts';
import { type Drafting, draftOf } from './draft.ts';
import { type Mending, mendingOf } from './mending.ts';

/**
 * Drafts the plan of the services that open findings are about; null where none of them can be planned yet. What the
 * others need is said beside it. Writes no definition: these are read and kept by people.
 *
 * @throws Refusal as `mendingOf` and `draftPlan`.
 */
export function planFromFindings(
  asking: RemoteAsking,
  wish: Drafting & { fingerprints?: readonly string[] | undefined },
): Promise<{ plan: Plan | null; mending: Mending }> {
  return asked(asking, 'start-plan', 'plan', async () => {
    const first = await mendingOf(asking, wish.fingerprints);
    if (first.procedures.length === 0) return { plan: null, mending: first };
    const { definitions } = await validatedDefinitions(asking.configuration, asking.store, first.procedures);
    const sound = new Set(definitions.map(({ procedure }) => procedure));
    const isSound = first.procedures.every(procedure => sound.has(procedure));
    const mending = isSound ? first : await mendingOf(asking, wish.fingerprints, sound);
    if (definitions.length === 0) return { plan: null, mending };
    return { plan: await draftOf(asking, definitions, { ...wish, everything: false }), mending };
  });
}
