import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '../core/contract.ts';
import {
  type Claim,
  type ClaimHolder,
  ClaimLost,
  isSilentHere,
  releaseClaim,
  renewClaim,
  takeClaim,
} from './claims.ts';

/** A claim this process holds and keeps renewing. */
export interface HeldClaim extends Claim {
  /** Given when somebody else has the claim. That it could not be renewed for a while is no loss: nobody else could. */
  lost: AbortSignal;
  release(): Promise<void>;
}

export interface Holding {
  /** What it is held for, as others are told. */
  purpose: string;
  now(): Date;
  /** Default 5 s: twelve beats before a process is taken for dead. */
  everyMs?: number;
  /**
   * Known of a beat that could not be written, once until one could be, and of a release that could not; without it, such
   * a release throws.
   */
  troubled?(error: unknown): void;
  /** As in `takeClaim`. */
  job?: string | undefined;
}

/** Takes a claim and keeps it by its heartbeat until it is released. */
export async function holdClaim(
  store: Store,
  name: string,
  { purpose, now, everyMs = 5_000, troubled, job }: Holding,
): Promise<{ held: true; claim: HeldClaim } | { held: false; by: ClaimHolder }> {
  const time = () => now().toISOString();
  if (await isSilentHere(store, name, time())) {
    // A file that another program held kept it from saying that it lives. Now that we could write, it can as well.
    await store.db.transaction().execute(async () => {});
    await wait(everyMs * 1.5);
  }
  const holder = { pid: process.pid, host: hostname(), purpose, since: time() };
  const taken = await takeClaim(store, name, holder, holder.since, job);
  if (!taken.held) return taken;
  const { claim } = taken;
  const lost = new AbortController();
  let inTrouble = false;
  let beating = false;
  const beat = async () => {
    try {
      // By the time at which it is written: a busy file lets it wait for longer than a holder may be silent.
      await store.db.transaction().execute(db => renewClaim({ ...store, db }, claim, time()));
      inTrouble = false;
    } catch (error) {
      if (error instanceof ClaimLost) return lost.abort(error);
      if (!inTrouble) troubled?.(error);
      inTrouble = true;
    }
  };
  const heart = setInterval(() => {
    // One at a time: a busy store must not find a queue of them.
    if (beating) return;
    beating = true;
    void beat().finally(() => {
      beating = false;
    });
  }, everyMs);
  return {
    held: true,
    claim: {
      ...claim,
      lost: lost.signal,
      async release() {
        clearInterval(heart);
        try {
          await releaseClaim(store, claim);
        } catch (error) {
          // What was done under it stands. It falls silent by itself.
          if (!troubled) throw error;
          troubled(error);
        }
      },
    },
  };
}
