import type { City } from '../../domain/city.ts';
import { feeDue } from '../../domain/fee.ts';
import type { Level } from '../../domain/level.ts';
import { outcomeOf } from '../../domain/review.ts';
import type { Tier } from '../../domain/tier.ts';
import { levelAt } from '../../reconcile/columns.ts';
import { activeColumns, activeOfferings } from '../../reconcile/offered.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import type { OfferingColumns, SnapshotProcedure } from '../../snapshot/model.ts';
import type { Availability } from './availability.ts';
import type { MonthDemand } from './month-demand.ts';

/** Offerings by level; `indeterminate`: the system did not say. */
export type LevelTally = Record<Level | 'none' | 'indeterminate', number>;

/** Offerings at level 4 with a fee due, and those of them that can be paid online. `indeterminate`: fee or payment unclear. */
export type PaymentTally = Record<'due' | 'payable' | 'indeterminate', number>;

/** Offerings that are to be at level 4, and those of them that are. */
type TargetTally = Record<'offerings' | 'atFour', number>;

/** What one month's report counts; plain data, kept from month to month. */
export interface MonthStatistics {
  /** `YYYY-MM`. */
  month: string;
  /** The run whose snapshots were counted. */
  runId: string;
  /** System whose levels are counted: the one people meet. */
  system: string;
  procedures: { offered: number; atFour: number };
  total: LevelTally;
  systems: Record<string, LevelTally>;
  tiers: Partial<Record<Tier, LevelTally>>;
  /** By our agency code. */
  agencies: Record<string, LevelTally & { payment: PaymentTally }>;
  /** By name of the field of work; '' where the national record names none or is not there. */
  fields: Record<string, LevelTally>;
  payment: PaymentTally;
  /**
   * Offerings reviewed as eligible, as `review status` counts them, whether they are offered yet or not, and those at
   * level 4; null: no reviews. Months counted by earlier versions have those of `announced` among them.
   */
  eligible: TargetTally | null;
  /** The same of what the decision of services already at level 4 names. */
  announced?: TargetTally;
  /** Absent: nothing was published, or read, of what people asked for in that month. */
  demand?: MonthDemand;
  /** How the systems answered our own reads; absent in months counted by earlier versions. */
  availability?: Availability[];
}

export function emptyLevels(): LevelTally {
  return { 1: 0, 2: 0, 3: 0, 4: 0, none: 0, indeterminate: 0 };
}

export function offeringsOf({ indeterminate, none, ...levels }: LevelTally): number {
  return indeterminate + none + levels[1] + levels[2] + levels[3] + levels[4];
}

/**
 * Counts active offerings as procedures stream past; memory holds agencies and fields only.
 *
 * @param systems names in the order of `ProcedureGroup.records`.
 * @param system the one whose levels count; must be in `systems`.
 * @param reviewed whether groups tell what reviews made of them; false: no review was ever imported.
 */
export async function gatherStatistics(
  head: Pick<MonthStatistics, 'month' | 'runId' | 'system'>,
  city: City,
  systems: readonly string[],
  groups: AsyncIterable<ProcedureGroup[]>,
  reviewed = false,
): Promise<MonthStatistics> {
  const statistics: MonthStatistics = {
    ...head,
    procedures: { offered: 0, atFour: 0 },
    total: emptyLevels(),
    systems: Object.fromEntries(systems.map(name => [name, emptyLevels()])),
    tiers: {},
    agencies: {},
    fields: {},
    payment: { due: 0, payable: 0, indeterminate: 0 },
    eligible: reviewed ? { offerings: 0, atFour: 0 } : null,
    ...(reviewed && { announced: { offerings: 0, atFour: 0 } }),
  };
  const tierOf = new Map(city.agencies.map(({ code, tier }) => [code, tier]));
  const counted = systems.indexOf(head.system);
  const covers = city.systems.find(({ name }) => name === head.system)?.covers ?? null;
  const expected = (agency: string) =>
    covers === null || covers.includes(agency) || covers.includes(tierOf.get(agency) ?? '');
  for await (const batch of groups) {
    for (const group of batch) {
      for (const [at, name] of systems.entries()) addLevels(statistics.systems[name]!, group.records[at]);
      const record = group.records[counted];
      if (record) addRecord(statistics, record, group, tierOf);
      addTargets(statistics, group, record, expected);
    }
  }
  return statistics;
}

function addLevels(tally: LevelTally, record: SnapshotProcedure | undefined): void {
  const columns = activeColumns(record);
  for (let at = 0; at < columns.levels.length; at++) tally[keyOf(columns, at)] += 1;
}

function addRecord(
  statistics: MonthStatistics,
  record: SnapshotProcedure,
  group: ProcedureGroup,
  tierOf: ReadonlyMap<string, Tier>,
): void {
  const columns = activeColumns(record);
  if (columns.agencies.length === 0) return;
  const field = group.national?.facts.fields?.[0]?.name ?? record.facts.fields?.[0]?.name ?? '';
  statistics.fields[field] ??= emptyLevels();
  statistics.procedures.offered += 1;
  if (columns.levels.includes('4')) statistics.procedures.atFour += 1;
  const { total, fields, tiers, agencies } = statistics;
  columns.agencies.forEach((agency, at) => {
    const key = keyOf(columns, at);
    const tier = tierOf.get(agency) ?? 'other';
    tiers[tier] ??= emptyLevels();
    agencies[agency] ??= { ...emptyLevels(), payment: { due: 0, payable: 0, indeterminate: 0 } };
    for (const tally of [total, fields[field]!, tiers[tier], agencies[agency]]) tally[key] += 1;
  });
  addPayment(statistics, record, group);
}

/** @param expected whether the system is to carry what an agency offers. */
function addTargets(
  { eligible, announced }: MonthStatistics,
  { reviewed }: ProcedureGroup,
  record: SnapshotProcedure | undefined,
  expected: (agency: string) => boolean,
): void {
  const { agencies, levels } = activeColumns(record);
  const atFour = new Set(agencies.filter((_, at) => levels[at] === '4'));
  for (const target of reviewed?.targets ?? []) {
    const outcome = outcomeOf(target);
    const tally = outcome === 'eligible' ? eligible : outcome === 'alreadyOnline' ? announced : undefined;
    if (!tally || !expected(target.agency)) continue;
    tally.offerings += 1;
    if (atFour.has(target.agency)) tally.atFour += 1;
  }
}

function addPayment(statistics: MonthStatistics, record: SnapshotProcedure, group: ProcedureGroup): void {
  const due = group.national?.detailed ? feeDue(group.national.facts.fees) : 'unknown';
  if (due === 'free') return;
  for (const { agency, level, account } of activeOfferings(record)) {
    if (level !== 4) continue;
    const cases = record.cases?.filter(each => each.agencies === null || each.agencies.includes(agency));
    const asked = cases?.some(({ onlinePayment }) => onlinePayment === true) ?? false;
    const tells = account !== undefined || cases?.some(({ onlinePayment }) => onlinePayment !== undefined);
    const key: keyof PaymentTally = due === 'unknown' || !tells ? 'indeterminate' : 'due';
    for (const tally of [statistics.payment, statistics.agencies[agency]!.payment]) {
      tally[key] += 1;
      if (key === 'due' && (account === true || asked)) tally.payable += 1;
    }
  }
}

function keyOf(columns: OfferingColumns, at: number): keyof LevelTally {
  const level = levelAt(columns, at);
  return level === undefined ? 'indeterminate' : (level ?? 'none');
}
