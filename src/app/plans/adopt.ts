import { adoptedValues } from '../../domain/applied.ts';
import type { ServiceState } from '../../domain/service-state.ts';
import { record } from '../../store/access/audit.ts';
import { inTransaction } from '../../store/core/open.ts';
import { rememberApplied } from '../../store/push/applied.ts';
import { asked } from '../audited.ts';
import { type Asking, doingOf } from '../context.ts';

/**
 * Takes what a system has for what is wanted: drift rules hold it against that from now on.
 *
 * @param keep Writes the definition; what it throws leaves everything as it was.
 */
export function adopt<T>(
  asking: Asking,
  { system, actual }: { system: string; actual: ServiceState },
  keep: () => Promise<T>,
): Promise<T> {
  const target = `${system}/${actual.procedure}`;
  return asked(asking, 'adopt', target, async () => {
    const by = doingOf(asking);
    const values = adoptedValues(actual, by.at);
    const kept = await keep();
    await inTransaction(asking.store, async inner => {
      await rememberApplied(inner, system, values);
      await record(inner, {
        ...{ ...by, action: 'adopt', target },
        ...{ before: null, after: { values: values.length }, outcome: 'done' },
      });
    });
    return kept;
  });
}
