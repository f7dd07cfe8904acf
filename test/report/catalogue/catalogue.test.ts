import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { DataFactory } from 'n3';
import { describe, expect, it } from 'vitest';
import { readProcedure } from '../../../adapters/csdl-tthc/read/record.ts';
import { prepareApplicability } from '../../../src/domain/applies.ts';
import { catalogueForm } from '../../../src/report/catalogue/forms.ts';
import { type Catalogue, type CatalogueService, serviceOf } from '../../../src/report/catalogue/source.ts';
import { inMemory } from '../../../src/report/forms.ts';
import type { SnapshotProcedure } from '../../../src/snapshot/model.ts';
import { smallCity } from '../../support/small-city.ts';
import { size } from '../../support/thorough.ts';
import { statementsOf, violations } from './shapes.ts';

const { agencies, fields } = smallCity();
const systems = [{ name: 'national', role: 'national', hosts: [], covers: null }];
const applies = prepareApplicability({ locality: 'H13', agencies, fields, applies: [], systems, rules: {} });
const base = 'https://example.org/dvc/';

const record = (code: string, given: Partial<SnapshotProcedure>): SnapshotProcedure => ({
  ...{ code, mapped: true, forms: [code], detailed: true, facts: {}, offerings: [] },
  ...given,
});

const service = (national: SnapshotProcedure, shown?: SnapshotProcedure) =>
  serviceOf(
    { code: national.code, national, records: [undefined, shown] },
    1,
    (code, facts) => applies(code, facts).agencies,
  );

function catalogueWith(services: (CatalogueService | undefined)[]): Catalogue {
  return {
    ...{ base, place: 'thành phố Cần Thơ', locality: 'H13', agencies, levelNames: 'numbers' },
    ...{ takenAt: '2026-10-01T00:00:00.000Z', notes: ['Nguồn số liệu: lần đối chiếu thử.'] },
    async *services() {
      yield services.filter(one => one !== undefined);
    },
  };
}

const written = async (catalogue: Catalogue, part: Parameters<typeof catalogueForm>[1]) =>
  (await inMemory(catalogueForm(catalogue, part))).toString('utf8');

const rowsOf = async (catalogue: Catalogue): Promise<Record<string, string>[]> =>
  parse(await written(catalogue, 'csv'), { columns: true, bom: true });

/** Odd in each part that the profile asks for: nobody named, a number missing, fees in words, days that are working days. */
const odd = [
  service(
    record('1.000001', {
      facts: {
        ...{ name: 'Đăng ký kết hôn', active: true, tiers: ['commune'], decision: '1/QĐ-BTP' },
        fields: [{ name: 'Hộ tịch' }],
        fees: [
          { channel: 'online', amount: 30_000, text: '30,000 VNĐ' },
          { channel: 'direct', amount: 135, text: '135 VNĐ', suspicious: true },
        ],
        deadlines: [
          { channel: 'direct', amount: 5, unit: 'workingDay', text: '5 Ngày làm việc' },
          { channel: 'online', amount: 3, unit: 'day', text: '3 Ngày' },
        ],
        legalBases: [
          { number: '', name: 'Luật Hộ tịch "60/2014"' },
          { number: '60/2014/QH13', name: 'Luật Hộ tịch' },
        ],
      },
      cases: [
        {
          key: '0',
          agencies: null,
          components: [{ name: 'Tờ khai\nđăng ký' }, { name: 'Giấy tờ tùy thân' }],
        },
      ],
    }),
    record('1.000001', {
      facts: { active: true },
      offerings: [
        { agency: 'H13.21.1', level: 4, rows: ['1'] },
        { agency: 'H13.21.2', level: null, rows: ['2'] },
        { agency: 'H13.22.1', level: undefined, rows: ['3'] },
      ],
    }),
  ),
  service(record('1.000002', { facts: { name: 'Cấp phép tàu biển', tiers: ['ministry'], bodies: [] } })),
  service(record('1.000003', { facts: { tiers: ['ministry'], bodies: [{ name: 'Chi cục Đăng kiểm' }] } })),
  service(record('1.000004', { facts: { name: 'Đã bãi bỏ', active: false } })),
];

/** What the profile asks for of services, their bodies and their channels. */
const ownShapes = `
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix cpsv: <http://purl.org/vocab/cpsv#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape; sh:targetClass cpsv:PublicService;
  sh:property [ sh:path dct:identifier; sh:minCount 1; sh:maxCount 1 ],
    [ sh:path dct:title; sh:minCount 1; sh:datatype rdf:langString ],
    [ sh:path dct:description; sh:minCount 1; sh:datatype rdf:langString ],
    [ sh:path cv:hasCompetentAuthority; sh:minCount 1; sh:class cv:PublicOrganisation ],
    [ sh:path cv:processingTime; sh:maxCount 1; sh:datatype xsd:duration ],
    [ sh:path cv:hasChannel; sh:class cv:Channel ], [ sh:path cv:sector; sh:class skos:Concept ] .
[] a sh:NodeShape; sh:targetClass cv:PublicOrganisation;
  sh:property [ sh:path dct:spatial; sh:minCount 1; sh:class dct:Location ],
    [ sh:path skos:prefLabel; sh:minCount 1; sh:datatype rdf:langString ] .
[] a sh:NodeShape; sh:targetClass cv:Cost;
  sh:property [ sh:path cv:hasValue; sh:maxCount 1; sh:datatype xsd:double ],
    [ sh:path cv:ifAccessedThrough; sh:maxCount 1; sh:class cv:Channel ] .
[] a sh:NodeShape; sh:targetClass dcat:Dataset;
  sh:property [ sh:path dct:title; sh:minCount 1; sh:datatype rdf:langString ],
    [ sh:path dct:publisher; sh:minCount 1; sh:maxCount 1; sh:class foaf:Agent ] .
`;

describe('the catalogue as CPSV-AP', () => {
  it('keeps to the profile whatever the records leave out', async () => {
    const said = await statementsOf(await written(catalogueWith(odd), 'cpsv-ap'));
    expect(await violations(said, ownShapes)).toEqual([]);
    const services = said.getSubjects(
      'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
      'http://purl.org/vocab/cpsv#PublicService',
      null,
    );
    expect(services.map(({ value }) => value)).toEqual([
      `${base}procedure/1.000001`,
      `${base}procedure/1.000002`,
      `${base}procedure/1.000003`,
    ]);
  });

  it('is found wanting where a name is missing or a body is none', async () => {
    const said = await statementsOf(await written(catalogueWith(odd), 'cpsv-ap'));
    said.deleteMatches(undefined, DataFactory.namedNode('http://purl.org/dc/terms/title'));
    said.deleteMatches(
      DataFactory.namedNode(`${base}agency/H13.21.1`),
      DataFactory.namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type'),
    );
    const found = await violations(said, ownShapes);
    expect(found.some(line => line.includes('dc/terms/title'))).toBe(true);
    expect(found.some(line => line.includes('hasCompetentAuthority'))).toBe(true);
  });

  it('says of fees, times and levels only what is sure', async () => {
    const document = JSON.parse(await written(catalogueWith(odd), 'cpsv-ap'));
    const [first, second] = document['@graph'].filter(
      (node: { '@type': unknown }) => node['@type'] === 'cpsv:PublicService',
    );
    expect(first['cv:hasCost']).toMatchObject([{ hasValue: '30000' }, { description: '135 VNĐ' }]);
    expect(first['cv:hasCost'][1]).not.toHaveProperty('hasValue');
    expect(first).not.toHaveProperty('processingTime');
    const channels = first['cv:hasChannel'].map((channel: Record<string, unknown>) => [
      channel['dct:identifier'],
      channel.processingTime,
      channel['cv:ownedBy'],
    ]);
    expect(channels).toEqual([
      ['1.000001/direct', undefined, undefined],
      ['1.000001/online', 'P3D', undefined],
      ['1.000001/online/4', undefined, [{ '@id': `${base}agency/H13.21.1` }]],
    ]);
    expect(second['cv:hasCompetentAuthority'][0].title).toBe('Cơ quan mà bản ghi quốc gia chưa nêu tên');
  });
});

describe('the catalogue as CSV', () => {
  it('tells a level that is none from one that nobody knows, and is described column by column', async () => {
    const catalogue = catalogueWith(odd);
    const rows = await rowsOf(catalogue);
    expect(rows.map(({ procedure, agency, state, level }) => [procedure, agency, state, level])).toEqual([
      ['1.000001', 'H13.21.1', 'offered', '4'],
      ['1.000001', 'H13.21.2', 'offered', ''],
      ['1.000001', 'H13.22.1', 'unknown', ''],
      ['1.000002', '', '', ''],
      ['1.000003', '', '', ''],
    ]);
    const schema = JSON.parse(await written(catalogue, 'schema'));
    expect(schema.url).toBe('catalogue.csv');
    expect(schema.tableSchema.columns.map(({ titles }: { titles: string }) => titles)).toEqual(
      Object.keys(rows[0]!),
    );
    for (const { name, datatype, required } of schema.tableSchema.columns)
      for (const row of rows) {
        if (required) expect(row[name]).not.toBe('');
        if (datatype === 'integer') expect(row[name]).toMatch(/^\d*$/);
        if (datatype.format && row[name]) expect(row[name]).toMatch(new RegExp(`^(${datatype.format})$`));
      }
  });
});

const data = new URL('../../../../shared/data/', import.meta.url);
const records = new URL('national-procedures.ndjson.gz', data);
const shapes = new URL('cpsv-ap/cpsv-ap-3.2.0-SHACL.ttl', data);

describe.runIf(existsSync(records) && existsSync(shapes))(
  'the catalogue of the real national records',
  () => {
    it('breaks none of the shapes that the profile publishes', async () => {
      const every = size(1, 20);
      const lines = gunzipSync(readFileSync(records))
        .toString('utf8')
        .trim()
        .split('\n')
        .filter((_, at) => at % every === 0);
      expect(lines).toHaveLength(size(1_331, 67));
      const services = lines.map((line, at) => {
        const { code, facts, cases } = readProcedure(JSON.parse(line))!;
        const { agencies: units } = applies(code, facts);
        const level = ([1, 2, 3, 4, null, undefined] as const)[at % 6];
        return service(
          record(code, { facts, ...(cases && { cases }) }),
          record(code, {
            facts: { active: true },
            offerings: units.map(agency => ({ agency, level, rows: ['1'] })),
          }),
        );
      });

      const said = await statementsOf(await written(catalogueWith(services), 'cpsv-ap'));
      const listed = said.countQuads(
        null,
        'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
        'http://purl.org/vocab/cpsv#PublicService',
        null,
      );
      expect(listed).toBe(lines.length);
      expect(await violations(said, readFileSync(shapes, 'utf8'))).toEqual([]);
    }, 900_000);
  },
);
