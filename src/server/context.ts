import type { Logger } from 'pino';
import type { Configuration } from '../config/configuration.ts';
import type { JobDesk } from '../runs/jobs/desk.ts';
import type { Store } from '../store/contract.ts';

/** What every route may use. */
export interface ServerContext {
  /** The one in force; another one after a reload. */
  configuration(): Configuration;
  store: Store;
  log: Logger;
  desk: JobDesk;
  /** Of package.json. */
  version: string;
  /** ISO 8601: since when this process serves. */
  startedAt: string;
  /** True from SIGTERM on: `/readyz` says no, so that nobody sends more. */
  draining(): boolean;
  now(): Date;
}
