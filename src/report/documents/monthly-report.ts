import type { Configuration } from '../../config/configuration.ts';
import type { City } from '../../domain/city.ts';
import { numberWords, percentWords } from '../../domain/number-words.ts';
import { Refusal } from '../../domain/refusal.ts';
import { date, dayOf, dayText, monthBefore, monthText, type Stretch, stretchOf } from '../../domain/time.ts';
import type { Store } from '../../store/core/contract.ts';
import { keepMonth, monthKept } from '../../store/runs/month-statistics.ts';
import { type RunRow, wholeRun } from '../../store/runs/runs.ts';
import { topLevelWords } from '../../words/level-names.ts';
import { availabilityOf, availabilityTable } from './availability.ts';
import { paperSource, type ReviewStream } from './from-store.ts';
import { gatherDemand, unusedTables } from './month-demand.ts';
import { gatherStatistics, type MonthStatistics, offeringsOf } from './month-statistics.ts';
import { countWords, governedPlace, type Paper, paperFrame } from './paper.ts';
import { agencyTable, fieldTable, share, tierTable } from './statistics-paper.ts';
import { loadWording, type WordingValues } from './wording.ts';

/** What is kept of a month: enough to make its report again, word for word. */
export interface KeptMonth {
  statistics: MonthStatistics;
  /** When the run began whose figures these are. */
  readAt: string;
  /** When the report was first made, ISO 8601; the day it bears. */
  madeAt: string;
  footnotes: string[];
  systemTitles: Record<string, string>;
}

/**
 * The figures of a month: of the last run that read every system whole in it, or on the day that is asked for. What was
 * kept of the month serves where its snapshots are no longer there.
 *
 * @param month `YYYY-MM`.
 * @param asOf `YYYY-MM-DD`: figures of another day, which the paper then says.
 * @throws Refusal when there is no such run; names the nearest day there is one of.
 */
export async function figuresOfMonth(
  store: Store,
  city: City,
  { month, asOf, now, reviewed }: { month: string; asOf?: string; now: string; reviewed?: ReviewStream },
): Promise<KeptMonth> {
  const stretch = stretchOf(asOf ?? month);
  const systems = city.systems.map(({ name }) => name);
  const run = await wholeRun(store, 'last', stretch, systems);
  if (run) {
    return countMonth(store, city, {
      ...{ run, month, now },
      ...(reviewed && { reviewed }),
      ...(asOf !== undefined && { remark: chosenDay(asOf, month) }),
    });
  }
  const kept = asOf === undefined ? await monthKept<KeptMonth>(store, month) : undefined;
  if (kept) return kept;
  const nearest = await nearestDay(store, stretch, systems);
  throw new Refusal('period-not-read', {
    month,
    ...(asOf !== undefined && { day: asOf }),
    ...(nearest !== undefined && { nearest }),
  });
}

function chosenDay(day: string, month: string): string {
  const outside = day.startsWith(month) ? '' : `, ngoài ${monthText(month)},`;
  return `Lưu ý: số liệu lấy theo ngày ${dayText(day)}${outside} do người lập báo cáo chọn.`;
}

/** The nearest day on either side with a run that read everything. */
async function nearestDay(
  store: Store,
  { from, before }: Stretch,
  systems: readonly string[],
): Promise<string | undefined> {
  const earlier = await wholeRun(store, 'last', { before: from }, systems);
  const later = await wholeRun(store, 'first', { from: before }, systems);
  const gap = (run: RunRow | undefined, to: string) =>
    run ? Math.abs(Date.parse(run.startedAt) - Date.parse(to)) : Number.POSITIVE_INFINITY;
  const nearest = gap(earlier, from) <= gap(later, before) ? earlier : later;
  return nearest && dayOf(nearest.startedAt);
}

/**
 * Counts a month from the snapshots of a run and keeps what was counted; a later count of the month replaces it.
 *
 * @param month `YYYY-MM`.
 * @param now ISO 8601; the day of the document.
 * @param reviewed absent: no review was ever imported, and nothing is said of the target.
 * @param remark said on the paper before anything else about the figures.
 * @throws Refusal when the run did not read what people meet.
 */
export async function countMonth(
  store: Store,
  city: City,
  wanted: { run: RunRow; month: string; now: string; reviewed?: ReviewStream; remark?: string },
): Promise<KeptMonth> {
  const { run, month, now, reviewed, remark } = wanted;
  const source = await paperSource(store, run, city, reviewed);
  const counted = await gatherStatistics(
    { month, runId: run.id, system: source.systems[source.shown]! },
    city,
    source.systems,
    source.groups(),
    reviewed !== undefined,
  );
  const demand = await gatherDemand(store, month, source.systems, source.groups);
  const availability = await availabilityOf(store, month, source.systems);
  const statistics: MonthStatistics = { ...counted, ...(demand && { demand }), availability };
  const kept: KeptMonth = {
    statistics,
    readAt: run.startedAt,
    madeAt: now,
    footnotes: [...(remark ? [remark] : []), ...source.footnotes],
    systemTitles: Object.fromEntries(source.systems.map(name => [name, source.titleOf(name)])),
  };
  await keepMonth(store, { month, runId: run.id, madeAt: now, body: kept });
  return kept;
}

/**
 * The monthly report of service levels, from what was kept of the month and of the one before.
 *
 * @throws Refusal when nothing was kept of the month; ConfigurationError (wording).
 */
export async function monthlyReport(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'documents'>,
  month: string,
): Promise<{ paper: Paper; kept: KeptMonth; before: MonthStatistics | null }> {
  const { city, documents } = configuration;
  const kept = await monthKept<KeptMonth>(store, month);
  if (!kept) throw new Refusal('month-not-counted', { month });
  const before = (await monthKept<KeptMonth>(store, monthBefore(month)))?.statistics ?? null;
  const { statistics } = kept;
  const titleOf = (system: string) => kept.systemTitles[system] ?? system;
  const wording = await loadWording(
    'bao-cao-thang',
    documents.templates,
    valuesOf(kept, before, city, titleOf),
  );
  const paper: Paper = {
    file: `bao-cao-thang-${month}`,
    ...paperFrame(configuration, dayOf(kept.madeAt)),
    type: wording.type ?? 'Báo cáo',
    title: wording.title,
    paragraphs: wording.paragraphs,
    tables: [
      tierTable(statistics, before, titleOf, city.levelNames),
      agencyTable(statistics, city, titleOf),
      fieldTable(statistics, city.levelNames),
      ...(statistics.availability?.length ? [availabilityTable(statistics.availability, titleOf)] : []),
      ...unusedTables(statistics.demand, city, topLevelWords(city.levelNames)),
    ],
    footnotes: [
      ...kept.footnotes,
      ...(before ? [] : ['Chưa có số liệu tháng trước để so sánh.']),
      ...(statistics.total.indeterminate > 0
        ? [`${statistics.total.indeterminate} dịch vụ công chưa rõ mức vì hệ thống không cho biết.`]
        : []),
    ],
  };
  return { paper, kept, before };
}

function valuesOf(
  { statistics, readAt }: KeptMonth,
  before: MonthStatistics | null,
  city: City,
  titleOf: (system: string) => string,
): WordingValues {
  const percent = (part: number, whole: number) => {
    const value = share(part, whole);
    return value === null ? null : percentWords(value);
  };
  const { total, procedures, eligible, announced, payment, month } = statistics;
  const all = offeringsOf(total);
  const [year, number] = month.split('-');
  return {
    'dia-ban': governedPlace(city),
    'muc-4': topLevelWords(city.levelNames),
    thang: String(Number(number)),
    nam: year!,
    'ngay-so-lieu': date(readAt),
    'he-thong': titleOf(statistics.system),
    'so-thu-tuc': numberWords(procedures.offered),
    'so-dich-vu': numberWords(all),
    'so-muc-4': numberWords(total[4]),
    'ty-le-muc-4': percent(total[4], all),
    'so-du-dieu-kien': eligible && eligible.offerings > 0 ? numberWords(eligible.offerings) : null,
    'so-du-dieu-kien-muc-4': eligible ? numberWords(eligible.atFour) : null,
    'ty-le-muc-tieu': eligible ? percent(eligible.atFour, eligible.offerings) : null,
    'so-da-cong-bo': announced && announced.offerings > 0 ? numberWords(announced.offerings) : null,
    'so-da-cong-bo-muc-4': announced ? numberWords(announced.atFour) : null,
    'tang-muc-4': before ? countWords(total[4] - before.total[4], 'change') : null,
    'so-phai-nop-phi': payment.due > 0 ? numberWords(payment.due) : null,
    'so-thanh-toan': numberWords(payment.payable),
  };
}
