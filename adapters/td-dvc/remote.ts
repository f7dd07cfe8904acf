import type { Memory } from '../../src/adapter/service-request.ts';
import type { ServiceState } from '../../src/domain/service-state.ts';
import { textKey } from '../../src/domain/text.ts';
import type { Fields } from './diagram.ts';

/** What `ServiceState.remote` holds for this adapter: ids and raw fields from which the next writes are computed. */
export interface RemoteService {
  memory: Memory;
  directory: Directory;
  /** `level` as text of the column; blank = none. */
  procedure?: { id: string; code: string; level: string };
  /** Every active row of the procedure, also those of agencies we do not know. Absent = not asked for. */
  offerings?: RemoteOffering[];
  /** Beneficiary accounts that rows of other procedures have, of those we are in doubt about. */
  accounts?: unknown[];
  /** By the keys of `ServiceState.cases`. */
  cases: Record<string, RemoteCase>;
}

/** The same for every procedure, read once. */
export interface Directory {
  /** Our agency code → `groupCode`. */
  agencies: Record<string, string>;
  userGroups: UserGroup[];
}
export interface UserGroup {
  id: string;
  name: string;
}

export interface RemoteOffering {
  id: string;
  /** `groupCode`. */
  unit: string;
  /** Our code; absent = not mapped. */
  agency?: string;
  /** Text of the column; blank = none. */
  level: string;
  /** Who receives dossiers, the account, where people are sent: what a row made anew would not have. */
  kept: Fields;
}

export interface RemoteCase {
  id: string;
  /** `ma`; blank = none, so nothing can belong to it. */
  code: string;
  /** The single case as sent, but for its stamps. */
  fields: Fields;
  /** In their order there, as each shows itself when asked alone. Absent = not asked for. */
  components?: RemoteComponent[];
  /** Rows of the second store. Absent = not asked for. */
  steps?: (Fields & { id: string })[];
  /** Ids of deleted step rows: they can never be used again. */
  removedSteps?: string[];
}
export interface RemoteComponent {
  id: string;
  code: string;
  name: string;
  /** Both absent = the row has no numbers. */
  originals?: number;
  copies?: number;
  required: boolean;
  order: number | null;
  /** Sent back as they are; `ten`, the name as it is spelled there, as long as it is that name. */
  kept: { ten?: unknown; dinhKem: unknown; maGiayToKhoQuocGia: unknown; choPhepThemToKhai: unknown };
}

export function remoteOf(actual: ServiceState): RemoteService {
  return actual.remote as RemoteService;
}

/** The case a change is about, as far as the portal has it. */
export function caseOf(actual: ServiceState, key: string | undefined): RemoteCase | undefined {
  return key === undefined ? undefined : remoteOf(actual).cases[key];
}

/** Under what the role a step was pushed with is remembered: two of ours may be one group there. */
export function roleMemory(caseKey: string, step: string): string {
  return `role:${caseKey}:${step}`;
}

/** The group a role names at the portal: by id or by name. */
export function groupNamed(groups: readonly UserGroup[], name: string): UserGroup | undefined {
  return (
    groups.find(({ id }) => folded(id) === folded(name)) ??
    groups.find(group => textKey(group.name) === textKey(name))
  );
}

/** GUIDs come in both cases. */
export function folded(id: string): string {
  return id.trim().toLowerCase();
}
