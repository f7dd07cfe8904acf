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
  /** Its name as an option of a command, where that is another one; null where it is an argument. */
  option?: string | null;
}

const unknown: RefusalAnswer = { exit: 'usage', problem: 'not-found' };
/** Asked for what cannot be, whatever else happens: it is for whoever asks to ask for something else. */
const wrong: RefusalAnswer = { exit: 'usage', problem: 'conflict' };
/** It might have been, and may yet be. */
const inTheWay: RefusalAnswer = { exit: 'failed', problem: 'conflict' };
/** The same of somebody's word or deed that comes too late, too early, or without another's. */
const notNow: RefusalAnswer = { ...inTheWay, attempt: true };

/** One thing that was given is wrong. */
function wrongIn(field: string, option?: string | null): RefusalAnswer {
  return { exit: 'usage', problem: 'invalid-request', field, ...(option !== undefined && { option }) };
}

/** Somebody else's to do. */
function notTheirs(outcome?: string): RefusalAnswer {
  return {
    exit: 'failed',
    problem: 'role-missing',
    attempt: true,
    ...(outcome !== undefined && { outcome }),
  };
}

const unavailable: RefusalAnswer = { exit: 'failed', problem: 'unavailable' };

/** The one place where a refusal becomes an exit code and an HTTP status. */
export const refusalAnswers: Record<RefusalCode, RefusalAnswer> = {
  'role-missing': notTheirs(),
  'other-unit': notTheirs('other-unit'),
  'other-office': notTheirs('other-office'),
  'word-incomplete': wrongIn('reason'),

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
  'national-not-read': inTheWay,
  'procedures-not-national': wrongIn('procedure', null),
  'definition-there': wrong,
  'definition-half-replaced': inTheWay,
  'service-not-readable': wrongIn('from'),
  'service-not-there': wrongIn('from'),
  'system-unknown': wrongIn('scope/acceptShrink/systems', 'accept-shrink'),

  'remotes-busy': inTheWay,
  'taken-over': inTheWay,
  'run-aborted': inTheWay,
  'snapshot-given-up': inTheWay,

  'no-open-finding': wrong,
  'fingerprint-ambiguous': wrong,
  'waiver-end-wrong': wrongIn('until'),
  'waiver-over': wrongIn('until'),
  'finding-resolved': wrong,
  'finding-not-waived': wrong,
  'finding-no-work': wrong,
  'task-due-over': wrongIn('due'),

  'task-unknown': unknown,
  'task-ambiguous': wrong,
  'task-not-open': wrong,
  'process-not-expressible': inTheWay,

  'milestone-not-confirmed': wrong,
  'decision-unknown': unknown,
  'conflict-not-legal': notTheirs('conflict-not-legal'),
  'review-file-unknown': unknown,
  'review-file-withdrawn': wrong,
  'row-not-listed': unknown,
  'row-closed': wrong,
  'appraisal-not-set': wrong,
  'appraisal-item-unknown': wrongIn('answers', 'answer'),
  'appraisal-measured': wrongIn('answers', 'answer'),
  'appraisal-unanswered': wrongIn('answers', 'answer'),
  'appraisal-not-met': wrongIn('result'),
  'proposal-missing': wrongIn('proposal'),
  'answer-day-over': wrongIn('until'),
  'both-offices': { exit: 'usage', problem: 'conflict', attempt: true },

  'question-unknown': unknown,
  'round-unknown': unknown,
  'round-empty': wrong,
  'round-not-over': wrongIn('reason'),
  'round-closed': wrong,
  'round-day-over': wrongIn('until'),
  'not-addressed': wrong,
  'round-row-unknown': wrong,
  'publication-incomplete': wrongIn('place'),
  'publication-day-ahead': wrongIn('on'),
  'publication-of-nothing': unknown,
  'nothing-to-review': unknown,
  'nothing-live': unknown,
  'provision-unknown': unknown,
  'working-session-unknown': unknown,
  'session-subject-unknown': wrongIn('subject', 'field'),
  'session-action-unknown': unknown,
  'session-owner-unknown': wrongIn('owner'),
  'session-obstacle-unknown': wrongIn('obstacle'),
  'session-day-early': wrongIn('until'),
  'session-word-incomplete': wrong,

  'message-unknown': unknown,
  'message-not-resendable': wrong,
  'message-taken': wrong,

  'name-reserved': wrongIn('name'),
  'name-taken': wrongIn('name'),
  'key-expiry-over': wrongIn('expiresAt', 'expires'),
  'backup-not-restorable': inTheWay,
  'audit-heads-unusable': unavailable,
  'key-unit-wrong': wrongIn('unit'),
  'agency-unknown': wrongIn('unit'),
  'key-unknown': unknown,
  'key-revoked': wrong,
  'session-unknown': unknown,

  'idempotency-key-reused': { exit: 'usage', problem: 'idempotency-key-reused' },
  'job-unknown': unknown,
  'job-ended': notNow,
  'queue-full': { exit: 'failed', problem: 'too-many-requests' },

  'job-too-heavy': inTheWay,
  'reading-full': unavailable,
  'file-too-heavy': { exit: 'failed', problem: 'body-too-large' },
  'definitions-too-heavy': unavailable,
  'paper-too-heavy': unavailable,
  'reading-broken-off': unavailable,
  'errand-broken-off': unavailable,
  'paper-broken-off': unavailable,

  'period-not-read': inTheWay,
  'month-not-counted': inTheWay,
  'list-not-read': inTheWay,
  'levels-not-read': inTheWay,
  'levels-not-kept': inTheWay,
};
