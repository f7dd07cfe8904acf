import type { FolderAdapter, HostAdapter } from '../adapter/adapter.ts';
import type { HttpSettings } from '../adapter/http.ts';
import type { City, SystemProfile } from '../domain/city.ts';
import type { Language, Words } from '../domain/language.ts';
import type { AuditSettings } from './sections/audit.ts';
import type { DocumentSettings } from './sections/documents.ts';
import type { MailSettings } from './sections/mail.ts';
import type { ReviewSettings } from './sections/reviews.ts';
import type { ScheduleSettings } from './sections/schedule.ts';
import type { ServerSettings } from './sections/server.ts';

/** A validated configuration with everything resolved: files read, references replaced, defaults filled in. */
export interface Configuration {
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
  thresholds: {
    /** `source-shrunk` from this share of records lost (0…1). Default 0.2. */
    shrinkShare: number;
    /** Health calls a system's last complete snapshot old after so many hours. Default 36. */
    staleHours: number;
  };
  /** How many snapshots per system, runs with their rows, days of ended jobs and of letters are kept: 3, 30, 90, 90. */
  keep: { snapshots: number; runs: number; jobDays: number; letterDays: number };
  /** How long national details are trusted, in hours; refreshes are spread over its second half. Default 72. */
  cacheHours: number;
  /** Folder of desired configuration: `<services>/<procedure>/service.yaml` …; default `./services`. Absolute. */
  services: string;
  /** Role of a workflow step → its name or code at each system. */
  roles: Record<string, Record<string, string>>;
  /** Guards of pushing. */
  push: PushSettings;
  /** Days from a manual task's beginning to its due date, by severity. Defaults 3, 14, 30. */
  tasks: { dueDays: Record<'critical' | 'major' | 'minor', number> };
  /** What reports and documents call the levels. */
  levelNames: 'numbers' | 'decree-42';
  schedule: ScheduleSettings;
  /** `keyFile` is absolute. */
  audit: AuditSettings;
  server: ServerSettings;
  /** Absent: no letters. `caFile` is absolute. */
  mail?: MailSettings;
  /** `reasons` is absolute. Agency codes are checked. */
  reviews: ReviewSettings;
  /** `templates` is absolute. */
  documents: DocumentSettings;
  /** All secret values found while loading; redacted in every log, error and report. */
  secrets: string[];
}

export interface PushSettings {
  /** Most changes of one plan. Default 500. */
  maxChanges: number;
  /** Largest share (0…1) of a system's offerings one plan may change. Default 0.25. */
  maxShare: number;
  /**
   * Local times (`HH:MM`, Asia/Ho_Chi_Minh) in which writing is allowed; empty = always. `days` 1 (Monday) … 7. `to` is
   * not part of the window; a `to` before `from` is on the next day.
   */
  windows: { days: number[]; from: string; to: string }[];
  /** `always`: every plan needs a second person; `held` (default): only one that a guard holds. */
  approval: 'always' | 'held';
}

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

interface ReadSystem {
  profile: SystemProfile;
  options: unknown;
  /** Rows after which a list is cut. Default 500 000. */
  maxRows: number;
  /** How long one reading may take. Default 60. */
  maxReadMinutes: number;
  useRemoteMapping: boolean;
  /** Its account and secrets: the key, and what it refers to (`PORTAL_PASSWORD`, `file:…`). */
  credentials: { key: string; from: readonly string[] }[];
  /** Files by channel and indicators of the month before are read, too. */
  demand?: boolean;
  /** Whether and how the links it shows are looked at; absent = not. */
  links?: { enabled: boolean; hosts: string[]; perSecond: number; cacheHours: number };
  /** Address of the page where a person sets a procedure up, with `{procedure}` for its code. */
  page?: string;
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
