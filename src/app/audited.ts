import { isRefusal } from '../domain/refusal.ts';
import { type Doing, record } from '../store/access/audit.ts';
import { inTransaction } from '../store/core/open.ts';
import { type Asking, doingOf, type Store } from './context.ts';
import { type Action, requirePermission } from './permissions.ts';
import { refusalAnswers } from './refusal-answers.ts';

/**
 * Writes what was done into the audit trail, in the transaction that does it, with the moment it is done: what takes long
 * has one deed after another.
 *
 * @param entry What of it is worth keeping; `target` where that is another than was asked for.
 */
type Done = (inner: Store, entry?: { before?: unknown; after?: unknown; target?: string }) => Promise<void>;

/**
 * Does what somebody asks for, if he may. Refused, it is in the audit trail as it would be done; that it is done the use
 * case says itself (`done`), in its transaction.
 *
 * @throws Refusal
 */
export async function asked<T>(
  asking: Asking,
  action: Action,
  target: string,
  work: (by: Doing, done: Done) => Promise<T>,
): Promise<T> {
  try {
    requirePermission(asking.actor, action);
    return await work(doingOf(asking), (inner, about = {}) =>
      record(inner, { ...doingOf(asking), action, target, ...about }),
    );
  } catch (error) {
    // A transaction of the caller's takes the entry with it.
    if (isRefusal(error) && !error.audited && !asking.store.db.isTransaction) {
      const { attempt = false, problem, outcome = problem } = refusalAnswers[error.code];
      if (attempt) {
        await recordRefused(asking.store, { ...doingOf(asking), action, target, why: outcome });
        error.audited = true;
      }
    }
    throw error;
  }
}

/** The same where all of it is one transaction. */
export function askedAtOnce<T>(
  asking: Asking,
  action: Action,
  target: string,
  work: (inner: Store, by: Doing, done: Done) => Promise<T>,
): Promise<T> {
  return asked(asking, action, target, (by, done) =>
    inTransaction(asking.store, inner => work(inner, by, done)),
  );
}

/** An attempt that was not allowed or did not fit. @param attempt `after`: more of it, JSON-safe. */
export function recordRefused(
  store: Asking['store'],
  { why, ...attempt }: Doing & { action: string; target: string; why: string; after?: unknown },
): Promise<void> {
  return record(store, { ...attempt, outcome: `refused: ${why}` });
}
