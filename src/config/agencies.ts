import { z } from 'zod';
import type { Agency } from '../domain/agency.ts';
import { codeKey } from '../domain/code.ts';
import type { Words } from '../domain/language.ts';
import { tiers } from '../domain/tier.ts';
import type { ConfigurationProblem } from './configuration.ts';
import { didYouMean } from './nearest.ts';
import { validData } from './validate.ts';
import { type Path, readYaml, type YamlSource } from './yaml-source.ts';

const name = z.string().trim().min(1);

/** The agencies file: a list; references (`${…}`) are not looked for in it. */
const agenciesSchema = z
  .array(
    z.strictObject({
      code: name.describe('Mã định danh của đơn vị, ví dụ H13.1.2.'),
      name: name.describe('Tên đầy đủ.'),
      tier: z.enum(tiers).describe('Cấp.'),
      parent: name.optional().describe('Mã đơn vị cấp trên; bỏ trống ở trên cùng.'),
      ids: z
        .record(z.string(), z.union([name, z.array(name).min(1)]))
        .optional()
        .describe(
          'Mã (hoặc các mã, hoặc tên đúng) của đơn vị ở từng hệ thống; hệ thống không có trong cấu hình thì bỏ qua.',
        ),
    }),
  )
  .min(1);

export interface AgencyList {
  agencies: Agency[];
  /** The code as the list writes it, letter case and surrounding space ignored; undefined when it is not there. */
  code(given: string): string | undefined;
  codes: readonly string[];
}

/** @throws ConfigurationError when the file cannot be read or is not YAML. */
export async function loadAgencies(
  file: string,
  systems: readonly string[],
): Promise<{ list?: AgencyList; problems: ConfigurationProblem[] }> {
  const source = await readYaml(file);
  const written = validData(agenciesSchema, source.plain() ?? [], source);
  if (!written) return { problems: source.told };
  const agencies = written.map(agency => ({
    ...agency,
    code: agency.code.normalize('NFC'),
    name: agency.name.normalize('NFC'),
  }));
  const byKey = new Map<string, string>();
  tellUnwritableCodes(agencies, source);
  tellDuplicates(agencies, byKey, source);
  tellWrongParents(agencies, byKey, source);
  tellSharedIds(agencies, systems, source);
  const code = (given: string) => byKey.get(codeKey(given));
  const list = agencies.map(({ parent, ids, ...rest }): Agency => {
    const above = parent === undefined ? undefined : code(parent);
    return { ...rest, ...(above !== undefined && { parent: above }), ...(ids && { ids }) };
  });
  return { list: { agencies: list, code, codes: [...byKey.values()] }, problems: source.told };
}

/** The code of an agency that is named at a path, as the list has it; of one it has not that is told. */
export function agencyCode(
  given: string,
  agencies: AgencyList | undefined,
  source: YamlSource,
  path: Path,
): string {
  const code = agencies ? agencies.code(given) : given;
  if (code === undefined) source.tell(path, unknownAgency(given, agencies!.codes));
  return code ?? given;
}

/** Of a code that no agency of the list has. */
function unknownAgency(given: string, codes: readonly string[]): Words {
  const { vi, en } = didYouMean(given, codes);
  return {
    vi: `không có đơn vị mã ${given} trong danh sách đơn vị${vi}`,
    en: `no agency of the list has the code ${given}${en}`,
  };
}

/** Files are called by the code of their unit; a drafted list has the codes a system told. */
function tellUnwritableCodes(agencies: readonly Agency[], source: YamlSource): void {
  for (const [index, { code }] of agencies.entries())
    if (/[/\\\p{Cc}]|^\./u.test(code))
      source.tell([index, 'code'], {
        vi: 'mã không được bắt đầu bằng dấu chấm, không được có dấu "/", "\\" hay ký tự điều khiển',
        en: 'a code must not begin with a dot, nor have "/", "\\" or control characters in it',
      });
}

function tellDuplicates(agencies: readonly Agency[], byKey: Map<string, string>, source: YamlSource): void {
  const lines = new Map<string, number>();
  for (const [index, { code }] of agencies.entries()) {
    const key = codeKey(code);
    const path = [index, 'code'];
    const before = lines.get(key);
    if (before !== undefined)
      source.tell(path, {
        vi: `mã ${code} đã có ở dòng ${before}`,
        en: `the code ${code} is there already, in line ${before}`,
      });
    else {
      lines.set(key, source.lineOf(path));
      byKey.set(key, code);
    }
  }
}

function tellWrongParents(
  agencies: readonly Agency[],
  byKey: ReadonlyMap<string, string>,
  source: YamlSource,
): void {
  const parents = new Map(agencies.map(({ code, parent }) => [codeKey(code), parent && codeKey(parent)]));
  for (const [index, { code, parent }] of agencies.entries()) {
    if (parent === undefined) continue;
    const path = [index, 'parent'];
    if (!byKey.has(codeKey(parent))) {
      source.tell(path, unknownAgency(parent, [...byKey.values()]));
      continue;
    }
    const seen = new Set<string>();
    let at: string | undefined = codeKey(code);
    for (; at && !seen.has(at); at = parents.get(at)) seen.add(at);
    const circle = [...seen, at].join(' → ');
    if (at)
      source.tell(path, {
        vi: `đơn vị cấp trên nối thành vòng: ${circle}`,
        en: `agencies and their parents go round in a circle: ${circle}`,
      });
  }
}

/** Two agencies known by one id at one system could not be told apart there. */
function tellSharedIds(agencies: readonly Agency[], systems: readonly string[], source: YamlSource): void {
  const taken = new Map<string, string>();
  for (const [index, { code, ids: all = {} }] of agencies.entries())
    for (const [system, ids] of Object.entries(all)) {
      // A system taken out of the configuration keeps its ids here: it may come back.
      if (!systems.includes(system)) continue;
      for (const id of [ids].flat()) {
        const key = JSON.stringify([system, codeKey(id)]);
        const before = taken.get(key);
        taken.set(key, code);
        if (before !== undefined && before !== code)
          source.tell([index, 'ids', system], {
            vi: `mã "${id}" của hệ thống ${system} đã dùng cho đơn vị ${before}`,
            en: `the id "${id}" of the system ${system} is that of agency ${before} already`,
          });
      }
    }
}

const fieldsSchema = z.record(z.string(), z.string().trim().min(1));

/**
 * The fields file: name or code of a field of work → code of the agency that manages it.
 *
 * @throws ConfigurationError when the file cannot be read or is not YAML.
 */
export async function loadFields(
  file: string,
  agencies: AgencyList | undefined,
): Promise<{ fields: Record<string, string>; problems: ConfigurationProblem[] }> {
  const source = await readYaml(file);
  const fields: Record<string, string> = {};
  for (const [field, given] of Object.entries(validData(fieldsSchema, source.plain() ?? {}, source) ?? {}))
    fields[field.normalize('NFC').trim()] = agencyCode(given, agencies, source, [field]);
  return { fields, problems: source.told };
}
