import type { ConsolidatedRow, Ground } from '../../domain/review.ts';
import type { AgencySets } from './agency-set.ts';
import type { PaperColumn, PaperRow, PaperTable } from './paper.ts';

const columnsOf = (group: string): PaperColumn[] => [
  { header: 'STT', width: 6, align: 'center' },
  { header: 'Mã TTHC/ DVC', width: 13, align: 'center' },
  { header: 'Tên thủ tục hành chính', width: 47, align: 'left' },
  { header: 'Về kỹ thuật, điều kiện của đơn vị', group, width: 19, align: 'center' },
  { header: 'Về quy định của pháp luật', group, width: 19, align: 'center' },
];
/** Heads as the plan's annexes have them, whatever the city calls its levels. */
const annexes = {
  eligible: { sheet: 'Phụ lục I', columns: columnsOf('Đủ điều kiện nâng lên mức độ 4') },
  'not-eligible': { sheet: 'Phụ lục II', columns: columnsOf('Chưa đủ điều kiện nâng lên mức độ 4') },
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
): PaperTable {
  const { sheet, columns } = annexes[list];
  const notes = rows.flatMap(({ procedure, note }) => (note === null ? [] : [`${procedure}: ${note}`]));
  return {
    sheet,
    title,
    subtitle,
    columns,
    rows: sets ? groupedRows(rows, sets) : rows.map(annexRow),
    notes: [...(sets?.lists() ?? []), ...new Set(notes)],
  };
}

function groupedRows(rows: readonly ConsolidatedRow[], sets: AgencySets): PaperRow[] {
  const groups = Map.groupBy(rows, ({ agencies }) => agencies.join());
  const widest = [...groups.values()].sort((a, b) => b[0]!.agencies.length - a[0]!.agencies.length);
  let number = 0;
  return widest.flatMap((members, at): PaperRow[] => [
    { kind: 'group', text: `${roman(at + 1)}. ${sets.inWords(members[0]!.agencies)}` },
    ...members.map(row => annexRow(row, number++)),
  ]);
}

function annexRow(row: ConsolidatedRow, at: number): PaperRow {
  const { procedure, name, list, technical, legal, note } = row;
  const grounds = [technical, legal];
  // Nothing is in its way but that somebody else says otherwise: "Đạt" would read as an oversight there.
  const waits = list === 'not-eligible' && note !== null && !grounds.some(({ blocks }) => blocks);
  return {
    kind: 'row',
    cells: [at + 1, procedure, name, ...grounds.map(ground => (waits ? waiting : groundCell(ground, list)))],
  };
}

const waiting = 'Chờ quyết định (xem ghi chú)';

/** In Phụ lục I an X says that the condition is in order; in Phụ lục II that it is what is missing. The rest is said in words. */
function groundCell({ blocks, text }: Ground, list: ConsolidatedRow['list']): string {
  if (text !== null) return text;
  if (blocks === undefined) return '';
  if (blocks === (list === 'not-eligible')) return 'X';
  return blocks ? 'Chưa đạt' : 'Đạt';
}

function roman(number: number): string {
  const signs: [number, string][] = [
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
  let rest = number;
  let text = '';
  for (const [value, sign] of signs) {
    for (; rest >= value; rest -= value) text += sign;
  }
  return text;
}
