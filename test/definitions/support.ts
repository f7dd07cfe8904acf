import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoadedDefinitions, loadDefinitions } from '../../src/definitions/load.ts';
import { type DefinitionProblem, problemText } from '../../src/definitions/problem.ts';
import { type ValidationContext, validateDefinition } from '../../src/definitions/validate.ts';
import type { City } from '../../src/domain/city.ts';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import { hostedConditions } from '../../src/readiness/answer.ts';

export const city: City = {
  locality: 'H13',
  agencies: [
    { code: 'H13', name: 'Ủy ban nhân dân thành phố', tier: 'province' },
    { code: 'H13.3', name: 'Sở Tư pháp', tier: 'province', parent: 'H13' },
    { code: 'H13.20', name: 'Quận Ninh Kiều', tier: 'district', parent: 'H13' },
    { code: 'H13.20.1', name: 'Phường Cái Khế', tier: 'commune', parent: 'H13.20' },
    { code: 'H13.20.2', name: 'Phường An Hòa', tier: 'commune', parent: 'H13.20' },
  ],
  fields: { 'Hộ tịch': 'H13.3' },
  applies: [],
  systems: [{ name: 'national', role: 'national', hosts: [], covers: null }],
  rules: {},
};

const at = (name: string) => ({ portal: name, oneStop: name });
export const roles = {
  'Cán bộ một cửa': at('TIEPNHAN'),
  'Chuyên viên': at('CHUYENVIEN'),
  'Lãnh đạo phòng': at('LANHDAOPHONG'),
  'Lãnh đạo đơn vị': at('LANHDAO'),
};

/** A right definition, to be made wrong one thing at a time. */
export const service = `procedure: "1.000656"
name: Thủ tục đăng ký khai tử
level: 4
applies: { tiers: [commune] }
cases:
  - deadline: { inPerson: 3 ngày làm việc }
    components:
      - { name: Giấy báo tử, originals: 1, copies: 0, required: true }
      - { name: Văn bản ủy quyền, originals: 1, copies: 0, required: false }
fees: []
payment: { online: false }
channels: { online: true, post: true }
readiness:
  - { condition: Chữ ký số, state: met, source: Kế hoạch 117/KH-UBND }
`;

export const form = {
  display: 'form',
  components: [
    ...['HoVaTen', 'NgaySinh', 'SoGiayTo', 'SoDienThoai', 'Email', 'NoiOHienTai'].map(key => ({
      type: 'textfield',
      key,
      label: key,
      input: true,
    })),
    { type: 'file', key: 'giayTo1', label: 'Giấy báo tử', input: true },
  ],
};

export const workflow = `steps:
  - { id: a, name: Tiếp nhận, kind: start, role: Cán bộ một cửa, hours: 4 }
  - { id: b, name: Thẩm định, role: Chuyên viên, hours: 20 }
  - { id: c, name: Trả kết quả, kind: end, hours: 0 }
transitions:
  - { from: a, to: b, action: Chuyển thẩm định }
  - { from: b, to: c, action: Trả kết quả }
`;

export const rightFiles = {
  'service.yaml': service,
  'eform.json': JSON.stringify(form, null, 2),
  'workflow.yaml': workflow,
};

const component = (name: string) => ({ name, originals: 1, copies: 0 });
const nationalCases: CaseFacts[] = [
  { key: '', agencies: null, components: [component('Giấy báo tử'), component('Văn bản ủy quyền')] },
];

export const context: ValidationContext = {
  agencies: city.agencies,
  roles,
  workflowSystems: ['portal', 'oneStop'],
  hostsOf: () => undefined,
  formChecks: [],
  hosts: [...hostedConditions],
  national: {
    code: '1.000656',
    detailed: true,
    facts: { name: 'Thủ tục đăng ký khai tử', active: true, fees: [{ amount: 0, text: 'Miễn phí' }] },
    cases: nationalCases,
  },
};

/** Writes folders of definitions, `<code>/<file>` → text, into a services folder of their own. */
export async function servicesFolder(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-services-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Loads one procedure's files; problems as `file:line: path: reason` without the folder. */
export async function load(
  files: Record<string, string | Uint8Array>,
  code = '1.000656',
): Promise<LoadedDefinitions & { lines: string[] }> {
  const named = Object.entries(files).map(([name, text]) => [`${code}/${name}`, text] as const);
  const folder = await servicesFolder(Object.fromEntries(named));
  const loaded = await loadDefinitions(folder);
  return { ...loaded, lines: shown(loaded.problems, join(folder, code)) };
}

/** What is wrong with the files once they are loaded, warnings marked. */
export async function validate(
  files: Record<string, string>,
  changes: Partial<ValidationContext> = {},
  code = '1.000656',
): Promise<string[]> {
  const { understood, lines } = await load(files, code);
  const found = understood.flatMap(({ definition, locate }) =>
    validateDefinition(definition, { ...context, ...changes }).map(complaint =>
      shown([locate(complaint)], definition.folder),
    ),
  );
  return [...lines, ...found.flat()];
}

/** The one definition of files without a problem. */
export async function definitionOf(files: Record<string, string>, code = '1.000656') {
  const { definitions, lines } = await load(files, code);
  if (lines.length > 0 || !definitions[0]) throw new Error(lines.join('\n') || 'nothing loaded');
  const { folder: _, ...definition } = definitions[0];
  return definition;
}

function shown(problems: readonly DefinitionProblem[], folder: string): string[] {
  return problems.map(problem => {
    const text = problemText(problem).replace(`${folder}/`, '');
    return problem.warning ? `cảnh báo ${text}` : text;
  });
}

export async function readCatalogue(): Promise<Buffer | undefined> {
  const place = new URL('../../../shared/data/national-procedures.ndjson.gz', import.meta.url);
  return readFile(place).catch(() => undefined);
}
