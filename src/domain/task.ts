import type { RuleId } from './finding.ts';
import type { ChangeKind, ChangeValues } from './push.ts';
import type { Owner, Severity } from './severity.ts';

/** What a task is about: a change no adapter can make, or entering a service in the national database. */
export type TaskKind = ChangeKind | 'register-level';

/**
 * Work for a person where no API can do it. Made by plans, registrations by the targets; the next run checks it off or
 * says what still differs.
 */
export interface ManualTask {
  /** The same work always has the same key: system, procedure, kind, case, for levels the level, of registrations the unit. */
  key: string;
  /** Configured name. */
  system: string;
  /** National code, and the name people know it by. */
  procedure: string;
  procedureName: string;
  kind: TaskKind;
  /** Our case key; null where the kind is not about a case. */
  case: string | null;
  /** Our agency codes, sorted; empty = the procedure as a whole. */
  agencies: string[];
  /** One Vietnamese sentence: what to set and where. */
  what: string;
  /** What to type or choose, line by line; Vietnamese labels. */
  values: { label: string; value: string }[];
  /** Page of the remote where it is done; null = not known. */
  link: string | null;
  owner: Owner;
  /** Last day, `YYYY-MM-DD`; null = none. */
  due: string | null;
  /** What the system shows once it is done (of every agency), to be compared by the next run; JSON-safe. */
  expected: ChangeValues[ChangeKind];
}

/** `done`: a run saw it; `confirmed`: a person's word, where no run can see it; `obsolete`: no longer wanted. */
export const taskStates = ['open', 'done', 'confirmed', 'obsolete'] as const;
export type TaskState = (typeof taskStates)[number];
export const taskStateNames: Record<TaskState, string> = {
  open: 'chưa làm',
  done: 'đã xong',
  confirmed: 'đã xác nhận',
  obsolete: 'không cần nữa',
};

/** A task with its life: from a plan, from the targets (registrations), or from a finding without an automatic remedy. */
export interface TaskRow
  extends Pick<ManualTask, 'key' | 'owner' | 'case' | 'agencies' | 'what' | 'values' | 'link' | 'due'> {
  kind: TaskKind | RuleId;
  state: TaskState;
  /** Configured name; null where it concerns no single one. */
  system: string | null;
  procedure: string | null;
  procedureName: string | null;
  origin:
    | { plan: string; kind: TaskKind }
    | { kind: TaskKind }
    | { finding: string; rule: RuleId; severity: Severity };
  /** ISO 8601, UTC. */
  openedAt: string;
  closedAt: string | null;
  /** What the last run that looked still missed, or why it could not tell; Vietnamese. */
  note: string | null;
  checkedAt: string | null;
  confirmed: { by: string; reason: string } | null;
}

/** The page where a person sets a procedure up, from its address with `{procedure}` in it; null = none is known. */
export function procedurePage(page: string | undefined, procedure: string): string | null {
  return page?.replaceAll('{procedure}', encodeURIComponent(procedure)) ?? null;
}
