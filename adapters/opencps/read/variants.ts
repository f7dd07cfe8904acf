import type { Memory } from '../../../src/adapter/service-request.ts';
import type { KnownCases } from '../../../src/domain/push.ts';
import { cleanText, textKey } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import { idOf } from '../fields.ts';
import type { RemoteConfig, RemoteOption, RemoteProcess } from '../remote.ts';
import { caseKey, unnamed } from './cases.ts';

/** A pair of dossier template and process that options of the service's configs lead to. */
export interface Variant {
  /** As the reading side calls the case. */
  key: string;
  /** Blank = none. */
  templateId: string;
  processId: string;
  templateNo: string;
  processNo: string;
  /** Names of its options, in the order of configs; those nobody gave are left out. */
  names: string[];
  /** Name of its process. */
  processName: string;
  /** Ids of the configs that have it, and of the options that make it. */
  configs: Set<string>;
  options: string[];
}

export interface Matched {
  ours: { key: string; variant?: Variant; numbers: { templateNo: string; processNo: string } }[];
  others: Variant[];
}

/** The numbers that template and process of a case of ours get. */
export function ourNumbers(procedure: string, caseKey: string): { templateNo: string; processNo: string } {
  return { templateNo: `${procedure}-${caseKey}-MAU`, processNo: `${procedure}-${caseKey}-QT` };
}

export function findVariants(configs: readonly RemoteConfig[]): Variant[] {
  const variants = new Map<string, Variant>();
  for (const config of configs) {
    for (const option of config.options ?? []) {
      const key = optionKey(option);
      const { templateNo, processNo, processName } = option;
      const templateId = idOf(option.fields.dossierTemplateId);
      const processId = idOf(option.fields.serviceProcessId);
      const variant: Variant = variants.get(key) ?? {
        ...{ key, templateId, processId, templateNo, processNo, processName },
        ...{ names: [], configs: new Set(), options: [] },
      };
      variants.set(key, variant);
      variant.configs.add(config.id);
      variant.options.push(option.id);
      // Stored as it was sent, unlike other names.
      const name = cleanText(option.fields.optionName ?? '');
      if (name !== '' && name !== unnamed) variant.names.push(name);
    }
  }
  return withoutParts([...variants.values()]);
}

/** The case an option is of, as the reading side calls it. */
export function optionKey({ templateNo, processNo, fields }: RemoteOption): string {
  const { dossierTemplateId, serviceProcessId } = fields;
  return caseKey({ templateNo, processNo, dossierTemplateId, serviceProcessId });
}

/**
 * Which variant is which case of ours: the one we were told to keep, the one with our numbers, the only one of its
 * name; and where there is but one case on either side, those two.
 */
export function matchVariants(
  procedure: string,
  known: KnownCases,
  variants: readonly Variant[],
  memory: Memory,
): Matched {
  const left = new Set(variants);
  const matched = new Map<string, Variant>();
  /** The first that is left, by one likeness after the other. */
  const take = (key: string, ...likenesses: ((one: Variant) => boolean)[]) => {
    for (const isIt of likenesses) {
      const found = matched.has(key) ? undefined : [...left].find(isIt);
      if (!found) continue;
      matched.set(key, found);
      left.delete(found);
    }
  };
  const numbers = new Map(known.map(({ key }) => [key, keptNumbers(procedure, key, memory)]));
  for (const { key } of known) {
    const { templateNo, processNo } = numbers.get(key)!;
    const hasTemplate = (one: Variant) => one.templateNo === templateNo;
    const hasProcess = (one: Variant) => one.processNo === processNo;
    take(key, one => hasTemplate(one) && hasProcess(one), hasTemplate, hasProcess);
  }
  for (const { key, name } of known) {
    const isCalled = (one: Variant) => one.names.some(other => textKey(other) === textKey(name));
    if ([...left].filter(isCalled).length === 1) take(key, isCalled);
  }
  if (known.length === 1 && variants.length === 1) take(known[0]!.key, () => true);
  return {
    ours: known.map(({ key }) => {
      const variant = matched.get(key);
      const { templateNo, processNo } = numbers.get(key)!;
      return {
        key,
        ...(variant && { variant }),
        numbers: {
          templateNo: variant?.templateNo || templateNo,
          processNo: variant?.processNo || processNo,
        },
      };
    }),
    others: [...left],
  };
}

/** Options that lack the template or the process which others have are of the same case, not wholly linked yet. */
function withoutParts(variants: readonly Variant[]): Variant[] {
  const whole = new Set(variants);
  for (const part of variants) {
    const others = variants.filter(other => isPartOf(part, other));
    if (others.length !== 1) continue;
    const [other] = others;
    whole.delete(part);
    other!.names.push(...part.names);
    other!.options.push(...part.options);
    for (const config of part.configs) other!.configs.add(config);
  }
  return [...whole];
}

function isPartOf({ templateId, processId }: Variant, whole: Variant): boolean {
  if ((templateId === '') === (processId === '')) return false;
  if (whole.templateId === '' || whole.processId === '') return false;
  return templateId === '' ? processId === whole.processId : templateId === whole.templateId;
}

function keptNumbers(procedure: string, key: string, memory: Memory) {
  const derived = ourNumbers(procedure, key);
  return {
    templateNo: memory[`template:${key}`] || derived.templateNo,
    processNo: memory[`process:${key}`] || derived.processNo,
  };
}

/** What people call the case: its options, else its process; '' where nobody gave it a name. */
export function nameOf(variant: Variant | undefined, process: RemoteProcess | undefined): string {
  const name = variant?.names[0] ?? nameText(process?.fields.processName ?? variant?.processName ?? '');
  const clean = cleanText(name);
  return clean === unnamed ? '' : clean;
}
