import { hash } from 'node:crypto';
import { RemoteError } from '../../../src/adapter/errors.ts';
import type { Detail } from '../../../src/adapter/kit/details.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { EformVerdict } from '../../../src/domain/eform.ts';
import { someTold } from '../../../src/domain/known.ts';
import type { Component, TechnicalFacts } from '../../../src/domain/procedure.ts';
import { tooLong } from '../../../src/domain/text-limits.ts';
import { nameText } from '../escape.ts';
import { isBlank, isPaper } from '../parts.ts';
import { type TemplateDetail, templateDetail } from '../schema.ts';
import { detailKeys } from './detail-rows.ts';
import type { Reading, TemplateFacts } from './reading.ts';

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
  const scripts = formParts(value).map(async ({ partNo }) => {
    const path = `/dossiertemplates/${encodeURIComponent(id)}/parts/${encodeURIComponent(partNo)}/formscript`;
    const key = `${id}/${partNo}`;
    const script = await meter.read('eform', key, async () => {
      const text = await client.text(path, `biểu mẫu ${key}`);
      const reason = tooLong(text, 'document');
      if (reason) throw new RemoteError('too-large', `kịch bản ${reason} (biểu mẫu ${key})`);
      return text;
    });
    return [partNo.trim(), script] as const;
  });
  return decodeTemplate(value, new Map(await Promise.all(scripts)));
}

/**
 * What a template tells of a case: its input parts are the papers, its parts with the form switch the e-form. A script
 * that is missing could not be read.
 */
export function decodeTemplate(
  template: TemplateDetail,
  scripts: ReadonlyMap<string, string | undefined>,
): TemplateFacts {
  const told = formParts(template).map(({ partNo }) => scripts.get(partNo.trim()));
  const whole = told.filter(script => script !== undefined);
  const eform = told.length === 0 ? null : whole.length === told.length ? judgeScripts(whole) : undefined;
  return {
    components: toComponents(template),
    ...(eform === undefined ? {} : { eform }),
    technical: technicalOf(template),
  };
}

/** `partType` of a result, and of a group of them. */
const outputParts: readonly (number | undefined)[] = [2, 7];

/** Output parts return the result as an electronic document, signed where they say so (contract 4.2). */
function technicalOf({ dossierParts }: TemplateDetail): TechnicalFacts {
  const signature = someTold(dossierParts.map(({ esign }) => esign));
  return {
    electronicResult: dossierParts.some(({ partType }) => outputParts.includes(partType)),
    ...(signature !== undefined && { signature }),
  };
}

/** Parts whose form is switched on; in the detail the switch may have either name. */
function formParts({ dossierParts }: TemplateDetail): TemplateDetail['dossierParts'] {
  return dossierParts.filter(({ eForm, hasForm }) => eForm ?? hasForm);
}

function toComponents({ dossierParts }: TemplateDetail): Component[] | null {
  const components = dossierParts
    .filter(({ partType, partNo }) => isPaper(partNo.trim(), partType))
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

/** Scripts are JavaScript objects for Alpaca, functions and comments included: only a blank one is surely no form. */
function judgeScripts(scripts: string[]): EformVerdict {
  const digest = hash('sha256', JSON.stringify(scripts), 'hex').slice(0, 32);
  if (scripts.some(script => !isBlank(script))) return { state: 'usable', hash: digest };
  return { state: 'empty', reason: 'phần hồ sơ bật eForm nhưng kịch bản biểu mẫu trống', hash: digest };
}
