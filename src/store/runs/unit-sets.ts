import { createHash } from 'node:crypto';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { insertRows, list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';

/**
 * Which units findings name. A city's findings share a few lists of units (all communes, all districts), so each list
 * is kept once and findings refer to it, however many units and findings there are.
 */

/** Name of a list of units, the same whatever their order; empty for none. */
export function unitSetId(units: readonly string[]): string {
  if (units.length === 0) return '';
  return createHash('sha256')
    .update(JSON.stringify(sorted(units)))
    .digest('base64url')
    .slice(0, 22);
}

/** Keeps the lists that are not yet kept. */
export async function keepUnitSets(store: Store, sets: ReadonlyMap<string, readonly string[]>) {
  const named = [...sets.keys()].map(units => ({ units }));
  const known = await unitSets(store, named);
  const rows = [...sets].flatMap(([id, units]) =>
    known.has(id) ? [] : sorted(units).map(agency => ({ id, agency })),
  );
  await insertRows(store, 'unitSet', rows, sql`on conflict (id, agency) do nothing`);
}

/** The units of the lists these rows name, sorted; added to `found`, where those known already need not be looked up. */
export async function unitSets(
  store: Store,
  rows: readonly { units: string | null }[],
  found = new Map<string, string[]>(),
): Promise<Map<string, string[]>> {
  const wanted = [...new Set(rows.map(({ units }) => units ?? ''))].filter(id => id !== '' && !found.has(id));
  if (wanted.length === 0) return found;
  const units = store.db.selectFrom('unitSet').select(['id', 'agency']);
  const named = units.where('id', 'in', list(store, wanted));
  const members = await named.orderBy('id').orderBy('agency').execute();
  for (const { id, agency } of members) {
    const known = found.get(id);
    if (known) known.push(agency);
    else found.set(id, [agency]);
  }
  return found;
}

/**
 * For `where`: about any of these units, whether the row `of` (with `agency` and `content_id`) belongs to it alone or
 * names it among others.
 */
export function concerning(of: 'r' | 'd', agencies: readonly string[]): RawBuilder<SqlBool> {
  const wanted = sql.join(agencies);
  return sql`(${sql.ref(`${of}.agency`)} in (${wanted}) or ${sql.ref(`${of}.content_id`)} in (
    select named.id from discrepancy_content named join unit_set on unit_set.id = named.units
    where unit_set.agency in (${wanted})))`;
}

/** Lists no finding refers to any more. */
export async function pruneUnitSets({ db }: Store): Promise<void> {
  await sql`
    delete from unit_set
    where id not in (select units from discrepancy_content)
      and id not in (select units from staged_finding)`.execute(db);
}

function sorted(units: readonly string[]): string[] {
  return [...new Set(units)].sort();
}
