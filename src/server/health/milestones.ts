import { numberWords } from '../../domain/number-words.ts';
import type { MilestoneState } from '../../domain/review.ts';
import type { ServerContext } from '../context.ts';
import { refreshed } from '../remember.ts';
import { type HealthCheck, judged } from './check.ts';

/** Every row of every list is looked at for it, and milestones are counted in days. */
const keptMs = 30 * 60_000;
const looks = new WeakMap<ServerContext, () => Promise<MilestoneState[]>>();

/** Where the milestones of the plan stand, as found in the last half hour; none where none is configured. */
export async function milestonesNow(context: ServerContext): Promise<MilestoneState[]> {
  const { configuration, store, now } = context;
  if (configuration().reviews.milestones.length === 0) return [];
  const known = looks.get(context);
  if (known) return known();
  const look = async () => {
    // Brings along how snapshots and review lists are read.
    const { milestonesAt } = await import('../../runs/review-state.ts');
    return milestonesAt(store, configuration(), now().toISOString());
  };
  const made = refreshed(keptMs, look, () => now().getTime());
  looks.set(context, made);
  return made();
}

/** What is late, by whom. */
export const milestones: HealthCheck = {
  name: 'milestones',
  async look(context) {
    const states = await milestonesNow(context);
    const named = context.configuration().reviews.milestones;
    const late = Map.groupBy(
      states.filter(({ state }) => state === 'late'),
      ({ milestone }) => milestone,
    );
    const problems = named.flatMap(({ id, name }) => {
      const units = late.get(id)?.length ?? 0;
      return units === 0
        ? []
        : [
            `Mốc “${name}” quá hạn, còn ${numberWords(units)} nơi chưa xong: xem bằng "dvc-sync review milestones", nhắc các nơi ấy.`,
          ];
    });
    const details = Object.fromEntries(
      named.map(({ id, due }) => [
        id,
        {
          due,
          late:
            late
              .get(id)
              ?.map(({ unit }) => unit)
              .slice(0, 100) ?? [],
        },
      ]),
    );
    return judged(problems, details);
  },
};
