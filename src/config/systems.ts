import type { Adapter } from '../adapter/adapter.ts';
import type { Hosted, SystemProfile } from '../domain/city.ts';
import { tiers } from '../domain/tier.ts';
import type { AgencyList } from './agencies.ts';
import type { ConfigurationProblem, ConfiguredSystem } from './configuration.ts';
import { didYouMean, nearest } from './nearest.ts';
import type { References } from './references.ts';
import { type SystemEntry, systemSchema } from './schema.ts';
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
}

/** All entries of `systems` that are right, with the secrets of all of them. */
export function configureSystems(
  entries: Record<string, SystemEntry>,
  context: SystemsContext,
): { systems: ConfiguredSystem[]; secrets: string[]; problems: ConfigurationProblem[] } {
  const systems: ConfiguredSystem[] = [];
  const secrets: string[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    const answer = configureSystem(name, entry, context);
    problems.push(...answer.problems);
    if (!answer.system) continue;
    systems.push(answer.system);
    secrets.push(...secretsOf(name, entry, answer.system.adapter, context));
  }
  const nationals = Object.entries(entries).filter(([, entry]) => entry.role === 'national');
  for (const [name] of nationals.slice(1)) {
    const problem = `chỉ một hệ thống được có vai trò national; "${nationals[0]?.[0]}" đã có`;
    problems.push(context.source.problem(['systems', name, 'role'], problem));
  }
  return { systems, secrets: secrets.filter(secret => secret !== ''), problems };
}

/** One entry of `systems` with its adapter's options checked and defaults filled in. */
function configureSystem(
  name: string,
  entry: SystemEntry,
  context: SystemsContext,
): { system?: ConfiguredSystem; problems: ConfigurationProblem[] } {
  const { source, references, adapters } = context;
  const at: Path = ['systems', name];
  const problems: ConfigurationProblem[] = [];
  const wrong = (key: string, problem: string, ...inside: number[]) =>
    problems.push(source.problem([...at, key, ...inside], problem));

  const shared = Object.keys(systemSchema.shape);
  const own = Object.fromEntries(Object.entries(entry).filter(([key]) => !shared.includes(key)));
  const adapter = adapters.find(one => one.name === entry.adapter);
  if (!adapter) {
    const names = adapters.map(one => one.name);
    const list = names.map(one => `"${one}"`).join(', ');
    wrong(
      'adapter',
      `không có bộ nối "${entry.adapter}"; phải là một trong: ${list}${didYouMean(entry.adapter, names)}`,
    );
    return { problems };
  }

  const address = addressProblem(entry);
  if (address) wrong('baseUrl', address);
  const role = knownRoles.find(known => known !== entry.role && sameLetters(known, entry.role));
  if (role) wrong('role', `không có vai trò "${entry.role}"; có phải là "${role}"?`);
  const covers = entry.covers?.map((covered, index) => {
    const code = coveredCode(covered, context.agencies);
    if (code === undefined) wrong('covers', coverProblem(covered, context.agencies), index);
    return code ?? covered;
  });
  for (const option of adapter.secretOptions) {
    if (own[option] === '') wrong(option, emptySecret(source, references, [...at, option]));
  }

  const options = validate(adapter.options, own, source, references, at, shared);
  if ('problems' in options) problems.push(...options.problems);
  if (problems.length > 0 || 'problems' in options) return { problems };

  const profile: SystemProfile = {
    name,
    role: entry.role,
    hosts: entry.hosts ?? hostsByRole[entry.role] ?? [],
    covers: covers ?? null,
  };
  const http: ConfiguredSystem['http'] = {
    baseUrl: entry.baseUrl.replace(/\/+$/, ''),
    concurrency: entry.concurrency,
    ratePerSecond: entry.ratePerSecond,
    connectTimeoutMs: entry.connectTimeoutSeconds * 1000,
    answerTimeoutMs: entry.answerTimeoutSeconds * 1000,
    attempts: entry.attempts,
    maxAnswerBytes: Math.floor(entry.maxAnswerMegabytes * 1024 * 1024),
    // Filled in once the secrets of every system are known.
    secrets: [],
  };
  return {
    problems,
    system: { profile, adapter, options: options.data, http, useRemoteMapping: entry.useRemoteMapping },
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

function textsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function addressProblem(entry: SystemEntry): string | undefined {
  const url = new URL(entry.baseUrl);
  if (url.username !== '' || url.password !== '') {
    return 'không đặt tài khoản, mật khẩu trong địa chỉ; dùng các khóa riêng của bộ nối';
  }
  if (url.search !== '' || url.hash !== '') return 'địa chỉ gốc không được có "?" hoặc "#"';
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'http:' && !loopback && !entry.insecure
    ? 'http:// chỉ dùng được trên chính máy này; dùng https:// hoặc đặt insecure: true nếu mạng nội bộ được bảo vệ'
    : undefined;
}

function coveredCode(covered: string, agencies: AgencyList | undefined): string | undefined {
  return tiers.find(tier => tier === covered) ?? (agencies ? agencies.code(covered) : covered);
}

function coverProblem(covered: string, agencies: AgencyList | undefined): string {
  const guess = nearest(covered, [...tiers, ...(agencies?.agencies.map(agency => agency.code) ?? [])]);
  return `"${covered}" không phải là cấp (${tiers.join(', ')}) cũng không phải mã đơn vị trong danh sách${guess ? `; có phải là "${guess}"?` : ''}`;
}

function emptySecret(source: YamlSource, references: References, path: Path): string {
  const scalar = source.scalarAt(path);
  const referenced = scalar !== undefined && references.inserted.has(scalar);
  return referenced
    ? 'giá trị bí mật rỗng: biến môi trường hoặc tệp được tham chiếu không có nội dung'
    : 'giá trị bí mật rỗng';
}

function sameLetters(a: string, b: string): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return letters(a) === letters(b);
}
