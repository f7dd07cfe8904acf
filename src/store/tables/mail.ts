import { json, numbered, optional, optionalTexts, text, whole } from './columns.ts';

/** The outbox. */
export const letter = {
  id: numbered(),
  /** Deterministic: from kind, subject and recipient. */
  messageId: text(),
  kind: text<
    | 'digest'
    | 'critical'
    | 'reminder'
    | 'monthly-report'
    | 'consultation'
    | 'explain-again'
    | 'session-actions'
    | 'plan-approval'
  >(),
  /** What it is about: run id, month, milestone … */
  subject: text(),
  /** Address as configured. */
  recipient: text(),
  /** What making it needs beside `subject`; JSON-safe, no secrets. */
  body: json<unknown>(),
  /**
   * `sending`: handed to the mail server, its answer not seen: looked at by a person, never sent again by itself.
   * `dead`: gave up after the configured attempts, or refused for good.
   */
  state: text<'waiting' | 'sending' | 'sent' | 'dead'>(),
  /** Token of the claim by which it was handed to the mail server; empty before that. */
  worker: text(),
  attempts: whole(),
  queuedAt: text(),
  /** Not before this moment (hold-off). */
  notBefore: text(),
  ...optionalTexts('nextTryAt', 'sentAt'),
  /** Last words of the mail server, redacted. */
  lastError: optional(text()),
};
