import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { toRows } from '../answer.ts';
import type { Site } from './routes.ts';
import { jobCode } from './shapes.ts';
import type { DossierPart, RoleRow, ServiceConfig, ServiceInfo, Texts } from './tables.ts';
import { isYes } from './typed-texts.ts';
import { type Answer, errorAnswer, textAnswer } from './wire.ts';
import { store } from './write-processes.ts';
import { newId, storeConfigs, storeService } from './write-services.ts';
import { storeTemplate } from './write-templates.ts';
import type { SandboxWriting } from './writes.ts';

type Element = Record<string, unknown>;
type Files = ReadonlyMap<string, string>;

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true });

/** Folder, root element, and what it does; in the order of processing. Nothing is escaped here. */
const kinds: [folder: string, root: string, take: (site: Site, element: Element, files: Files) => boolean][] =
  [
    ['templates', 'DossierTemplate', importTemplate],
    ['processes', 'ServiceProcess', importProcess],
    ['services', 'ServiceInfo', importService],
  ];

/** `/dossiers/import/files`: answers 200 whatever fails; what failed is missing from the list it gives. */
export function importFiles(site: Site, { headers, body }: SandboxWriting): Answer {
  const upload = uploadIn(body, headers['content-type']);
  if (!upload || !/\.zip$/i.test(upload.name))
    return { ...textAnswer('File attach error format!'), status: 403 };
  const folder = upload.name.replace(/\.zip$/i, '');
  const files = unpack(upload.bytes, folder);
  const done: string[] = [];
  for (const [place, root, take] of kinds) {
    for (const [path, text] of files) {
      const name = path.slice(place.length + 1);
      if (!path.startsWith(`${place}/`) || site.quirks.failImports.some(piece => path.includes(piece)))
        continue;
      const element = (parser.parse(text) as Element)[root];
      if (typeof element !== 'object' || element === null) return errorAnswer(403, 'ClassCastException');
      if (take(site, element as Element, files)) done.push(name);
    }
  }
  if (files.size === 0) return { ...textAnswer('Folder is not structure'), status: 500 };
  const list = done.map(name => `&nbsp;&nbsp;&nbsp;&nbsp;${name}<br/>`).join('');
  return textAnswer(`${folder}<br/>${list}`, {}, 'text/html');
}

/** Files below the top folder. Parents are not made: what has no directory entry before it is lost without a word. */
function unpack(bytes: Uint8Array, folder: string): Map<string, string> {
  const directories = new Set<string>();
  const files = new Map<string, string>();
  for (const [path, content] of Object.entries(unzipSync(bytes))) {
    if (path.endsWith('/')) directories.add(path);
    else if (directories.has(path.slice(0, path.lastIndexOf('/') + 1)) && path.startsWith(`${folder}/`))
      files.set(path.slice(folder.length + 1), strFromU8(content));
  }
  return files;
}

function uploadIn(body: Buffer, type = ''): { name: string; bytes: Buffer } | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (!type.startsWith('multipart/form-data') || boundary === undefined) return undefined;
  const start = body.indexOf('\r\n\r\n');
  const end = body.lastIndexOf(`\r\n--${boundary}--`);
  const head = body.subarray(0, start).toString('utf8');
  const name = /name="file"; filename="([^"]+)"/.exec(head)?.[1];
  if (start < 0 || end < start || name === undefined) return undefined;
  return { name, bytes: body.subarray(start + 4, end) };
}

/** Script and report of a part without files are those of the part before it (contract 3.5). */
function importTemplate(site: Site, element: Element, files: Files): boolean {
  const { tables } = site;
  const templateNo = text(element, 'templateNo');
  const old = tables.templates.get(tables.templateByNo.get(templateNo) ?? 0);
  let formScript = '';
  let formReport = '';
  const parts = children(element, 'parts', 'DossierPart')?.map((part): DossierPart => {
    const [partNo, fileTemplateNo] = [text(part, 'partNo'), text(part, 'fileTemplateNo')];
    const found = (place: string, ending: string) =>
      files.get(`${place}/${templateNo}_${partNo}.${ending}`) ??
      files.get(`${place}/${fileTemplateNo}.${ending}`);
    formScript = found('forms', 'json') ?? formScript;
    formReport = found('reports', 'xml') ?? formReport;
    const eForm = isYes(text(part, 'eForm'));
    const names = ['partTip', 'multiple', 'esign', 'deliverableAction'];
    return {
      partNo,
      partName: text(part, 'partName'),
      partType: Number(text(part, 'partType')),
      required: isYes(text(part, 'required')),
      fileTemplateNo,
      eForm,
      formScript: eForm ? formScript : '',
      formReport,
      sampleData: text(part, 'sampleData'),
      more: { ...texts(part, names), typeCode: text(part, 'deliverableType') },
    };
  });
  storeTemplate(site, {
    dossierTemplateId: old?.dossierTemplateId ?? newId(tables),
    templateNo,
    templateName: text(element, 'templateName'),
    parts: parts ?? old?.parts ?? [],
    more: texts(element, ['description', 'newFormScript', 'formMeta']),
  });
  return true;
}

function importProcess(site: Site, element: Element): boolean {
  const { tables } = site;
  const processNo = text(element, 'processNo');
  const old = [...tables.processes.values()].find(process => process.processNo === processNo);
  const roleRows = (holder: Element, child: string): RoleRow[] | undefined =>
    children(holder, 'roles', child)?.map(row => {
      const roleCode = text(row, 'roleCode');
      const roleId = [...tables.roles].find(([title]) => jobCode(title) === roleCode)?.[1] ?? 0;
      return {
        roleId,
        moderator: isYes(text(row, 'moderator')),
        condition: text(row, 'condition'),
        roleCode,
      };
    });
  const steps = children(element, 'steps', 'ProcessStep')?.map(row => ({
    stepCode: text(row, 'stepCode'),
    stepName: text(row, 'stepName'),
    dossierStatus: text(row, 'dossierStatus'),
    durationCount: Number(text(row, 'durationCount').replace(',', '.')),
    roles: roleRows(row, 'StepRole') ?? [],
    more: {
      ...texts(row, ['sequenceNo', 'dossierSubStatus', 'briefNote', 'checkInput']),
      stepInstruction: text(row, 'instructionNote'),
    },
  }));
  const actionTexts = [
    ...['preCondition', 'allowAssignUser', 'assignUserId', 'createDossierFiles', 'returnDossierFiles'],
    ...['eSignature', 'signatureType', 'createDossiers', 'postAction'],
  ];
  const actions = children(element, 'actions', 'ProcessAction')?.map(row => ({
    processActionId: newId(tables),
    actionCode: text(row, 'actionCode'),
    actionName: text(row, 'actionName'),
    preStepCode: text(row, 'preStepCode'),
    postStepCode: text(row, 'postStepCode'),
    autoEvent: text(row, 'autoEvent'),
    requestPayment: Number(text(row, 'requestPayment')) || 0,
    paymentFee: text(row, 'paymentFee'),
    more: texts(row, actionTexts),
  }));
  const sequences = children(element, 'sequences', 'ProcessSequence')?.map(row => ({
    sequenceNo: text(row, 'sequenceNo'),
    sequenceName: text(row, 'sequenceName'),
    sequenceRole: text(row, 'sequenceRole'),
    durationCount: Number(text(row, 'durationCount').replace(',', '.')),
  }));
  const processTexts = [
    ...[
      'description',
      'generatePassword',
      'serverNo',
      'dossierNoPattern',
      'dossierGroupPattern',
      'dueDatePattern',
    ],
  ];
  store(site, {
    serviceProcessId: old?.serviceProcessId ?? newId(tables),
    processNo,
    processName: text(element, 'processName'),
    durationCount: Number(text(element, 'durationCount').replace(',', '.')),
    durationUnit: Number(text(element, 'durationUnit')) || 0,
    steps: steps ?? old?.steps ?? [],
    actions: actions ?? old?.actions ?? [],
    sequences: sequences ?? old?.sequences ?? [],
    roles: roleRows(element, 'ProcessRole') ?? old?.roles ?? [],
    more: texts(element, processTexts),
  });
  return true;
}

/** Levels, agencies and addresses are taken as they are; `maxLevel` left out fails the file. */
function importService(site: Site, element: Element): boolean {
  if (!('maxLevel' in element)) return false;
  const { tables } = site;
  const serviceCode = text(element, 'serviceCode');
  const old = tables.services.get(tables.serviceByCode.get(serviceCode) ?? 0);
  const names = ['process', 'method', 'dossier', 'condition', 'applicant', 'result', 'regular'];
  const service: ServiceInfo = {
    serviceInfoId: old?.serviceInfoId ?? newId(tables),
    serviceCode,
    serviceName: text(element, 'serviceName'),
    serviceCodeDVCQG: old?.serviceCodeDVCQG ?? '',
    administrationCode: text(element, 'administrationCode'),
    administrationName: text(element, 'administrationName'),
    domainCode: text(element, 'domainCode'),
    domainName: text(element, 'domainName'),
    durationText: text(element, 'durationText'),
    feeText: text(element, 'feeText'),
    maxLevel: Number(text(element, 'maxLevel')),
    active: text(element, 'public_') !== 'false',
    more: texts(
      element,
      names.map(name => `${name}Text`),
    ),
  };
  storeService(site, service);
  const configs = children(element, 'configs', 'ServiceConfig');
  if (!configs) return true;
  storeConfigs(site, service.serviceInfoId, () => configs.map(row => importConfig(site, service, row)));
  return true;
}

function importConfig({ tables }: Site, { serviceInfoId }: ServiceInfo, row: Element): ServiceConfig {
  const serviceConfigId = newId(tables);
  const processNo = (wanted: string) =>
    [...tables.processes.values()].find(process => process.processNo === wanted)?.serviceProcessId ?? 0;
  tables.options.set(
    serviceConfigId,
    (children(row, 'processes', 'ProcessOption') ?? []).map(option => ({
      processOptionId: newId(tables),
      seqOrder: Number(text(option, 'seqOrder')),
      optionName: text(option, 'optionName'),
      dossierTemplateId: tables.templateByNo.get(text(option, 'templateNo')) ?? 0,
      serviceProcessId: processNo(text(option, 'processNo')),
    })),
  );
  return {
    serviceConfigId,
    serviceInfoId,
    govAgencyCode: text(row, 'govAgencyCode'),
    govAgencyName: text(row, 'govAgencyName'),
    serviceLevel: Number(text(row, 'serviceLevel')),
    forCitizen: isYes(text(row, 'forCitizen')),
    forBusiness: isYes(text(row, 'forBusiness')),
    postalService: isYes(text(row, 'postalService')),
    more: texts(row, ['serviceInstruction', 'serviceUrl', 'registration']),
  };
}

/** Rows in a container; `undefined` = the container is left out, which leaves what is there alone. */
function children(element: Element, container: string, child: string): Element[] | undefined {
  if (!(container in element)) return undefined;
  const holder = element[container];
  const rows = typeof holder === 'object' && holder !== null ? (holder as Element)[child] : undefined;
  return toRows(rows).filter((row): row is Element => typeof row === 'object' && row !== null);
}

function text(element: Element, name: string): string {
  const value = element[name];
  return typeof value === 'string' ? value : '';
}

function texts(element: Element, names: readonly string[]): Texts {
  return Object.fromEntries(names.map(name => [name, text(element, name)]));
}
