import { type Severity, severities } from '../domain/severity.ts';
import type { Store } from './contract.ts';

/** What changed at one owner and agency (null: no single one). */
export interface ChangeCount {
  owner: string;
  agency: string | null;
  /** Rows of the run, not waived, first seen since, by severity. */
  fresh: Record<Severity, number>;
  /** Discrepancies found gone since. */
  resolved: number;
}

/**
 * What changed from that moment (ISO 8601, inclusive) up to the run, by owner and agency: one look at the rows,
 * however many people want to know about their part.
 */
export async function changesSince(store: Store, runId: string, from: string): Promise<ChangeCount[]> {
  const found = new Map<string, ChangeCount>();
  const at = ({ owner, agency }: { owner: string; agency: string }) => {
    const key = JSON.stringify([owner, agency]);
    const known = found.get(key);
    if (known) return known;
    const none = { critical: 0, major: 0, minor: 0, info: 0 };
    const made: ChangeCount = { owner, agency: agency || null, fresh: none, resolved: 0 };
    found.set(key, made);
    return made;
  };
  const fresh = await store.db
    .selectFrom('run_discrepancy')
    .select(({ fn }) => ['owner', 'agency', 'rank', fn.countAll<number>().as('count')])
    .where('run_id', '=', runId)
    .where('state', '!=', 'waived')
    .where('first_seen', '>=', from)
    .groupBy(['owner', 'agency', 'rank'])
    .execute();
  for (const row of fresh) at(row).fresh[severities[row.rank]!] += Number(row.count);
  const gone = await store.db
    .selectFrom('discrepancy as d')
    .innerJoin('discrepancy_content as c', 'c.id', 'd.content_id')
    .select(({ fn }) => ['c.owner', 'd.agency', fn.countAll<number>().as('count')])
    .where('d.state', '=', 'resolved')
    .where('d.resolved_at', '>=', from)
    .groupBy(['c.owner', 'd.agency'])
    .execute();
  for (const row of gone) at(row).resolved += Number(row.count);
  return [...found.values()];
}
