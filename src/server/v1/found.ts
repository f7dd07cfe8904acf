import type { Store } from '../../app/context.ts';
import { type DiscrepancyHistory, findRun, history, lastRun, type RunRow } from '../../app/queries/runs.ts';
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

/** @param now ISO 8601, UTC. @param own The one unit the caller may see, where there is such a limit. */
export async function foundFinding(
  store: Store,
  fingerprint: string,
  now: string,
  own?: string,
): Promise<DiscrepancyHistory> {
  // The query goes by how a fingerprint begins; here it is always a whole one.
  const rows = await history(store, { fingerprint }, now, 2);
  return found(
    rows.find(row => row.fingerprint === fingerprint && (own === undefined || row.units.includes(own))),
    'Không có sai lệch nào mang mã này.',
    'There is no discrepancy of this fingerprint.',
  );
}
