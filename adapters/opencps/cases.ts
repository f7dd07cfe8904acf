import type { CaseRecord } from '../../src/adapter/records.ts';
import { onlineLevel } from '../../src/domain/level.ts';
import type { Config } from './configs.ts';
import { nameText } from './escape.ts';
import { idOf } from './fields.ts';
import { readList } from './list.ts';
import type { Reading } from './reading.ts';
import { type OptionRow, optionRow } from './schema.ts';

/** Name an option gets when nobody gave it one. */
export const unnamed = 'noname';

interface Variant {
  option: OptionRow;
  agencies: Set<string>;
}

/**
 * The cases of a service: the distinct pairs of dossier template and process among the options of its configs of
 * level 3 and 4. Agencies whose options could not be read get a case of their own about which nothing is told, so
 * that nobody takes them for having none.
 */
export async function readCases(
  reading: Reading,
  procedure: string,
  configs: Config[],
): Promise<CaseRecord[]> {
  const online = configs.filter(({ level }) => (level ?? 0) >= onlineLevel);
  const variants = new Map<string, Variant>();
  const unread = new Set<string>();
  const answers = await Promise.all(
    online.map(async config => ({ config, options: await readOptions(reading, config.id) })),
  );
  for (const { config, options } of answers) {
    if (options === undefined) unread.add(config.agency);
    for (const option of options ?? []) {
      const key = `${numbered(option.templateNo, option.dossierTemplateId)}/${numbered(option.processNo, option.serviceProcessId)}`;
      const variant = variants.get(key) ?? { option, agencies: new Set() };
      variants.set(key, variant);
      variant.agencies.add(config.agency);
    }
  }
  const cases = await Promise.all(
    [...variants].map(([key, variant]) => toCase(reading, procedure, key, variant)),
  );
  if (unread.size > 0) {
    cases.push({
      kind: 'case',
      procedure,
      key: '?',
      name: 'không đọc được phương án xử lý',
      agencies: [...unread].sort(),
    });
  }
  return cases;
}

async function toCase(
  reading: Reading,
  procedure: string,
  key: string,
  { option, agencies }: Variant,
): Promise<CaseRecord> {
  const template = idOf(option.dossierTemplateId) || idOf(option.templateNo) || undefined;
  const process = idOf(option.serviceProcessId) || undefined;
  // An option can name a template or process that was never there: imports leave the id 0.
  const [papers, flow] = await Promise.all([
    template === undefined ? { components: null, eform: null } : reading.template(template),
    process === undefined
      ? { workflow: null, deadlineHours: null, onlinePayment: false }
      : reading.process(process),
  ]);
  const name = nameOf(option);
  return {
    kind: 'case',
    procedure,
    key,
    ...(name === '' ? {} : { name }),
    agencies: [...agencies].sort(),
    ...papers,
    ...flow,
  };
}

async function readOptions(reading: Reading, config: string): Promise<OptionRow[] | undefined> {
  const { client, meter, pageSize } = reading;
  return meter.read('option', config, async () => {
    const options: OptionRow[] = [];
    let refused = false;
    const { whole } = await readList(client, {
      path: `/serviceconfigs/${encodeURIComponent(config)}/processes`,
      label: `phương án xử lý của cấu hình ${config}`,
      pageSize,
      schema: optionRow,
      id: option => option.processOptionId,
      take: option => options.push(option),
      refuse: oddities => {
        refused = true;
        meter.refuse('option', config, oddities);
      },
    });
    if (!whole) meter.notWhole('option', `phương án xử lý của cấu hình ${config} thiếu dòng`);
    return refused || !whole ? undefined : options;
  });
}

function nameOf({ optionName, processName }: OptionRow): string {
  const name = nameText(optionName ?? '');
  return name === '' || name === unnamed ? nameText(processName ?? '') : name;
}

function numbered(number: string | undefined, id: string | undefined): string {
  return nameText(number ?? '') || idOf(id) || '-';
}
