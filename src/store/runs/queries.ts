import { type SelectQueryBuilder, sql } from 'kysely';
import type { FindingState } from '../../domain/finding.ts';
import { type Severity, severities } from '../../domain/severity.ts';
import { standingOf } from '../../domain/standing.ts';
import { list } from '../core/bulk.ts';
import type { Store } from '../core/contract.ts';
import { inOrder, type Page, type Place, pages, placeOf } from '../core/in-order.ts';
import type { Tables } from '../tables/index.ts';
import { discrepancyRow, rankOf, type StoredDiscrepancy, saidColumns } from './finding-columns.ts';
import { concerning, unitSets } from './unit-sets.ts';

/** Which rows of a run; absent = all. A list means any of them. */
export interface RowFilter {
  owner?: string | string[];
  rule?: string | string[];
  severity?: Severity | Severity[];
  system?: string | string[];
  state?: string | string[];
  /** Rows about any of these units, be it among others (`domain/concerned.ts`). */
  agency?: string | string[];
  procedure?: string | string[];
  /** Rows about any of these procedures or units, for each of them: what was searched for, a field of work. */
  among?: Among[];
  /** When it was first seen, ISO 8601: from then on, before then. */
  firstSeen?: { from?: string; before?: string };
}

export interface Among {
  /** What people call it: "Tìm “khai sinh”". */
  words: string;
  procedures: string[];
  agencies: string[];
}

/** Rows are counted by any of these. */
export type RowColumn = 'severity' | 'rule' | 'owner' | 'system' | 'state' | 'agency' | 'procedure';

// biome-ignore lint/suspicious/noExplicitAny: the columns selected so far do not matter here
type RunRows = SelectQueryBuilder<Tables & { r: Tables['runDiscrepancy'] }, 'r', any>;

/** Rows sort by these columns; worst first and what most asked for first are indexes of `run_discrepancy`. The fingerprint tells equals apart. */
export const rowOrders = {
  severity: ['r.rank', 'r.rule', 'r.procedure', 'r.agency', 'r.fingerprint'],
  demand: ['r.demandOrder', 'r.rank', 'r.rule', 'r.procedure', 'r.agency', 'r.fingerprint'],
  rule: ['r.rule', 'r.procedure', 'r.agency', 'r.fingerprint'],
  procedure: ['r.procedure', 'r.agency', 'r.rule', 'r.fingerprint'],
  agency: ['r.agency', 'r.procedure', 'r.rule', 'r.fingerprint'],
  firstSeen: ['r.firstSeen', 'r.fingerprint'],
} as const;
export type RowOrder = keyof typeof rowOrders;

/** A row as a run has it. */
export interface RowOfRun extends StoredDiscrepancy {
  /** Files people handed in where it is, as far as known then. */
  files: number;
}

/** Rows of a run, worst first unless another order is asked for, in batches: any number in bounded memory. */
export function rowsOfRun(
  store: Store,
  runId: string,
  filter: RowFilter = {},
  { batch = 500, order = 'severity' }: { batch?: number; order?: RowOrder } = {},
): AsyncIterable<RowOfRun[]> {
  const sets = new Map<string, string[]>();
  return pages(after => pageOfRun(store, runId, filter, { order, after, limit: batch }, sets));
}

/** One page of a run's rows; `next` where there may be another. `sets`: lists of units known from earlier pages. */
export async function pageOfRun(
  store: Store,
  runId: string,
  filter: RowFilter,
  { order = 'severity', descending = false, after, limit }: Page & { order?: RowOrder; limit: number },
  sets = new Map<string, string[]>(),
): Promise<{ rows: RowOfRun[]; next?: Place }> {
  const columns = rowOrders[order];
  const page = inOrder(rowsQuery(store, runId, filter).selectAll('r'), columns, { after, limit, descending });
  // The page first, what belongs to its rows then: PostgreSQL would otherwise join all rows for every page.
  const query = store.db
    .selectFrom(page.as('r'))
    .innerJoin('discrepancyContent as c', 'c.id', 'r.contentId')
    .innerJoin('discrepancy as d', 'd.fingerprint', 'r.fingerprint')
    .leftJoin('waiver as w', 'w.id', 'r.waiverId')
    .select(['r.rank', 'r.demandOrder', 'r.fingerprint', 'r.rule', 'r.procedure', 'r.agency', 'r.system'])
    .select(['r.state', 'r.owner', 'r.firstSeen', 'd.resolvedAt', 'd.findingKey'])
    .select(sql<string>`case when r.last_seen = '' then d.last_seen else r.last_seen end`.as('lastSeen'))
    .select(saidColumns)
    .select(['w.by', 'w.reason', 'w.until', 'w.at']);
  const rows = await inOrder(query, columns, { descending }).execute();
  await unitSets(store, rows, sets);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ by, reason, until, at, ...row }) => ({
      ...discrepancyRow(row, by === null ? null : { by, reason: reason!, until, at: at! }, sets),
      files: Math.abs(row.demandOrder),
    })),
    ...(last && rows.length === limit && { next: placeOf(last, columns) }),
  };
}

/**
 * Numbers of the very rows `rowsOfRun` gives, by any of their columns; null where a column does not apply. `agency` is
 * the row's own: those that name several units count under null.
 */
export async function countsOfRun<Column extends RowColumn>(
  store: Store,
  runId: string,
  by: readonly Column[],
  filter: RowFilter = {},
): Promise<(Record<Column, string | null> & { count: number })[]> {
  const columns = by.map(name => (name === 'severity' ? ('rank' as const) : name));
  const from = countedIn(filter, columns);
  const number =
    from === 'runDiscrepancy'
      ? sql<number>`count(*)`
      : sql<number>`cast(coalesce(sum(${sql.ref('r.count')}), 0) as bigint)`;
  let query = rowsQuery(store, runId, filter, from).select(number.as('count'));
  for (const column of columns) {
    const ref = sql.ref(`r.${column}`);
    query = query.select(ref.as(column)).groupBy(ref).orderBy(ref);
  }
  const rows = (await query.execute()) as unknown as Record<string, string | number>[];
  return rows.map(row => {
    const values = by.map((name, index) => {
      const value = row[columns[index]!];
      return [name, name === 'severity' ? severities[value as number] : value || null];
    });
    return { ...Object.fromEntries(values), count: row.count };
  });
}

/** Where the rows are counted already (`keepCounts`); else they are to be counted themselves. */
function countedIn(
  { agency, procedure, among = [], firstSeen }: RowFilter,
  by: readonly string[],
): 'runCount' | 'runUnitCount' | 'runDiscrepancy' {
  if (firstSeen !== undefined || by.includes('agency')) return 'runDiscrepancy';
  if (agency === undefined)
    return among.every(({ agencies }) => agencies.length === 0) ? 'runCount' : 'runDiscrepancy';
  // A row about two units counts at both.
  const one = [agency].flat().length === 1;
  const anyProcedure = procedure === undefined && among.length === 0 && !by.includes('procedure');
  return one && anyProcedure ? 'runUnitCount' : 'runDiscrepancy';
}

/** Counts the rows of a run, once all of them are there. */
export async function keepCounts({ db }: Store, runId: string): Promise<void> {
  const rows = db.selectFrom('runDiscrepancy as r').where('r.runId', '=', runId);
  const alike = ['runId', 'rank', 'state', 'owner', 'rule', 'system'] as const;
  const count = sql<number>`count(*)`.as('count');
  const byProcedure = [...alike, 'procedure'] as const;
  const counted = rows.select(byProcedure).select(count).groupBy(byProcedure);
  const counts = db.insertInto('runCount').columns([...byProcedure, 'count']);
  await counts.expression(counted).execute();
  const own = rows.where('r.agency', '<>', '').select([...alike, 'agency']);
  const named = rows
    .innerJoin('discrepancyContent as c', 'c.id', 'r.contentId')
    .innerJoin('unitSet as u', 'u.id', 'c.units')
    .where('r.agency', '=', '')
    .select(['r.runId', 'r.rank', 'r.state', 'r.owner', 'r.rule', 'r.system', 'u.agency']);
  const byUnit = [...alike, 'agency'] as const;
  const each = db.selectFrom(own.unionAll(named).as('each'));
  const unitCounts = db.insertInto('runUnitCount').columns([...byUnit, 'count']);
  await unitCounts.expression(each.select(byUnit).select(count).groupBy(byUnit)).execute();
}

/** How many rows of a run stand alike (`domain/standing.ts`), by further columns. */
export async function standingsOfRun<Column extends RowColumn>(
  store: Store,
  runId: string,
  by: readonly Column[],
  filter: RowFilter = {},
) {
  const rows = await countsOfRun(store, runId, ['severity', 'state', ...by], filter);
  return rows as ((typeof rows)[number] & { severity: Severity; state: FindingState })[];
}

/** The same by unit: a row stands at each unit it is about, so these add up to more than all. */
export async function standingsByUnit(store: Store, runId: string) {
  const rows = await store.db
    .selectFrom('runUnitCount')
    .where('runId', '=', runId)
    .select(['agency', 'rank', 'state'])
    .select(sql<number>`cast(sum(${sql.ref('count')}) as bigint)`.as('count'))
    .groupBy(['agency', 'rank', 'state'])
    .execute();
  return rows.map(({ rank, ...row }) => ({ ...row, severity: severities[rank]! }));
}

/** A finished run in the trend: what it saw and nobody waived, by severity, and what it could not look at again. */
export interface TrendPoint {
  runId: string;
  startedAt: string;
  status: Tables['run']['status'];
  severities: Record<Severity, number>;
  unchecked: number;
}

/** The last finished runs that are still kept, up to and with `lastId` where given; oldest first. */
export async function trend(store: Store, limit: number, lastId?: string): Promise<TrendPoint[]> {
  let query = store.db
    .selectFrom('run')
    .select(['id as runId', 'startedAt', 'status'])
    .where('status', 'not in', ['running', 'aborted']);
  if (lastId !== undefined)
    query = query.where('number', '<=', eb =>
      eb.selectFrom('run as last').select('last.number').where('last.id', '=', lastId),
    );
  const runs = await query.orderBy('number', 'desc').limit(limit).execute();
  const points: TrendPoint[] = [];
  for (const run of runs.reverse()) {
    const none = { critical: 0, major: 0, minor: 0, info: 0 };
    const point: TrendPoint = { ...run, severities: none, unchecked: 0 };
    for (const row of await standingsOfRun(store, run.runId, [])) {
      const standing = standingOf(row);
      if (standing === 'unchecked') point.unchecked += row.count;
      if (standing === 'toDo' || standing === 'known') point.severities[row.severity] += row.count;
    }
    points.push(point);
  }
  return points;
}

/** Offerings of one procedure at one system whose level is not what the reviews ask. */
export interface OffTargetRows {
  rule: 'below-target' | 'above-eligibility';
  system: string;
  procedure: string;
  /** Our agency codes, sorted. */
  agencies: string[];
}

/** What a run saw off its target and nobody waived, by rule, system and procedure. */
export async function offTargetRows(store: Store, runId: string): Promise<OffTargetRows[]> {
  const found = store.db
    .selectFrom('runDiscrepancy')
    .select(['rule', 'system', 'procedure', 'agency'])
    .where('runId', '=', runId)
    .where('rule', 'in', ['below-target', 'above-eligibility'])
    .where('state', 'in', ['new', 'open']);
  const rows = await inOrder(found, ['rule', 'system', 'procedure', 'agency']).execute();
  const alike = Map.groupBy(rows, ({ agency: _, ...place }) => JSON.stringify(place));
  return [...alike.values()].map(of => {
    const { agency: _, ...place } = of[0]!;
    return { ...place, agencies: of.map(({ agency }) => agency) } as OffTargetRows;
  });
}

/** @param of Rows, or how many there are of them: the columns of both that are asked for have the same names. */
function rowsQuery(
  store: Store,
  runId: string,
  filter: RowFilter,
  of: ReturnType<typeof countedIn> = 'runDiscrepancy',
) {
  let query = store.db.selectFrom(`${of as 'runDiscrepancy'} as r`).where('r.runId', '=', runId) as RunRows;
  for (const column of ['owner', 'rule', 'system', 'state', 'procedure'] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(`r.${column}`, 'in', [wanted].flat() as never[]);
  }
  if (filter.agency !== undefined) {
    const units = [filter.agency].flat();
    query =
      of === 'runUnitCount' ? query.where('r.agency', 'in', units) : query.where(concerning('r', units));
  }
  for (const { procedures, agencies } of filter.among ?? [])
    query = query.where(eb =>
      eb.or([
        eb('r.procedure', 'in', list(store, procedures)),
        ...(agencies.length > 0 ? [concerning('r', agencies)] : []),
      ]),
    );
  const { from, before } = filter.firstSeen ?? {};
  if (from !== undefined) query = query.where('r.firstSeen', '>=', from);
  if (before !== undefined) query = query.where('r.firstSeen', '<', before);
  if (filter.severity !== undefined) {
    query = query.where('r.rank', 'in', [filter.severity].flat().map(rankOf));
  }
  return query as SelectQueryBuilder<Tables & { r: Tables['runDiscrepancy'] }, 'r', object>;
}
