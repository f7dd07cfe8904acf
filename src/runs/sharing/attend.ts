import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../adapter/adapter.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Store } from '../../store/contract.ts';
import { waitingParts } from '../../store/parts.ts';
import { carryPart } from './carry-part.ts';
import { configurationDigest, type Sharing } from './sharing.ts';
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
  /**
   * SIGTERM: takes no more parts; those in hand go back at their next safe point. Answers whether that was within the
   * grace; else whoever conducts takes them over from a dead process.
   */
  release(graceMs: number): Promise<boolean>;
}

/** How often the table is looked at for what no offer told of: one that came while this process had its hands full. */
const lookEveryMs = 2_000;
/** Waiting parts looked at, so that not every process tries the same one. */
const looked = 20;

/** From now on this process does parts of what others conduct (and of what it conducts itself). */
export async function attendParts(sharing: Sharing, settings: AttendSettings): Promise<Attendance> {
  const { store, log, now, atOnce = 4 } = settings;
  const leaving = new AbortController();
  const inHand = new Map<string, Promise<void>>();
  let complained = false;

  function take(id: string): Promise<void> {
    const carried = inHand.get(id) ?? carry(id).finally(() => inHand.delete(id));
    inHand.set(id, carried);
    return carried;
  }

  async function carry(id: string): Promise<void> {
    const ground = { store, configuration: settings.configuration(), log, limits: sharing.limits, now };
    const { carried, failure } = await carryPart(id, works, ground, leaving.signal);
    // The one who conducts the work ends it and says so; here is only where the details are.
    if (failure !== undefined) log.warn({ err: failure, part: id }, 'a part of shared work failed');
    if (carried) void look();
  }

  async function look(): Promise<void> {
    try {
      if (leaving.signal.aborted) return;
      const waiting = await waitingParts(store, configurationDigest(settings.configuration()), looked);
      const others = waiting.filter(id => !inHand.has(id));
      if (others.length === 0 || leaving.signal.aborted || inHand.size >= atOnce) return;
      await take(others[Math.floor(Math.random() * others.length)]!);
      complained = false;
    } catch (error) {
      if (!complained) log.warn({ err: error }, 'shared work could not be looked at; trying again');
      complained = true;
    }
  }

  const looking = setInterval(() => void look(), lookEveryMs);
  await sharing.dispatcher.attend('parts', atOnce, async id => {
    if (!leaving.signal.aborted && inHand.size < atOnce) await take(id);
  });
  return {
    async release(graceMs) {
      leaving.abort();
      clearInterval(looking);
      const over = new AbortController();
      const grace = wait(graceMs, false, { signal: over.signal }).catch(() => false);
      const all = Promise.allSettled(inHand.values()).then(() => true);
      const answer = await Promise.race([all, grace]);
      over.abort();
      return answer;
    },
  };
}
