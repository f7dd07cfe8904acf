import { type RawBuilder, sql } from 'kysely';
import type { Demand, Indicator, Received } from '../../domain/measure.ts';
import { replaceRows } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inOrder } from '../core/in-order.ts';
import { inTransaction } from '../core/open.ts';

/** In place of a procedure: all of them together. */
const all = '';

/** Keeps what a system published, in place of what it published of the same before. */
export async function keepMeasures(
  store: Store,
  system: string,
  at: string,
  { demand, indicators }: { demand: readonly Demand[]; indicators: readonly Indicator[] },
): Promise<void> {
  const kept = { system, readAt: at };
  const files = demand.map(({ procedure, ...row }) => ({ procedure: procedure ?? all, ...row, ...kept }));
  const figures = indicators.map(({ group: grouping, quality, ...row }) => ({
    ...{ ...row, ...kept, grouping },
    ...{ qualityStatus: quality?.status ?? null, qualityMessage: quality?.message ?? null },
  }));
  await inTransaction(store, async inner => {
    await replaceRows(inner, 'demand', files, ['system', 'period', 'procedure', 'agency']);
    await replaceRows(inner, 'indicator', figures, ['system', 'period', 'grouping', 'agency', 'code']);
  });
}

/** A figure with the system that published it. */
export type KeptDemand = Demand & { source: string };

/** Demand of a period, sorted by procedure and agency; `procedure: null` are all together. */
export async function demandOf(
  store: Store,
  period: string,
  of: { together?: boolean } = {},
): Promise<KeptDemand[]> {
  const query = store.db
    .selectFrom('demand')
    .select(['procedure', 'agency', 'period', 'online', 'direct', 'postal', 'total'])
    .select(['system as source', 'quality'])
    .where(({ and }) => and({ period, procedure: of.together ? all : undefined }));
  const rows = await inOrder(query, ['procedure', 'agency', 'system']).execute();
  return rows.map(row => ({ ...row, procedure: row.procedure || null }));
}

/** Procedures of which a system's files of a period are kept. */
export async function demandKnown(store: Store, system: string, period: string): Promise<Set<string>> {
  const known = store.db.selectFrom('demand').select('procedure').distinct();
  const rows = await known.where(({ and }) => and({ system, period })).execute();
  return new Set(rows.map(({ procedure }) => procedure));
}

/** Files received, where known: of a procedure at a unit, or in the whole city; the last month that was read. */
export interface FilesReceived {
  of(procedure: string | null, agency?: string): number | undefined;
}

/** @param locality agency of the city as a whole. Undefined where nothing was ever read. */
export async function filesReceived(store: Store, locality: string): Promise<FilesReceived | undefined> {
  const period = await lastMeasured(store);
  if (period === undefined) return undefined;
  const known = new Map<string, number>();
  for (const { procedure, agency, total } of await demandOf(store, period))
    if (total !== null) known.set(JSON.stringify([procedure, agency]), total);
  return { of: (procedure, agency = locality) => known.get(JSON.stringify([procedure, agency])) };
}

/**
 * For an insert or update: minus the files people handed in for a procedure in the last month that was read, so that what
 * most asked for sorts first. 0 where nothing is known.
 *
 * @param of Columns or expressions; `procedure` is empty where there is none. `hasUnits`: it is about these units, whose
 *   files are added up; else about the whole city, whose figure is the largest of a procedure.
 */
export async function demandOrder(
  store: Store,
  { procedure, hasUnits, units }: Record<'procedure' | 'hasUnits' | 'units', RawBuilder<unknown>>,
): Promise<RawBuilder<number>> {
  const period = await lastMeasured(store);
  if (period === undefined) return sql`0`;
  const files = sql`from demand f where f.period = ${period} and f.procedure = ${procedure}`;
  return sql`-coalesce(case
    when ${procedure} = ${all} then 0
    when ${hasUnits} then (select sum(of_unit.files) from
      (select max(f.total) as files ${files} and f.agency in (${units}) group by f.agency) of_unit)
    else (select max(f.total) ${files}) end, 0)`;
}

/**
 * Files of the twelve months before a moment, at a unit, by each system that publishes them; of one that says nothing of
 * the unit, a nought of the whole city is one of the unit, too. Undefined where nothing was ever read.
 *
 * @param now ISO 8601; the month it lies in is not over.
 */
export async function receivedInYear(
  { db }: Store,
  locality: string,
  now: string,
): Promise<((procedure: string, agency: string) => readonly Received[]) | undefined> {
  const rows = await db
    .selectFrom('demand')
    .select(['system', 'procedure', 'agency', 'total', 'readAt'])
    .where('procedure', '!=', all)
    .where('period', '<', now.slice(0, 7))
    .where('period', '>=', `${Number(now.slice(0, 4)) - 1}${now.slice(4, 7)}`)
    .orderBy('system')
    .orderBy('readAt')
    .execute();
  if (rows.length === 0) return undefined;
  const known = new Map<string, Map<string, Received>>();
  for (const { system, procedure, agency, total, readAt } of rows) {
    const key = JSON.stringify([procedure, agency]);
    const bySystem = known.get(key) ?? new Map<string, Received>();
    known.set(key, bySystem);
    const one = bySystem.get(system) ?? { system, months: 0, files: 0, at: readAt };
    const files = one.files === null || total === null ? null : one.files + total;
    bySystem.set(system, { system, months: one.months + 1, files, at: readAt });
  }
  return (procedure, agency) => {
    const own = known.get(JSON.stringify([procedure, agency])) ?? new Map<string, Received>();
    const whole = known.get(JSON.stringify([procedure, locality])) ?? new Map<string, Received>();
    return [
      ...own.values(),
      ...[...whole.values()].filter(({ system, files }) => !own.has(system) && files === 0),
    ];
  };
}

export type KeptIndicator = Indicator & { source: string };

/** Indicators of a period, sorted by group, code and agency. */
export async function indicatorsOf(store: Store, period: string): Promise<KeptIndicator[]> {
  const query = store.db
    .selectFrom('indicator')
    .select(['grouping as group', 'code', 'name', 'agency', 'period', 'numerator', 'denominator', 'score'])
    .select(['maxScore', 'qualityStatus', 'qualityMessage', 'system as source'])
    .where('period', '=', period);
  const rows = await inOrder(query, ['grouping', 'code', 'agency', 'system']).execute();
  return rows.map(({ qualityStatus: status, qualityMessage: message, source, ...row }) => ({
    ...row,
    quality: status === null && message === null ? null : { status: status ?? '', message: message ?? '' },
    source,
  }));
}

/** The last period of which anything is kept. */
export async function lastMeasured({ db }: Store): Promise<string | undefined> {
  const last = db.selectFrom('demand').select(({ fn }) => fn.max('period').as('period'));
  return (await last.executeTakeFirst())?.period ?? undefined;
}
