import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import { type ConsolidatedRow, reviewListNames } from '../../domain/review.ts';
import { dateAndTime, dayOf } from '../../domain/time.ts';
import { consolidatedRows, coveredUnits } from '../../review/consolidated.ts';
import type { RolledUp } from '../../review/roll-up.ts';
import { ladderOf } from '../../review/speakers.ts';
import { levelLegend } from '../../words/level-names.ts';
import { type Column, column } from '../table/table.ts';
import { ownerNamesOf } from '../words.ts';
import { type AgencySets, agencySets } from './agency-set.ts';
import {
  numbered,
  type Paper,
  type PaperRow,
  type PaperTable,
  paperFrame,
  procedureColumns,
} from './paper.ts';
import { loadWording } from './wording.ts';

/**
 * The consolidated Phụ lục I and II of units, in their order, while the reviews are gone through once: of each its own
 * rows, those of the units under it, and those of all units for the field it manages; of the city's top agency everything.
 *
 * @param units our agency codes.
 * @param now ISO 8601; the day of the document.
 * @throws ConfigurationError (wording).
 */
export async function* reviewPapers(
  configuration: Pick<Configuration, 'city' | 'documents'>,
  units: readonly string[],
  reviews: AsyncIterable<RolledUp[]>,
  now: string,
): AsyncGenerator<Paper> {
  const ladder = ladderOf(configuration.city);
  const ownerNames = ownerNamesOf(configuration.city);
  const lists = units.map(unit => ({
    unit,
    covers: coveredUnits(unit, ladder),
    rows: { eligible: [], 'not-eligible': [] } as RowsOf,
  }));
  for await (const batch of reviews) {
    for (const rolled of batch) {
      for (const { covers, rows } of lists) {
        for (const row of consolidatedRows(rolled, covers, owner => ownerNames[owner]))
          rows[row.list].push(row);
      }
    }
  }
  // A list that has become a paper is let go with it.
  for (let next = lists.shift(); next; next = lists.shift())
    yield await paperOf(configuration, next.unit, next.rows, now);
}

type RowsOf = Record<ConsolidatedRow['list'], ConsolidatedRow[]>;

async function paperOf(
  configuration: Pick<Configuration, 'city' | 'documents'>,
  unit: string,
  rows: RowsOf,
  now: string,
): Promise<Paper> {
  const { city, documents } = configuration;
  const ladder = ladderOf(city);
  const alone = [...rows.eligible, ...rows['not-eligible']].every(
    ({ agencies }) => agencies.length === 1 && agencies[0] === unit,
  );
  const name = ladder.name(unit);
  const tables: PaperTable[] = [];
  let goesWith: string | undefined;
  for (const list of ['eligible', 'not-eligible'] as const) {
    const wording = await loadWording(annexes[list].wording, documents.templates, {
      'don-vi': name,
      'so-thu-tuc': numberWords(rows[list].length),
      nam: dayOf(now).slice(0, 4),
    });
    goesWith ??= wording.type;
    tables.push(annexTable(list, rows[list], wording, alone ? undefined : agencySets(city)));
  }
  return {
    file: ladder.isTop(unit) ? 'phu-luc-tong-hop' : `phu-luc-${unit}`,
    title: tables.map(({ title }) => title.join(' ')),
    ...(goesWith && { goesWith }),
    ...paperFrame(configuration, dayOf(now)),
    paragraphs: [],
    tables,
    footnotes: [
      `Tổng hợp từ danh mục các đơn vị đã gửi, đến ${dateAndTime(now)}.`,
      levelLegend(city.levelNames),
    ],
  };
}

const columnsOf = (group: string): Column<ConsolidatedRow>[] => [
  ...procedureColumns(47),
  column('Về kỹ thuật, điều kiện của đơn vị', 19, row => groundCell(row, 'technical'), {
    group,
    align: 'center',
  }),
  column('Về quy định của pháp luật', 19, row => groundCell(row, 'legal'), { group, align: 'center' }),
];
/** Heads as the plan's annexes have them, whatever the city calls its levels. */
const annexes = {
  eligible: { wording: 'phu-luc-1', columns: columnsOf('Đủ điều kiện nâng lên mức độ 4') },
  'not-eligible': { wording: 'phu-luc-2', columns: columnsOf('Chưa đủ điều kiện nâng lên mức độ 4') },
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
    name: reviewListNames[list],
    columns: annexes[list].columns,
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
