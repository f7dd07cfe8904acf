import { adoptedValues } from '../domain/applied.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { record } from '../store/access/audit.ts';
import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { rememberApplied } from '../store/push/applied.ts';

/** A person has accepted what a system has: drift rules hold it against that from now on. In the audit trail. */
export async function adoptApplied(request: {
  store: Store;
  by: string;
  system: string;
  actual: ServiceState;
  now?: () => Date;
}): Promise<void> {
  const { store, by, system, actual, now = () => new Date() } = request;
  const at = now().toISOString();
  const values = adoptedValues(actual, 'adopt', at);
  await inTransaction(store, async inner => {
    await rememberApplied(inner, system, values);
    await record(inner, {
      at,
      who: by,
      origin: 'cli',
      action: 'adopt',
      target: `${system}/${actual.procedure}`,
      before: null,
      after: { values: values.length },
      outcome: 'done',
    });
  });
}
