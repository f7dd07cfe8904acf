import type { HostContext } from '../../../src/adapter/adapter.ts';
import type { Detail, Details } from '../../../src/adapter/kit/details.ts';
import type { EformVerdict } from '../../../src/domain/eform.ts';
import type { Component } from '../../../src/domain/procedure.ts';
import type { Told } from '../../../src/domain/told.ts';
import type { WorkflowVerdict } from '../../../src/domain/workflow.ts';
import type { Client } from '../client.ts';
import type { ProcessDetail } from '../schema.ts';
import type { DetailRows } from './detail-rows.ts';
import type { Meter } from './meter.ts';
import type { OptionBook } from './options.ts';

/** What the parts of one walk through the system share. */
export interface Reading {
  client: Client;
  pageSize: number;
  meter: Meter;
  log: HostContext['log'];
  details: Details;
  /** Agencies already told, by `govAgencyCode`. */
  agencies: Set<string>;
  /** Rows of the lists of templates and processes; `undefined` = could not be read. */
  templateRows(): Promise<DetailRows<unknown> | undefined>;
  processRows(): Promise<DetailRows<ProcessDetail | undefined> | undefined>;
  options: OptionBook;
  /** By numeric id or number. */
  template(id: string): Promise<Detail<TemplateFacts>>;
  process(id: string): Promise<Detail<ProcessFacts>>;
}

/** What a dossier template tells of a case. */
export interface TemplateFacts {
  components?: Told<Component[]>;
  eform?: Told<EformVerdict>;
}

/** What a process tells of a case. */
export interface ProcessFacts {
  workflow?: Told<WorkflowVerdict>;
  /** Hours, 8 a day. */
  deadlineHours?: Told<number>;
  onlinePayment?: boolean;
}
