import { resolve } from 'node:path';
import type { Adapter, HostAdapter, HostDefaults } from '../adapter/adapter.ts';
import type { Hosted, SystemProfile } from '../domain/city.ts';
import type { Words } from '../domain/language.ts';
import { isLoopback } from '../domain/loopback.ts';
import { tiers } from '../domain/tier.ts';
import type { AgencyList } from './agencies.ts';
import type { ConfigurationProblem, ConfiguredSystem } from './configuration.ts';
import { didYouMean } from './nearest.ts';
import type { References } from './references.ts';
import { folderSchema, type HostEntry, hostSchema, type SystemEntry, systemSchema, usual } from './schema.ts';
import { validate } from './validate.ts';
import type { Path, YamlSource } from './yaml-source.ts';

const knownRoles = ['national', 'nationalPortal', 'portal', 'oneStop'];

/** What a system holds when `hosts` says nothing; any other role holds nothing. */
const hostsByRole: Record<string, Hosted[]> = {
  portal: ['components', 'eform', 'workflow', 'payment', 'channel'],
  oneStop: ['components', 'workflow'],
};

export interface SystemsContext {
  source: YamlSource;
  references: References;
  adapters: readonly Adapter[];
  /** Absent when the agencies file could not be read; then nothing is said about agency codes. */
  agencies: AgencyList | undefined;
  /** That of the configuration file. */
  folder: string;
}

/** What of an entry depends on its adapter. */
interface OwnKeys {
  adapter?: Adapter;
  options?: unknown;
  /** Where and how the system is asked; absent where the adapter reads a folder, or it is wrong. */
  host?: HostEntry;
  folder?: string;
  problems: ConfigurationProblem[];
}

/**
 * Checks every entry of `systems` and fills in defaults. `written` is what the file says; `entries` are those of them
 * whose shared keys are right: of the others only the adapter's own keys are looked at.
 */
export function configureSystems(
  written: Record<string, unknown>,
  entries: Record<string, SystemEntry>,
  context: SystemsContext,
): { systems: ConfiguredSystem[]; secrets: string[]; problems: ConfigurationProblem[] } {
  const systems: ConfiguredSystem[] = [];
  const secrets: string[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const [name, value] of Object.entries(written)) {
    if (typeof value !== 'object' || value === null) continue;
    const own = checkOwn(name, value as Record<string, unknown>, context);
    const entry = entries[name];
    const { profile, wrong } = entry ? checkProfile(name, entry, context) : { wrong: [] };
    problems.push(...own.problems, ...wrong);
    if (!entry || !profile || !own.adapter) continue;
    if (entry.demand && !own.adapter.capabilities.includes('measures'))
      problems.push(
        context.source.problem(['systems', name, 'demand'], {
          vi: `bộ nối ${own.adapter.name} không cho biết số hồ sơ`,
          en: `the adapter ${own.adapter.name} does not tell how many files came in`,
        }),
      );
    secrets.push(...secretsOf(name, entry, own.adapter, context));
    const read = {
      profile,
      options: own.options,
      maxRows: entry.maxRows,
      maxReadMinutes: entry.maxReadMinutes,
      useRemoteMapping: entry.useRemoteMapping,
      credentials: credentialsOf(name, entry, own.adapter, context),
      ...(entry.demand && { demand: true }),
      ...(entry.links && { links: entry.links }),
      ...(entry.page !== undefined && { page: entry.page }),
    };
    const { adapter, host, folder } = own;
    if (adapter.source === 'host' && host)
      systems.push({ ...read, adapter, http: httpSettings(host, adapter) });
    if (adapter.source === 'folder' && folder !== undefined) systems.push({ ...read, adapter, folder });
  }
  const nationals = Object.entries(entries).filter(([, entry]) => entry.role === 'national');
  for (const [name] of nationals.slice(1)) {
    const problem = {
      vi: `chỉ một hệ thống được có vai trò national; "${nationals[0]?.[0]}" đã có`,
      en: `only one system may have the role national; "${nationals[0]?.[0]}" has it`,
    };
    problems.push(context.source.problem(['systems', name, 'role'], problem));
  }
  return { systems, secrets: secrets.filter(secret => secret !== ''), problems };
}

/** The adapter of an entry, how its system is reached, and its own keys as it wants them. */
function checkOwn(name: string, value: Record<string, unknown>, context: SystemsContext): OwnKeys {
  const { source, references, adapters } = context;
  const at: Path = ['systems', name];
  const given = value.adapter;
  // That it is missing or no text is told with the other shared keys.
  if (typeof given !== 'string' || references.failed.has(source.scalarAt([...at, 'adapter'])!))
    return { problems: checkHost(name, value, context).problems };
  const adapter = adapters.find(one => one.name === given);
  if (!adapter) {
    const names = adapters.map(one => one.name);
    const list = names.map(one => `"${one}"`).join(', ');
    const guess = didYouMean(given, names);
    const problem = {
      vi: `không có bộ nối "${given}"; phải là một trong: ${list}${guess.vi}`,
      en: `there is no adapter "${given}"; it must be one of: ${list}${guess.en}`,
    };
    return {
      problems: [source.problem([...at, 'adapter'], problem), ...checkHost(name, value, context).problems],
    };
  }
  const reach =
    adapter.source === 'host' ? checkHost(name, value, context) : checkFolder(name, value, context);
  const shared = [...Object.keys(systemSchema.shape), ...reach.keys];
  const own = Object.fromEntries(Object.entries(value).filter(([key]) => !shared.includes(key)));
  const empty = adapter.secretOptions
    .filter(option => own[option] === '')
    .map(option => source.problem([...at, option], emptySecret(source, references, [...at, option])));
  const options = validate(adapter.options, own, source, references, at, shared);
  const problems = 'problems' in options ? options.problems : [];
  const told = new Set(empty.map(problem => problem.key));
  return {
    adapter,
    options: 'data' in options ? options.data : undefined,
    ...('host' in reach && { host: reach.host }),
    ...('folder' in reach && { folder: reach.folder }),
    problems: [...reach.problems, ...empty, ...problems.filter(problem => !told.has(problem.key))],
  };
}

function checkHost(name: string, value: Record<string, unknown>, { source, references }: SystemsContext) {
  const keys = Object.keys(hostSchema.shape);
  const at: Path = ['systems', name];
  const checked = validate(hostSchema, pick(value, keys), source, references, at);
  if ('problems' in checked) return { keys, problems: checked.problems };
  const address = addressProblem(checked.data);
  const problems = address === undefined ? [] : [source.problem([...at, 'baseUrl'], address)];
  return { keys, host: checked.data, problems };
}

function checkFolder(
  name: string,
  value: Record<string, unknown>,
  { source, references, folder }: SystemsContext,
) {
  const keys = Object.keys(folderSchema.shape);
  const checked = validate(folderSchema, pick(value, keys), source, references, ['systems', name]);
  if ('problems' in checked) return { keys, problems: checked.problems };
  return { keys, folder: resolve(folder, checked.data.folder), problems: [] };
}

function pick(value: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter(key => Object.hasOwn(value, key)).map(key => [key, value[key]]));
}

function checkProfile(
  name: string,
  entry: SystemEntry,
  { source, agencies }: SystemsContext,
): { profile: SystemProfile; wrong: ConfigurationProblem[] } {
  const wrong: ConfigurationProblem[] = [];
  const tell = (problem: Words, ...path: PropertyKey[]) =>
    wrong.push(source.problem(['systems', name, ...path], problem));
  const meant = knownRoles.find(known => known !== entry.role && sameLetters(known, entry.role));
  if (meant)
    tell(
      {
        vi: `không có vai trò "${entry.role}"; có phải là "${meant}"?`,
        en: `there is no role "${entry.role}"; did you mean "${meant}"?`,
      },
      'role',
    );
  const covers = entry.covers?.map((covered, index) => {
    const code = coveredCode(covered, agencies);
    if (code === undefined) tell(coverProblem(covered, agencies), 'covers', index);
    return code ?? covered;
  });
  const { role } = entry;
  const hosts = entry.hosts ?? hostsByRole[role] ?? [];
  return { profile: { name, role, hosts, covers: covers ?? null }, wrong };
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
