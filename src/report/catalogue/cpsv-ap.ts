import { createHash } from 'node:crypto';
import type { Level } from '../../domain/level.ts';
import type { Channel, Deadline, Fee } from '../../domain/procedure.ts';
import { tierNames } from '../../domain/tier.ts';
import { levelWordsOf } from '../../words/level-names.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { printable } from '../printable.ts';
import type { Write } from '../staged-file.ts';
import { type Catalogue, type CatalogueService, catalogueFiles } from './source.ts';

type Node = Record<string, unknown> & { '@id': string };
type Ref = { '@id': string };

/** Core Public Service Vocabulary Application Profile 3.2.0; texts are Vietnamese unless said otherwise. */
const context = {
  adms: 'http://www.w3.org/ns/adms#',
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  org: 'http://www.w3.org/ns/org#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  title: { '@id': 'dct:title', '@language': 'vi' },
  description: { '@id': 'dct:description', '@language': 'vi' },
  prefLabel: { '@id': 'skos:prefLabel', '@language': 'vi' },
  label: { '@id': 'rdfs:label', '@language': 'vi' },
  modified: { '@id': 'dct:modified', '@type': 'xsd:dateTime' },
  processingTime: { '@id': 'cv:processingTime', '@type': 'xsd:duration' },
  hasValue: { '@id': 'cv:hasValue', '@type': 'xsd:double' },
};

const authority = 'http://publications.europa.eu/resource/authority';
const vietnamese = `${authority}/language/VIE`;
const vietnam = `${authority}/country/VNM`;
const dong = `${authority}/currency/VND`;
const profile = 'https://semiceu.github.io/CPSV-AP/releases/3.2.0/';

const channelNames: Record<Channel, string> = {
  direct: 'Trực tiếp',
  online: 'Trực tuyến',
  post: 'Qua dịch vụ bưu chính',
};

/** One JSON-LD document, written node by node. */
export async function writeCpsvAp(catalogue: Catalogue, write: Write): Promise<void> {
  await write(`{"@context":${JSON.stringify(context)},"@graph":[\n`);
  let separator = '';
  const put = async (node: Node) => {
    await write(`${separator}${JSON.stringify(node, (_, value) => said(value))}`);
    separator = ',\n';
  };
  for (const node of frame(catalogue)) await put(node);
  for await (const batch of catalogue.services())
    for (const service of batch) await put(serviceNode(service, catalogue));
  await write('\n]}\n');
}

/** The record of the catalogue, the units, and the words everything else points to. */
function* frame(catalogue: Catalogue): Generator<Node> {
  const { base, place, agencies, locality, levelNames, takenAt, notes } = catalogue;
  const id = idsOf(base);
  const publisher: Ref = { '@id': id('agency', locality) };
  const about = {
    title: `Danh mục dịch vụ công của ${place}`,
    description: `Các thủ tục hành chính đang có hiệu lực áp dụng tại ${place}, đơn vị thực hiện và mức dịch vụ công trực tuyến của từng đơn vị.`,
    'dct:publisher': publisher,
    'dct:language': { '@id': vietnamese, '@type': 'dct:LinguisticSystem' },
    'dct:spatial': { '@id': id('place', locality) },
    modified: takenAt,
  };
  const dataset: Ref = { '@id': datasetId(base) };
  yield {
    '@id': id('catalogue'),
    '@type': 'dcat:Catalog',
    ...about,
    'dcat:dataset': dataset,
    'dcat:record': {
      '@id': id('record'),
      '@type': 'dcat:CatalogRecord',
      title: about.title,
      modified: takenAt,
      'dct:conformsTo': { '@id': profile },
      'foaf:primaryTopic': dataset,
    },
  };
  yield {
    ...dataset,
    '@type': 'dcat:Dataset',
    ...about,
    'dct:identifier': `dich-vu-cong-${locality}`,
    'dct:conformsTo': { '@id': profile },
    'dct:provenance': notes.map(label => ({ '@type': 'dct:ProvenanceStatement', label })),
    'dcat:distribution': [
      { file: catalogueFiles['cpsv-ap'], mediaType: 'application/ld+json' },
      { file: catalogueFiles.csv, mediaType: 'text/csv' },
    ].map(({ file, mediaType }) => ({
      '@id': `${base}${file}`,
      '@type': 'dcat:Distribution',
      'dcat:accessURL': { '@id': `${base}${file}` },
      'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
    })),
  };
  yield { '@id': id('place', locality), '@type': 'dct:Location', label: sentenceCase(place) };
  yield { '@id': vietnam, '@type': 'dct:Location', label: 'Việt Nam' };
  yield { '@id': dong, '@type': 'skos:Concept', prefLabel: 'Đồng Việt Nam' };
  yield concept(id('status', 'in-force'), 'Đang có hiệu lực');
  for (const [channel, name] of Object.entries(channelNames)) yield concept(id('channel', channel), name);
  for (const level of [1, 2, 3, 4] as const)
    yield concept(id('level', String(level)), levelName(level, levelNames));
  if (!agencies.some(({ code }) => code === locality))
    yield organisation(publisher['@id'], locality, sentenceCase(place), id('place', locality));
  for (const { code, name, tier, parent } of agencies)
    yield {
      ...organisation(id('agency', code), code, name, id('place', locality)),
      'org:classification': concept(id('tier', tier), sentenceCase(tierNames[tier])),
      ...(parent !== undefined && { 'org:subOrganizationOf': { '@id': id('agency', parent) } }),
    };
}

function serviceNode(service: CatalogueService, { base, levelNames, locality }: Catalogue): Node {
  const { code, facts, units } = service;
  const id = idsOf(base);
  const own = id('procedure', code);
  const below = (...parts: string[]) => [own, ...parts.map(encodeURIComponent)].join('/');
  const { name, decision, fields, fees, deadlines, legalBases } = facts;
  const title = name ?? code;
  const fieldNames = (fields ?? []).flatMap(field => field.name ?? field.code ?? []);
  return {
    '@id': own,
    '@type': 'cpsv:PublicService',
    'dct:identifier': code,
    title,
    description: descriptionOf(service, title, fieldNames),
    'dct:isPartOf': { '@id': datasetId(base) },
    'dct:language': { '@id': vietnamese },
    'dct:spatial': { '@id': id('place', locality) },
    ...(facts.active === true && { 'adms:status': { '@id': id('status', 'in-force') } }),
    'cv:hasCompetentAuthority': authoritiesOf(service, id),
    'cv:sector': fieldNames.map(field => concept(id('field', keyOf(field)), field)),
    ...timeOf(deadlines ?? []),
    'cv:hasChannel': [
      ...toldChannels(fees ?? [], deadlines ?? []).map(channel => ({
        '@id': below('channel', channel),
        '@type': 'cv:Channel',
        'dct:identifier': `${code}/${channel}`,
        'dct:type': { '@id': id('channel', channel) },
        ...channelTimes((deadlines ?? []).filter(of => of.channel === channel)),
      })),
      ...([3, 4] as const).flatMap(level => {
        const offering = units.filter(unit => unit.level === level);
        if (offering.length === 0) return [];
        return {
          '@id': below('channel', 'online', String(level)),
          '@type': 'cv:Channel',
          'dct:identifier': `${code}/online/${level}`,
          'dct:type': { '@id': id('level', String(level)) },
          description: `Nộp hồ sơ trực tuyến: ${levelName(level, levelNames)}`,
          'cv:ownedBy': offering.map(({ agency }) => ({ '@id': id('agency', agency) })),
        };
      }),
    ],
    'cv:hasCost': (fees ?? []).map((fee, at) => ({
      '@id': below('cost', String(at + 1)),
      '@type': 'cv:Cost',
      'dct:identifier': `${code}/cost/${at + 1}`,
      description: fee.text,
      ...amountOf(fee),
      ...(fee.channel && { 'cv:ifAccessedThrough': { '@id': below('channel', fee.channel) } }),
    })),
    'cpsv:hasInput': (service.cases ?? []).flatMap(({ key, name: ofCase, components }) =>
      (components ?? []).map((component, at) => ({
        '@id': below('evidence', key, String(at + 1)),
        '@type': 'cv:Evidence',
        'dct:identifier': component.code ?? `${code}/${key}/${at + 1}`,
        title: component.name,
        ...(ofCase && { description: `Trường hợp: ${ofCase}` }),
      })),
    ),
    'cv:hasLegalResource': [
      ...(decision ? [legal(id, decision, `Quyết định công bố ${decision}`)] : []),
      ...(legalBases ?? []).map(({ number, name: ofText }) => legal(id, number, ofText)),
    ],
  };
}

function descriptionOf({ code, facts }: CatalogueService, title: string, fields: readonly string[]): string {
  const { decision, deadlines } = facts;
  const times = timeTexts(deadlines ?? []);
  return [
    `${title} (mã thủ tục ${code}).`,
    ...(fields.length > 0 ? [`Lĩnh vực: ${fields.join('; ')}.`] : []),
    ...(times.length > 0 ? [`Thời hạn giải quyết: ${times.join('; ')}.`] : []),
    ...(decision ? [`Quyết định công bố: ${decision}.`] : []),
  ].join(' ');
}

/** Units of the city; where it has none, the bodies the national record names; else that it names nobody. */
function authoritiesOf({ facts, units }: CatalogueService, id: Ids): Node[] | Ref[] {
  if (units.length > 0) return units.map(({ agency }) => ({ '@id': id('agency', agency) }));
  const bodies = (facts.bodies ?? []).flatMap(({ code, name }) => {
    const called = name ?? code;
    return called ? { key: code || keyOf(called), called } : [];
  });
  const named =
    bodies.length > 0 ? bodies : [{ key: 'unnamed', called: 'Cơ quan mà bản ghi quốc gia chưa nêu tên' }];
  return named.map(({ key, called }) => ({
    ...organisation(id('body', key), key, called, vietnam),
    'dct:spatial': { '@id': vietnam },
  }));
}

function organisation(at: string, code: string, name: string, place: string): Node {
  return {
    '@id': at,
    '@type': ['cv:PublicOrganisation', 'org:Organization', 'foaf:Agent'],
    'dct:identifier': code,
    title: name,
    prefLabel: name,
    'dct:spatial': { '@id': place },
  };
}

function concept(at: string, name: string): Node {
  return { '@id': at, '@type': 'skos:Concept', prefLabel: name };
}

function legal(id: Ids, number: string, name: string): Node {
  return {
    '@id': id('law', number === '' ? keyOf(name) : keyOf(number)),
    '@type': 'eli:LegalResource',
    ...(number !== '' && { 'eli:id_local': number }),
    title: name || number,
  };
}

function toldChannels(fees: readonly Fee[], deadlines: readonly Deadline[]): Channel[] {
  const told = new Set([...fees, ...deadlines].flatMap(({ channel }) => channel ?? []));
  return (Object.keys(channelNames) as Channel[]).filter(channel => told.has(channel));
}

/** An amount that is probably printed in thousands, or contradicts its note, is told in the record's own words only. */
function amountOf({ amount, suspicious, freeWithAmount }: Fee) {
  if (amount === undefined || suspicious || freeWithAmount) return {};
  return { hasValue: String(amount), 'cv:currency': { '@id': dong } };
}

function channelTimes(deadlines: readonly Deadline[]) {
  const texts = timeTexts(deadlines);
  return {
    ...timeOf(deadlines),
    ...(texts.length > 0 && { description: `Thời hạn giải quyết: ${texts.join('; ')}` }),
  };
}

function timeTexts(deadlines: readonly Deadline[]): string[] {
  return [...new Set(deadlines.map(({ text }) => text).filter(text => text !== ''))];
}

/** Only where all say one and the same; working days are no span of the calendar and stay words. */
function timeOf(deadlines: readonly Deadline[]): { processingTime?: string } {
  const spans = new Set(deadlines.map(spanOf));
  const [only] = spans;
  return spans.size === 1 && only !== undefined ? { processingTime: only } : {};
}

function spanOf({ amount, unit }: Deadline): string | undefined {
  if (amount === undefined || !Number.isInteger(amount)) return undefined;
  if (unit === 'day') return `P${amount}D`;
  if (unit === 'month') return `P${amount}M`;
  return unit === 'hour' ? `PT${amount}H` : undefined;
}

function levelName(level: Level, naming: Catalogue['levelNames']): string {
  return sentenceCase(levelWordsOf(`${level}`, naming).name);
}

type Ids = (...parts: string[]) => string;

function idsOf(base: string): Ids {
  return (...parts) => `${base}${parts.map(encodeURIComponent).join('/')}`;
}

/** Not `dataset/…`: what the dataset holds and what it is called are told apart. */
function datasetId(base: string): string {
  return `${base}services`;
}

/** An id for what has no code: the same words have the same one, whoever wrote them. */
function keyOf(words: string): string {
  const key = words.normalize('NFC').trim().toLocaleLowerCase('vi');
  return createHash('sha256').update(key).digest('base64url').slice(0, 16);
}

/** Texts as any form can carry them; a list with nothing in it says nothing. */
function said(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}
