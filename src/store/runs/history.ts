import { list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { discrepancyRow, type StoredDiscrepancy, saidColumns } from './finding-columns.ts';
import { concerning, unitSets } from './unit-sets.ts';
import { discrepanciesThat, type Waiver, type Wanted, waiversOf } from './waivers.ts';

/** One discrepancy with all it has been through, latest life first. */
export interface DiscrepancyHistory extends StoredDiscrepancy {
  lives: { firstSeen: string; lastSeen: string; resolvedAt: string | null }[];
  waivers: Waiver[];
  /** Every system it rests on. */
  systems: string[];
}

/** What to look up; all that is given must hold. */
export interface HistoryQuery extends Wanted {
  /** What is about this unit, be it among others. */
  agency?: string;
}

/**
 * Discrepancies of all runs with all they have been through, those seen last first. `state` is as of now: `waived`
 * when a waiver holds at `now`; a resolved one has `resolvedAt`.
 */
export async function history(
  store: Store,
  wanted: HistoryQuery,
  now: string,
  limit = 200,
): Promise<DiscrepancyHistory[]> {
  let query = discrepanciesThat(store, wanted)
    .innerJoin('discrepancyContent as c', 'c.id', 'd.contentId')
    .select(['d.fingerprint', 'd.rule', 'd.procedure', 'd.agency', 'd.system', 'd.findingKey', 'd.state'])
    .select(['d.firstSeen', 'd.lastSeen', 'd.resolvedAt'])
    .select([...saidColumns, 'c.owner', 'c.systems'])
    .orderBy('d.lastSeen', 'desc')
    .orderBy('d.fingerprint')
    .limit(limit);
  if (wanted.agency !== undefined) query = query.where(concerning('d', [wanted.agency]));
  const rows = await query.execute();
  const sets = await unitSets(store, rows);
  const fingerprints = rows.map(row => row.fingerprint);
  const theirs = store.db.selectFrom('discrepancyPast').where('fingerprint', 'in', list(store, fingerprints));
  const lives = theirs.select(['fingerprint', 'firstSeen', 'lastSeen', 'resolvedAt']);
  const ended = await lives.orderBy('id', 'desc').execute();
  const waivers = Map.groupBy(await waiversOf(store, fingerprints), waiver => waiver.fingerprint);
  const past = Map.groupBy(ended, life => life.fingerprint);
  return rows.map(row => {
    const own = waivers.get(row.fingerprint) ?? [];
    const active = own.find(w => w.revokedAt === null && (w.until === null || w.until >= now));
    const { firstSeen, lastSeen, resolvedAt } = row;
    return {
      ...discrepancyRow({ ...row, state: active && row.state === 'open' ? 'waived' : 'open' }, active, sets),
      lives: [
        { firstSeen, lastSeen, resolvedAt },
        ...(past.get(row.fingerprint) ?? []).map(({ fingerprint: _, ...life }) => life),
      ],
      waivers: own,
      systems: row.systems,
    };
  });
}
