import type { Level } from '../../src/domain/level.ts';
import type { Tier } from '../../src/domain/tier.ts';
import type { Workflow } from '../../src/domain/workflow.ts';

/**
 * A city as a sandbox server shows it, in words no remote uses: every `sandbox.ts` below turns the same seed into
 * its own protocol. Codes and ids are the remote's (a seed for one system is made for that system).
 */
export interface SandboxSeed {
  locality: string;
  agencies: SeedAgency[];
  fields: { code: string; name: string }[];
  procedures: SeedProcedure[];
  /** National database only: answers of `LayQDCB`. */
  decisions?: { id: string; number: string; date: string; summary: string }[];
}

export interface SeedAgency {
  /** Key offerings use. For td-dvc a GUID text (`groupCode`), for OpenCPS the `govAgencyCode`. */
  id: string;
  /** Mã định danh; td-dvc agencies may lack it. */
  identification?: string;
  name: string;
  tier: Tier;
  parent?: string;
  /** A room inside an agency: listed, never carries offerings. */
  room?: boolean;
}

export interface SeedProcedure {
  /** As this system writes it. */
  code: string;
  name: string;
  active: boolean;
  field?: { code: string; name: string };
  decision?: string;
  /** Đồng, 0 = free. */
  fees?: number[];
  /** Free text where the remote keeps one (OpenCPS `durationText`, `feeText`). */
  deadlineText?: string;
  feeText?: string;
  tiers: Tier[];
  /** The level people meet, where the remote keeps one beside the agencies' own. Default: the highest offering. */
  shownLevel?: Level | null;
  /** OpenCPS: the national code the system itself maps to. */
  nationalCode?: string;
  offerings: SeedOffering[];
  cases: SeedCase[];
  /** National database: the record exactly as `LayThuTuc` shows it (any shape, odd ones included). */
  national?: unknown;
}

export interface SeedOffering {
  /** Id of a seed agency. */
  agency: string;
  /** null = row without a level. Several entries for one agency = several rows. */
  level: Level | null;
  /** Users who receive dossiers there (td-dvc: each is a joined row). Default 1. */
  recipients?: number;
  account?: boolean;
  /** Neither citizens nor businesses can file (OpenCPS). */
  onlineClosed?: boolean;
}

export interface SeedCase {
  key: string;
  name: string;
  /** Seed agency ids; null = all that offer it. */
  agencies: string[] | null;
  components: { code?: string; name: string; originals: number; copies: number; required: boolean }[];
  /** Raw text as stored (td-dvc: Form.io JSON string; OpenCPS: Alpaca script); null = none. */
  eform: string | null;
  /** null = none; a string = raw text instead of a workflow (broken diagrams). */
  workflow: Workflow | string | null;
  deadlineHours: number | null;
  onlineDeadlineHours?: number | null;
  deadlineUnit?: 'workingDay' | 'day';
  onlineClosed?: boolean;
  onlinePayment?: boolean;
}

export interface SandboxWrite {
  method: string;
  path: string;
  body: string;
}

export interface RunningSandbox {
  /** e.g. `http://127.0.0.1:41233/o/rest/v2`. */
  baseUrl: string;
  /** Adapter options (beside `baseUrl`) that reach it: user names, passwords, paths. */
  options: Record<string, unknown>;
  /** Requests answered so far, by path without query. */
  readonly requests: ReadonlyMap<string, number>;
  /** Writes that took effect, in order, also those whose answer got lost. Path without query, body as it came. */
  readonly writes?: readonly SandboxWrite[];
  /** Change a quirk while running. */
  set(quirk: string, value: unknown): void;
  close(): Promise<void>;
}
