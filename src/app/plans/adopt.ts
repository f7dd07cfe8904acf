import { adoptedValues } from '../../domain/applied.ts';
import type { ServiceState } from '../../domain/service-state.ts';
import { inTransaction } from '../../store/core/open.ts';
import { rememberApplied } from '../../store/push/applied.ts';
import { asked } from '../audited.ts';
import type { Asking } from '../context.ts';

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
  return asked(asking, 'adopt', `${system}/${actual.procedure}`, async (by, done) => {
    const values = adoptedValues(actual, by.at);
    const kept = await keep();
    await inTransaction(asking.store, async inner => {
      await rememberApplied(inner, system, values);
      await done(inner, { after: { values: values.length } });
    });
    return kept;
  });
}
