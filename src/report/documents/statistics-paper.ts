import type { City } from '../../domain/city.ts';
import type { LevelNaming } from '../../domain/level.ts';
import { tierNames, tiers } from '../../domain/tier.ts';
import { levelLegend, levelTerms, topLevelWords } from '../../words/level-names.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { type Column, column } from '../table/table.ts';
import type { MonthDemand } from './month-demand.ts';
import {
  emptyLevels,
  type LevelTally,
  type MonthStatistics,
  offeringsOf,
  type PaymentTally,
} from './month-statistics.ts';
import { numberColumn, numbered, type PaperRow, type PaperTable } from './paper.ts';

/** What the columns call the levels; Biểu 2 keeps the words of decision 766. */
const levelHeads = {
  numbers: { four: 'Mức độ 4', three: 'Mức độ 3', information: 'Mức độ 1, 2' },
  'decree-42': { four: 'Toàn trình', three: 'Một phần', information: 'Cung cấp thông tin' },
} satisfies Record<LevelNaming, object>;

/** A line of one of the tables. */
interface Line {
  name: string;
  tally: LevelTally;
}

const total = 'Tổng cộng';

const nameColumns = (title: string, width: number): Column<Line>[] => [
  numberColumn,
  column(title, width, ({ name }) => name),
];

function levelColumns(naming: LevelNaming = 'numbers'): Column<Line>[] {
  const { four, three, information } = levelHeads[naming];
  const group = 'Trong đó';
  return [
    column('Tổng số dịch vụ công', 11, ({ tally }) => offeringsOf(tally), { number: true }),
    column(four, 9, ({ tally }) => tally[4], { group, number: true }),
    column(three, 9, ({ tally }) => tally[3], { group, number: true }),
    column(information, 9, ({ tally }) => tally[1] + tally[2], { group, number: true }),
    column('Chưa có mức', 9, ({ tally }) => tally.none, { group, number: true }),
    column('Chưa rõ', 8, ({ tally }) => tally.indeterminate, { group, number: true }),
    column(`Tỷ lệ ${four.toLowerCase()}`, 9, shareAtFour, { format: 'percent' }),
  ];
}

const shareAtFour = ({ tally }: Line) => share(tally[4], offeringsOf(tally));

/** null where there is nothing to take a share of. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Biểu 1: by tier, and by system for comparison. `before`: the month before, null where nothing was kept of it. */
export function tierTable(
  statistics: MonthStatistics,
  before: MonthStatistics | null,
  titleOf: (system: string) => string,
  naming: LevelNaming = 'numbers',
): PaperTable<Line & { earlier: LevelTally | undefined }> {
  const named = tiers.filter(tier => statistics.tiers[tier]);
  const systems = Object.entries(statistics.systems).filter(([, tally]) => offeringsOf(tally) > 0);
  return {
    name: 'Biểu 1. Theo cấp',
    title: ['BIỂU 1', 'DỊCH VỤ CÔNG TRỰC TUYẾN THEO CẤP THỰC HIỆN'],
    columns: [
      ...nameColumns('Cấp', 22),
      ...levelColumns(naming),
      column(
        `${levelHeads[naming].four} so với tháng trước`,
        11,
        ({ tally, earlier }) => (earlier ? tally[4] - earlier[4] : null),
        { format: 'change' },
      ),
    ],
    rows: [
      ...numbered(
        named.map(tier => ({
          name: sentenceCase(tierNames[tier]),
          tally: statistics.tiers[tier]!,
          earlier: before ? (before.tiers[tier] ?? emptyLevels()) : undefined,
        })),
      ),
      { row: { name: total, tally: statistics.total, earlier: before?.total }, total: true },
      { heading: 'Để đối chiếu: theo hệ thống' },
      ...numbered(
        systems.map(([name, tally]) => ({ name: titleOf(name), tally, earlier: before?.systems[name] })),
      ),
    ],
    notes: [levelLegend(naming)],
  };
}

interface AgencyLine extends Line {
  payment: PaymentTally;
  /** Absent: nothing is known of what people asked for there. */
  files: MonthDemand['units'][string] | undefined;
}

/** Biểu 2: by agency, in the columns of decision 766/QĐ-TTg as far as they can be told. */
export function agencyTable(
  statistics: MonthStatistics,
  city: City,
  titleOf: (system: string) => string,
): PaperTable<AgencyLine> {
  const { demand } = statistics;
  const four = topLevelWords(city.levelNames);
  // Heads as decision 766 has them, whatever the city calls its levels.
  const level = 'Mức độ cung cấp';
  const group = `Thanh toán trực tuyến (${four} có thu phí)`;
  const files = 'Hồ sơ';
  const counted = city.agencies.filter(({ code }) => statistics.agencies[code]);
  const byTier = Map.groupBy(counted, agency => agency.tier);
  let number = 0;
  return {
    name: 'Biểu 2. Theo đơn vị',
    title: ['BIỂU 2', 'DỊCH VỤ CÔNG TRỰC TUYẾN THEO CƠ QUAN, ĐƠN VỊ'],
    subtitle: ['(Các cột theo nhóm chỉ số dịch vụ trực tuyến của Quyết định số 766/QĐ-TTg)'],
    columns: [
      ...nameColumns('Cơ quan, đơn vị', 32),
      column('Tổng số dịch vụ công', 8, ({ tally }) => offeringsOf(tally), { number: true }),
      column('Toàn trình', 7, ({ tally }) => tally[4], { group: level, number: true }),
      column('Một phần', 7, ({ tally }) => tally[3], { group: level, number: true }),
      column('Cung cấp thông tin', 8, ({ tally }) => tally[1] + tally[2] + tally.none, {
        group: level,
        number: true,
      }),
      column('Tỷ lệ toàn trình', 8, shareAtFour, { group: level, format: 'percent' }),
      column('Có thu phí', 7, ({ payment }) => payment.due, { group, number: true }),
      column('Thanh toán được', 8, ({ payment }) => payment.payable, { group, number: true }),
      column('Tỷ lệ', 7, ({ payment: { payable, due } }) => share(payable, due), {
        group,
        format: 'percent',
      }),
      column('Tỷ lệ nộp trực tuyến', 8, onlineShare, { group: files, format: 'percent' }),
      column('Tỷ lệ số hóa kết quả', 8, digitisedShare, { group: files, format: 'percent' }),
    ],
    rows: [
      ...tiers.flatMap((tier): PaperRow<AgencyLine>[] => {
        const lines = (byTier.get(tier) ?? []).map(({ code, name }) => {
          const tally = statistics.agencies[code]!;
          return {
            row: { name, tally, payment: tally.payment, files: demand?.units[code] },
            number: ++number,
          };
        });
        return lines.length === 0 ? [] : [{ heading: sentenceCase(tierNames[tier]) }, ...lines];
      }),
      {
        row: {
          ...{ name: total, tally: statistics.total, payment: statistics.payment },
          files: demand?.units[city.locality],
        },
        total: true,
      },
    ],
    notes: [
      `Cung cấp thông tin: ${levelTerms(city.levelNames).noun} 1, 2 và dịch vụ chưa có mức.`,
      demand
        ? `Dấu “–”: không có số liệu. Hai cột hồ sơ: số liệu tháng do ${titleOf(demand.source)} công bố.`
        : 'Dấu “–”: không có số liệu. Hai cột hồ sơ chỉ có khi một hệ thống công bố số hồ sơ theo kênh và được đọc.',
      ...(demand?.remarks ?? []).map(remark => `Nguồn số hồ sơ lưu ý: ${remark}.`),
      ...(statistics.payment.indeterminate > 0
        ? [
            `Chưa tính ${statistics.payment.indeterminate} dịch vụ công ${four} chưa rõ phí hoặc cách thanh toán.`,
          ]
        : []),
    ],
  };
}

function onlineShare({ files }: AgencyLine): number | null {
  const { online = null, total: all = null } = files ?? {};
  return online === null || all === null ? null : share(online, all);
}

function digitisedShare({ files }: AgencyLine): number | null {
  const { digitised = null } = files ?? {};
  return digitised && share(digitised.numerator, digitised.denominator);
}

/** Biểu 3: by field of work, most offerings first. */
export function fieldTable(statistics: MonthStatistics, naming?: LevelNaming): PaperTable<Line> {
  const fields = Object.entries(statistics.fields).sort(
    ([a, one], [b, other]) => offeringsOf(other) - offeringsOf(one) || (a < b ? -1 : 1),
  );
  return {
    name: 'Biểu 3. Theo lĩnh vực',
    title: ['BIỂU 3', 'DỊCH VỤ CÔNG TRỰC TUYẾN THEO LĨNH VỰC'],
    columns: [...nameColumns('Lĩnh vực', 34), ...levelColumns(naming)],
    rows: [
      ...numbered(fields.map(([name, tally]) => ({ name: name || 'Chưa rõ lĩnh vực', tally }))),
      { row: { name: total, tally: statistics.total }, total: true },
    ],
  };
}
