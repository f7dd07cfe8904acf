import type { FieldRef } from '../domain/procedure.ts';
import type { Change, ChangeKind, KnownCases } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';

/**
 * The write side of an adapter. Everything is computed from what the remote has now: `next` compares and answers what
 * is still to be sent, so that a repeated or resumed action sends only what is missing, and nothing twice.
 */
export interface RemoteWriter {
  /** Kinds it can carry out; everything else becomes a manual task. */
  readonly kinds: ReadonlySet<ChangeKind>;
  /** Changes of one kind that may travel in one send; 1 when absent. */
  readonly together?: Partial<Record<ChangeKind, number>>;
  /**
   * Milliseconds. `answerMs`: what was sent and got no answer may still take effect so long after it was given up.
   * `lagMs`: what took effect may stay unseen so long. Absent = neither.
   */
  readonly settling?: { answerMs: number; lagMs: number };
  /**
   * Reads a procedure fresh. `memory` is what `remember` told for it before (ids derived once, kept stable). `kinds`
   * are those the caller is about to compare: a writer may leave out what changes of other kinds are about (missing =
   * could not tell), which spares a batch of levels every case; absent = everything.
   */
  inspect(
    procedure: string,
    cases: KnownCases,
    memory: Memory,
    kinds?: ReadonlySet<ChangeKind>,
  ): Promise<ServiceState>;
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
  /** Vietnamese, for progress and journal: "đặt mức 4 cho 120 dịch vụ". */
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
}

/** Per system and procedure, kept by the store across plans. */
export type Memory = Readonly<Record<string, string>>;

/** How the configuration's roles and our agencies are called at this system. */
export interface WriterContext {
  /** Our agency code for a remote agency, as the snapshot room maps it. */
  agencyCode(remote: {
    id: string;
    identification?: string;
    otherIds?: string[];
    name: string;
  }): string | undefined;
  /** Name or code of a configured role at this system; absent = not configured. */
  roleAt(role: string): string | undefined;
  /** All configured roles, by which a writer recognises the remote's own words for them. */
  roles?: readonly string[];
  /** Codes this system has for a procedure according to the configuration, where they are other than its own. */
  codesOf?(procedure: string): readonly string[];
  /** What the national record says of a procedure, for systems where it has to be made first; absent = not known. */
  described?(procedure: string): { name: string; field?: FieldRef } | undefined;
}
