import type { CaseKind, Change, ChangeKind } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';
import type { Memory, ServiceRequest } from './service-request.ts';

/**
 * The write side of an adapter. Everything is computed from what `readService` says the remote has now: `next` compares
 * and answers what is still to be sent, so that a repeated or resumed action sends only what is missing, and nothing
 * twice.
 */
export interface RemoteWriter {
  /** Kinds it can carry out; everything else becomes a manual task. */
  readonly kinds: ReadonlySet<ChangeKind>;
  /** Changes of one kind that may travel in one send; 1 when absent. */
  readonly together?: Partial<Record<ChangeKind, number>>;
  /**
   * What of a remote case each kind of change is written to, by the key snapshots have the case under: cases that name the
   * same change together, whichever procedures they are of. Pure. Absent = every procedure has its own.
   */
  readonly writtenTo?: (caseKey: string) => Partial<Record<CaseKind, string>>;
  /**
   * Milliseconds. `answerMs`: what was sent and got no answer may still take effect so long after it was given up.
   * `lagMs`: what took effect may stay unseen so long. Absent = neither.
   */
  readonly settling?: { answerMs: number; lagMs: number };
  /**
   * What has to be sent next to bring `actual` to the changes' `after`: sends that need no answer of one another.
   * Empty = nothing left to do: that is the verification. Pure; called again with a fresh `actual` after sending.
   * Changes of several procedures come with one `actual` each, in the same order.
   */
  next(changes: readonly Change[], actuals: readonly ServiceState[]): RemoteSend[];
  /** What is wrong although nothing is left to send (a level people meet that did not follow); Vietnamese. Pure. */
  complaint?(changes: readonly Change[], actuals: readonly ServiceState[]): string | undefined;
  /** What the last look at a change has shown that is to be remembered, whatever came of it. Pure; {} = nothing. */
  learned?(change: Change, actual: ServiceState): Memory;
  /** Sends one; throws `RemoteError`. After a time-out or a cut connection its outcome is unknown, and it says so. */
  send(send: RemoteSend): Promise<void>;
}

/** One request, ready to be journalled before it is sent; JSON-safe, no secrets. */
export interface RemoteSend {
  /** Vietnamese, for progress and journal: "đặt mức độ 4 cho 120 dịch vụ". */
  label: string;
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** As it goes over the wire. */
  body: string;
  contentType: string;
  /** What is to be remembered for the procedure from the moment this is journalled (step ids …). */
  remember?: Memory;
  /** Which procedure that is, where changes of several travel together. */
  procedure?: string;
  /** What was there before and does not come back with it, and why; Vietnamese. The label says it, too. */
  leavesOut?: string;
}

/** A system as plans are made and carried out: looked at and written to in the words of one city. */
export interface WritableSystem extends RemoteWriter {
  readService(procedure: string, asked: Omit<ServiceRequest, 'names'>): Promise<ServiceState>;
}
