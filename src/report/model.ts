import type { Agency } from '../domain/agency.ts';
import type { City, ListOrder, Role } from '../domain/city.ts';
import type { RuleId } from '../domain/finding.ts';
import { entry } from '../domain/map.ts';
import { numberWords } from '../domain/number-words.ts';
import type { RuleSummary, RunStatistics, RunSummary, SystemSummary } from '../domain/run.ts';
import { type Owner, owners } from '../domain/severity.ts';
import type { RowFilter, TrendPoint } from '../store/runs/queries.ts';
import type { RuleProfile } from '../words/findings.ts';
import { levelLegend, levelWordsOf, type NamedLevel } from '../words/level-names.ts';
import { systemLabel } from '../words/sentence.ts';
import { CauseGatherer, type CauseGroup } from './causes.ts';
import { type Names, namesOf } from './names.ts';
import { elsewhereRule, type PeopleMet, peopleMet } from './people.ts';
import type { DiscrepancyRow, ReportSource, UnusedRecord } from './source.ts';
import { byHarm, count, emptyTally, type Tally } from './tally.ts';

export interface SystemPart extends SystemSummary {
  name: string;
  role: Role;
  /** What people call it: "Cổng DVC thành phố". */
  title: string;
}

export interface RulePart {
  text: RuleProfile;
  /** Absent: the rule took no part in the run (switched off). */
  outcome: RuleSummary | undefined;
  tally: Tally;
}

/** Rows about a unit, be it among others: a row stands at each unit it is about, so the parts add up to more than all. */
export interface AgencyPart {
  /** `null`: rows about no unit. */
  agency: Agency | null;
  tally: Tally;
  /** Rows not waived, those not looked at again among them, by rule, most first. */
  rules: [RuleId, number][];
}

/** Everything a report says, counted in one pass over the rows; every form is made from it and from the same rows. */
export interface ReportModel extends Names {
  summary: RunSummary;
  statistics: RunStatistics | null;
  filter: RowFilter;
  tally: Tally;
  /** Findings of earlier runs closed by this one; null = cannot be told for this slice. */
  resolved: number | null;
  systems: SystemPart[];
  /** What people meet where they file; undefined in a slice, too. */
  people: PeopleMet | undefined;
  /** Records that could not be used; empty in a slice. */
  unused: UnusedRecord[];
  rules: RulePart[];
  owners: { owner: Owner; name: string; tally: Tally; groups: CauseGroup[] }[];
  agencies: AgencyPart[];
  groups: CauseGroup[];
  /** Oldest first, this run last; empty for a slice. */
  trend: TrendPoint[];
  ruleText(id: RuleId): RuleProfile;
  /** What the city calls a level. */
  levelWords(level: NamedLevel): ReturnType<typeof levelWordsOf>;
  levelLegend: string;
  procedureName(code: string): string | undefined;
  /** Where people reach the pages of the service, without a slash at its end; undefined where they reach none. */
  home?: string | undefined;
  /** What its lists put first. */
  orderBy: ListOrder;
  rows(): AsyncIterable<DiscrepancyRow[]>;
}

export interface ModelSettings {
  city: City;
  rules: readonly RuleProfile[];
  filter?: RowFilter;
  /** Causes kept one by one; beyond that the least harmful are only counted. */
  causeLimit?: number;
  /** `ReportModel.home`. */
  home?: string | undefined;
}

const trendLength = 20;

/** @throws Error when the run has no summary: it is still going on or was broken off. */
export async function buildModel(source: ReportSource, settings: ModelSettings): Promise<ReportModel> {
  const { city, rules, filter = {}, home } = settings;
  const { id, summary, statistics } = await source.run();
  if (!summary) {
    throw new Error(
      `Lần chạy ${id} chưa kết thúc hoặc đã dừng giữa chừng nên không có báo cáo; hãy chạy lại.`,
    );
  }
  const procedures = await source.procedureNames();
  const orderBy = await source.orderBy();
  const causes = new CauseGatherer(orderBy, settings.causeLimit);
  const counted = await countRows(source.rows(filter), city, filter.agency, causes);
  const whole = Object.values(filter).every(value => value === undefined);
  const names = namesOf(city);
  const texts = new Map(rules.map(rule => [rule.id, rule]));
  const systems = systemParts(summary, city);
  return {
    ...names,
    summary,
    statistics,
    filter,
    home,
    orderBy,
    tally: counted.tally,
    // The run counts them as a whole; which of them would belong to a slice is not kept.
    resolved: whole ? summary.counts.resolved : null,
    systems,
    people: whole ? peopleMet(summary, systems, counted.rules.get(elsewhereRule) ?? emptyTally()) : undefined,
    unused: whole ? await source.unused() : [],
    rules: ruleParts(summary, rules, counted.rules),
    owners: owners.map(owner => ({
      owner,
      name: names.owner(owner),
      tally: counted.owners.get(owner) ?? emptyTally(),
      groups: counted.groups.filter(group => group.owner === owner),
    })),
    agencies: counted.agencies,
    groups: counted.groups,
    trend: whole ? await source.trend(trendLength) : [],
    ruleText: rule => texts.get(rule) ?? unknownRule(rule),
    levelWords: level => levelWordsOf(level, city.levelNames),
    levelLegend: levelLegend(city.levelNames),
    procedureName: code => procedures.get(code),
    rows: () => source.rows(filter),
  };
}

async function countRows(
  pages: AsyncIterable<DiscrepancyRow[]>,
  city: City,
  ofAgency: RowFilter['agency'],
  causes: CauseGatherer,
) {
  // In the slice of an agency nobody else's count is told.
  const wanted = ofAgency === undefined ? undefined : new Set([ofAgency].flat());
  const tally = emptyTally();
  const byRule = new Map<RuleId, Tally>();
  const byOwner = new Map<Owner, Tally>();
  const byAgency = new Map<string | null, { tally: Tally; rules: Map<RuleId, number> }>();
  for await (const page of pages) {
    for (const row of page) {
      count(tally, row);
      count(entry(byRule, row.rule, emptyTally), row);
      count(entry(byOwner, row.owner, emptyTally), row);
      for (const unit of row.units.length === 0 ? [null] : row.units) {
        if (unit !== null && wanted && !wanted.has(unit)) continue;
        const agency = entry(byAgency, unit, () => ({ tally: emptyTally(), rules: new Map() }));
        count(agency.tally, row);
        if (row.state !== 'waived') agency.rules.set(row.rule, (agency.rules.get(row.rule) ?? 0) + 1);
      }
      causes.add(row);
    }
  }
  const known = new Map(city.agencies.map(agency => [agency.code, agency]));
  const agencies = [...byAgency]
    .map(([code, part]) => ({
      agency: code === null ? null : (known.get(code) ?? { code, name: code, tier: 'other' as const }),
      tally: part.tally,
      rules: [...part.rules].sort((a, b) => b[1] - a[1]),
    }))
    // Rows about no unit stand last: nobody finds their own office there.
    .sort((a, b) => Number(!a.agency) - Number(!b.agency) || byHarm(a.tally, b.tally));
  return { tally, rules: byRule, owners: byOwner, agencies, groups: causes.groups() };
}

/** Systems of a run as people call them. */
export function systemParts(summary: RunSummary, city: City): SystemPart[] {
  const roles = new Map(city.systems.map(system => [system.name, system.role]));
  return Object.entries(summary.systems).map(([name, system]) => {
    const role = roles.get(name) ?? name;
    return { ...system, name, role, title: systemLabel({ name, role }) };
  });
}

function ruleParts(
  summary: RunSummary,
  rules: readonly RuleProfile[],
  tallies: ReadonlyMap<RuleId, Tally>,
): RulePart[] {
  const known = new Set(rules.map(rule => rule.id));
  const further = [...tallies.keys()].filter(id => !known.has(id)).map(unknownRule);
  return [...rules, ...further]
    .map(text => ({ text, outcome: summary.rules[text.id], tally: tallies.get(text.id) ?? emptyTally() }))
    .sort((a, b) => byHarm(a.tally, b.tally));
}

/** A row of a run made by another version, whose rule this one no longer has. */
function unknownRule(id: RuleId): RuleProfile {
  return { id, severity: 'minor', owner: 'technical', title: id, what: '', why: '', remedy: '' };
}

/**
 * The model's rows, page by page, held against its headline: forms with other rows than numbers are never published.
 *
 * @throws Error when somebody changed the run's rows (a waiver, a new run) since the model was counted.
 */
export async function* countedRows(
  model: ReportModel,
  signal?: AbortSignal,
): AsyncGenerator<DiscrepancyRow[]> {
  const tally = emptyTally();
  for await (const page of model.rows()) {
    signal?.throwIfAborted();
    for (const row of page) count(tally, row);
    yield page;
  }
  const { total, toDo, fresh, unchecked } = model.tally;
  if (
    tally.total !== total ||
    tally.toDo !== toDo ||
    tally.fresh !== fresh ||
    tally.unchecked !== unchecked
  ) {
    throw new Error(
      `Danh sách sai lệch của lần chạy ${model.summary.runId} thay đổi trong lúc lập báo cáo ` +
        `(${numberWords(total)} dòng, nay ${numberWords(tally.total)}); hãy lập lại báo cáo.`,
    );
  }
}
