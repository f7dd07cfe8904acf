import type { Form } from './form.ts';
import type { Lag } from './lag.ts';
import { at, type Quirks } from './quirks.ts';
import type { Shapes } from './shapes.ts';
import type {
  DossierPart,
  DossierTemplate,
  ProcessOption,
  ServiceConfig,
  ServiceInfo,
  ServiceProcess,
  Tables,
} from './tables.ts';
import { tokensOf, type Views } from './views.ts';
import { type Answer, errorAnswer, listAnswer, objectAnswer, shapedList, textAnswer } from './wire.ts';

/** A POST, PUT or DELETE as the resources see it. */
export interface SandboxWriting extends SandboxRequest {
  method: string;
  form: Form;
  /** The body as it came. */
  body: Buffer;
}

/** A GET as the resources see it. */
export interface SandboxRequest {
  /** Path below the base, decoded, in segments. */
  segments: string[];
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  signedIn: boolean;
}

/** What a list is called in the index. */
export const listOf = {
  service: (id: number) => `service ${id}`,
  configs: (service: number) => `configs ${service}`,
  options: (config: number) => `options ${config}`,
  parts: (template: number) => `parts ${template}`,
  template: (id: number) => `template ${id}`,
  process: (id: number) => `process ${id}`,
  steps: (process: number) => `steps ${process}`,
  actions: (process: number) => `actions ${process}`,
};

/** What the resources work on; views and quirks may be replaced while running. */
export interface Site {
  tables: Tables;
  views: Views;
  quirks: Quirks;
  shapes: Shapes;
  lag: Lag;
}

/** The answer of a resource; `undefined` = no such address. */
export function route(site: Site, request: SandboxRequest): Answer | undefined {
  const whole = Number(request.query.get('end') ?? 0) <= 0;
  if (whole && isList(request) && at(site.quirks.refuseWhole, `/${request.segments.join('/')}`))
    return errorAnswer(403);
  const [resource, id, part, code, last] = request.segments;
  switch (resource) {
    case 'ping':
      return textAnswer('ok');
    case 'serviceinfos':
      return id === undefined ? serviceList(site, request.query) : serviceDetail(site, id);
    case 'serviceconfigs':
      if (id === undefined) return configList(site, request.query);
      return part === 'processes' ? optionList(site, id, request.query) : configDetail(site, id);
    case 'onegate':
      return id === 'serviceconfigs' && part === 'processes' ? deskList(site, request) : undefined;
    case 'dossiertemplates':
      return id === undefined
        ? templateList(site, request.query)
        : templates(site, request, id, part, code, last);
    case 'serviceprocesses':
      return processes(site, request, id, part, code);
    case 'jobpos':
      return jobs(site, request.query);
    case 'dictcollections':
      return id !== undefined && part === 'dictitems' ? dictionary(site, request, id) : undefined;
    default:
      return undefined;
  }
}

/** A list and no single thing: the resource itself, or what hangs on one thing of it. */
function isList({ segments: [resource, id, part, code] }: SandboxRequest): boolean {
  if (resource === 'onegate') return true;
  return id === undefined || (part !== undefined && code === undefined);
}

function serviceList({ views, quirks, shapes, lag }: Site, query: URLSearchParams): Answer {
  const agency = query.get('agency');
  if (agency && quirks.agencyFilter403 && !(query.has('start') && query.has('end'))) return errorAnswer(403);
  const rows = views.services
    .map(id => lag.seen(listOf.service(id), views.rows.get(id)))
    .filter(row => row !== undefined)
    .filter(row => row.active || !quirks.hideUnpublished)
    .filter(row => matches(query, 'domain', row.domainCode) && matchesKeyword(query.get('keyword'), row))
    .filter(
      row =>
        !agency || views.configsOf.get(row.serviceInfoId)?.some(config => config.govAgencyCode === agency),
    );
  const shape = (row: ServiceInfo) => shapes.serviceItem(row, views.embedded.get(row.serviceInfoId) ?? []);
  return shapedList(paged(rows, query, quirks), shape, rows.length);
}

function matchesKeyword(keyword: string | null, { serviceCode, serviceName }: ServiceInfo): boolean {
  if (!keyword) return true;
  return `${serviceCode} ${serviceName}`.toLowerCase().includes(keyword.toLowerCase());
}

/** Configs embedded in a service are cached when they are first asked for. */
export function embeddedConfigs({ tables, views }: Site, id: number): ServiceConfig[] {
  const known = views.embedded.get(id);
  if (known) return known;
  const rows = (tables.configsOf.get(id) ?? []).map(config => tables.configs.get(config)!);
  views.embedded.set(id, rows);
  return rows;
}

function serviceDetail(site: Site, id: string): Answer {
  const { tables, shapes } = site;
  const row = tables.services.get(tables.serviceByCode.get(id) ?? Number(id));
  if (!row) return errorAnswer(403);
  const configs = embeddedConfigs(site, row.serviceInfoId);
  return objectAnswer('ServiceInfoDetailModel', shapes.serviceDetail(row, configs));
}

function configList({ tables, views, quirks, shapes, lag }: Site, query: URLSearchParams): Answer {
  const service = query.get('service');
  const indexed = (id: number) => lag.seen(listOf.configs(id), views.configsOf.get(id) ?? []);
  let rows: ServiceConfig[];
  if (service) {
    const exact = tables.serviceByCode.get(service);
    const found = quirks.tokenMatch
      ? new Set(tokensOf(service).flatMap(token => views.tokens.get(token) ?? []))
      : new Set(exact === undefined ? [] : [exact]);
    rows = [...found].sort((a, b) => a - b).flatMap(indexed);
  } else rows = views.services.flatMap(indexed);
  const agency = query.get('agency');
  if (agency) rows = rows.filter(row => sharesToken(row, agency, quirks.tokenMatch));
  return shapedList(paged(rows, query, quirks), row => shapes.config(row, false), rows.length);
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

function optionList({ tables, quirks, shapes, lag }: Site, config: string, query: URLSearchParams): Answer {
  const rows = lag.seen(listOf.options(Number(config)), tables.options.get(Number(config)) ?? []);
  return listAnswer(paged(rows, query, quirks).map(shapes.option), rows.length);
}

/**
 * What a one-stop clerk can receive, out of the database: published services, level 2 and above, options of processes
 * that one of his roles has. Administrators see all. Neither paged nor read from the index.
 */
function deskList({ tables, quirks, shapes }: Site, { query, signedIn }: SandboxRequest): Answer {
  if (quirks.noSignIn203 && !signedIn) return errorAnswer(203);
  const domain = query.get('domain');
  const published = query.get('public_') !== 'false';
  const clerk = tables.roles.get(clerkRole);
  const mayReceive = ({ serviceProcessId }: ProcessOption) =>
    !quirks.notAdministrator ||
    (tables.processes.get(serviceProcessId)?.roles ?? []).some(({ roleId }) => roleId === clerk);
  const rows = [...tables.configs.values()].flatMap(config => {
    const service = tables.services.get(config.serviceInfoId);
    if (!service || service.active !== published || config.serviceLevel < 2) return [];
    if (domain && service.domainCode !== domain) return [];
    const options = (tables.options.get(config.serviceConfigId) ?? []).filter(mayReceive);
    return options.length > 0 ? [{ service, config, options }] : [];
  });
  const shape = ({ service, config, options }: (typeof rows)[number]) =>
    shapes.deskRow(service, config, options);
  return { ...shapedList(shown(rows, quirks), shape, rows.length), type: 'application/json', asJson: true };
}

/** The role of an account that is no administrator. */
const clerkRole = 'Cán bộ một cửa';

function templateList({ tables, quirks, shapes, lag }: Site, query: URLSearchParams): Answer {
  const keyword = query.get('keyword')?.toLowerCase() ?? '';
  const rows = [...tables.templates.values()]
    .map(row => lag.seen<DossierTemplate | undefined>(listOf.template(row.dossierTemplateId), row))
    .filter(row => row !== undefined)
    .filter(row => `${row.templateNo} ${row.templateName}`.toLowerCase().includes(keyword));
  return listAnswer(paged(rows, query, quirks).map(shapes.templateItem), rows.length);
}

function templates(
  { tables, quirks, shapes, lag }: Site,
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
  if (partNo === undefined) {
    const rows = lag.seen(listOf.parts(dossierTemplateId), parts);
    return listAnswer(paged(rows, query, quirks).map(shapes.partItem), rows.length);
  }
  const found: DossierPart | undefined = parts.find(row => row.partNo === partNo);
  if (!found) return errorAnswer(403);
  if (content === 'formreport')
    return objectAnswer('DossierPartContentInputModel', { value: found.formReport });
  if (content === 'sampledata')
    return objectAnswer('DossierPartContentInputModel', { value: found.sampleData });
  if (content !== 'formscript') return undefined;
  return cached(headers, `${dossierTemplateId}-${partNo}`, textAnswer(found.formScript));
}

/** The real server's tag is made of ids alone: whoever sends it back is told that nothing changed, for ever. */
function cached(headers: SandboxRequest['headers'], tag: string, answer: Answer): Answer {
  if (headers['if-none-match']) return { status: 304, text: '', type: 'text/plain' };
  return { ...answer, headers: { ETag: `"${tag}"`, 'Cache-Control': 'private, max-age=86400' } };
}

function processes(
  { tables, quirks, shapes, lag }: Site,
  { signedIn, query, segments }: SandboxRequest,
  id: string | undefined,
  part: string | undefined,
  code: string | undefined,
): Answer | undefined {
  if (quirks.refuseProcesses || (quirks.noSignIn203 && !signedIn)) return errorAnswer(203);
  if (id === undefined) {
    const keyword = query.get('keyword')?.toLowerCase() ?? '';
    const rows = [...tables.processes.values()]
      .map(row => lag.seen<ServiceProcess | undefined>(listOf.process(row.serviceProcessId), row))
      .filter(row => row !== undefined)
      .filter(row => `${row.processNo} ${row.processName}`.toLowerCase().includes(keyword));
    return listAnswer(
      paged(rows, query, quirks).map(row => shapes.process(row, true)),
      rows.length,
    );
  }
  const process = tables.processes.get(Number(id));
  if (!process) return part === undefined ? errorAnswer(403) : listAnswer([]);
  if (part === undefined) return objectAnswer('ServiceProcessDetailModel', shapes.process(process, false));
  const listed = <Row>(rows: readonly Row[], shape: (row: Row, position: number) => object) =>
    listAnswer(paged(rows, query, quirks).map(shape), rows.length);
  const { serviceProcessId, sequences = [], roles = [] } = process;
  if (part === 'sequences')
    return quirks.notAdministrator ? errorAnswer(203) : listed(sequences, shapes.sequence);
  if (part === 'roles') return listed(roles, shapes.role);
  if (part === 'actions') {
    if (code === undefined)
      return listed(lag.seen(listOf.actions(serviceProcessId), process.actions), shapes.actionItem);
    const action = process.actions.find(row => String(row.processActionId) === code);
    return action ? objectAnswer('ProcessActionReturnModel', shapes.action(action)) : errorAnswer(403);
  }
  if (part !== 'steps') return undefined;
  if (code === undefined) return listed(lag.seen(listOf.steps(serviceProcessId), process.steps), shapes.step);
  const step = process.steps.find(({ stepCode }) => stepCode === code);
  if (!step) return errorAnswer(403);
  if (segments[4] === 'roles') return listed(step.roles, shapes.role);
  return objectAnswer('ProcessStepInputModel', shapes.stepDetail(step, process.steps.indexOf(step)));
}

function jobs({ tables, quirks, shapes }: Site, query: URLSearchParams): Answer {
  const rows = [...tables.roles];
  return listAnswer(paged(rows, query, quirks).map(shapes.job), rows.length);
}

function dictionary(
  { tables, quirks, shapes }: Site,
  { headers, query }: SandboxRequest,
  collection: string,
): Answer {
  const type = headers['content-type'];
  if (type && !type.startsWith('application/x-www-form-urlencoded'))
    return { status: 415, text: '', type: 'text/html' };
  const items = tables.dictionaries.get(collection);
  if (!items) return listAnswer([]);
  const rows = [...items.values()];
  const page = paged(rows, query, quirks).map(row =>
    shapes.dictItem(row, row.parent ? items.get(row.parent) : undefined),
  );
  return listAnswer(page, rows.length);
}

function matches(query: URLSearchParams, name: string, value: string): boolean {
  const wanted = query.get(name);
  return !wanted || wanted === value;
}

/** `end` is exclusive; 0 or absent = everything. */
function paged<Row>(rows: readonly Row[], query: URLSearchParams, quirks: Quirks): readonly Row[] {
  const end = Number(query.get('end') ?? 0);
  return shown(end > 0 ? rows.slice(Number(query.get('start') ?? 0), end) : rows, quirks);
}

function shown<Row>(rows: readonly Row[], { maxRows }: Quirks): readonly Row[] {
  return maxRows > 0 ? rows.slice(0, maxRows) : rows;
}
