import { lastRunBefore, type RunRow } from '../../app/queries/runs.ts';
import type { Configuration } from '../../config/configuration.ts';
import { carriesOfferings } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import { type Tier, tierNames, tiers } from '../../domain/tier.ts';
import { dayOf, dayText, monthBefore, monthText, stretchOf } from '../../domain/time.ts';
import { levelTotal } from '../../report/html/charts/levels-chart.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { pageTable } from '../../report/table/page.ts';
import { list, type Table } from '../../report/table/table.ts';
import { sentenceCase } from '../../words/sentence.ts';
import type { ServerContext } from '../context.ts';
import type { Visit } from './page.ts';
import { section } from './parts.ts';

/** How many offerings are at level 4, of all. */
interface Share {
  four: number;
  all: number;
}

/** The share at level 4 at the portal: as the last run saw it, at the ends of months before, by tier. */
export interface Levels {
  system: string;
  /** Undefined where the last run did not read all of it: a share of a part says nothing. */
  now: Share | undefined;
  byTier: [Tier, Share][];
  /** Latest first; months of which no run is kept that read all are left out. */
  months: { month: string; share: Share }[];
  /** The milestone that comes next. */
  next: { name: string; due: string } | undefined;
}

const shownMonths = 6;

/** Undefined until a run has read where offerings are. */
export async function levelsNow(
  { store, configuration, now }: ServerContext,
  run: RunRow,
): Promise<Levels | undefined> {
  const { city, reviews } = configuration();
  const carrier = city.systems.find(({ role }) => role === 'portal') ?? city.systems.find(carriesOfferings);
  const told = carrier && shareOf(run, carrier.name);
  if (!carrier || (!told && readWhole(run, carrier.name) !== false)) return undefined;
  const months: Levels['months'] = [];
  let month = dayOf(now().toISOString()).slice(0, 7);
  for (let at = 0; at < shownMonths; at++) {
    month = monthBefore(month);
    const { from, before } = stretchOf(month);
    const last = await lastRunBefore(store, before);
    const share = last && last.startedAt >= from ? shareOf(last, carrier.name) : undefined;
    if (share) months.push({ month, share: share.all });
  }
  const today = dayOf(now().toISOString());
  const [next] = milestonesFrom(reviews, today);
  return { system: carrier.name, now: told?.all, byTier: told?.byTier ?? [], months, next };
}

function milestonesFrom({ milestones }: Configuration['reviews'], today: string) {
  return milestones.filter(({ due }) => due >= today).toSorted((a, b) => (a.due < b.due ? -1 : 1));
}

/** Undefined where the run had nothing to do with it. */
function readWhole({ summary }: Pick<RunRow, 'summary'>, system: string): boolean | undefined {
  const status = summary?.systems[system]?.status;
  return status && status === 'complete';
}

function shareOf(
  run: Pick<RunRow, 'summary' | 'statistics'>,
  system: string,
): { all: Share; byTier: [Tier, Share][] } | undefined {
  const levels = run.statistics?.levelsByTier[system];
  if (!levels || !readWhole(run, system)) return undefined;
  const byTier = tiers.flatMap((tier): [Tier, Share][] => {
    const counts = levels[tier];
    const all = counts ? levelTotal(counts) : 0;
    return counts && all > 0 ? [[tier, { four: counts['4'], all }]] : [];
  });
  if (byTier.length === 0) return undefined;
  const sum = (part: keyof Share) => byTier.reduce((total, [, share]) => total + share[part], 0);
  return { all: { four: sum('four'), all: sum('all') }, byTier };
}

/** In hundredths of all, with one decimal, as it is shown: differences are of what people see. */
function percent({ four, all }: Share): number {
  return Math.round((four / all) * 1_000) / 10;
}

function shareWords(share: Share): string {
  return `${numberWords(percent(share))} %`;
}

/** "+0,3", "−1,2", "không đổi". */
function changeWords(now: Share, before: Share): string {
  const change = Math.round((percent(now) - percent(before)) * 10) / 10;
  if (change === 0) return 'không đổi';
  return `${change > 0 ? '+' : '−'}${numberWords(Math.abs(change))}`;
}

export function levelsPart({ names }: Pick<Visit, 'names'>, levels: Levels | undefined): Markup | false {
  if (!levels) return false;
  const { now, byTier, months, next, system } = levels;
  const [last] = months;
  const since = now && last ? `, ${changeWords(now, last.share)} so với ${monthText(last.month)}` : '';
  const sentence = now
    ? html`<p class="lead"><b>${numberWords(now.four)}/${numberWords(now.all)} dịch vụ ${names.levels.of(4)} = ${shareWords(now)}</b>${since}.</p>`
    : html`<p class="unknown">Chưa biết: lần đối chiếu gần nhất chưa đọc đủ ${names.system(system)}.</p>`;
  const rows = byTier.map(([tier, share]) => ({ tier, share }));
  return section(
    'muc-4',
    `Tỷ lệ ${names.levels.of(4)}`,
    html`${sentence}
<p class="quiet">Trên ${names.system(system)}.${next && ` Mốc tiếp theo: ${next.name}, hạn ${dayText(next.due)}.`}</p>
${rows.length > 0 && pageTable(tierTable(names.levels.of(4)), rows)}
${months.length > 0 && html`<details><summary>Các tháng trước</summary>${pageTable(monthTable, months)}</details>`}`,
  );
}

function tierTable(four: string): Table<{ tier: Tier; share: Share }> {
  return list([
    { title: 'Cấp', head: true, page: ({ tier }) => sentenceCase(tierNames[tier]) },
    { title: sentenceCase(four), number: true, cell: ({ share }) => share.four },
    { title: 'Dịch vụ', number: true, cell: ({ share }) => share.all },
    { title: 'Tỷ lệ', number: true, page: ({ share }) => shareWords(share) },
  ]);
}

const monthTable = list<Levels['months'][number]>([
  { title: 'Cuối tháng', head: true, page: ({ month }) => sentenceCase(monthText(month)) },
  {
    title: 'Số dịch vụ',
    number: true,
    page: ({ share }) => `${numberWords(share.four)}/${numberWords(share.all)}`,
  },
  { title: 'Tỷ lệ', number: true, page: ({ share }) => shareWords(share) },
]);
