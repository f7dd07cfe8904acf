import type { FolderAdapter, HostAdapter } from '../adapter/adapter.ts';
import type { HttpSettings } from '../adapter/http.ts';
import type { City, SystemProfile } from '../domain/city.ts';
import type { Language, Words } from '../domain/language.ts';
import type { FileEntries, SystemEntry } from './schema.ts';
import type { DocumentSettings } from './sections/documents.ts';
import type { MailSettings } from './sections/mail.ts';
import type { ReviewSettings } from './sections/reviews.ts';

/** A validated configuration with everything resolved: files read, references replaced, defaults filled in. */
export interface Configuration
  extends Pick<
    FileEntries,
    'thresholds' | 'keep' | 'cacheHours' | 'roles' | 'push' | 'tasks' | 'levelNames' | 'schedule' | 'server'
  > {
  /** Absolute path of the YAML file. */
  file: string;
  /** Absolute path of the agencies file; `map` writes there. */
  agenciesFile: string;
  dataDir: string;
  store: { driver: 'sqlite'; file: string } | { driver: 'postgres'; url: string };
  city: City;
  systems: ConfiguredSystem[];
  /** Remote code → national code, per system, normalised with `localCode`. */
  codes: Record<string, Record<string, string>>;
  /** Folder of desired configuration: `<services>/<procedure>/service.yaml` …; default `./services`. Absolute. */
  services: string;
  /** `keyFile` is absolute. */
  audit: FileEntries['audit'];
  /** Absent: no letters. `caFile` is absolute. */
  mail?: MailSettings;
  /** `reasons` is absolute. Agency codes are checked. */
  reviews: ReviewSettings;
  /** `templates` is absolute. */
  documents: DocumentSettings;
  /** All secret values found while loading; redacted in every log, error and report. */
  secrets: string[];
}

export type PushSettings = FileEntries['push'];

export type ConfiguredSystem = ReadSystem & (AtHost | InFolder);

interface AtHost {
  adapter: HostAdapter;
  http: Omit<HttpSettings, 'signal'>;
  folder?: never;
}

interface InFolder {
  adapter: FolderAdapter;
  http?: never;
  /** Absolute. */
  folder: string;
}

interface ReadSystem
  extends Pick<SystemEntry, 'maxRows' | 'maxReadMinutes' | 'useRemoteMapping' | 'links' | 'page'> {
  profile: SystemProfile;
  options: unknown;
  /** Its account and secrets: the key, and what it refers to (`PORTAL_PASSWORD`, `file:…`). */
  credentials: { key: string; from: readonly string[] }[];
  /** Files by channel and indicators of the month before are read, too. */
  demand?: boolean;
}

/** Pages for people of those systems that have one, by name. */
export function pagesOf(systems: readonly ConfiguredSystem[]): Record<string, string> {
  return Object.fromEntries(systems.flatMap(({ profile, page }) => (page ? [[profile.name, page]] : [])));
}

/** Where a configuration is wrong, and how. */
export interface ConfigurationProblem {
  file: string;
  line?: number;
  /** Dotted: `systems.portal.baseUrl`. */
  key: string;
  problem: Words;
}

/** `file:line: key: problem`, as compilers do it. */
export function configurationLine(
  { file, line, key, problem }: ConfigurationProblem,
  language: Language,
): string {
  return `${file}${line ? `:${line}` : ''}: ${key ? `${key}: ` : ''}${problem[language]}`;
}

/** Its message is Vietnamese. */
export class ConfigurationError extends Error {
  readonly problems: ConfigurationProblem[];
  constructor(problems: ConfigurationProblem[]) {
    super(problems.map(one => configurationLine(one, 'vi')).join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
