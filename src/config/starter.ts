import { readFile } from 'node:fs/promises';
import { adapters } from '../../adapters/index.ts';
import { ownFile } from '../domain/own-files.ts';
import { configurationJsonSchema, plainSchema } from './json-schema.ts';
import { printSchema, scalar } from './print.ts';
import { fileSchema, hostSchema, systemSchema } from './schema.ts';

/** What the systems themselves told for a first configuration. */
export interface StarterDraft {
  locality: string;
  systems: Record<string, StarterSystem>;
  /** YAML of the two lists. */
  agencies: string;
  fields: string;
}

/** An entry of `systems`, as it is to be written. */
export interface StarterSystem {
  /** What it is, Vietnamese. */
  about: readonly string[];
  entry: Readonly<Record<string, unknown>>;
  /** Beside its keys: what a person has to know or look at, Vietnamese. */
  notes?: Readonly<Record<string, string>>;
  /** Keys a person has given a value. */
  given?: readonly string[];
}

/** A reference to a variable of the environment: what is secret never stands in the file. */
function fromEnvironment(name: string): string {
  return `\${${name}}`;
}

/** The systems a city has, by the names the starter gives them. */
export const starterSystems = {
  national: {
    about: ['Cơ sở dữ liệu quốc gia về thủ tục hành chính, qua trục liên thông (LGSP).'],
    entry: {
      role: 'national',
      adapter: 'csdl-tthc',
      baseUrl: 'https://lgsp.example.vn/VXPAdapter/RestService/forward',
      loginPath: '/mapi/login',
      callPath: '/mapi/g',
      sharePath: '/mapi/share',
      unitCode: 'H13',
      username: fromEnvironment('CSDL_USER'),
      password: fromEnvironment('CSDL_PASSWORD'),
    },
  },
  people: {
    about: ['Cổng Dịch vụ công quốc gia, nơi người dân nộp hồ sơ; công khai, không cần tài khoản.'],
    entry: { role: 'nationalPortal', adapter: 'dvcqg-2026', baseUrl: 'https://dichvucong.example.vn' },
  },
  portal: {
    about: ['Cổng dịch vụ công thành phố. Tài khoản chỉ cần quyền đọc và không dùng cho việc khác.'],
    entry: {
      role: 'portal',
      adapter: 'td-dvc',
      baseUrl: 'https://dichvucong.example.vn',
      username: fromEnvironment('PORTAL_USER'),
      password: fromEnvironment('PORTAL_PASSWORD'),
    },
  },
  oneStop: {
    about: ['Hệ thống một cửa điện tử. groupId là mã site Liferay.'],
    entry: {
      role: 'oneStop',
      adapter: 'opencps',
      baseUrl: 'https://motcua.example.vn',
      groupId: 20143,
      username: fromEnvironment('ONESTOP_USER'),
      password: fromEnvironment('ONESTOP_PASSWORD'),
    },
  },
} satisfies Record<string, StarterSystem>;

/** Whether a key of an entry holds a secret, which is only ever written as a reference. */
export function isSecretKey({ entry }: StarterSystem, key: string): boolean {
  const adapter = adapters.find(({ name }) => name === entry.adapter);
  return adapter?.secretOptions.some(option => option === key) ?? false;
}

/** Nobody's own; a city takes the comment off. */
const commentedOut: readonly string[] = ['people'];

/** Roles of the standard workflow at each system that runs workflows. */
const starterRoles: Record<string, Record<string, string>> = {
  'Cán bộ một cửa': { portal: 'Cán bộ một cửa', oneStop: 'TIEPNHAN' },
  'Chuyên viên': { portal: 'Chuyên viên', oneStop: 'CHUYENVIEN' },
  'Lãnh đạo phòng': { portal: 'Lãnh đạo phòng', oneStop: 'LANHDAOPHONG' },
  'Lãnh đạo đơn vị': { portal: 'Lãnh đạo đơn vị', oneStop: 'LANHDAO' },
};

/** What `init` writes: file name → text. Every key is explained; passwords come from the environment. */
export function starterFiles(draft?: StarterDraft): Record<string, string> {
  const text = draft
    ? configuration(draft.locality, draft.systems, [])
    : configuration('H13', starterSystems, commentedOut);
  return {
    'dvc-sync.yaml': text,
    'agencies.yaml': agenciesHead + (draft?.agencies ?? agencies),
    'fields.yaml': fieldsHead + (draft?.fields ?? fields),
    ...schema(),
  };
}

/** Cities whose configuration comes with the program, each a folder of `config/`. */
const cities: readonly string[] = ['can-tho-2025'];

/** The same of a city that comes with the program; undefined where none is called so. */
export async function cityFiles(name: string): Promise<Record<string, string> | undefined> {
  if (!cities.includes(name)) return undefined;
  const files: Record<string, string> = {};
  for (const file of ['dvc-sync.yaml', 'agencies.yaml', 'fields.yaml'])
    files[file] = await readFile(ownFile(`config/${name}/${file}`), 'utf8');
  return { ...files, ...schema() };
}

function schema(): Record<string, string> {
  return { 'dvc-sync.schema.json': `${JSON.stringify(configurationJsonSchema(), null, 2)}\n` };
}

/** Entries as they stand below `systems`. */
function systemsText(systems: Readonly<Record<string, StarterSystem>>, off: readonly string[]): string {
  return Object.entries(systems)
    .map(([name, { about, entry, notes = {} }]) => {
      const unset = Object.keys(notes).filter(key => !(key in entry));
      const lines = [
        `${name}:`,
        ...Object.entries(entry).map(
          ([key, value]) => `  ${key}: ${scalar(value)}${notes[key] ? `  # ${comment(notes[key])}` : ''}`,
        ),
        ...unset.map(key => `  # ${key}: ${comment(notes[key]!)}`),
      ].map(line => `  ${off.includes(name) ? '# ' : ''}${line}`);
      return [...about.map(line => `  # ${comment(line)}`), ...lines].join('\n');
    })
    .join('\n\n');
}

/** A comment ends with its line: nothing a system says may go on behind it. */
export function comment(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function rolesText(systems: readonly string[]): string[] {
  const roles = Object.entries(starterRoles).flatMap(([role, names]) => {
    const here = Object.fromEntries(Object.entries(names).filter(([system]) => systems.includes(system)));
    return Object.keys(here).length === 0 ? [] : [`  ${role}: ${scalar(here)}`];
  });
  return roles.length === 0 ? ['roles: {}'] : ['roles:', ...roles];
}

const head = `# yaml-language-server: $schema=./dvc-sync.schema.json
#
# Cấu hình dvc-sync. Đường dẫn tương đối tính từ tệp này.
# \${TÊN} lấy giá trị từ biến môi trường, \${file:/run/secrets/x} lấy nội dung một tệp.
# Không viết mật khẩu vào đây. Sửa xong, chạy "dvc-sync check".

`;

function configuration(
  locality: string,
  systems: Readonly<Record<string, StarterSystem>>,
  off: readonly string[],
): string {
  const given = {
    locality,
    ...{ agencies: './agencies.yaml', fields: './fields.yaml', systems: {} },
    owners: { technical: 'Sở TTTT', regulatory: 'VP UBND', agency: 'đơn vị' },
    documents: { issuer: 'Ủy ban nhân dân thành phố' },
  };
  const schema = plainSchema(fileSchema);
  Object.assign(schema.properties!.systems!, { additionalProperties: systemKeys() });
  const asked = Object.keys(systems).filter(name => !off.includes(name));
  const lines = { systems: ['systems:', systemsText(systems, off)], roles: rolesText(asked) };
  return head + printSchema(schema, fileSchema.parse(given), lines);
}

/** What an entry of a host has besides the keys of its adapter. */
function systemKeys() {
  const { properties } = plainSchema(systemSchema.extend(hostSchema.shape));
  const names = adapters.map(({ name }) => name).join(', ');
  return {
    properties: { ...properties, adapter: { description: `Giao thức, với các khóa riêng: ${names}.` } },
  };
}

const agenciesHead = `# Cơ quan, đơn vị của thành phố.
#   code    mã định danh
#   name    tên đầy đủ
#   tier    cấp: province (sở, ban, ngành), district (huyện), commune (xã), other
#   parent  mã đơn vị cấp trên, bỏ trống ở trên cùng
#   ids     mã của đơn vị ở từng hệ thống, khi khác mã định danh; nhiều mã thì viết danh sách
`;

const agencies = `- { code: H13, name: Ủy ban nhân dân thành phố, tier: province }
- { code: H13.1.2, name: Sở Tư pháp, tier: province, parent: H13 }
- code: H13.20
  name: Ủy ban nhân dân quận Ninh Kiều
  tier: district
  parent: H13
  ids: { oneStop: [NINHKIEU, "000.00.20.H13"] }
- { code: H13.20.1, name: Ủy ban nhân dân phường Cái Khế, tier: commune, parent: H13.20 }
`;

const fieldsHead = '# Tên hoặc mã lĩnh vực → mã đơn vị quản lý.\n';

const fields = `Hộ tịch: H13.1.2
Chứng thực: H13.1.2
`;
