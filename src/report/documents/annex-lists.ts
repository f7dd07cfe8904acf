import type { Configuration } from '../../config/configuration.ts';
import { nationalOf } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import { date, dayOf } from '../../domain/time.ts';
import { activeColumns } from '../../reconcile/offered.ts';
import type { Store } from '../../store/core/contract.ts';
import type { RunRow } from '../../store/runs/runs.ts';
import { readTasks, type StoredTask } from '../../store/work/task-rows.ts';
import { levelLegend, topLevelWords } from '../../words/level-names.ts';
import { sentenceCase, systemLabel } from '../../words/sentence.ts';
import { namesOf } from '../names.ts';
import { column } from '../table/table.ts';
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
import { loadWording, type Wording } from './wording.ts';

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
  const wording = await loadWording('danh-muc-muc-do-4', documents.templates, {
    'dia-ban': governedPlace(city),
    'muc-4': topLevelWords(city.levelNames),
    'ngay-so-lieu': date(run.startedAt),
    'he-thong': source.titleOf(source.systems[source.shown]!),
    'so-thu-tuc': numberWords(rows.length),
    'so-dich-vu': numberWords(offerings),
  });
  return annexOf<(typeof rows)[number]>(configuration, now, wording, {
    ...{ file: 'danh-muc-muc-do-4', name: sentenceCase(topLevelWords(city.levelNames)), rows },
    columns: [
      ...procedureColumns(42),
      column('Lĩnh vực', 16, ({ field }) => field),
      column('Cơ quan, đơn vị thực hiện', 30, ({ agencies }) => agencies),
    ],
    notes: [...sets.lists(), levelLegend(city.levelNames)],
    footnotes: source.footnotes,
  });
}

/** A list as the annex of a document, under the city's wording. */
function annexOf<Row>(
  configuration: Pick<Configuration, 'city' | 'documents'>,
  now: string,
  { type, title, subtitle }: Wording,
  list: Pick<PaperTable<Row>, 'name' | 'columns' | 'notes'> & {
    file: string;
    rows: readonly Row[];
    footnotes: string[];
  },
): Paper {
  const { file, rows, footnotes, ...table } = list;
  const head = { title: title.map(text => text.toLocaleUpperCase('vi')), subtitle };
  return {
    ...{ file, title, ...(type && { goesWith: type }) },
    ...paperFrame(configuration, dayOf(now)),
    ...{ paragraphs: [], tables: [{ ...table, ...head, rows: numbered(rows) }], footnotes },
  };
}

/**
 * What still has to be registered in the national database, as the annex of a draft decision: a line a service, that is
 * a procedure at a unit.
 *
 * @param now ISO 8601; the day of the document.
 * @throws ConfigurationError (wording).
 */
export async function registrationPaper(
  store: Store,
  { city, documents }: Pick<Configuration, 'city' | 'documents'>,
  now: string,
): Promise<Paper> {
  const open: StoredTask[] = [];
  for await (const page of readTasks(store, { kind: 'register-level', states: ['open'] })) open.push(...page);
  open.sort((a, b) => (a.key < b.key ? -1 : 1));
  const distinct = (of: (task: StoredTask) => string | null | undefined) =>
    numberWords(new Set(open.map(of)).size);
  const system = nationalOf(city) ?? { name: 'national', role: 'national' };
  const wording = await loadWording('dang-ky', documents.templates, {
    'dia-ban': governedPlace(city),
    'he-thong': systemLabel(system),
    'muc-4': topLevelWords(city.levelNames),
    'ngay-so-lieu': date(now),
    'so-thu-tuc': distinct(task => task.procedure),
    'so-dich-vu': numberWords(open.length),
    'so-don-vi': distinct(({ agencies }) => agencies[0]),
  });
  const names = namesOf(city);
  return annexOf<StoredTask & { name: string }>({ city, documents }, now, wording, {
    ...{ file: 'dang-ky', name: 'Đăng ký' },
    rows: open.map(task => ({ ...task, name: task.procedureName ?? '' })),
    columns: [
      ...procedureColumns(38),
      column('Cơ quan, đơn vị thực hiện', 24, ({ agencies: [agency = ''] }) => names.agency(agency)),
      column('Căn cứ, ghi chú', 26, groundsOf),
    ],
    footnotes: ['Lập từ các danh mục rà soát và quyết định đang có hiệu lực, trừ dịch vụ đã đăng ký xong.'],
  });
}

function groundsOf({ content }: Pick<StoredTask, 'content'>): string {
  const said = 'values' in content ? content.values : [];
  const grounds = said.filter(({ label }) => label === 'Căn cứ').map(({ value }) => value);
  const remarks = said
    .filter(({ label }) => label === 'Lưu ý')
    .map(({ label, value }) => `${label}: ${value}`);
  return [...grounds, ...remarks].join('; ');
}
