import type { Log } from '../adapter/adapter.ts';
import type { Configuration } from '../config/configuration.ts';
import type { SnapshotSummary } from '../snapshot/model.ts';
import type { Store } from '../store/core/contract.ts';

/** What a run tells while it goes on. */
export interface RunEvents {
  /** Waited for: what it writes stands before anything of the run does. */
  begun?(runId: string): Promise<void>;
  reading?(system: string, part: string, done: number, total?: number): void;
  read?(snapshot: SnapshotSummary): void;
  judging?(): void;
}

export interface RunRequest {
  configuration: Configuration;
  store: Store;
  log: Log;
  signal: AbortSignal;
  /** Read every detail anew, whatever is kept. */
  full?: boolean;
  /** Systems whose shrinking a person accepts, with who and why. */
  acceptShrink?: { systems: string[]; by: string; identity?: string | undefined; reason: string };
  /** For the audit trail: where the request came from. Default `cli`. */
  origin?: string;
  events?: RunEvents;
  now?: () => Date;
}
