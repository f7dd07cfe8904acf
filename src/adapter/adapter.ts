import type { z } from 'zod';
import type { Level } from '../domain/level.ts';
import type { ServiceState } from '../domain/service-state.ts';
import type { RemoteError } from './errors.ts';
import type { FilesFolder } from './folder.ts';
import type { HttpClient } from './http.ts';
import type { Details } from './kit/details.ts';
import type { MeasureRecord, MeasuresAsked } from './measures.ts';
import type { SourceRecord } from './records.ts';
import type { CityNames, ServiceRequest } from './service-request.ts';
import type { RemoteWriter } from './writer.ts';

/** What an adapter is: the only code that knows a remote's words. A missing method means "cannot". */
export type Adapter = HostAdapter | FolderAdapter;

/** Of systems that are asked over HTTP: their entry in the configuration has a `baseUrl`. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds adapters of different options; `unknown` would refuse them all.
export interface HostAdapter<Options = any> extends AnyAdapter<Options> {
  source: 'host';
  /** What its remotes bear, where that is not the usual; used where the city sets nothing. */
  defaults?: Partial<HostDefaults>;
  open(options: Options, context: HostContext): RemoteSystem;
}

/** Of systems that nobody may ask, known by files somebody puts into a folder: their entry has a `folder`. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export interface FolderAdapter<Options = any> extends AnyAdapter<Options> {
  source: 'folder';
  open(options: Options, context: FolderContext): RemoteSystem;
}

interface AnyAdapter<Options> {
  name: string;
  /** Vietnamese, for `check` and reports: "CSDL quốc gia về TTHC". */
  title: string;
  /** Its own keys of a `systems.<name>` entry (the shared ones are the configuration's). Unknown keys are refused. */
  options: z.ZodType<Options>;
  /** Names of options that hold secrets: their values are redacted everywhere. */
  secretOptions: readonly (keyof Options & string)[];
  capabilities: readonly Capability[];
  /** The workbook from which its operators set up a process; absent = they have none. */
  processBook?: 'ctonegate';
  /** Cases are read of offerings of this level or above only; absent = of all. */
  casesFrom?: Level;
  /** What of a Form.io form this system cannot show, Vietnamese; empty = all of it. Absent = it shows any form. */
  formProblems?(form: Record<string, unknown>): FormProblem[];
}

export interface FormProblem {
  /** Key of the component; empty = the form as a whole. */
  key: string;
  type: string;
  /** Vietnamese. */
  reason: string;
}

/** How a host is asked, as the keys of a `systems.<name>` entry say it. */
export interface HostDefaults {
  concurrency: number;
  ratePerSecond: number;
  connectTimeoutSeconds: number;
  answerTimeoutSeconds: number;
  attempts: number;
  maxAnswerMegabytes: number;
}

/** Facts an adapter can read at all; what it does not list is "could not tell" everywhere. */
export type Capability =
  | 'offerings'
  | 'components'
  | 'eform'
  | 'workflow'
  | 'payment'
  | 'channel'
  | 'fees'
  | 'deadlines'
  | 'decision'
  /** Files by channel and indicators (`RemoteSystem.measures`). */
  | 'measures';

export interface HostContext extends AdapterContext {
  http: HttpClient;
  /** Requests at once to this host, as configured, for adapters that keep a window of calls full. */
  concurrency: number;
}

export interface FolderContext extends AdapterContext {
  files: FilesFolder;
}

interface AdapterContext {
  /** Our locality code, e.g. `H13`. */
  locality: string;
  /** Rows after which a list is taken to have no end, as configured (see `walkPages`). */
  maxRows: number;
  /** What of earlier runs need not be asked for again. */
  details: Details;
  log: Log;
  signal: AbortSignal;
  /** Called now and then while reading, for progress: how many of how many (when known). */
  progress(part: string, done: number, total?: number): void;
}

/** The part of a pino logger adapters use. Values are redacted before they are written. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface RemoteSystem {
  /** Contacts the system. Throws `RemoteError` when it cannot even sign in. */
  check(): Promise<SystemCheck>;
  /**
   * Options that asking the system finds out, for the draft of a first configuration. Tries what is given before
   * anything else and throws only when nobody answers. Absent = nothing can be found out.
   */
  findOptions?(): Promise<FoundOption[]>;
  /**
   * Everything the adapter can read. Ends normally when it got to the end (gaps are records); throws `RemoteError`
   * when reading cannot go on.
   */
  read(): AsyncIterable<SourceRecord>;
  /**
   * One procedure, read fresh and decoded as `read` does. Throws `RemoteError` where anything of it could not be read
   * whole. Absent = single procedures cannot be looked at.
   */
  readService?(procedure: string, asked: ServiceRequest): Promise<ServiceState>;
  /**
   * What people asked for in a month and how the units are measured; after `read`, on the same connection. Absent = the
   * system publishes none.
   */
  measures?(asked: MeasuresAsked): AsyncIterable<MeasureRecord>;
  /** Only beside `readService`. Absent = this adapter cannot write. Contacts nothing yet. */
  writer?(names: CityNames): Promise<RemoteWriter>;
}

/** An option as a system itself tells it. */
export interface FoundOption {
  /** Of a system in this role instead of the one that was asked: some know how others are reached. */
  role?: string;
  key: string;
  /** Absent = could not be found out; never a secret. */
  value?: string | number;
  /** Vietnamese: where it is from, or why it could not be found out and whom to ask. */
  note: string;
}

export interface SystemCheck {
  /** Account as the remote knows it; absent where there is none. */
  account?: string;
  /** One entry for each thing tried, with the outcome in Vietnamese. */
  access: {
    what: string;
    ok: boolean;
    note?: string;
    /** Why it failed, where the remote refused or could not be understood. */
    failure?: RemoteError;
    /** Keys of the system's entry that are the likely cause. */
    look?: readonly string[];
  }[];
}
