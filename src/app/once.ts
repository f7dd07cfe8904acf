import type { Store } from '../store/core/contract.ts';
import { inTransaction } from '../store/core/open.ts';
import { accountOf, madeBefore, makeOnce } from '../store/work/asked-keys.ts';
import type { Asking } from './context.ts';
import type { Action } from './permissions.ts';

/**
 * Makes something that has a number, in a transaction; asked for again with the same key it is what was made then.
 *
 * @param prepare What comes before the transaction; not asked again where the key has been used.
 * @throws Refusal when the key was used for something else.
 */
export async function once(
  { store, actor, now, key }: Asking,
  action: Action,
  wanted: object,
  prepare: () => Promise<(inner: Store) => Promise<number>>,
): Promise<number> {
  const account = accountOf({ requestedBy: actor.name, requestedIdentity: actor.identity });
  const wish = key === undefined ? undefined : { account, key, action, wanted, at: now().toISOString() };
  const earlier = wish && (await madeBefore(store, wish));
  if (earlier !== undefined) return earlier;
  const make = await prepare();
  return inTransaction(store, inner => (wish ? makeOnce(inner, wish, () => make(inner)) : make(inner)));
}
