import type { Store } from '../../../app/context.ts';
import { type DiscrepancyHistory, lastRun, pageOfRun, type RowFilter } from '../../../app/queries/runs.ts';
import type { FindingState } from '../../../domain/finding.ts';

const most = 1_000;

/**
 * How findings stand by the last run: the record of a finding alone does not know whether that run saw it for the first
 * time, or could not look. Who sets one aside, or takes that back, does so at once and not with the next run.
 *
 * @param filter Rows of the run among which they are.
 */
export async function standingsNow(
  store: Store,
  filter: RowFilter,
): Promise<(row: Pick<DiscrepancyHistory, 'fingerprint' | 'state'>) => FindingState> {
  const run = await lastRun(store);
  const { rows } = run ? await pageOfRun(store, run.id, filter, { limit: most }) : { rows: [] };
  const states = new Map(rows.map(({ fingerprint, state }) => [fingerprint, state]));
  return ({ fingerprint, state }) => {
    const seen = states.get(fingerprint);
    return state === 'open' && (seen === 'new' || seen === 'carried') ? seen : state;
  };
}
