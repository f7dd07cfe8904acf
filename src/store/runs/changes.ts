import { unitsOf } from '../../domain/concerned.ts';
import { type Severity, severities } from '../../domain/severity.ts';
import type { Store } from '../core/contract.ts';
import type { RunSpan } from './runs.ts';
import { unitSets } from './unit-sets.ts';

/** What changed at one owner and at the same units. */
export interface ChangeCount {
  owner: string;
  /** Our codes of those it is about: a single agency, all that were named, or none. */
  units: readonly string[];
  /** What the run saw, not waived, first seen since, by severity. */
  fresh: Record<Severity, number>;
  /** Discrepancies found gone since. */
  resolved: number;
}

/**
 * What changed between two moments (ISO 8601, inclusive), as the clocks of the runs in between said, up to the run, by owner and units: one look at the rows,
 * however many people want to know about their part.
 */
export async function changesBetween(
  store: Store,
  runId: string,
  { from, until }: Pick<RunSpan, 'from' | 'until'>,
): Promise<ChangeCount[]> {
  const found = new Map<string, ChangeCount>();
  const sets = new Map<string, string[]>();
  const at = ({ owner, agency, units }: { owner: string; agency: string; units: string }) => {
    const key = JSON.stringify([owner, agency, units]);
    const known = found.get(key);
    if (known) return known;
    const none = { critical: 0, major: 0, minor: 0, info: 0 };
    const about = unitsOf({ agency: agency || null, units: sets.get(units) ?? [] });
    const made: ChangeCount = { owner, units: about, fresh: none, resolved: 0 };
    found.set(key, made);
    return made;
  };
  const fresh = await store.db
    .selectFrom('runDiscrepancy as r')
    .innerJoin('discrepancyContent as c', 'c.id', 'r.contentId')
    .select(({ fn }) => ['r.owner', 'r.agency', 'c.units', 'r.rank', fn.countAll<number>().as('count')])
    .where('r.runId', '=', runId)
    .where('r.state', 'in', ['new', 'open'])
    .where('r.firstSeen', '>=', from)
    .where('r.firstSeen', '<=', until)
    .groupBy(['r.owner', 'r.agency', 'c.units', 'r.rank'])
    .execute();
  const gone = await store.db
    .selectFrom('discrepancy as d')
    .innerJoin('discrepancyContent as c', 'c.id', 'd.contentId')
    .select(({ fn }) => ['c.owner', 'd.agency', 'c.units', fn.countAll<number>().as('count')])
    .where('d.state', '=', 'resolved')
    .where('d.resolvedAt', '>=', from)
    .where('d.resolvedAt', '<=', until)
    .groupBy(['c.owner', 'd.agency', 'c.units'])
    .execute();
  await unitSets(store, [...fresh, ...gone], sets);
  for (const row of fresh) at(row).fresh[severities[row.rank]!] += row.count;
  for (const row of gone) at(row).resolved += row.count;
  return [...found.values()];
}
