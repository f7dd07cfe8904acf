import { resolve } from 'node:path';
import type { Adapter, HostAdapter, HostDefaults } from '../adapter/adapter.ts';
import { type Hosted, hosted, type SystemProfile } from '../domain/city.ts';
import type { Words } from '../domain/language.ts';
import { isLoopback } from '../domain/loopback.ts';
import { tiers } from '../domain/tier.ts';
import type { AgencyList } from './agencies.ts';
import type { ConfiguredSystem } from './configuration.ts';
import type { Beside } from './configure.ts';
import { didYouMean } from './nearest.ts';
import type { References } from './references.ts';
import { folderSchema, type HostEntry, hostSchema, type SystemEntry, systemSchema, usual } from './schema.ts';
import { validate, validData } from './validate.ts';
import { keyText, type Path, type YamlSource } from './yaml-source.ts';

const knownRoles = ['national', 'nationalPortal', 'portal', 'oneStop'];

/** What a system holds when `hosts` says nothing; any other role holds nothing. */
const hostsByRole: Record<string, Hosted[]> = {
  portal: [...hosted],
  oneStop: ['components', 'workflow'],
};

interface SystemsContext extends Beside {
  references: References;
  adapters: readonly Adapter[];
}

/**
 * Checks every entry of `systems` and fills in defaults; what is wrong is told. `written` is what the file says; `entries`
 * are those of them whose shared keys are right: of the others only the adapter's own keys are looked at.
 */
export function configureSystems(
  written: Record<string, unknown>,
  entries: Record<string, SystemEntry>,
  context: SystemsContext,
): { systems: ConfiguredSystem[]; secrets: string[] } {
  const { source } = context;
  const systems: ConfiguredSystem[] = [];
  const secrets: string[] = [];
  for (const [name, value] of Object.entries(written)) {
    if (typeof value !== 'object' || value === null) continue;
    const own = checkOwn(name, value as Record<string, unknown>, context);
    const entry = entries[name];
    if (!entry) continue;
    const profile = checkProfile(name, entry, context);
    if (!own) continue;
    const { adapter, options, host, folder } = own;
    const { demand, links, page, maxRows, maxReadMinutes, useRemoteMapping } = entry;
    if (demand && !adapter.capabilities.includes('measures'))
      source.tell(['systems', name, 'demand'], {
        vi: `bộ nối ${adapter.name} không cho biết số hồ sơ`,
        en: `the adapter ${adapter.name} does not tell how many files came in`,
      });
    secrets.push(...secretsOf(name, entry, adapter, context));
    const read = {
      ...{ profile, options, maxRows, maxReadMinutes, useRemoteMapping },
      credentials: credentialsOf(name, entry, adapter, context),
      ...(demand && { demand }),
      ...(links && { links }),
      ...(page !== undefined && { page }),
    };
    if (adapter.source === 'host' && host)
      systems.push({ ...read, adapter, http: httpSettings(host, adapter) });
    if (adapter.source === 'folder' && folder !== undefined) systems.push({ ...read, adapter, folder });
  }
  const [national, ...more] = Object.keys(entries).filter(name => entries[name]!.role === 'national');
  for (const name of more)
    source.tell(['systems', name, 'role'], {
      vi: `chỉ một hệ thống được có vai trò national; "${national}" đã có`,
      en: `only one system may have the role national; "${national}" has it`,
    });
  return { systems, secrets: secrets.filter(secret => secret !== '') };
}

/** The adapter of an entry, its own keys as it wants them, and how its system is reached: absent where that is wrong. */
function checkOwn(
  name: string,
  value: Record<string, unknown>,
  { source, references, adapters, folder }: SystemsContext,
): { adapter: Adapter; options: unknown; host?: HostEntry | undefined; folder?: string } | undefined {
  const at: Path = ['systems', name];
  const adapter = adapterOf(value.adapter, [...at, 'adapter'], { source, references, adapters });
  const keys = Object.keys((adapter?.source === 'folder' ? folderSchema : hostSchema).shape);
  const reached = Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
  const inFolder =
    adapter?.source === 'folder' ? validData(folderSchema, reached, source, references, at) : undefined;
  const host =
    adapter?.source === 'folder' ? undefined : validData(hostSchema, reached, source, references, at);
  const address = host && addressProblem(host);
  if (address) source.tell([...at, 'baseUrl'], address);
  if (!adapter) return undefined;
  const shared = [...Object.keys(systemSchema.shape), ...keys];
  const own = Object.fromEntries(Object.entries(value).filter(([key]) => !shared.includes(key)));
  const empty = adapter.secretOptions.filter(option => own[option] === '').map(option => [...at, option]);
  for (const path of empty) source.tell(path, emptySecret(source, references, path));
  const options = validate(adapter.options, own, source, references, at, shared);
  const told = new Set(empty.map(keyText));
  if ('problems' in options) source.told.push(...options.problems.filter(({ key }) => !told.has(key)));
  return {
    ...{ adapter, options: 'data' in options ? options.data : undefined, host },
    ...(inFolder && { folder: resolve(folder, inFolder.folder) }),
  };
}

/** The adapter that is named; that none is, or it is no text, is told with the other shared keys. */
function adapterOf(
  given: unknown,
  path: Path,
  { source, references, adapters }: Pick<SystemsContext, 'source' | 'references' | 'adapters'>,
): Adapter | undefined {
  if (typeof given !== 'string' || references.failed.has(source.scalarAt(path)!)) return undefined;
  const names = adapters.map(one => one.name);
  if (!names.includes(given)) {
    const list = names.map(one => `"${one}"`).join(', ');
    const guess = didYouMean(given, names);
    source.tell(path, {
      vi: `không có bộ nối "${given}"; phải là một trong: ${list}${guess.vi}`,
      en: `there is no adapter "${given}"; it must be one of: ${list}${guess.en}`,
    });
  }
  return adapters.find(one => one.name === given);
}

function checkProfile(
  name: string,
  { role, hosts = hostsByRole[role] ?? [], covers }: SystemEntry,
  { source, agencies }: SystemsContext,
): SystemProfile {
  const at = ['systems', name];
  const meant = knownRoles.find(known => known !== role && sameLetters(known, role));
  if (meant)
    source.tell([...at, 'role'], {
      vi: `không có vai trò "${role}"; có phải là "${meant}"?`,
      en: `there is no role "${role}"; did you mean "${meant}"?`,
    });
  const codes = covers?.map((covered, index) => {
    const code = coveredCode(covered, agencies);
    if (code === undefined) source.tell([...at, 'covers', index], coverProblem(covered, agencies));
    return code ?? covered;
  });
  return { name, role, hosts, covers: codes ?? null };
}

function httpSettings(
  entry: HostEntry,
  { defaults = {} }: HostAdapter,
): NonNullable<ConfiguredSystem['http']> {
  const of = (key: keyof HostDefaults): number => entry[key] ?? defaults[key] ?? usual[key];
  return {
    baseUrl: entry.baseUrl.replace(/(?<!\/)\/+$/, ''),
    concurrency: of('concurrency'),
    ratePerSecond: of('ratePerSecond'),
    connectTimeoutMs: of('connectTimeoutSeconds') * 1000,
    answerTimeoutMs: of('answerTimeoutSeconds') * 1000,
    attempts: of('attempts'),
    maxAnswerBytes: Math.floor(of('maxAnswerMegabytes') * 1024 * 1024),
    // Filled in once the secrets of every system are known.
    secrets: [],
  };
}

/** Values of an entry that must never be shown: its secret options, whole and as they were put in by reference. */
function secretsOf(name: string, entry: SystemEntry, adapter: Adapter, context: SystemsContext): string[] {
  return adapter.secretOptions.flatMap(option => {
    const scalar = context.source.scalarAt(['systems', name, option]);
    const inserted = (scalar && context.references.inserted.get(scalar)) ?? [];
    return [...textsIn(entry[option]), ...inserted];
  });
}

/** Where an entry's account and secrets come from; no value of them. */
function credentialsOf(
  name: string,
  entry: SystemEntry,
  { secretOptions }: Adapter,
  { source, references }: SystemsContext,
): ConfiguredSystem['credentials'] {
  return ['username', ...secretOptions].flatMap(key => {
    if (!Object.hasOwn(entry, key)) return [];
    const scalar = source.scalarAt(['systems', name, key]);
    return [{ key: `systems.${name}.${key}`, from: (scalar && references.names?.get(scalar)) ?? [] }];
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function addressProblem(entry: HostEntry): Words | undefined {
  const url = new URL(entry.baseUrl);
  if (url.username !== '' || url.password !== '') {
    return {
      vi: 'không đặt tài khoản, mật khẩu trong địa chỉ; dùng các khóa riêng của bộ nối',
      en: "no user name or password belongs into the address; use the adapter's own keys",
    };
  }
  if (url.search !== '' || url.hash !== '')
    return {
      vi: 'địa chỉ gốc không được có "?" hoặc "#"',
      en: 'the base address must have no "?" and no "#"',
    };
  return url.protocol === 'http:' && !isLoopback(url.hostname) && !entry.insecure
    ? {
        vi: 'http:// chỉ dùng được trên chính máy này; dùng https:// hoặc đặt insecure: true nếu mạng nội bộ được bảo vệ',
        en: 'http:// is for this very machine; use https://, or insecure: true where the network between is protected',
      }
    : undefined;
}

function coveredCode(covered: string, agencies: AgencyList | undefined): string | undefined {
  return tiers.find(tier => tier === covered) ?? (agencies ? agencies.code(covered) : covered);
}

function coverProblem(covered: string, agencies: AgencyList | undefined): Words {
  const guess = didYouMean(covered, [...tiers, ...(agencies?.codes ?? [])]);
  return {
    vi: `"${covered}" không phải là cấp (${tiers.join(', ')}) cũng không phải mã đơn vị trong danh sách${guess.vi}`,
    en: `"${covered}" is neither a tier (${tiers.join(', ')}) nor the code of an agency of the list${guess.en}`,
  };
}

function emptySecret(source: YamlSource, references: References, path: Path): Words {
  const scalar = source.scalarAt(path);
  const referenced = scalar !== undefined && references.inserted.has(scalar);
  return referenced
    ? {
        vi: 'giá trị bí mật rỗng: biến môi trường hoặc tệp được tham chiếu không có nội dung',
        en: 'the secret is empty: the environment variable or file it refers to holds nothing',
      }
    : { vi: 'giá trị bí mật rỗng', en: 'the secret is empty' };
}

function sameLetters(a: string, b: string): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return letters(a) === letters(b);
}
