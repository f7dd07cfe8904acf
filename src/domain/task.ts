import type { ChangeKind, ChangeValues } from './push.ts';
import type { Owner } from './severity.ts';

/** What a task is about: a change no adapter can make, or entering a service in the national database. */
export type TaskKind = ChangeKind | 'register-level';

/** Work for a person where no API can do it. Made by plans; the next run checks it off or says what still differs. */
export interface ManualTask {
  /** The same work has the same key from plan to plan: system, procedure, kind, case and, for levels, the level. */
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
