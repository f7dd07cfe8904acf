import { hash } from 'node:crypto';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { Detail } from '../../src/adapter/kit/details.ts';
import { parseLenient } from '../../src/adapter/kit/parse-lenient.ts';
import type { EformVerdict } from '../../src/domain/eform.ts';
import type { Component } from '../../src/domain/procedure.ts';
import { tooLong } from '../../src/domain/text-limits.ts';
import type { Told } from '../../src/domain/told.ts';
import type { Client } from './client.ts';
import { detailKeys } from './detail-rows.ts';
import { nameText } from './escape.ts';
import type { Reading, TemplateFacts } from './reading.ts';
import { type TemplateDetail, templateDetail } from './schema.ts';

/** `partType` of a paper the applicant hands in. */
const inputPart = 1;
/** By convention "giấy tờ khác": a place for anything, not a document of the procedure. */
const otherPapers = 'TP99';

/** What is kept of a dossier template between runs: while its list row says the same, and until it is too old. */
export async function readTemplate(reading: Reading, id: string): Promise<Detail<TemplateFacts>> {
  const { details, meter, templateRows } = reading;
  const row = (await templateRows())?.get(id)?.hash ?? null;
  const detail = await details.read(detailKeys.template(id), row, () => askTemplate(reading, id), {
    worthKeeping: ({ components, eform }) => components !== undefined && eform !== undefined,
  });
  if (detail.readAt !== undefined) meter.known('template');
  return detail;
}

/** A dossier template: its input parts as components, its e-form parts with their scripts as one e-form. */
async function askTemplate(reading: Reading, id: string): Promise<TemplateFacts> {
  const { client, meter } = reading;
  const label = `mẫu hồ sơ ${id}`;
  const record = await meter.read('template', id, () =>
    client.detail(`/dossiertemplates/${encodeURIComponent(id)}`, 'dossierTemplateId', label),
  );
  if (record === undefined) return {};
  const { value, oddities } = parseLenient(templateDetail, record);
  meter.refuse('template', id, oddities);
  // A part that was left out could be a component or the e-form: then neither can be told.
  if (value === undefined || oddities.length > 0) return {};
  return { components: toComponents(value), eform: await readEform(reading, id, value) };
}

export function toComponents({ dossierParts }: TemplateDetail): Component[] | null {
  const components = dossierParts
    .filter(({ partType, partNo }) => partType === inputPart && partNo.trim().toUpperCase() !== otherPapers)
    .map(({ partNo, partName, fileTemplateNo, required }) => {
      const code = nameText(fileTemplateNo ?? '');
      return {
        ...(code === '' ? {} : { code }),
        name: nameText(partName ?? '') || partNo.trim(),
        ...(required === undefined ? {} : { required }),
      };
    });
  return components.length > 0 ? components : null;
}

async function readEform(
  reading: Reading,
  id: string,
  template: TemplateDetail,
): Promise<Told<EformVerdict>> {
  const flagged = template.dossierParts.filter(({ eForm, hasForm }) => eForm ?? hasForm);
  if (flagged.length === 0) return null;
  const scripts = await Promise.all(
    flagged.map(({ partNo }) => {
      const path = `/dossiertemplates/${encodeURIComponent(id)}/parts/${encodeURIComponent(partNo)}/formscript`;
      return reading.meter.read('eform', `${id}/${partNo}`, () =>
        readScript(reading.client, path, `biểu mẫu ${id}/${partNo}`),
      );
    }),
  );
  const told = scripts.filter(script => script !== undefined);
  return told.length === scripts.length ? judgeScripts(told) : undefined;
}

async function readScript(client: Client, path: string, label: string): Promise<string> {
  const script = await client.text(path, label);
  const reason = tooLong(script, 'document');
  if (reason) throw new RemoteError('too-large', `kịch bản ${reason} (${label})`);
  return script;
}

/** Scripts are JavaScript objects for Alpaca, functions and comments included: only a blank one is surely no form. */
export function judgeScripts(scripts: string[]): EformVerdict {
  const digest = hash('sha256', JSON.stringify(scripts), 'hex').slice(0, 32);
  if (scripts.some(script => !isBlank(script))) return { state: 'usable', hash: digest };
  return { state: 'empty', reason: 'phần hồ sơ bật eForm nhưng kịch bản biểu mẫu trống', hash: digest };
}

export function isBlank(script: string): boolean {
  return /^(?:|null|""|\{\s*\}|\[\s*\])$/.test(script.replace(/^\ufeff/, '').trim());
}
