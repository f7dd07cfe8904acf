import type { Configuration } from '../config/configuration.ts';
import { dayOf, monthBefore, stretchOf } from '../domain/time.ts';
import { pruneCache } from '../store/core/cache.ts';
import type { Store } from '../store/core/contract.ts';
import { pruneRuns, wholeRun } from '../store/runs/runs.ts';
import { pruneSnapshots } from '../store/runs/snapshots.ts';
import { forgetRunsProgress } from '../store/work/job-events.ts';

const hourMs = 3_600_000;
/** No detail is used so long after it was read, unless the configuration says so. */
const longestHours = 720;

/**
 * Forgets old snapshots, runs and details. The last run read whole of this month and of the one before stays with its snapshots:
 * a month's report is made when the month is over, and from what was read in it.
 *
 * @param now ISO 8601.
 */
export async function prune(
  store: Store,
  { keep, city, cacheHours }: Pick<Configuration, 'keep' | 'city' | 'cacheHours'>,
  now: string,
): Promise<void> {
  const systems = city.systems.map(({ name }) => name);
  const month = dayOf(now).slice(0, 7);
  const ends = await Promise.all(
    [month, monthBefore(month)].map(one => wholeRun(store, 'last', stretchOf(one), systems)),
  );
  const named = ends.flatMap(run => (run ? [run.id] : []));
  await pruneSnapshots(store, keep.snapshots, named);
  await pruneRuns(store, keep.runs, named);
  await forgetRunsProgress(store);
  await pruneCache(store, Date.parse(now) - Math.max(cacheHours, longestHours) * hourMs);
}
