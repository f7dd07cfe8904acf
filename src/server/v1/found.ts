import type { Store } from '../../app/context.ts';
import { findRun, lastRun, type RunRow } from '../../app/queries/runs.ts';
import type { Agency } from '../../domain/agency.ts';
import { Problem } from '../problems/problem.ts';

/** What a route is about, or 404 with the words. */
export function found<Thing>(thing: Thing | undefined, vi: string, en: string): Thing {
  if (thing === undefined) throw new Problem('not-found', { vi, en });
  return thing;
}

/** The agency of this code, or 404. */
export function foundAgency(agencies: readonly Agency[], code: string | null): Agency {
  return found(
    agencies.find(agency => agency.code === code),
    'Danh sách đơn vị không có mã này.',
    'No agency of this code is configured.',
  );
}

/** `latest` = the last one that came to an end. */
export async function foundRun(store: Store, id: string): Promise<RunRow> {
  const run = id === 'latest' ? await lastRun(store) : await findRun(store, id);
  return found(run, 'Không có lần chạy này (hoặc không còn giữ).', 'There is no such run (any more).');
}
