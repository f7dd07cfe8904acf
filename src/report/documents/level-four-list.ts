import type { Configuration } from '../../config/configuration.ts';
import type { City } from '../../domain/city.ts';
import type { LevelNaming } from '../../domain/level.ts';
import { numberWords } from '../../domain/number-words.ts';
import { date, dayOf } from '../../domain/time.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { ProcedureGroup } from '../../reconcile/rule.ts';
import type { Store } from '../../store/core/contract.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import { levelLegend, topLevelWords } from '../../words/level-names.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { agencySets } from './agency-set.ts';
import { numbered, procedureColumns, textColumn } from './columns.ts';
import { governedPlace, paperFrame, paperSource } from './from-store.ts';
import type { Paper, PaperTable } from './paper.ts';
import { loadWording } from './wording.ts';

/**
 * The list of services at level 4, as the system shows them that people meet.
 *
 * @throws Refusal, ConfigurationError (wording).
 */
export async function levelFourList(
  store: Store,
  configuration: Pick<Configuration, 'city' | 'documents'>,
  { run, now }: { run: RunRow; now: string },
): Promise<Paper> {
  const { city, documents } = configuration;
  const source = await paperSource(store, run, city);
  const found = await gatherLevelFour(city, source.shown, source.groups());
  const wording = await loadWording('danh-muc-muc-do-4', documents.templates, {
    'dia-ban': governedPlace(city),
    'muc-4': topLevelWords(city.levelNames),
    'ngay-so-lieu': date(run.startedAt),
    'he-thong': source.titleOf(source.systems[source.shown]!),
    'so-thu-tuc': numberWords(found.procedures),
    'so-dich-vu': numberWords(found.offerings),
  });
  return {
    file: 'danh-muc-muc-do-4',
    ...(wording.type && { goesWith: wording.type }),
    ...paperFrame(configuration, dayOf(now)),
    title: wording.title,
    paragraphs: [],
    tables: [
      levelFourTable(
        found,
        { ...wording, title: wording.title.map(text => text.toLocaleUpperCase('vi')) },
        city.levelNames,
      ),
    ],
    footnotes: source.footnotes,
  };
}

/** Services shown at level 4 by one system. */
export interface LevelFour {
  rows: { procedure: string; name: string; field: string; agencies: string }[];
  procedures: number;
  offerings: number;
  /** Lists of agencies the rows refer to, to stand below the table. */
  lists: string[];
}

/** One row a procedure, with the agencies that offer it at level 4; in the order of codes. */
async function gatherLevelFour(
  city: City,
  system: number,
  groups: AsyncIterable<ProcedureGroup[]>,
): Promise<LevelFour> {
  const sets = agencySets(city);
  const found: LevelFour = { rows: [], procedures: 0, offerings: 0, lists: [] };
  for await (const batch of groups) {
    for (const { code, records, national } of batch) {
      const record = records[system];
      const { agencies, levels } = activeColumns(record);
      const atFour = agencies.filter((_, at) => levels[at] === '4');
      if (atFour.length === 0) continue;
      found.procedures += 1;
      found.offerings += atFour.length;
      const facts = national?.facts ?? record!.facts;
      found.rows.push({
        procedure: code,
        name: facts.name ?? record!.facts.name ?? '',
        field: facts.fields?.[0]?.name ?? '',
        agencies: sets.inWords(atFour),
      });
    }
  }
  found.lists = sets.lists();
  return found;
}

function levelFourTable(
  { rows, lists }: LevelFour,
  { title, subtitle }: { title: string[]; subtitle: string[] },
  naming?: LevelNaming,
): PaperTable<LevelFour['rows'][number]> {
  return {
    name: sentenceCase(topLevelWords(naming)),
    title,
    subtitle,
    columns: [
      ...procedureColumns(42),
      textColumn('Lĩnh vực', 16, ({ field }) => field),
      textColumn('Cơ quan, đơn vị thực hiện', 30, ({ agencies }) => agencies),
    ],
    rows: numbered(rows),
    notes: [...lists, levelLegend(naming)],
  };
}
