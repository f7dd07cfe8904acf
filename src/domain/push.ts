import type { Level } from './level.ts';
import type { Component } from './procedure.ts';
import type { DesiredCase, DesiredComponent, DesiredWorkflow } from './service.ts';
import type { Told } from './told.ts';

/** What a change is about. The order of this list is the order of waves: never a level before what it promises. */
export const changeKinds = [
  /** The procedure's case exists with name, deadlines, channel and payment. */
  'set-case',
  'set-components',
  'set-eform',
  'set-workflow',
  /** A row of the procedure at an agency exists (opencps: with its process option). */
  'create-offering',
  'set-level',
  /** Only with a person's approval. */
  'deactivate-offering',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What a change applies to; together with system and kind it is unique in a plan. */
export interface ChangeTarget {
  /** National code. */
  procedure: string;
  /** Our case key; for set-case, set-components, set-eform, set-workflow. */
  case?: string;
  /** Our agency code; for offerings and levels. */
  agency?: string;
}

/** The value a change sets, by kind; also what was there before. `null` = nothing there. */
export interface ChangeValues {
  'set-case': CaseValue | null;
  'set-components': DesiredComponent[] | null;
  /** Form.io schema. */
  'set-eform': Record<string, unknown> | null;
  'set-workflow': DesiredWorkflow | null;
  'create-offering': { level: Level | null } | null;
  'set-level': Level | null;
  'deactivate-offering': { level: Level | null } | null;
}
export interface CaseValue {
  name: string;
  deadlineHours: number;
  onlineDeadlineHours: number | null;
  deadlineUnit: 'workingDay' | 'day';
  online: boolean;
  onlinePayment: boolean;
}

/** One aspect of one target as a system has it now, in our words; JSON-safe. */
export type Change<Kind extends ChangeKind = ChangeKind> = {
  [K in Kind]: { kind: K; target: ChangeTarget; before: ChangeValues[K]; after: ChangeValues[K] };
}[Kind];

/**
 * A procedure at one system, read fresh from what the remote stores (details, never lists that lag). Values are in
 * the form the definition would have, so that equal means equal; `missing key` = could not tell.
 */
export interface ActualService {
  procedure: string;
  /** The remote has the procedure at all. */
  exists: boolean;
  /** It does not, and the writer cannot bring it in: why, Vietnamese. Absent = it comes with its first part. */
  cannotAdd?: string;
  /** By our agency code. */
  offerings: Record<string, { level: Level | null }>;
  /** By our case key; a remote case that no desired case matches appears under its remote key. */
  cases: Record<string, ActualCase>;
  /**
   * Optional, keys as in `cases`: the same cases in the words of a snapshot. Kept when a push is verified, so that a
   * later snapshot can be held against it (drift rules). Fill it with the very functions the reading side uses; a
   * hash that differs from what the next `read()` yields for an untouched remote would be a false alarm.
   */
  digests?: Record<string, CaseDigest>;
  /** The adapter's own handles (ids, notes, raw rows) needed to write; opaque to everybody else, JSON-safe. */
  remote: unknown;
}
/** `Told` semantics in each part: null = none there, absent = could not tell. */
export interface CaseDigest {
  /** `CaseFacts.key` of this case in the records the reading side yields. */
  case: string;
  /** `EformVerdict.hash` as the reading side would have it. */
  eform?: Told<string>;
  /** `WorkflowVerdict.hash` as the reading side would have it. */
  workflow?: Told<string>;
  /** `CaseFacts.components` as the reading side would have them. */
  components?: Told<Component[]>;
}
export interface ActualCase {
  value?: CaseValue;
  components?: DesiredComponent[];
  /** null = none; `unreadable` text that is no form we could have written is kept as `{ raw: string }`. */
  eform?: Record<string, unknown> | null;
  workflow?: DesiredWorkflow | null;
}

/** What an adapter must know of the desired cases to recognise the remote's: keys and names. */
export type KnownCases = readonly Pick<DesiredCase, 'key' | 'name'>[];
