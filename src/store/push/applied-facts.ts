import { type AppliedFacts, appliedFacts } from '../../domain/applied.ts';
import type { Store } from '../core/contract.ts';
import { readInOrder } from '../core/in-order.ts';
import { appliedOf } from './applied.ts';

/** Systems to which anything was ever pushed and verified. */
export async function systemsPushedTo(store: Store): Promise<Set<string>> {
  const rows = await store.db.selectFrom('applied').select('system').distinct().execute();
  return new Set(rows.map(({ system }) => system));
}

/** What a system was last verified to have, a procedure at a time in code-unit order. */
export async function* readApplied(
  store: Store,
  system: string,
  { batch = 100 }: { batch?: number } = {},
): AsyncGenerator<AppliedFacts[]> {
  const pushed = store.db.selectFrom('applied').select('procedure').distinct().where('system', '=', system);
  for await (const rows of readInOrder(pushed, ['procedure'], batch)) {
    const codes = rows.map(({ procedure }) => procedure);
    const values = Map.groupBy(await appliedOf(store, system, codes), value => value.target.procedure);
    yield codes.map(code => appliedFacts(code, values.get(code) ?? []));
  }
}
