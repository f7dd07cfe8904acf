import type { HostContext } from '../../../src/adapter/adapter.ts';
import type { Aside } from '../../../src/adapter/kit/aside.ts';
import type { Detail, Details } from '../../../src/adapter/kit/details.ts';
import type { EformVerdict } from '../../../src/domain/eform.ts';
import type { Known } from '../../../src/domain/known.ts';
import type { Level } from '../../../src/domain/level.ts';
import type { Component, TechnicalFacts } from '../../../src/domain/procedure.ts';
import type { WorkflowVerdict } from '../../../src/domain/workflow.ts';
import type { Client } from '../client.ts';
import type { OptionRow, ProcessDetail } from '../schema.ts';
import type { Meter } from './meter.ts';

/** A service config as decided: one service at one agency. */
export interface Config {
  id: string;
  agency: string;
  agencyName: string;
  /** `null` = unset (0), `undefined` = could not tell. */
  level: Known<Level>;
  /** Neither citizens nor businesses; absent = could not tell. */
  onlineClosed?: boolean;
  /** Results are sent by post; absent = could not tell. */
  resultByPost?: boolean;
}

export interface OptionBook {
  /** The process options of the configs of one service. */
  of(configs: readonly Config[]): Promise<ConfigOptions[]>;
  /** How many have not been read yet, and until when; Vietnamese. `undefined` = all have, as far as they were asked for. */
  note(): string | undefined;
}

export interface ConfigOptions {
  config: Config;
  /** `undefined` = could not tell. */
  options: OptionRow[] | undefined;
  /** The day it was read. */
  readAt?: string;
  /** Its own list has not had its turn yet. */
  waits?: true;
}

/** Which processes wait for their first reading. */
export interface ProcessTurns {
  waits(id: string): Promise<boolean>;
  /** How many do, and until when; Vietnamese. `undefined` = none. */
  note(): string | undefined;
}

/** Rows of a list whose details are kept between runs, by id. */
export interface DetailRows<Row> {
  get(id: string): { hash: string; row: Row } | undefined;
  keys(): Iterable<string>;
}

/** What the parts of one walk through the system share. */
export interface Reading {
  client: Client;
  pageSize: number;
  meter: Meter;
  log: HostContext['log'];
  details: Details;
  /** Where lists as long as the city's wait. */
  aside: Aside;
  /** Agencies already told, by `govAgencyCode`. */
  agencies: Set<string>;
  /** Rows of the lists of templates and processes; `undefined` = could not be read. */
  templateRows(): Promise<DetailRows<unknown> | undefined>;
  processRows(): Promise<DetailRows<ProcessDetail | undefined> | undefined>;
  options: OptionBook;
  turns: ProcessTurns;
  /** By numeric id or number. */
  template(id: string): Promise<Detail<TemplateFacts>>;
  process(id: string): Promise<Detail<ProcessFacts>>;
}

/** What a dossier template tells of a case. */
export interface TemplateFacts {
  components?: Known<Component[]>;
  eform?: Known<EformVerdict>;
  technical?: TechnicalFacts;
}

/** What a process tells of a case. */
export interface ProcessFacts {
  workflow?: Known<WorkflowVerdict>;
  /** Hours, 8 a day. */
  deadlineHours?: Known<number>;
  onlinePayment?: boolean;
  technical?: TechnicalFacts;
}

/** What of a procedure is about to be compared. */
export interface Scope {
  /** The configs themselves; else they only say which cases there are. */
  configs: boolean;
  options: boolean;
  value: boolean;
  components: boolean;
  eform: boolean;
  workflow: boolean;
  offerings: boolean;
}
