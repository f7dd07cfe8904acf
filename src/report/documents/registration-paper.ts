import type { Configuration } from '../../config/configuration.ts';
import { nationalOf } from '../../domain/city.ts';
import { numberWords } from '../../domain/number-words.ts';
import { date, dayOf } from '../../domain/time.ts';
import type { Store } from '../../store/core/contract.ts';
import { readTasks, type StoredTask } from '../../store/work/task-rows.ts';
import { topLevelWords } from '../../words/level-names.ts';
import { systemLabel } from '../../words/sentence.ts';
import { type Names, namesOf } from '../names.ts';
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
  return {
    file: 'dang-ky',
    ...(wording.type && { goesWith: wording.type }),
    ...paperFrame({ city, documents }, dayOf(now)),
    title: wording.title,
    paragraphs: [],
    tables: [tableOf(open, wording, namesOf(city))],
    footnotes: ['Lập từ các danh mục rà soát và quyết định đang có hiệu lực, trừ dịch vụ đã đăng ký xong.'],
  };
}

function tableOf(
  open: readonly StoredTask[],
  { title, subtitle }: Pick<Wording, 'title' | 'subtitle'>,
  names: Names,
): PaperTable<StoredTask & { name: string }> {
  return {
    name: 'Đăng ký',
    title: title.map(text => text.toLocaleUpperCase('vi')),
    subtitle,
    columns: [
      ...procedureColumns(38),
      {
        title: 'Cơ quan, đơn vị thực hiện',
        width: 24,
        cell: ({ agencies: [agency = ''] }) => names.agency(agency),
      },
      { title: 'Căn cứ, ghi chú', width: 26, cell: groundsOf },
    ],
    rows: numbered(open.map(task => ({ ...task, name: task.procedureName ?? '' }))),
  };
}

function groundsOf({ content }: Pick<StoredTask, 'content'>): string {
  const said = 'values' in content ? content.values : [];
  const grounds = said.filter(({ label }) => label === 'Căn cứ').map(({ value }) => value);
  const remarks = said
    .filter(({ label }) => label === 'Lưu ý')
    .map(({ label, value }) => `${label}: ${value}`);
  return [...grounds, ...remarks].join('; ');
}
