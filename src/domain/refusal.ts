import type { AppraisalAnswer } from './appraisal.ts';
import type { SystemProfile } from './city.ts';
import type { Words } from './language.ts';
import type { PlanGuard, PlanState } from './push.ts';
import type { AccountRole, Office } from './role.ts';

/** What a person's word was missing from: who says it, or why. */
export type Word =
  | 'approval'
  | 'refusal'
  | 'waiver'
  | 'acceptance'
  | 'confirmation'
  | 'decision'
  | 'revocation'
  | 'question'
  | 'answer';

/** Who is at it, at what (`run`, `plan`, `apply` and the plan), and since when (ISO 8601 UTC). */
export interface Elsewhere {
  purpose: string;
  pid: number;
  host: string;
  since: string;
}

/** What holds a plan back; `message` as the plan has it, in the language of those who read it (Vietnamese). */
interface Held {
  plan: string;
  holds: { guard: PlanGuard; message: string }[];
}

/** More than which of its limits. */
interface TooHeavy {
  by: 'time' | 'memory';
  seconds: number;
  megabytes: number;
}

/** Everything the program may refuse, with what its words are made of. JSON-safe and without secrets. */
export interface RefusalParams {
  /** `needed`: any of these. */
  'role-missing': { name: string; role: AccountRole; needed: readonly AccountRole[] };
  /** Of an account that speaks for one unit; null = the city as a whole. */
  'other-unit': { name: string; own: string; other: string | null };
  /** Null = his role speaks for none. */
  'other-office': { name: string; role: AccountRole; own: Office | null };
  'word-incomplete': { of: Word };

  'plan-unknown': { plan: string };
  'approver-is-author': { plan: string; author: string };
  'plan-not-waiting': { plan: string; state: PlanState };
  /** It cannot be applied any more, or is being applied. */
  'plan-past-applying': { plan: string; state: 'applying' | 'applied' | 'stale' | 'superseded' | 'refused' };
  'plan-begun': { plan: string };
  'plan-not-begun': { plan: string };
  'plan-changed': { plan: string };
  'plan-held': Held;
  'plan-not-approved': Held;
  /** `item`, `problem`: as the plan has them, Vietnamese; who reads English is told where to look. */
  /** `english`: the item for whoever is not told in Vietnamese. */
  'plan-moved': { plan: string; item: string; english: string };
  'plan-unclear': { plan: string; item: string; english: string; problem: string };
  'plan-taken-over': { plan: string };
  'action-not-writable': { system: string; number: number; kind: string };
  /** Vietnamese, each with its file. */
  'definitions-wrong': { problems: string[] };
  'nothing-defined': Record<string, never>;
  /** No national list was read whole yet. */
  'national-not-read': Record<string, never>;
  'procedures-not-national': { procedures: string[] };
  /** `file`: what of it is there, for whoever has the machine. */
  'definition-there': { file: string };
  /** Of the files of a definition the ones that were replaced and the ones that wait, `why` as the file system says it. */
  'definition-half-replaced': { folder: string; replaced: string[]; waiting: string[]; why: string };
  'service-not-readable': { system: string };
  'service-not-there': { system: string; procedure: string };
  'system-unknown': { system: string };

  /** Somebody else reads all systems or writes to them just now. */
  'remotes-busy': Elsewhere;
  /** Another process has it now: a job, the turn at the systems, sending mail. `claim`: its name, or the id of a job. */
  'taken-over': { claim: string };
  'run-aborted': { run: string };
  'snapshot-given-up': { snapshot: number };

  'no-open-finding': {
    target: Partial<Record<'fingerprint' | 'rule' | 'procedure' | 'agency' | 'system', string>>;
  };
  'fingerprint-ambiguous': { fingerprint: string; count: number };
  'waiver-end-wrong': { until: string };
  /** `YYYY-MM-DD`. */
  'waiver-over': { until: string };
  'finding-resolved': { fingerprint: string };
  'finding-not-waived': { fingerprint: string };
  /** Nothing is to be done about it: it is set aside, or only told. */
  'finding-no-work': { why: 'waived' | 'info' };
  /** `YYYY-MM-DD`. */
  'task-due-over': { due: string };

  'task-unknown': { key: string };
  'task-ambiguous': { key: string };
  'task-not-open': { key: string };
  /** Why the one-stop system could not have such a process; Vietnamese. */
  'process-not-expressible': { reasons: string[] };

  'milestone-not-confirmed': { milestone: string; unit: string };
  'decision-unknown': { id: number };
  /** The office of law decides what contradicts itself for a reason of law. */
  'conflict-not-legal': { procedure: string };
  'review-file-unknown': { file: number };
  'review-file-withdrawn': { file: number; name: string };
  /** The unit's list that counts has no row of the procedure. */
  'row-not-listed': { procedure: string; agency: string; list: 'eligible' | 'not-eligible' };
  /** Its procedure was withdrawn, or the city has the unit no longer. */
  'row-closed': { procedure: string; agency: string };
  'appraisal-not-set': Record<string, never>;
  /** Ids of items of the checklist. */
  'appraisal-item-unknown': { item: string };
  'appraisal-measured': { item: string; answer: AppraisalAnswer; source: string };
  'appraisal-unanswered': { items: string[] };
  'appraisal-not-met': { items: string[] };
  /** The word of VP UBND on a row that is impossible by law says what to do about the law. */
  'proposal-missing': { procedure: string; agency: string };
  /** `YYYY-MM-DD`. */
  'answer-day-over': { until: string };
  /** Each office speaks through its own people. */
  'both-offices': { name: string };

  'question-unknown': { question: number };
  'round-unknown': { round: number };
  /** Nobody to ask, or nothing to ask about. */
  'round-empty': { what: 'addressees' | 'rows' };
  /** It can only be closed before its day with a reason. */
  'round-not-over': { round: number; until: string };
  'round-closed': { round: number };
  'round-day-over': { until: string };
  'not-addressed': { round: number; agency: string };
  'round-row-unknown': { round: number; row: number; rows: number };

  /** It does not say where, or why it is taken back. */
  'publication-incomplete': { revoke: boolean };
  'publication-day-ahead': { on: string };
  /** No such service went live, or nobody said it was published. */
  'publication-of-nothing': { procedure: string; agency: string; revoke: boolean };

  'nothing-to-review': { agency: string };
  'nothing-live': { agency: string; since: string };
  /** Of the legal register. */
  'provision-unknown': { id: string };
  'working-session-unknown': { session: number };
  'session-subject-unknown': { scope: 'unit' | 'field'; subject: string };
  'session-action-unknown': { action: number };
  'session-owner-unknown': { owner: string };
  /** What was agreed is about something on the agenda, or about nothing in particular. */
  'session-obstacle-unknown': { session: number; obstacle: string };
  /** What is agreed is to be done on the day of the session at the earliest, what is postponed today. */
  'session-day-early': { until: string; from: string };
  'session-word-incomplete': { lacks: 'action' | 'reason' | 'until' | 'participants' };

  'message-unknown': { id: number };
  'message-not-resendable': { id: number; state: 'waiting' | 'sending' | 'sent' };
  'message-taken': { id: number };

  'name-reserved': { name: string };
  'name-taken': { name: string };
  /** ISO 8601 UTC. */
  'key-expiry-over': { expiresAt: string };
  'backup-not-restorable': { what: Words };
  /**
   * The key of the audit trail's heads, or their file, cannot be used. Which it is, is for who has the machine: callers
   * are not told (`refusal-hints.ts`, the log).
   */
  'audit-heads-unusable': {
    why: 'missing' | 'short' | 'unreadable' | 'not-made' | 'not-written';
    file: string;
    /** What the operating system says: `EACCES` … */
    cause?: string;
  };
  /** A role that needs a unit has none, or one that has none was given one. */
  'key-unit-wrong': { role: AccountRole };
  'agency-unknown': { agency: string };
  'key-unknown': { key: string };
  'key-revoked': { key: string };
  'session-unknown': { sessions: string[] };

  'idempotency-key-reused': { earlier: string };
  'job-unknown': { job: string };
  'job-ended': { job: string };
  /** `of`: who has so many waiting, the caller or everybody together. */
  'queue-full': { waiting: number; of: 'caller' | 'all'; retryAfterSeconds: number };

  /** Ended from outside when it had taken so much. */
  'job-too-heavy': TooHeavy;
  /** Reading what people send, or the definitions, or making papers: so many wait already. */
  'reading-full': { waiting: number; retryAfterSeconds: number };
  /** Ended from outside when it had taken so much; nothing came of it. */
  'file-too-heavy': TooHeavy;
  'definitions-too-heavy': TooHeavy;
  'paper-too-heavy': TooHeavy;
  /** The process that read is gone; `maybeKept`: perhaps after what it had read was stored. */
  'reading-broken-off': { maybeKept: boolean };
  'paper-broken-off': Record<string, never>;
  /** Something that is written by a process of its own came to no end. */
  'errand-broken-off': { maybeKept: boolean };

  /** No run of that month or day read everything; `nearest` day there is one of, `YYYY-MM-DD`. */
  'period-not-read': { month: string; day?: string; nearest?: string };
  'month-not-counted': { month: string };
  /** Of all procedures, by the national side. */
  'list-not-read': { run: string; system: Pick<SystemProfile, 'name' | 'role'> };
  'levels-not-read': { run: string; system: Pick<SystemProfile, 'name' | 'role'> };
  'levels-not-kept': { run: string; system: Pick<SystemProfile, 'name' | 'role'> };
}

export type RefusalCode = keyof RefusalParams;

/**
 * What was asked is not done, for a reason a person can read and mend: a code with parameters until somebody reads it
 * (`words/refusals.ts`). Which exit code and HTTP status that is, `app/refusal-answers.ts` says.
 */
export class Refusal<Code extends RefusalCode = RefusalCode> extends Error {
  readonly code: Code;
  readonly params: RefusalParams[Code];
  /** It is in the audit trail already. */
  audited = false;

  constructor(code: Code, params: RefusalParams[Code]) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
  }
}

/** Whether it is a refusal, of one of these codes where any are given. */
export function isRefusal<Code extends RefusalCode = RefusalCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is Refusal<Code> {
  return (
    error instanceof Refusal && (codes.length === 0 || (codes as readonly string[]).includes(error.code))
  );
}

/** Somebody else is at it: the same asked again later may well be done. */
export function isBusy(error: unknown): error is Refusal<'remotes-busy'> {
  return isRefusal(error, 'remotes-busy');
}
