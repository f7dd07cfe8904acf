import type { Log } from '../../adapter/adapter.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Store } from '../../store/contract.ts';
import { carryPart } from './carry-part.ts';
import type { Sharing } from './sharing.ts';
import { works } from './works.ts';

export interface AttendSettings {
  store: Store;
  /** The one in force when a part begins holds for it to its end. */
  configuration(): Configuration;
  log: Log;
  now: () => Date;
  /** Parts at once. Default 4: they mostly wait for answers. */
  atOnce?: number;
}

export interface Attendance {
  /** SIGTERM: takes no more parts; those in hand go back at their next safe point. Returns when they have. */
  release(): Promise<void>;
}

/** From now on this process does parts of what others conduct (and of what it conducts itself). */
export async function attendParts(sharing: Sharing, settings: AttendSettings): Promise<Attendance> {
  const { store, log, now, atOnce = 4 } = settings;
  const leaving = new AbortController();
  const inHand = new Set<Promise<unknown>>();
  await sharing.dispatcher.attend('parts', atOnce, async id => {
    if (leaving.signal.aborted) return;
    const configuration = settings.configuration();
    const { limits } = sharing;
    const carried = carryPart(id, works, { store, configuration, log, limits, now }, leaving.signal);
    inHand.add(carried);
    try {
      const { failure } = await carried;
      // The one who conducts the work ends it and says so; here it is only where the details are.
      if (failure !== undefined) log.warn({ err: failure, part: id }, 'a part of shared work failed');
    } finally {
      inHand.delete(carried);
    }
  });
  return {
    async release() {
      leaving.abort();
      await Promise.allSettled(inHand);
    },
  };
}
