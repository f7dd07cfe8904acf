import type { Configuration } from '../../config/configuration.ts';
import { numberWords } from '../../domain/number-words.ts';
import { date, dayOf } from '../../domain/time.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { Store } from '../../store/core/contract.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import { levelLegend, topLevelWords } from '../../words/level-names.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { agencySets } from './agency-set.ts';
import { paperSource } from './from-store.ts';
import {
  governedPlace,
  numbered,
  type Paper,
  type PaperTable,
  paperFrame,
  procedureColumns,
} from './paper.ts';
import { loadWording } from './wording.ts';

/**
 * The list of services at level 4, as the system shows them that people meet: a row a procedure with the agencies that
 * offer it so, in the order of codes.
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
  const sets = agencySets(city);
  const rows: { procedure: string; name: string; field: string; agencies: string }[] = [];
  let offerings = 0;
  for await (const batch of source.groups()) {
    for (const { code, records, national } of batch) {
      const record = records[source.shown];
      const { agencies, levels } = activeColumns(record);
      const atFour = agencies.filter((_, at) => levels[at] === '4');
      if (atFour.length === 0) continue;
      offerings += atFour.length;
      const facts = national?.facts ?? record!.facts;
      rows.push({
        procedure: code,
        name: facts.name ?? record!.facts.name ?? '',
        field: facts.fields?.[0]?.name ?? '',
        agencies: sets.inWords(atFour),
      });
    }
  }
  const { type, title, subtitle } = await loadWording('danh-muc-muc-do-4', documents.templates, {
    'dia-ban': governedPlace(city),
    'muc-4': topLevelWords(city.levelNames),
    'ngay-so-lieu': date(run.startedAt),
    'he-thong': source.titleOf(source.systems[source.shown]!),
    'so-thu-tuc': numberWords(rows.length),
    'so-dich-vu': numberWords(offerings),
  });
  const table: PaperTable<(typeof rows)[number]> = {
    name: sentenceCase(topLevelWords(city.levelNames)),
    title: title.map(text => text.toLocaleUpperCase('vi')),
    subtitle,
    columns: [
      ...procedureColumns(42),
      { title: 'Lĩnh vực', width: 16, cell: ({ field }) => field },
      { title: 'Cơ quan, đơn vị thực hiện', width: 30, cell: ({ agencies }) => agencies },
    ],
    rows: numbered(rows),
    notes: [...sets.lists(), levelLegend(city.levelNames)],
  };
  return {
    file: 'danh-muc-muc-do-4',
    ...(type && { goesWith: type }),
    ...paperFrame(configuration, dayOf(now)),
    ...{ title, paragraphs: [], tables: [table], footnotes: source.footnotes },
  };
}
