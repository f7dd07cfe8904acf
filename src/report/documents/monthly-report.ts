import type { Configuration } from '../../config/configuration.ts';
import type { RunRow, Store } from '../../store/contract.ts';
import { keepMonth, monthKept } from '../../store/month-statistics.ts';
import { date } from '../time.ts';
import { governedPlace, type PaperSource, paperFrame, paperSource } from './from-store.ts';
import { gatherStatistics, type IsEligible, type MonthStatistics, offeringsOf } from './month-statistics.ts';
import { cellWords, type Paper } from './paper.ts';
import { agencyTable, fieldTable, share, tierTable } from './statistics-paper.ts';
import { loadWording, type WordingValues } from './wording.ts';

export interface MonthlyReport {
  paper: Paper;
  statistics: MonthStatistics;
  /** Null: nothing was kept of the month before. */
  before: MonthStatistics | null;
}

/**
 * The monthly report of service levels, from the snapshots of a run; what it counted is kept for the next month.
 *
 * @param month `YYYY-MM`.
 * @param now ISO 8601; the day of the document.
 * @param eligible absent: no review was ever imported, and nothing is said of the target.
 * @throws PaperRefused, ConfigurationError (wording).
 */
export async function monthlyReport(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'documents'>,
  { run, month, now, eligible }: { run: RunRow; month: string; now: string; eligible?: IsEligible },
): Promise<MonthlyReport> {
  const { city, documents } = configuration;
  const source = await paperSource(store, run, city);
  const statistics = await gatherStatistics(
    { month, runId: run.id, system: source.systems[source.shown]! },
    city,
    source.systems,
    source.groups(),
    eligible,
  );
  const before = (await monthKept<MonthStatistics>(store, monthBefore(month))) ?? null;
  const wording = await loadWording(
    'bao-cao-thang',
    documents.templates,
    valuesOf(statistics, before, source),
  );
  await keepMonth(store, { month, runId: run.id, madeAt: now, body: statistics });
  const [year, monthNumber] = month.split('-');
  return {
    statistics,
    before,
    paper: {
      file: `bao-cao-thang-${year}-${monthNumber}`,
      ...paperFrame(configuration, vietnameseDay(now)),
      type: wording.type ?? 'Báo cáo',
      title: wording.title,
      paragraphs: wording.paragraphs,
      tables: [
        tierTable(statistics, before, source.titleOf),
        agencyTable(statistics, city),
        fieldTable(statistics),
      ],
      footnotes: [
        ...source.footnotes,
        ...(before ? [] : ['Chưa có số liệu tháng trước để so sánh.']),
        ...(statistics.total.untold > 0
          ? [`${statistics.total.untold} dịch vụ công chưa rõ mức độ vì hệ thống không cho biết.`]
          : []),
      ],
    },
  };
}

/** `2021-10` → `2021-09`. */
export function monthBefore(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** Day of a moment in Vietnam, `YYYY-MM-DD`. */
export function vietnameseDay(moment: string): string {
  const [day, month, year] = date(moment).split('/');
  return `${year}-${month}-${day}`;
}

function valuesOf(
  statistics: MonthStatistics,
  before: MonthStatistics | null,
  { city, titleOf, run }: PaperSource,
): WordingValues {
  const count = (value: number) => cellWords(value, { format: 'count' });
  const percent = (part: number, whole: number) => {
    const value = share(part, whole);
    return value === null ? null : cellWords(value, { format: 'percent' });
  };
  const { total, procedures, eligible, payment, month } = statistics;
  const all = offeringsOf(total);
  const [year, number] = month.split('-');
  return {
    'dia-ban': governedPlace(city),
    thang: String(Number(number)),
    nam: year!,
    'ngay-so-lieu': date(run.startedAt),
    'he-thong': titleOf(statistics.system),
    'so-thu-tuc': count(procedures.offered),
    'so-dich-vu': count(all),
    'so-muc-4': count(total[4]),
    'ty-le-muc-4': percent(total[4], all),
    'so-du-dieu-kien': eligible && eligible.offerings > 0 ? count(eligible.offerings) : null,
    'so-du-dieu-kien-muc-4': eligible ? count(eligible.atFour) : null,
    'ty-le-muc-tieu': eligible ? percent(eligible.atFour, eligible.offerings) : null,
    'tang-muc-4': before ? cellWords(total[4] - before.total[4], { format: 'change' }) : null,
    'so-phai-nop-phi': payment.due > 0 ? count(payment.due) : null,
    'so-thanh-toan': count(payment.payable),
  };
}
