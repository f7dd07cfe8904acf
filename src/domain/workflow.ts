import type { Known } from './known.ts';

/** Quy trình điện tử in canonical form: steps and transitions. */
export interface Workflow {
  steps: WorkflowStep[];
  transitions: { from: string; to: string; action?: string }[];
}

export interface WorkflowStep {
  id: string;
  name: string;
  kind: 'start' | 'step' | 'end';
  /** Hours when filed in person (8 = one working day). */
  hours?: number;
  /** Hours when filed online; absent = the system does not tell them apart. */
  onlineHours?: number;
  /** Role or user group that does the step; `null` = nobody; absent = could not tell. */
  performer?: Known<string>;
}

export type WorkflowDefect =
  | 'unparsable'
  | 'no-start'
  | 'several-starts'
  | 'no-end'
  /** Sound in itself; of a system that cannot tell several apart. */
  | 'several-ends'
  | 'unreachable-step'
  | 'dead-end-step'
  | 'no-performer'
  | 'broken-transition'
  | 'no-hours'
  | 'malformed';

/** What reading a workflow came to; small enough to keep in every snapshot. */
export interface WorkflowVerdict {
  /** Hash of the canonical form; equal workflows have equal hashes. */
  hash: string;
  /** Empty = sound. `step` is the step's name, `detail` says what exactly (for a person). */
  defects: { defect: WorkflowDefect; step?: string; detail?: string }[];
  /** Hours along the longest path from start to end, all steps included; absent when there is no such path. */
  longestHours?: number;
  longestOnlineHours?: number;
}
