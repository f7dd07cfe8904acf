import { tierNames } from '../../domain/tier.ts';
import { levelWordsOf } from '../../words/level-names.ts';
import type { Write } from '../staged-file.ts';
import { writeCsv } from '../table/csv.ts';
import type { SheetColumn } from '../table/table.ts';
import { type Catalogue, type CatalogueService, type CatalogueUnit, catalogueFiles } from './source.ts';

interface Row {
  service: CatalogueService;
  /** Absent: no unit of the city. */
  unit: CatalogueUnit | undefined;
}

type CatalogueColumn = SheetColumn<Row> & {
  datatype: 'string' | 'integer' | { base: 'string'; format: string };
  required: boolean;
  meaning: string;
};

const several = '; ';

/** Names are what programs read, and so the head of the file; what each holds stands in the table schema. */
function columnsOf({ agencies, levelNames }: Catalogue): CatalogueColumn[] {
  const known = new Map(agencies.map(agency => [agency.code, agency]));
  const text = (title: string, meaning: string, cell: (row: Row) => string | null, required = false) => ({
    ...{ title, meaning, required, datatype: 'string' as const, cell },
  });
  const state = 'offered|not-offered|unknown';
  return [
    text('procedure', 'Mã thủ tục hành chính quốc gia', ({ service }) => service.code, true),
    text('procedureName', 'Tên thủ tục hành chính', ({ service }) => service.facts.name ?? null),
    text('field', 'Lĩnh vực', ({ service }) =>
      listed(service.facts.fields, ({ name, code }) => name ?? code),
    ),
    text('decision', 'Số quyết định công bố', ({ service }) => service.facts.decision ?? null),
    text(
      'agency',
      'Mã đơn vị thực hiện; trống: không đơn vị nào của thành phố',
      ({ unit }) => unit?.agency ?? null,
    ),
    text('agencyName', 'Tên đơn vị thực hiện', ({ unit }) => (unit && known.get(unit.agency)?.name) ?? null),
    text('tier', 'Cấp của đơn vị', ({ unit }) => {
      const tier = unit && known.get(unit.agency)?.tier;
      return tier ? tierNames[tier] : null;
    }),
    {
      ...text(
        'state',
        'offered: đơn vị đang cung cấp trực tuyến hoặc thông tin; not-offered: áp dụng nhưng chưa cung cấp; unknown: đang cung cấp nhưng chưa rõ mức',
        ({ unit }) => (unit ? stateOf(unit) : null),
      ),
      datatype: { base: 'string', format: state },
    },
    {
      ...text('level', 'Mức dịch vụ công trực tuyến, 1 đến 4; trống: không có hoặc chưa rõ', () => null),
      datatype: 'integer',
      cell: ({ unit }) => unit?.level ?? null,
    },
    text('levelName', 'Tên gọi của mức', ({ unit }) =>
      unit?.level ? levelWordsOf(`${unit.level}`, levelNames).name : null,
    ),
    text('deadline', 'Thời hạn giải quyết, nguyên văn', ({ service }) =>
      listed(service.facts.deadlines, ({ text: words }) => words),
    ),
    text('fee', 'Phí, lệ phí, nguyên văn', ({ service }) =>
      listed(service.facts.fees, ({ text: words }) => words),
    ),
    text('legalBases', 'Căn cứ pháp lý: số văn bản', ({ service }) =>
      listed(service.facts.legalBases, ({ number, name }) => number || name),
    ),
  ];
}

function stateOf({ offered, level }: CatalogueUnit): string {
  if (!offered) return 'not-offered';
  return level === undefined ? 'unknown' : 'offered';
}

/** Null where the record could not tell, or says that there is none. */
function listed<Item>(
  items: readonly Item[] | null | undefined,
  words: (item: Item) => string | undefined,
): string | null {
  const all = [...new Set((items ?? []).flatMap(item => words(item) || []))];
  return all.length > 0 ? all.join(several) : null;
}

/** A row for each procedure and unit. */
export async function writeCatalogueCsv(catalogue: Catalogue, write: Write): Promise<void> {
  const rows = async function* () {
    for await (const batch of catalogue.services())
      for (const service of batch)
        yield service.units.length > 0
          ? service.units.map(unit => ({ service, unit }))
          : [{ service, unit: undefined }];
  };
  await writeCsv({ columns: columnsOf(catalogue) }, rows(), write);
}

/** "CSV on the Web" of W3C: what each column is called, holds and means. */
export function tableSchema(catalogue: Catalogue): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'vi' }],
    url: catalogueFiles.csv,
    'dc:title': `Danh mục dịch vụ công của ${catalogue.place}`,
    'dc:modified': { '@value': catalogue.takenAt, '@type': 'xsd:dateTime' },
    'dc:provenance': catalogue.notes.join('\n'),
    dialect: { encoding: 'utf-8', header: true },
    tableSchema: {
      aboutUrl: `${catalogue.base}procedure/{procedure}`,
      columns: columnsOf(catalogue).map(({ title, datatype, required, meaning }) => ({
        ...{ name: title, titles: title, datatype, 'dc:description': meaning },
        ...(required && { required }),
      })),
    },
  };
}
