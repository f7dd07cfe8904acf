import { embeddedConfigs, listOf, type SandboxWriting, type Site } from './routes.ts';
import type { ProcessOption, ServiceConfig, ServiceInfo, Tables } from './tables.ts';
import { addTokens } from './views.ts';
import { type Answer, errorAnswer, objectAnswer } from './wire.ts';

const keptTexts = [
  ...[
    'processText',
    'methodText',
    'dossierText',
    'conditionText',
    'applicantText',
    'resultText',
    'regularText',
  ],
];

export function newId(tables: Tables): number {
  tables.lastId += 1;
  return tables.lastId;
}

/** `/serviceinfos`: blank texts keep what is there, `maxLevel` and `active` never do. */
export function writeService(site: Site, { method, segments, form }: SandboxWriting): Answer | undefined {
  const { tables } = site;
  if (segments.length > 2) return undefined;
  const id = method === 'POST' ? form.number('serviceInfoId') : Number(segments[1]);
  const old = tables.services.get(id);
  if (method === 'DELETE') return old ? dropService(site, old) : errorAnswer(403);
  if ((method === 'PUT' || id > 0) && !old) return errorAnswer(403);
  const kept = (name: string, before: string | undefined) => form.text(name) || (before ?? '');
  const code = kept('serviceCode', old?.serviceCode);
  const administrationCode = kept('administrationCode', old?.administrationCode);
  if (code === '' || administrationCode === '') return errorAnswer(403);
  const taken = tables.serviceByCode.get(code);
  if (taken !== undefined && taken !== old?.serviceInfoId) return errorAnswer(403);
  const domainCode = kept('domainCode', old?.domainCode);
  const nameIn = (collection: string, item: string) =>
    tables.dictionaries.get(collection)?.get(item)?.itemName ?? '';
  const row: ServiceInfo = {
    serviceInfoId: old?.serviceInfoId ?? newId(tables),
    serviceCode: code,
    serviceName: kept('serviceName', old?.serviceName),
    serviceCodeDVCQG: old?.serviceCodeDVCQG ?? '',
    administrationCode,
    administrationName: nameIn('SERVICE_ADMINISTRATION', administrationCode),
    domainCode,
    domainName: nameIn('SERVICE_DOMAIN', domainCode),
    durationText: kept('durationText', old?.durationText),
    feeText: kept('feeText', old?.feeText),
    maxLevel: form.has('maxLevel') ? form.number('maxLevel') : 2,
    active: form.flag('active'),
    more: Object.fromEntries(keptTexts.map(name => [name, kept(name, old?.more?.[name])])),
  };
  storeService(site, row);
  return objectAnswer('ServiceInfoInputModel', site.shapes.serviceInput(row));
}

function storeService({ tables, views, lag }: Site, row: ServiceInfo): void {
  const id = row.serviceInfoId;
  const old = tables.services.get(id);
  lag.wrote(listOf.service(id), views.rows.get(id));
  tables.services.set(id, row);
  views.rows.set(id, row);
  if (old) tables.serviceByCode.delete(old.serviceCode);
  else views.services.push(id);
  tables.serviceByCode.set(row.serviceCode, id);
  if (old?.serviceCode !== row.serviceCode) addTokens(views, row.serviceCode, id);
}

function dropService({ tables, views, lag, shapes }: Site, row: ServiceInfo): Answer {
  const id = row.serviceInfoId;
  lag.wrote(listOf.service(id), views.rows.get(id));
  tables.services.delete(id);
  tables.serviceByCode.delete(row.serviceCode);
  views.rows.delete(id);
  return objectAnswer('ServiceInfoInputModel', shapes.serviceInput(row));
}

/** `/serviceconfigs` and the process options below them. */
export function writeConfig(site: Site, request: SandboxWriting): Answer | undefined {
  const { method, segments, form } = request;
  const { tables, shapes } = site;
  if (segments[2] === 'processes') return writeOption(site, request);
  const old = tables.configs.get(Number(segments[1]));
  if (method !== 'POST' && !old) return errorAnswer(403);
  if (method === 'DELETE') {
    storeConfigs(site, old!.serviceInfoId, rows => rows.filter(row => row !== old));
    tables.options.delete(old!.serviceConfigId);
    return objectAnswer('ServiceConfigInputModel', shapes.config(old!, true));
  }
  const agency = tables.dictionaries.get('GOVERNMENT_AGENCY')?.get(form.raw('govAgencyCode'));
  if (!agency) return errorAnswer(403, 'RequiredAgencyCodeException');
  const serviceLevel = form.number('serviceLevel');
  if (serviceLevel <= 1 || serviceLevel > 4) return errorAnswer(403);
  const url = form.raw('serviceUrl');
  if (url !== '' && !URL.canParse(url)) return errorAnswer(403, 'ServiceURLOnlineException');
  const serviceInfoId = form.number('serviceInfoId');
  const rows = (tables.configsOf.get(serviceInfoId) ?? []).map(id => tables.configs.get(id)!);
  if (rows.some(row => row.govAgencyCode === agency.itemCode && row !== old))
    return errorAnswer(403, 'ServiceConfigHasExsist');
  if (!tables.services.has(serviceInfoId)) return errorAnswer(403);
  const row: ServiceConfig = {
    serviceConfigId: old?.serviceConfigId ?? newId(tables),
    serviceInfoId,
    govAgencyCode: agency.itemCode,
    govAgencyName: agency.itemName,
    serviceLevel,
    forCitizen: form.flag('forCitizen'),
    forBusiness: form.flag('forBusiness'),
    postalService: form.flag('postalService'),
    more: {
      serviceInstruction: form.text('serviceInstruction') || (old?.more?.serviceInstruction ?? ''),
      serviceUrl: form.text('serviceUrl'),
      registration: String(form.flag('registration')),
    },
  };
  storeConfigs(site, serviceInfoId, all => (old ? all.map(one => (one === old ? row : one)) : [...all, row]));
  // Whatever the highest is; and the index is not told (contract 2.3).
  const service = tables.services.get(serviceInfoId)!;
  tables.services.set(serviceInfoId, { ...service, maxLevel: serviceLevel });
  return objectAnswer('ServiceConfigInputModel', shapes.config(row, true));
}

/** Replaces the configs of a service; the index follows row by row, so that old lies about others stay. */
function storeConfigs(site: Site, service: number, change: (rows: ServiceConfig[]) => ServiceConfig[]): void {
  const { tables, views, lag } = site;
  // Somebody has looked at the service: from then on its copy of the configs is an hour old.
  embeddedConfigs(site, service);
  const before = (tables.configsOf.get(service) ?? []).map(id => tables.configs.get(id)!);
  const after = change(before);
  const indexed = new Map((views.configsOf.get(service) ?? []).map(row => [row.serviceConfigId, row]));
  lag.wrote(listOf.configs(service), [...indexed.values()]);
  for (const row of before) {
    if (after.includes(row)) continue;
    tables.configs.delete(row.serviceConfigId);
    indexed.delete(row.serviceConfigId);
  }
  for (const row of after) {
    if (before.includes(row)) continue;
    tables.configs.set(row.serviceConfigId, row);
    indexed.set(row.serviceConfigId, row);
  }
  tables.configsOf.set(
    service,
    after.map(({ serviceConfigId }) => serviceConfigId),
  );
  views.configsOf.set(service, [...indexed.values()]);
}

/** A PUT is a full replace; ids of templates and processes are not looked up. */
function writeOption(site: Site, { method, segments, form }: SandboxWriting): Answer | undefined {
  const { tables, lag, shapes } = site;
  const config = Number(segments[1]);
  const rows = tables.options.get(config) ?? [];
  const old = rows.find(({ processOptionId }) => processOptionId === Number(segments[3]));
  if (!tables.configs.has(config) || (method !== 'POST' && !old)) return errorAnswer(403);
  if (method !== 'DELETE' && rows.some(one => one !== old && one.seqOrder === form.number('seqOrder')))
    return errorAnswer(403, 'DuplicateSeqOrderException');
  const row: ProcessOption = {
    processOptionId: old?.processOptionId ?? newId(tables),
    seqOrder: form.number('seqOrder'),
    optionName: form.raw('optionName') || 'noname',
    dossierTemplateId: form.number('dossierTemplateId'),
    serviceProcessId: form.number('serviceProcessId'),
    more: form.texts(['autoSelect', 'instructionNote', 'submissionNote']),
  };
  lag.wrote(listOf.options(config), rows);
  const others = rows.filter(one => one !== old);
  const replaced = rows.map(one => (one === old ? row : one));
  tables.options.set(config, method === 'DELETE' ? others : method === 'PUT' ? replaced : [...rows, row]);
  return objectAnswer('ProcessOptionInputModel', shapes.option(method === 'DELETE' ? old! : row));
}
