import type { Detail } from '../../../src/adapter/kit/details.ts';
import type { CaseRecord } from '../../../src/adapter/records.ts';
import { someTold } from '../../../src/domain/known.ts';
import { onlineLevel } from '../../../src/domain/level.ts';
import type { CaseFacts } from '../../../src/domain/procedure.ts';
import { nameText } from '../escape.ts';
import { idOf } from '../fields.ts';
import type { OptionRow } from '../schema.ts';
import type { Config, ProcessFacts, Reading, TemplateFacts } from './reading.ts';

/** Name an option gets when nobody gave it one. */
export const unnamed = 'noname';

interface Variant {
  option: OptionRow;
  agencies: Set<string>;
  /** When what tells of it was read. */
  days: (string | undefined)[];
}

/**
 * The cases of a service: the distinct pairs of dossier template and process among the options of its configs of
 * level 3 and 4. Agencies whose options could not be read, or have not been yet, get a case of their own about which
 * nothing is told, so that nobody takes them for having none.
 */
export async function readCases(
  reading: Reading,
  procedure: string,
  configs: Config[],
): Promise<CaseRecord[]> {
  const online = configs.filter(({ level }) => (level ?? 0) >= onlineLevel);
  const variants = new Map<string, Variant>();
  const unread = new Set<string>();
  let failed = false;
  for (const { config, options, readAt, waits } of await reading.options.of(online)) {
    if (options === undefined) unread.add(config.agency);
    failed ||= options === undefined && !waits;
    for (const option of options ?? []) {
      const key = caseKey(option);
      const variant = variants.get(key) ?? { option, agencies: new Set(), days: [] };
      variants.set(key, variant);
      variant.agencies.add(config.agency);
      variant.days.push(readAt);
    }
  }
  const cases = await Promise.all([...variants].map(([key, variant]) => toCase(key, variant)));
  if (unread.size > 0) {
    cases.push({
      kind: 'case',
      procedure,
      key: '?',
      name: failed ? 'không đọc được phương án xử lý' : 'chưa đọc phương án xử lý',
      agencies: [...unread].sort(),
    });
  }
  return cases;

  async function toCase(key: string, { option, agencies, days }: Variant): Promise<CaseRecord> {
    const template = idOf(option.dossierTemplateId) || idOf(option.templateNo) || undefined;
    const process = idOf(option.serviceProcessId) || undefined;
    // An option can name a template or process that was never there: imports leave the id 0.
    const [papers, flow] = await Promise.all([
      template === undefined ? noTemplate : reading.template(template),
      process === undefined ? noProcess : reading.process(process),
    ]);
    const readAt = oldest([...days, papers.readAt, flow.readAt]);
    return {
      kind: 'case',
      procedure,
      ...decodeCase(key, option, agencies, papers.value, flow.value),
      ...(readAt === undefined ? {} : { readAt }),
    };
  }
}

/** A case out of the first of its options and what template and process tell. */
export function decodeCase(
  key: string,
  option: Pick<OptionRow, 'optionName' | 'processName'>,
  agencies: Iterable<string>,
  { technical: ofPapers, ...papers }: TemplateFacts,
  { technical: ofFlow, ...flow }: ProcessFacts,
): CaseFacts {
  const name = nameOf(option);
  const signature = someTold([ofPapers?.signature, ofFlow?.signature]);
  const { signature: _, ...shown } = { ...ofPapers, ...ofFlow };
  const technical = { ...shown, ...(signature !== undefined && { signature }) };
  return {
    key,
    ...(name === '' ? {} : { name }),
    agencies: [...agencies].sort(),
    ...papers,
    ...flow,
    ...(Object.keys(technical).length > 0 && { technical }),
  };
}

/** What tells cases of a service apart: numbers of template and process, ids where these are missing. */
export function caseKey(option: Partial<OptionRow>): string {
  const template = numbered(option.templateNo, option.dossierTemplateId);
  return `${template}/${numbered(option.processNo, option.serviceProcessId)}`;
}

/** What an option tells that leads nowhere: imports leave the id 0. */
export const noTemplate: Detail<TemplateFacts> = { value: { components: null, eform: null } };
export const noProcess: Detail<ProcessFacts> = {
  value: { workflow: null, deadlineHours: null, onlinePayment: false },
};

/** Absent = read now. */
function oldest(days: readonly (string | undefined)[]): string | undefined {
  return days.filter(day => day !== undefined).sort()[0];
}

function nameOf({ optionName, processName }: Pick<OptionRow, 'optionName' | 'processName'>): string {
  const name = nameText(optionName ?? '');
  return name === '' || name === unnamed ? nameText(processName ?? '') : name;
}

function numbered(number: string | undefined, id: string | undefined): string {
  return nameText(number ?? '') || idOf(id) || '-';
}
