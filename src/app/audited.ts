import { isRefusal } from '../domain/refusal.ts';
import { type Doing, record } from '../store/access/audit.ts';
import { type Asking, doingOf } from './context.ts';
import { type Action, requirePermission } from './permissions.ts';
import { refusalAnswers } from './refusal-answers.ts';

/**
 * Does what somebody asks for, if he may. Refused, it is in the audit trail as it would be done; the entry of what is
 * done is the use case's own, in its transaction.
 *
 * @throws Refusal
 */
export async function asked<T>(
  asking: Asking,
  action: Action,
  target: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    requirePermission(asking.actor, action);
    return await work();
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

/** An attempt at a change by somebody we know that was not allowed or did not fit. */
export function recordRefused(
  store: Asking['store'],
  { why, ...attempt }: Doing & { action: string; target: string; why: string },
): Promise<void> {
  return record(store, { ...attempt, before: null, after: null, outcome: `refused: ${why}` });
}
