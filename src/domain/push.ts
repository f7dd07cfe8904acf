import type { Level } from './level.ts';
import type { DesiredCase, DesiredWorkflow, StoredComponent } from './service.ts';

/** What came of an action. */
export type ActionState = 'waiting' | 'sending' | 'done' | 'verified' | 'failed' | 'skipped' | 'in-doubt';

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

/** Those about a case; the others are about an offering. */
export const caseKinds = ['set-case', 'set-components', 'set-eform', 'set-workflow'] as const;
export type CaseKind = (typeof caseKinds)[number];
export function isCaseKind(kind: ChangeKind): kind is CaseKind {
  return (caseKinds as readonly ChangeKind[]).includes(kind);
}

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
  'set-components': StoredComponent[] | null;
  /** Form.io schema. */
  'set-eform': Record<string, unknown> | null;
  'set-workflow': DesiredWorkflow | null;
  'create-offering': { level: Level | null } | null;
  'set-level': Level | null;
  'deactivate-offering': { level: Level | null } | null;
}
export interface CaseValue
  extends Pick<DesiredCase, 'name' | 'deadlineHours' | 'onlineDeadlineHours' | 'deadlineUnit'> {
  online: boolean;
  onlinePayment: boolean;
}

/** What a change may set: cases and levels are never taken away by a program, that is work for people. */
export interface SetValues extends ChangeValues {
  'set-case': CaseValue;
  'create-offering': { level: Level | null };
  'set-level': Level;
  'deactivate-offering': null;
}

/** One aspect of one target as a system has it now, and what it is to have, in our words; JSON-safe. */
export type Change<Kind extends ChangeKind = ChangeKind> = Aspect<SetValues, Kind>;
/** The same, whoever makes it. */
export type AnyChange<Kind extends ChangeKind = ChangeKind> = Aspect<ChangeValues, Kind>;
type Aspect<After extends ChangeValues, Kind extends ChangeKind> = {
  [K in Kind]: { kind: K; target: ChangeTarget; before: ChangeValues[K]; after: After[K] };
}[Kind];

/** What an adapter must know of the desired cases to recognise the remote's: keys and names. */
export type KnownCases = readonly Pick<DesiredCase, 'key' | 'name'>[];

/** A plan's life. `stopped`: begun and broken off, can be gone on with. A plan is applied once. */
export const planStates = [
  'draft',
  'approved',
  'applying',
  'applied',
  'stopped',
  'stale',
  'superseded',
  /** A second person said no; only a new plan goes on. */
  'refused',
] as const;
/** What holds a plan back: a guard of it that says no. */
export type PlanGuard =
  | 'too-many-changes'
  | 'too-large-share'
  | 'source-suspicious'
  | 'not-ready'
  | 'lowers-level'
  | 'deactivates'
  | 'drops-step'
  | 'changes-node-ids'
  | 'shared-with-others'
  | 'outside-window';

export type PlanState = (typeof planStates)[number];
