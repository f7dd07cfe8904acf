import type { Configuration } from '../config/configuration.ts';
import { monthBefore, vietnameseDay } from '../report/documents/monthly-report.ts';
import { stretchOf } from '../report/time.ts';
import type { Store } from '../store/contract.ts';
import { pruneRuns, wholeRun } from '../store/runs.ts';
import { pruneSnapshots } from '../store/snapshots.ts';

/**
 * Forgets old snapshots and runs. The last run read whole of this month and of the one before stays with its snapshots:
 * a month's report is made when the month is over, and from what was read in it.
 *
 * @param now ISO 8601.
 */
export async function prune(
  store: Store,
  { keep, city }: Pick<Configuration, 'keep' | 'city'>,
  now: string,
): Promise<void> {
  const systems = city.systems.map(({ name }) => name);
  const month = vietnameseDay(now).slice(0, 7);
  const ends = await Promise.all(
    [month, monthBefore(month)].map(one => wholeRun(store, 'last', stretchOf(one), systems)),
  );
  const named = ends.flatMap(run => (run ? [run.id] : []));
  await pruneSnapshots(store, keep.snapshots, named);
  await pruneRuns(store, keep.runs, named);
}
