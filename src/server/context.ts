import type { Logger } from 'pino';
import type { Store } from '../app/context.ts';
import type { Queueing } from '../app/jobs/start.ts';
import type { Configuration } from '../config/configuration.ts';
import type { ObservedSystems } from '../runs/observed.ts';
import type { PaperMaker } from '../runtime/paper-maker.ts';
import type { Reader } from '../runtime/reader.ts';

/** What every route may use. */
export interface ServerContext {
  /** The one in force; another one after a reload. */
  configuration(): Configuration;
  store: Store;
  log: Logger;
  /** Reads what people send, and the definitions. */
  reader: Reader;
  /** Makes papers and reports. */
  papers: PaperMaker;
  jobs: Queueing;
  /** What this process sees of the remotes. */
  observed: ObservedSystems;
  /** Of package.json. */
  version: string;
  /** ISO 8601: since when this process serves. */
  startedAt: string;
  /** True from SIGTERM on: `/readyz` says no, so that nobody sends more. */
  draining(): boolean;
  now(): Date;
}
