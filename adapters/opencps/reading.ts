import type { AdapterContext } from '../../src/adapter/adapter.ts';
import type { EformVerdict } from '../../src/domain/eform.ts';
import type { Component } from '../../src/domain/procedure.ts';
import type { Told } from '../../src/domain/told.ts';
import type { WorkflowVerdict } from '../../src/domain/workflow.ts';
import type { Client } from './client.ts';
import type { Meter } from './meter.ts';

/** What the parts of one walk through the system share. */
export interface Reading {
  client: Client;
  pageSize: number;
  meter: Meter;
  log: AdapterContext['log'];
  /** Agencies already told, by `govAgencyCode`. */
  agencies: Set<string>;
  /** By numeric id or number. */
  template(id: string): Promise<TemplateFacts>;
  process(id: string): Promise<ProcessFacts>;
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
