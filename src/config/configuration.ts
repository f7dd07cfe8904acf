import type { Adapter } from '../adapter/adapter.ts';
import type { HttpSettings } from '../adapter/http.ts';
import type { City, SystemProfile } from '../domain/city.ts';

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
  };
  /** How many snapshots per system and how many runs with their rows are kept. Defaults 3 and 30. */
  keep: { snapshots: number; runs: number };
  /** How long national details are trusted, in hours; refreshes are spread over its second half. Default 72. */
  cacheHours: number;
  /** All secret values found while loading; redacted in every log, error and report. */
  secrets: string[];
}

export interface ConfiguredSystem {
  profile: SystemProfile;
  adapter: Adapter;
  options: unknown;
  http: Omit<HttpSettings, 'signal'>;
  useRemoteMapping: boolean;
}

/** Where a configuration is wrong. Printed as `file:line: key: problem`. */
export interface ConfigurationProblem {
  file: string;
  line?: number;
  /** Dotted: `systems.portal.baseUrl`. */
  key: string;
  problem: string;
}

export class ConfigurationError extends Error {
  readonly problems: ConfigurationProblem[];
  constructor(problems: ConfigurationProblem[]) {
    super(
      problems
        .map(p => `${p.file}${p.line ? `:${p.line}` : ''}: ${p.key ? `${p.key}: ` : ''}${p.problem}`)
        .join('\n'),
    );
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
