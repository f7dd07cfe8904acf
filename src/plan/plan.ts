import type { PushSettings } from '../config/configuration.ts';
import type { Change, PlanGuard } from '../domain/push.ts';
import type { ManualTask } from '../domain/task.ts';

/** A stored plan: apply reads nothing else. */
export interface Plan {
  /** Sortable, readable, e.g. `P20261123T0700Z-41`. */
  id: string;
  createdAt: string;
  author: string;
  /** Hash over everything the plan was computed from: definitions, what each system had, what was last applied. */
  fingerprint: string;
  actions: PlannedAction[];
  /** Refusals of guards, by name; whether it may be applied as it is says `waitsFor`. */
  holds: GuardHold[];
  /** The plan this one takes back. */
  rollbackOf?: string;
  /** A second person's no: it is not applied. */
  refused?: { by: string; reason: string; at: string };
  /** What no adapter can do: work for people, beside the actions. */
  tasks?: ManualTask[];
  /** What could not be told, so that nothing is planned there. */
  unknown?: UnknownPart[];
  /** Keys and names of the cases of every procedure it looked at, by which apply finds the remote's. */
  cases?: Record<string, { key: string; name: string }[]>;
  /** What the fingerprint was made of, item by item, so that a refusal can name the one that moved. */
  seen?: SeenItem[];
}

/** A part of a system nobody could read: neither "same" nor "differs" may be said of it. */
export interface UnknownPart {
  system: string;
  procedure: string;
  case?: string;
  /** Vietnamese: what could not be told, and why where known. */
  what: string;
}

export interface SeenItem {
  /** Vietnamese name of the item: "định nghĩa dịch vụ 1.004194". */
  item: string;
  hash: string;
}

export interface PlannedAction {
  /** Position in the plan, 1…; also the order within a wave. */
  number: number;
  system: string;
  change: Change;
  /** Position in `waves` (order.ts): all of one wave at a system end before the next begins for the same target. */
  wave: number;
  /** The definition or discrepancy behind it, Vietnamese. */
  reason: string;
  /** Three-way comparison: never pushed; changed by hand there since our push; both changed. */
  standing: 'not-pushed' | 'changed-there' | 'changed-here' | 'both-changed';
  /** Hash of `before`: the remote must still have it. */
  precondition: string;
  reversible: boolean;
  /** What was there before and will not come back with it; Vietnamese. */
  leavesOut?: string;
}

export interface GuardHold {
  guard: PlanGuard;
  /** Vietnamese: what, where, and how a person may allow it. */
  message: string;
  /** Numbers of the actions it is about; empty = the whole plan. */
  actions: number[];
  /** False: nobody can allow it, the cause has to go first. */
  approvable: boolean;
}

/** @param actions What it is about; none = the whole plan. */
export function hold(
  guard: PlanGuard,
  message: string,
  actions: readonly PlannedAction[],
  approvable = true,
): GuardHold {
  return { guard, message, actions: actions.map(({ number }) => number), approvable };
}

/** What has to come before a draft may be applied: a second person's word, or the end of what nobody may allow. */
export function waitsFor(
  { holds }: Pick<Plan, 'holds'>,
  { approval }: Pick<PushSettings, 'approval'>,
): 'nothing' | 'approver' | 'cause' {
  if (holds.some(({ approvable }) => !approvable)) return 'cause';
  return holds.length > 0 || approval === 'always' ? 'approver' : 'nothing';
}
