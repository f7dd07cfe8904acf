import type { Known } from './known.ts';
import type { Level } from './level.ts';
import type { CaseFacts, ProcedureFacts } from './procedure.ts';
import type { CaseValue } from './push.ts';
import type { DesiredWorkflow, StoredComponent } from './service.ts';

/**
 * A procedure at one system, read from what the remote stores (details, never lists that lag): what plan, apply and
 * verification look at. Values are in the form the definition would have, so that equal means equal; `facts` are
 * those a snapshot has of the same rows. A missing key = could not tell.
 */
export interface ServiceState {
  procedure: string;
  /** The remote has the procedure at all. */
  exists: boolean;
  /** It does not, and the writer cannot bring it in: why, Vietnamese. Absent = it comes with its first part. */
  cannotAdd?: string;
  /** As `read` yields them for the procedure. */
  facts?: ProcedureFacts;
  /** By our agency code. */
  offerings: Record<string, OfferingState>;
  /** By our case key; a remote case that no desired case matches appears under its remote key. */
  cases: Record<string, CaseState>;
  /** What is kept there as `{ raw }` is a form of the system's own kind (a script), which people file with. Absent = it is none. */
  scripts?: true;
  /** The adapter's own handles (ids, notes, raw rows) needed to write; opaque to everybody else, JSON-safe. */
  remote: unknown;
}

export interface OfferingState {
  level: Known<Level>;
  /** A beneficiary account is set: people can pay online. */
  account?: boolean;
  /** The offering itself refuses online filing. */
  onlineClosed?: boolean;
}

export interface CaseState {
  /**
   * The case as `read` yields it (its key there, verdicts with their hashes, papers, deadline, channel, payment), made
   * by the adapter's one decoder out of the rows the contents come from. Kept when a push is verified, so that a later
   * snapshot can be held against it (drift rules). Absent in a state that no system has told (what a plan will make).
   */
  facts?: CaseFacts;
  /** Offerings that the writer makes or raises get the case, whichever agencies have it now. */
  everywhere?: true;
  value?: CaseValue;
  components?: StoredComponent[];
  /** null = none; `unreadable` text that is no form we could have written is kept as `{ raw: string }`. */
  eform?: Record<string, unknown> | null;
  workflow?: DesiredWorkflow | null;
}
