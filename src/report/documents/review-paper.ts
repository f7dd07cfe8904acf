import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import type { ConsolidatedRow } from '../../domain/review.ts';
import { dateAndTime, dayOf } from '../../domain/time.ts';
import { consolidatedRows, coveredUnits } from '../../review/consolidated.ts';
import type { RolledUp } from '../../review/roll-up.ts';
import { ladderOf } from '../../review/speakers.ts';
import { levelLegend } from '../../words/level-names.ts';
import { ownerNamesOf } from '../words.ts';
import { agencySets } from './agency-set.ts';
import { annexTable } from './annex-paper.ts';
import { paperFrame } from './from-store.ts';
import type { Paper, PaperTable } from './paper.ts';
import { loadWording } from './wording.ts';

const annexes = [
  ['eligible', 'phu-luc-1'],
  ['not-eligible', 'phu-luc-2'],
] as const;

/**
 * The consolidated Phụ lục I and II of a unit: its own rows, those of the units under it, and those of all units for
 * the field it manages; of the city's top agency everything.
 *
 * @param unit our agency code.
 * @param now ISO 8601; the day of the document.
 * @throws ConfigurationError (wording).
 */
export async function reviewPaper(
  configuration: Pick<Configuration, 'city' | 'documents'>,
  unit: string,
  reviews: AsyncIterable<RolledUp[]>,
  now: string,
): Promise<Paper> {
  const papers = reviewPapers(configuration, [unit], reviews, now);
  return (await papers.next()).value as Paper;
}

/** The same of several units, in their order, while the reviews are gone through once. */
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
  for (const [list, wordingName] of annexes) {
    const wording = await loadWording(wordingName, documents.templates, {
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
