import type { Log } from '../../adapter/adapter.ts';
import { createRedactor } from '../../adapter/http-redaction.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Store } from '../../store/contract.ts';
import {
  claimPart,
  failPart,
  finishPart,
  type HeldPart,
  letGo,
  type Part,
  type PartKind,
  PartLost,
  releasePart,
  renewPart,
} from '../../store/parts.ts';
import { configurationDigest, type Sharing } from './sharing.ts';

/** What doing any part needs. */
export interface PartGround {
  store: Store;
  configuration: Configuration;
  log: Log;
  limits: Sharing['limits'];
  now: () => Date;
}

/** A part this process has in hand. */
export interface PartInHand {
  part: Part;
  held: HeldPart;
  /** Aborted when the part is in other hands or nobody's any more: nothing that is written for it counts. */
  lost: AbortSignal;
  /** Aborted when this process has to leave, or the work is to come to an end: what is in hand is finished. */
  leave: AbortSignal;
  /** Tells whoever waits for the part how far it is; JSON-safe. Written down now and then. */
  progress(value: unknown): void;
  /** Ends the part inside a transaction of the work itself, with which its result stands or falls. */
  finish(inner: Store, result: unknown): Promise<void>;
}

/** What a part comes to; `unfinished`: left at a safe point, for somebody else to go on with. */
export type PartWork = (hand: PartInHand, settings: PartGround) => Promise<unknown | typeof unfinished>;
export const unfinished = Symbol('unfinished');

export type PartWorks = Record<PartKind, PartWork>;

/** Often enough to be stopped soon and to show progress, and thirty times before a process is taken for dead. */
const beatEveryMs = 2_000;

/**
 * Claims a part and does it, unless somebody else has it. However it ends stands in the store; what it failed of is
 * also the answer. Throws only when the store cannot be written to.
 */
export async function carryPart(
  id: string,
  works: PartWorks,
  settings: PartGround,
  leaving: AbortSignal,
): Promise<{ carried: boolean; failure?: unknown }> {
  const { store, configuration, log, now } = settings;
  const time = () => now().toISOString();
  const claim = await claimPart(store, id, configurationDigest(configuration), time());
  if (claim.answer === 'other-configuration') {
    log.warn({ part: id }, 'a part of shared work is to be done with another configuration; left to others');
  }
  if (claim.answer !== 'claimed') return { carried: false };
  const { part, held } = claim;
  const lost = new AbortController();
  const stop = new AbortController();
  const leave = AbortSignal.any([leaving, stop.signal]);
  let progress: unknown;
  let finished = false;
  const beat = async () => {
    try {
      if ((await renewPart(store, held, time(), progress)).stop) stop.abort();
    } catch (error) {
      if (error instanceof PartLost) lost.abort(error);
      else log.warn({ err: error, part: part.name }, 'the heartbeat of a part could not be written');
    }
  };
  const heart = setInterval(() => void beat(), beatEveryMs);
  const hand: PartInHand = {
    part,
    held,
    lost: lost.signal,
    leave,
    progress(value) {
      progress = value;
    },
    async finish(inner, result) {
      await finishPart(inner, held, result);
      finished = true;
    },
  };
  try {
    const result = await works[part.kind](hand, settings);
    if (result === unfinished && leaving.aborted) await releasePart(store, held);
    else if (!finished) await finishPart(store, held, result === unfinished ? null : result);
    return { carried: true };
  } catch (error) {
    return { carried: true, failure: await broken(error, held, leaving, settings) };
  } finally {
    clearInterval(heart);
    letGo(held);
  }
}

/** Writes down why a part came to nothing; answers its failure, where it is one. */
async function broken(
  error: unknown,
  held: HeldPart,
  leaving: AbortSignal,
  { store, configuration, log }: PartGround,
): Promise<unknown> {
  try {
    if (leaving.aborted) {
      await releasePart(store, held);
      return undefined;
    }
    const words = createRedactor(configuration.secrets)(
      error instanceof Error ? error.message : String(error),
    );
    await failPart(store, held, words);
    return error;
  } catch (lost) {
    if (!(lost instanceof PartLost)) throw lost;
    log.debug(
      { part: held.partId },
      'a part was taken over or dropped; what was done of it here does not count',
    );
    return undefined;
  }
}
