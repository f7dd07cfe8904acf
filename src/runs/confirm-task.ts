import { type Doing, record } from '../store/audit.ts';
import type { Store } from '../store/contract.ts';
import { inTransaction } from '../store/open.ts';
import { confirmTask } from '../store/tasks.ts';

/**
 * Takes a person's word that a task is done, in the audit trail too. The whole key.
 *
 * @param given The key or its beginning.
 * @throws TaskError
 */
export function confirmOnWord(store: Store, given: string, reason: string, by: Doing): Promise<string> {
  return inTransaction(store, async inner => {
    const key = await confirmTask(inner, given, { by: by.who, reason, at: by.at });
    await record(inner, {
      ...by,
      action: 'confirm-task',
      target: key,
      before: { state: 'open' },
      after: { state: 'confirmed', reason },
      outcome: 'done',
    });
    return key;
  });
}
