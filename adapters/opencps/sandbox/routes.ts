import type { Quirks } from './quirks.ts';
import type { Shapes } from './shapes.ts';
import type { DossierPart, ServiceConfig, ServiceInfo, Tables } from './tables.ts';
import { tokensOf, type Views } from './views.ts';
import { type Answer, errorAnswer, listAnswer, objectAnswer, textAnswer } from './wire.ts';

/** A GET as the resources see it. */
export interface SandboxRequest {
  /** Path below the base, decoded, in segments. */
  segments: string[];
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  signedIn: boolean;
}

/** What the resources work on; views and quirks may be replaced while running. */
export interface Site {
  tables: Tables;
  views: Views;
  quirks: Quirks;
  shapes: Shapes;
}

/** The answer of a resource; `undefined` = no such address. */
export function route(site: Site, request: SandboxRequest): Answer | undefined {
  const [resource, id, part, code, last] = request.segments;
  switch (resource) {
    case 'ping':
      return textAnswer('ok');
    case 'serviceinfos':
      return id === undefined ? serviceList(site, request.query) : serviceDetail(site, id);
    case 'serviceconfigs':
      if (id === undefined) return configList(site, request.query);
      return part === 'processes' ? optionList(site, id, request.query) : configDetail(site, id);
    case 'dossiertemplates':
      return id === undefined ? undefined : templates(site, request, id, part, code, last);
    case 'serviceprocesses':
      return processes(site, request, id, part, code);
    case 'dictcollections':
      return id !== undefined && part === 'dictitems' ? dictionary(site, request, id) : undefined;
    default:
      return undefined;
  }
}

function serviceList({ tables, views, quirks, shapes }: Site, query: URLSearchParams): Answer {
  const agency = query.get('agency');
  if (agency && quirks.agencyFilter403 && !(query.has('start') && query.has('end'))) return errorAnswer(403);
  const rows = views.services
    .map(id => tables.services.get(id)!)
    .filter(row => row.active || !quirks.hideUnpublished)
    .filter(row => matches(query, 'domain', row.domainCode) && matchesKeyword(query.get('keyword'), row))
    .filter(
      row =>
        !agency || views.configsOf.get(row.serviceInfoId)?.some(config => config.govAgencyCode === agency),
    );
  const page = paged(rows, query).map(row =>
    shapes.serviceItem(row, views.embedded.get(row.serviceInfoId) ?? []),
  );
  return listAnswer(page, rows.length);
}

function matchesKeyword(keyword: string | null, { serviceCode, serviceName }: ServiceInfo): boolean {
  if (!keyword) return true;
  return `${serviceCode} ${serviceName}`.toLowerCase().includes(keyword.toLowerCase());
}

function serviceDetail({ tables, views, shapes }: Site, id: string): Answer {
  const row = tables.services.get(tables.serviceByCode.get(id) ?? Number(id));
  if (!row) return errorAnswer(403);
  const configs = views.embedded.get(row.serviceInfoId) ?? [];
  return objectAnswer('ServiceInfoDetailModel', shapes.serviceDetail(row, configs));
}

function configList({ tables, views, quirks, shapes }: Site, query: URLSearchParams): Answer {
  const service = query.get('service');
  let rows = views.configs;
  if (service) {
    const exact = tables.serviceByCode.get(service);
    const found = quirks.tokenMatch
      ? new Set(tokensOf(service).flatMap(token => views.tokens.get(token) ?? []))
      : new Set(exact === undefined ? [] : [exact]);
    rows = [...found].sort((a, b) => a - b).flatMap(id => views.configsOf.get(id) ?? []);
  }
  const agency = query.get('agency');
  if (agency) rows = rows.filter(row => sharesToken(row, agency, quirks.tokenMatch));
  return listAnswer(
    paged(rows, query).map(row => shapes.config(row, false)),
    rows.length,
  );
}

function sharesToken({ govAgencyCode }: ServiceConfig, agency: string, tokenMatch: boolean): boolean {
  if (!tokenMatch) return govAgencyCode === agency;
  const wanted = tokensOf(agency);
  return tokensOf(govAgencyCode).some(token => wanted.includes(token));
}

function configDetail({ tables, shapes }: Site, id: string): Answer {
  const row = tables.configs.get(Number(id));
  return row ? objectAnswer('ServiceConfigDetailModel', shapes.config(row, true)) : errorAnswer(403);
}

function optionList({ tables, shapes }: Site, config: string, query: URLSearchParams): Answer {
  const rows = tables.options.get(Number(config)) ?? [];
  return listAnswer(paged(rows, query).map(shapes.option), rows.length);
}

function templates(
  { tables, shapes }: Site,
  { headers, query }: SandboxRequest,
  id: string,
  part: string | undefined,
  partNo: string | undefined,
  content: string | undefined,
): Answer | undefined {
  const template = tables.templates.get(tables.templateByNo.get(id) ?? Number(id));
  if (!template) return errorAnswer(403);
  const { dossierTemplateId, parts } = template;
  if (part === undefined) {
    return cached(
      headers,
      String(dossierTemplateId),
      objectAnswer('DossierTemplateDetailModel', shapes.template(template)),
    );
  }
  if (part !== 'parts') return undefined;
  if (partNo === undefined) return listAnswer(paged(parts, query).map(shapes.partItem), parts.length);
  const found: DossierPart | undefined = parts.find(row => row.partNo === partNo);
  if (content !== 'formscript') return undefined;
  if (!found) return errorAnswer(403);
  return cached(headers, `${dossierTemplateId}-${partNo}`, textAnswer(found.formScript));
}

/** The real server's tag is made of ids alone: whoever sends it back is told that nothing changed, for ever. */
function cached(headers: SandboxRequest['headers'], tag: string, answer: Answer): Answer {
  if (headers['if-none-match']) return { status: 304, text: '', type: 'text/plain' };
  return { ...answer, headers: { ETag: `"${tag}"`, 'Cache-Control': 'private, max-age=86400' } };
}

function processes(
  { tables, quirks, shapes }: Site,
  { signedIn, query }: SandboxRequest,
  id: string | undefined,
  part: string | undefined,
  code: string | undefined,
): Answer | undefined {
  if (quirks.refuseProcesses || (quirks.noSignIn203 && !signedIn)) return errorAnswer(203);
  if (id === undefined) {
    const rows = [...tables.processes.values()];
    return listAnswer(
      paged(rows, query).map(row => shapes.process(row, true)),
      rows.length,
    );
  }
  const process = tables.processes.get(Number(id));
  if (!process) return part === undefined ? errorAnswer(403) : listAnswer([]);
  if (part === undefined) return objectAnswer('ServiceProcessDetailModel', shapes.process(process, false));
  if (part === 'actions')
    return listAnswer(paged(process.actions, query).map(shapes.action), process.actions.length);
  if (part !== 'steps') return undefined;
  if (code === undefined)
    return listAnswer(paged(process.steps, query).map(shapes.step), process.steps.length);
  const step = process.steps.find(({ stepCode }) => stepCode === code);
  return step ? listAnswer(paged(step.roles, query).map(shapes.role), step.roles.length) : errorAnswer(403);
}

function dictionary(
  { tables, shapes }: Site,
  { headers, query }: SandboxRequest,
  collection: string,
): Answer {
  const type = headers['content-type'];
  if (type && !type.startsWith('application/x-www-form-urlencoded'))
    return { status: 415, text: '', type: 'text/html' };
  const items = tables.dictionaries.get(collection);
  if (!items) return listAnswer([]);
  const rows = [...items.values()];
  const page = paged(rows, query).map(row =>
    shapes.dictItem(row, row.parent ? items.get(row.parent) : undefined),
  );
  return listAnswer(page, rows.length);
}

function matches(query: URLSearchParams, name: string, value: string): boolean {
  const wanted = query.get(name);
  return !wanted || wanted === value;
}

/** `end` is exclusive; 0 or absent = everything. */
function paged<Row>(rows: readonly Row[], query: URLSearchParams): readonly Row[] {
  const end = Number(query.get('end') ?? 0);
  return end > 0 ? rows.slice(Number(query.get('start') ?? 0), end) : rows;
}
