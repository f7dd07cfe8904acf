import type { ConsolidatedRow } from '../../domain/review.ts';
import type { Column } from '../table/table.ts';
import type { AgencySets } from './agency-set.ts';
import { numbered, procedureColumns } from './columns.ts';
import type { PaperRow, PaperTable } from './paper.ts';

const columnsOf = (group: string): Column<ConsolidatedRow>[] => [
  ...procedureColumns(47),
  {
    ...{ title: 'Về kỹ thuật, điều kiện của đơn vị', group, width: 19, align: 'center' },
    cell: row => groundCell(row, 'technical'),
  },
  {
    ...{ title: 'Về quy định của pháp luật', group, width: 19, align: 'center' },
    cell: row => groundCell(row, 'legal'),
  },
];
/** Heads as the plan's annexes have them, whatever the city calls its levels. */
const annexes = {
  eligible: { name: 'Phụ lục I', columns: columnsOf('Đủ điều kiện nâng lên mức độ 4') },
  'not-eligible': { name: 'Phụ lục II', columns: columnsOf('Chưa đủ điều kiện nâng lên mức độ 4') },
} as const;

/**
 * A consolidated list in exactly the columns of the plan. Rows that stand for different units are kept apart by
 * heading lines; a list of one unit has none, so that it reads back as it was sent.
 *
 * @param sets absent: a list of a single unit.
 */
export function annexTable(
  list: ConsolidatedRow['list'],
  rows: readonly ConsolidatedRow[],
  { title, subtitle }: { title: string[]; subtitle: string[] },
  sets?: AgencySets,
): PaperTable<ConsolidatedRow> {
  const noted = Map.groupBy(
    rows.filter(({ note }) => note !== null),
    ({ note }) => note,
  );
  const notes = [...noted].map(
    ([note, alike]) => `${[...new Set(alike.map(({ procedure }) => procedure))].join(', ')}: ${note}`,
  );
  return {
    ...annexes[list],
    title,
    subtitle,
    rows: sets ? groupedRows(rows, sets) : numbered(rows),
    notes: [...(sets?.lists() ?? []), ...notes],
  };
}

function groupedRows(rows: readonly ConsolidatedRow[], sets: AgencySets): PaperRow<ConsolidatedRow>[] {
  const groups = Map.groupBy(rows, ({ agencies }) => agencies.join());
  const widest = [...groups.values()].sort((a, b) => b[0]!.agencies.length - a[0]!.agencies.length);
  let number = 0;
  return widest.flatMap((members, at): PaperRow<ConsolidatedRow>[] => [
    { heading: `${roman(at + 1)}. ${sets.inWords(members[0]!.agencies)}` },
    ...members.map(row => ({ row, number: ++number })),
  ]);
}

/** In Phụ lục I an X says that the condition is in order; in Phụ lục II that it is what is missing. The rest is said in words. */
function groundCell({ list, note, ...grounds }: ConsolidatedRow, which: 'technical' | 'legal'): string {
  // Nothing is in its way but that somebody else says otherwise: "Đạt" would read as an oversight there.
  if (list === 'not-eligible' && note !== null && !grounds.technical.blocks && !grounds.legal.blocks)
    return 'Chờ quyết định (xem ghi chú)';
  const { text, blocks } = grounds[which];
  if (text !== null) return text;
  if (blocks === undefined) return '';
  if (blocks === (list === 'not-eligible')) return 'X';
  return blocks ? 'Chưa đạt' : 'Đạt';
}

const romans: readonly [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(number: number): string {
  const largest = romans.find(([value]) => value <= number);
  return largest ? largest[1] + roman(number - largest[0]) : '';
}
