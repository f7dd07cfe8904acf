import { listOf, type SandboxWriting, type Site } from './routes.ts';
import type { DossierPart, DossierTemplate } from './tables.ts';
import { type Answer, errorAnswer, objectAnswer } from './wire.ts';
import { newId } from './write-services.ts';

const contents: Record<string, 'formScript' | 'formReport' | 'sampleData'> = {
  formscript: 'formScript',
  formreport: 'formReport',
  sampledata: 'sampleData',
};

/** `/dossiertemplates`, their parts and the contents of parts. */
export function writeTemplate(site: Site, request: SandboxWriting): Answer | undefined {
  const { method, segments, form } = request;
  const { tables, shapes } = site;
  const old = tables.templates.get(Number(segments[1]));
  if (segments[2] === 'parts') return old ? writePart(site, old, request) : errorAnswer(403);
  if (segments.length > 2) return undefined;
  if (method !== 'POST' && !old) return errorAnswer(403);
  if (method === 'DELETE') {
    if (old!.parts.length > 0) return errorAnswer(403, 'DossierTemplateHasChildrenException');
    tables.templates.delete(old!.dossierTemplateId);
    tables.templateByNo.delete(old!.templateNo);
    return objectAnswer('DossierTemplateInputModel', shapes.template(old!));
  }
  const templateNo = form.text('templateNo') || (old?.templateNo ?? '');
  const templateName = form.text('templateName') || (old?.templateName ?? '');
  if (templateNo === '') return errorAnswer(403, 'RequiredFileTemplateNoException');
  if (templateName === '') return errorAnswer(403, 'RequiredTemplateNameException');
  for (const other of tables.templates.values()) {
    if (other === old) continue;
    if (other.templateName === templateName) return errorAnswer(403, 'DuplicateTemplateNameException');
    if (other.templateNo === templateNo) return errorAnswer(403, 'DuplicateTemplateNoException');
  }
  const row: DossierTemplate = {
    dossierTemplateId: old?.dossierTemplateId ?? newId(tables),
    templateNo,
    templateName,
    parts: old?.parts ?? [],
    more: {
      description: form.text('description') || (old?.more?.description ?? ''),
      newFormScript: form.raw('newFormScript') || (old?.more?.newFormScript ?? ''),
      formMeta: form.raw('formMeta') || (old?.more?.formMeta ?? ''),
    },
  };
  storeTemplate(site, row);
  return objectAnswer('DossierTemplateInputModel', shapes.template(row));
}

function storeTemplate({ tables, lag }: Site, row: DossierTemplate): void {
  const old = tables.templates.get(row.dossierTemplateId);
  lag.wrote(listOf.parts(row.dossierTemplateId), old?.parts ?? []);
  lag.wrote(listOf.template(row.dossierTemplateId), old);
  if (old) tables.templateByNo.delete(old.templateNo);
  tables.templates.set(row.dossierTemplateId, row);
  tables.templateByNo.set(row.templateNo, row.dossierTemplateId);
}

function writePart(site: Site, template: DossierTemplate, request: SandboxWriting): Answer | undefined {
  const { method, segments, form } = request;
  const [, , , partNo, content] = segments;
  const old = template.parts.find(part => part.partNo === partNo);
  if (method !== 'POST' && !old) return errorAnswer(403);
  const store = (parts: DossierPart[]) => storeTemplate(site, { ...template, parts });
  if (content !== undefined) {
    const name = contents[content];
    if (name === undefined || method !== 'PUT') return undefined;
    const value = form.raw('value');
    const stored = value.slice(0, Math.floor(value.length * site.quirks.keptOfContents));
    store(template.parts.map(part => (part === old ? { ...old, [name]: stored } : part)));
    return objectAnswer('DossierPartContentInputModel', { value });
  }
  if (method === 'DELETE') {
    store(template.parts.filter(part => part !== old));
    return objectAnswer('DossierPartInputModel', site.shapes.partItem(old!));
  }
  if (!form.has('deliverableAction')) return errorAnswer(403);
  // The three contents are not carried over: a PUT wipes them (contract 2.6).
  const row: DossierPart = {
    partNo: form.raw('partNo') || (old?.partNo ?? ''),
    partName: form.text('partName'),
    partType: form.number('partType'),
    required: form.flag('required'),
    fileTemplateNo: form.text('fileTemplateNo'),
    eForm: form.flag('eForm'),
    formScript: '',
    formReport: '',
    sampleData: '',
    more: form.texts(['partTip', 'multiple', 'esign', 'typeCode', 'deliverableAction']),
  };
  if (template.parts.some(part => part !== old && part.partNo === row.partNo))
    return errorAnswer(403, 'DubplicateTemplatePartNoHasExsistException');
  store(old ? template.parts.map(part => (part === old ? row : part)) : [...template.parts, row]);
  return objectAnswer('DossierPartInputModel', site.shapes.partItem(row));
}
