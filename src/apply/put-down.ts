import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../store/contract.ts';
import { dropPartsOf, partIdsOf, standingOf, stopParts } from '../store/parts.ts';

const lookEveryMs = 250;

/**
 * Waits until nobody sends for this plan any more in the name of a process that conducted its applying and died. They
 * may journal nothing more, but a request already on its way must have arrived before anybody looks what is there.
 * Answers whether there was anybody.
 *
 * @throws the signal's reason.
 */
export async function othersHavePutDown(
  store: Store,
  planId: string,
  time: () => string,
  lost: AbortSignal,
): Promise<boolean> {
  const ids = await partIdsOf(store, planId);
  if (ids.length === 0) return false;
  for (;;) {
    await stopParts(store, ids);
    const standings = await standingOf(store, ids, time());
    if (!standings.some(({ state, free }) => state === 'running' && !free)) break;
    await pause(lookEveryMs, undefined, { signal: lost });
  }
  await dropPartsOf(store, planId);
  return true;
}
