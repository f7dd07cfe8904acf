import type { City } from '../../domain/city.ts';
import type { LevelNaming } from '../../domain/level.ts';
import { tierNames, tiers } from '../../domain/tier.ts';
import { levelLegend, levelTerms, topLevelWords } from '../../words/level-names.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { emptyLevels, type LevelTally, type MonthStatistics, offeringsOf } from './month-statistics.ts';
import type { PaperCell, PaperColumn, PaperRow, PaperTable } from './paper.ts';

/** What the columns call the levels; Biểu 2 keeps the words of decision 766. */
const levelHeads = {
  numbers: { four: 'Mức độ 4', three: 'Mức độ 3', information: 'Mức độ 1, 2' },
  'decree-42': { four: 'Toàn trình', three: 'Một phần', information: 'Cung cấp thông tin' },
} satisfies Record<LevelNaming, object>;

function levelColumns(naming: LevelNaming = 'numbers'): PaperColumn[] {
  const { four, three, information } = levelHeads[naming];
  return [
    { header: 'Tổng số dịch vụ công', width: 11, align: 'right' },
    { header: four, group: 'Trong đó', width: 9, align: 'right' },
    { header: three, group: 'Trong đó', width: 9, align: 'right' },
    { header: information, group: 'Trong đó', width: 9, align: 'right' },
    { header: 'Chưa có mức', group: 'Trong đó', width: 9, align: 'right' },
    { header: 'Chưa rõ', group: 'Trong đó', width: 8, align: 'right' },
    { header: `Tỷ lệ ${four.toLowerCase()}`, width: 9, align: 'right', format: 'percent' },
  ];
}

function movement(naming: LevelNaming = 'numbers'): PaperColumn {
  const header = `${levelHeads[naming].four} so với tháng trước`;
  return { header, width: 11, align: 'right', format: 'change' };
}
const number: PaperColumn = { header: 'STT', width: 5, align: 'center' };

function levelCells(tally: LevelTally): PaperCell[] {
  const all = offeringsOf(tally);
  return [all, tally[4], tally[3], tally[1] + tally[2], tally.none, tally.untold, share(tally[4], all)];
}

/** null where there is nothing to take a share of. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Biểu 1: by tier, and by system for comparison. `before`: the month before, null where nothing was kept of it. */
export function tierTable(
  statistics: MonthStatistics,
  before: MonthStatistics | null,
  titleOf: (system: string) => string,
  naming?: LevelNaming,
): PaperTable {
  const row = (name: string, at: number, tally: LevelTally, earlier: LevelTally | undefined): PaperRow => ({
    kind: 'row',
    cells: [at, name, ...levelCells(tally), earlier ? tally[4] - earlier[4] : null],
  });
  const named = tiers.filter(tier => statistics.tiers[tier]);
  const rows = named.map((tier, at) =>
    row(
      sentenceCase(tierNames[tier]),
      at + 1,
      statistics.tiers[tier]!,
      before ? (before.tiers[tier] ?? emptyLevels()) : undefined,
    ),
  );
  const total: PaperRow = {
    kind: 'total',
    cells: [
      '',
      'Tổng cộng',
      ...levelCells(statistics.total),
      before ? statistics.total[4] - before.total[4] : null,
    ],
  };
  const systems = Object.entries(statistics.systems).filter(([, tally]) => offeringsOf(tally) > 0);
  return {
    sheet: 'Biểu 1. Theo cấp',
    title: ['BIỂU 1', 'DỊCH VỤ CÔNG TRỰC TUYẾN THEO CẤP THỰC HIỆN'],
    subtitle: [],
    columns: [number, { header: 'Cấp', width: 22, align: 'left' }, ...levelColumns(naming), movement(naming)],
    rows: [
      ...rows,
      total,
      { kind: 'group', text: 'Để đối chiếu: theo hệ thống' },
      ...systems.map(([name, tally], at) => row(titleOf(name), at + 1, tally, before?.systems[name])),
    ],
    notes: [levelLegend(naming)],
  };
}

/** Biểu 2: by agency, in the columns of decision 766/QĐ-TTg as far as configuration can tell them. */
export function agencyTable(statistics: MonthStatistics, city: City): PaperTable {
  const four = topLevelWords(city.levelNames);
  const group = `Thanh toán trực tuyến (${four} có thu phí)`;
  const files = 'Hồ sơ';
  const columns: PaperColumn[] = [
    number,
    { header: 'Cơ quan, đơn vị', width: 32, align: 'left' },
    { header: 'Tổng số dịch vụ công', width: 8, align: 'right' },
    // Heads as decision 766 has them, whatever the city calls its levels.
    { header: 'Toàn trình', group: 'Mức độ cung cấp', width: 7, align: 'right' },
    { header: 'Một phần', group: 'Mức độ cung cấp', width: 7, align: 'right' },
    { header: 'Cung cấp thông tin', group: 'Mức độ cung cấp', width: 8, align: 'right' },
    { header: 'Tỷ lệ toàn trình', group: 'Mức độ cung cấp', width: 8, align: 'right', format: 'percent' },
    { header: 'Có thu phí', group, width: 7, align: 'right' },
    { header: 'Thanh toán được', group, width: 8, align: 'right' },
    { header: 'Tỷ lệ', group, width: 7, align: 'right', format: 'percent' },
    { header: 'Tỷ lệ nộp trực tuyến', group: files, width: 8, align: 'right', format: 'percent' },
    { header: 'Tỷ lệ số hóa kết quả', group: files, width: 8, align: 'right', format: 'percent' },
  ];
  const cells = (tally: LevelTally, { due, payable }: { due: number; payable: number }): PaperCell[] => {
    const all = offeringsOf(tally);
    const information = tally[1] + tally[2] + tally.none;
    return [
      all,
      tally[4],
      tally[3],
      information,
      share(tally[4], all),
      due,
      payable,
      share(payable, due),
      null,
      null,
    ];
  };
  const rows: PaperRow[] = [];
  let at = 0;
  for (const tier of tiers) {
    const agencies = city.agencies.filter(agency => agency.tier === tier && statistics.agencies[agency.code]);
    if (agencies.length === 0) continue;
    rows.push({ kind: 'group', text: sentenceCase(tierNames[tier]) });
    for (const { code, name } of agencies) {
      const tally = statistics.agencies[code]!;
      at += 1;
      rows.push({ kind: 'row', cells: [at, name, ...cells(tally, tally.payment)] });
    }
  }
  rows.push({ kind: 'total', cells: ['', 'Tổng cộng', ...cells(statistics.total, statistics.payment)] });
  return {
    sheet: 'Biểu 2. Theo đơn vị',
    title: ['BIỂU 2', 'DỊCH VỤ CÔNG TRỰC TUYẾN THEO CƠ QUAN, ĐƠN VỊ'],
    subtitle: ['(Các cột theo nhóm chỉ số dịch vụ trực tuyến của Quyết định số 766/QĐ-TTg)'],
    columns,
    rows,
    notes: [
      `Cung cấp thông tin: ${levelTerms(city.levelNames).noun} 1, 2 và dịch vụ chưa có mức.`,
      'Dấu “–”: không có số liệu. Hai cột hồ sơ lấy từ hệ thống một cửa theo số hồ sơ; dvc-sync chỉ đọc cấu hình dịch vụ nên không có.',
      ...(statistics.payment.untold > 0
        ? [`Chưa tính ${statistics.payment.untold} dịch vụ công ${four} chưa rõ phí hoặc cách thanh toán.`]
        : []),
    ],
  };
}

/** Biểu 3: by field of work, most offerings first. */
export function fieldTable(statistics: MonthStatistics, naming?: LevelNaming): PaperTable {
  const fields = Object.entries(statistics.fields).sort(
    ([a, one], [b, other]) => offeringsOf(other) - offeringsOf(one) || (a < b ? -1 : 1),
  );
  return {
    sheet: 'Biểu 3. Theo lĩnh vực',
    title: ['BIỂU 3', 'DỊCH VỤ CÔNG TRỰC TUYẾN THEO LĨNH VỰC'],
    subtitle: [],
    columns: [number, { header: 'Lĩnh vực', width: 34, align: 'left' }, ...levelColumns(naming)],
    rows: [
      ...fields.map(
        ([name, tally], at): PaperRow => ({
          kind: 'row',
          cells: [at + 1, name || 'Chưa rõ lĩnh vực', ...levelCells(tally)],
        }),
      ),
      { kind: 'total', cells: ['', 'Tổng cộng', ...levelCells(statistics.total)] },
    ],
    notes: [],
  };
}
