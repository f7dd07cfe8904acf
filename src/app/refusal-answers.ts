import type { RefusalCode } from '../domain/refusal.ts';

/** What a refusal is to whoever asked: the exit code of a command by its name, the kind of problem document over HTTP. */
export interface RefusalAnswer {
  exit: 'failed' | 'usage';
  problem:
    | 'role-missing'
    | 'author-may-not-approve'
    | 'not-found'
    | 'invalid-request'
    | 'conflict'
    | 'idempotency-key-reused'
    | 'body-too-large'
    | 'too-many-requests'
    | 'unavailable';
  /**
   * An attempt that was not allowed, or came when it was settled otherwise: it is in the audit trail. Asking for what is
   * not there, or wrongly, is none, nor is having to wait for somebody else.
   */
  attempt?: true;
  /** What the audit trail calls it, where that is not the problem's name. */
  outcome?: string;
  /** Where one thing that was given is wrong: its name in the request's body. */
  field?: string;
  /** Its name as an option of a command, where that is another one. */
  option?: string;
}

const unknown: RefusalAnswer = { exit: 'usage', problem: 'not-found' };
/** Asked for what cannot be, whatever else happens: it is for whoever asks to ask for something else. */
const wrong: RefusalAnswer = { exit: 'usage', problem: 'conflict' };
/** It might have been, and may yet be. */
const inTheWay: RefusalAnswer = { exit: 'failed', problem: 'conflict' };
/** The same of somebody's word or deed that comes too late, too early, or without another's. */
const notNow: RefusalAnswer = { ...inTheWay, attempt: true };

/** The one place where a refusal becomes an exit code and an HTTP status. */
export const refusalAnswers: Record<RefusalCode, RefusalAnswer> = {
  'role-missing': { exit: 'failed', problem: 'role-missing', attempt: true },
  'other-unit': { exit: 'failed', problem: 'role-missing', attempt: true, outcome: 'other-unit' },
  'other-office': { exit: 'failed', problem: 'role-missing', attempt: true, outcome: 'other-office' },
  'word-incomplete': { exit: 'usage', problem: 'invalid-request', field: 'reason' },

  'plan-unknown': unknown,
  'approver-is-author': {
    ...{ exit: 'failed', problem: 'author-may-not-approve' },
    ...{ attempt: true, outcome: 'author' },
  },
  'plan-not-waiting': { ...notNow, outcome: 'state' },
  'plan-past-applying': notNow,
  'plan-begun': notNow,
  'plan-not-begun': notNow,
  'plan-changed': notNow,
  'plan-held': notNow,
  'plan-not-approved': notNow,
  'plan-moved': notNow,
  'plan-unclear': notNow,
  'plan-taken-over': inTheWay,
  'action-not-writable': notNow,
  'definitions-wrong': wrong,
  'nothing-defined': wrong,
  'national-not-read': { exit: 'failed', problem: 'conflict' },
  'procedures-not-national': { exit: 'usage', problem: 'invalid-request', field: 'procedure' },
  'definition-there': wrong,
  'definition-half-replaced': inTheWay,
  'service-not-readable': { exit: 'usage', problem: 'invalid-request', field: 'from' },
  'service-not-there': { exit: 'usage', problem: 'invalid-request', field: 'from' },
  'system-unknown': {
    exit: 'usage',
    problem: 'invalid-request',
    field: 'scope/acceptShrink/systems',
    option: 'accept-shrink',
  },

  'remotes-busy': inTheWay,
  'taken-over': inTheWay,
  'run-aborted': inTheWay,
  'snapshot-given-up': inTheWay,

  'no-open-finding': wrong,
  'fingerprint-ambiguous': wrong,
  'waiver-end-wrong': { exit: 'usage', problem: 'invalid-request', field: 'until' },
  'waiver-over': { exit: 'usage', problem: 'invalid-request', field: 'until' },
  'finding-resolved': wrong,
  'finding-not-waived': wrong,
  'finding-no-work': wrong,
  'task-due-over': { exit: 'usage', problem: 'invalid-request', field: 'due' },

  'task-unknown': unknown,
  'task-ambiguous': wrong,
  'task-not-open': wrong,
  'process-not-expressible': inTheWay,

  'milestone-not-confirmed': wrong,
  'decision-unknown': unknown,
  'conflict-not-legal': {
    exit: 'failed',
    problem: 'role-missing',
    attempt: true,
    outcome: 'conflict-not-legal',
  },
  'review-file-unknown': unknown,
  'review-file-withdrawn': wrong,
  'row-not-listed': unknown,
  'row-closed': wrong,
  'appraisal-not-set': wrong,
  'appraisal-item-unknown': { exit: 'usage', problem: 'invalid-request', field: 'answers', option: 'answer' },
  'appraisal-measured': { exit: 'usage', problem: 'invalid-request', field: 'answers', option: 'answer' },
  'appraisal-unanswered': { exit: 'usage', problem: 'invalid-request', field: 'answers', option: 'answer' },
  'appraisal-not-met': { exit: 'usage', problem: 'invalid-request', field: 'result' },
  'proposal-missing': { exit: 'usage', problem: 'invalid-request', field: 'proposal' },
  'answer-day-over': { exit: 'usage', problem: 'invalid-request', field: 'until' },
  'both-offices': { exit: 'usage', problem: 'conflict', attempt: true },

  'question-unknown': unknown,
  'round-unknown': unknown,
  'round-empty': wrong,
  'round-not-over': { exit: 'usage', problem: 'invalid-request', field: 'reason' },
  'round-closed': wrong,
  'round-day-over': { exit: 'usage', problem: 'invalid-request', field: 'until' },
  'not-addressed': wrong,
  'round-row-unknown': wrong,
  'publication-incomplete': { exit: 'usage', problem: 'invalid-request', field: 'place' },
  'publication-day-ahead': { exit: 'usage', problem: 'invalid-request', field: 'on' },
  'publication-of-nothing': unknown,
  'nothing-to-review': unknown,
  'nothing-live': unknown,
  'provision-unknown': unknown,
  'working-session-unknown': unknown,
  'session-subject-unknown': { exit: 'usage', problem: 'invalid-request', field: 'subject' },
  'session-action-unknown': unknown,
  'session-owner-unknown': { exit: 'usage', problem: 'invalid-request', field: 'owner' },
  'session-obstacle-unknown': { exit: 'usage', problem: 'invalid-request', field: 'obstacle' },
  'session-word-incomplete': wrong,

  'message-unknown': unknown,
  'message-not-resendable': wrong,
  'message-taken': wrong,

  'name-reserved': { exit: 'usage', problem: 'invalid-request', field: 'name' },
  'name-taken': { exit: 'usage', problem: 'invalid-request', field: 'name' },
  'key-expiry-over': { exit: 'usage', problem: 'invalid-request', field: 'expiresAt', option: 'expires' },
  'backup-not-restorable': inTheWay,
  'audit-heads-unusable': { exit: 'failed', problem: 'unavailable' },
  'key-unit-wrong': { exit: 'usage', problem: 'invalid-request', field: 'unit' },
  'agency-unknown': { exit: 'usage', problem: 'invalid-request', field: 'unit' },
  'key-unknown': unknown,
  'key-revoked': wrong,
  'session-unknown': unknown,

  'idempotency-key-reused': { exit: 'usage', problem: 'idempotency-key-reused' },
  'job-unknown': unknown,
  'job-ended': notNow,
  'queue-full': { exit: 'failed', problem: 'too-many-requests' },

  'job-too-heavy': inTheWay,
  'reading-full': { exit: 'failed', problem: 'unavailable' },
  'file-too-heavy': { exit: 'failed', problem: 'body-too-large' },
  'definitions-too-heavy': { exit: 'failed', problem: 'unavailable' },
  'paper-too-heavy': { exit: 'failed', problem: 'unavailable' },
  'reading-broken-off': { exit: 'failed', problem: 'unavailable' },
  'errand-broken-off': { exit: 'failed', problem: 'unavailable' },
  'paper-broken-off': { exit: 'failed', problem: 'unavailable' },

  'period-not-read': inTheWay,
  'month-not-counted': inTheWay,
  'list-not-read': inTheWay,
  'levels-not-read': inTheWay,
  'levels-not-kept': inTheWay,
};
