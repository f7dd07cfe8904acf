import { setTimeout as pause } from 'node:timers/promises';
import {
  createParts,
  dropParts,
  type NewPart,
  type PartStanding,
  standingOf,
  stopParts,
} from '../../store/parts.ts';
import { carryPart, type PartGround, type PartWorks } from './carry-part.ts';
import { configurationDigest, type Sharing } from './sharing.ts';

/** A part could not be done, here or by another process. */
class PartFailed extends Error {
  constructor(words: string) {
    super(words);
    this.name = 'PartFailed';
  }
}

/** How parts are carried out, and what is told of them on the way. */
export interface CarryingOut {
  /** Parts this process does at once. */
  atOnce: number;
  /** They mostly wait for answers: what nobody has taken after a moment is begun here as well. */
  impatient?: boolean;
  /** By position in what was shared out. */
  progress?(at: number, value: unknown): void;
  ended?(at: number, result: unknown): void;
  /** What has not been begun is taken back then, what is in hand comes to an end: the results of these are there. */
  stop?: AbortSignal;
  /** They write to remotes: before a failure is thrown, what others have in hand has come to an end. */
  careful?: boolean;
}

/** Shares out the parts of one run or plan and does its own share of them. */
export interface Board {
  /**
   * Writes parts down, offers them, does some and waits for the others. Their results in order; undefined for one
   * taken back after `stop`.
   *
   * @throws PartFailed when one failed elsewhere, what it threw when it failed here, the signal's reason.
   */
  carryOut<Result>(parts: readonly NewPart[], how: CarryingOut): Promise<(Result | undefined)[]>;
}

interface BoardSettings extends PartGround {
  owner: string;
  sharing: Sharing;
  works: PartWorks;
  signal: AbortSignal;
}

/** Before what a person started and after nothing: parts of one run are alike. */
const priority = 0;
const shortestPauseMs = 25;
const longestPauseMs = 500;

export function openBoard(settings: BoardSettings): Board {
  return {
    async carryOut<Result>(parts: readonly NewPart[], how: CarryingOut) {
      const { store, owner, configuration } = settings;
      const ids = await createParts(store, owner, configurationDigest(configuration), parts);
      const carrying = new Carrying(ids, settings, how);
      try {
        return (await carrying.toTheEnd()) as (Result | undefined)[];
      } finally {
        await carrying.leave();
        // Where this process may not wait any more, its successor has to see what is still in hand.
        await (how.careful && settings.signal.aborted ? stopParts(store, ids) : dropParts(store, ids));
      }
    },
  };
}

function isInHand({ state, free }: PartStanding): boolean {
  return state === 'running' && !free;
}

class Carrying {
  readonly #ids: readonly string[];
  readonly #settings: BoardSettings;
  readonly #how: CarryingOut;
  readonly #leaving = new AbortController();
  readonly #own = new Map<string, Promise<void>>();
  readonly #offered = new Set<string>();
  readonly #wasTaken = new Set<string>();
  readonly #told = new Map<string, string>();
  readonly #ended = new Set<string>();
  readonly #since = performance.now();
  #failure: { error: unknown } | undefined;
  #lookPause = shortestPauseMs;

  constructor(ids: readonly string[], settings: BoardSettings, how: CarryingOut) {
    this.#ids = ids;
    this.#settings = settings;
    this.#how = how;
  }

  async toTheEnd(): Promise<unknown[]> {
    const { store, now, signal } = this.#settings;
    for (;;) {
      signal.throwIfAborted();
      const { careful, stop } = this.#how;
      if (this.#failure && !careful) throw this.#failure.error;
      const stopping = stop?.aborted || this.#failure !== undefined;
      if (stopping) await stopParts(store, this.#ids);
      const standings = await standingOf(store, this.#ids, now().toISOString());
      const news = this.#tell(standings);
      if (this.#failure && !standings.some(isInHand)) throw this.#failure.error;
      this.#noteFailure(standings, stopping);
      if (standings.every(({ state }) => state === 'done')) return this.#resultsOf(standings);
      if (!this.#failure) {
        await this.#offerFree(standings);
        this.#beginSome(standings);
        this.#lookPause = news ? shortestPauseMs : Math.min(longestPauseMs, this.#lookPause * 1.5);
      }
      await this.#wait();
    }
  }

  /** Puts down what this process has in hand; returns when nothing of it goes on. */
  async leave(): Promise<void> {
    this.#leaving.abort();
    await Promise.all(this.#own.values());
  }

  /** What failed elsewhere, or was taken away; what failed here says more than its words. */
  #noteFailure(standings: readonly PartStanding[], stopping: boolean): void {
    const failed = standings.find(({ id, state }) => state === 'failed' && !this.#own.has(id));
    if (failed) this.#failure ??= { error: new PartFailed(failed.error ?? '') };
    if (standings.length < this.#ids.length && !stopping) {
      const words = 'công việc đã bị một tiến trình khác hủy; hãy chạy lại';
      this.#failure ??= { error: new PartFailed(words) };
    }
  }

  #resultsOf(standings: readonly PartStanding[]): unknown[] {
    const byId = new Map(standings.map(({ id, result }) => [id, result]));
    return this.#ids.map(id => byId.get(id));
  }

  #tell(standings: readonly PartStanding[]): boolean {
    let news = false;
    for (const { id, state, progress, result } of standings) {
      const at = this.#ids.indexOf(id);
      const words = JSON.stringify(progress);
      if (progress !== null && this.#told.get(id) !== words) {
        this.#told.set(id, words);
        this.#how.progress?.(at, progress);
      }
      if (state !== 'done' || this.#ended.has(id)) continue;
      this.#ended.add(id);
      this.#how.ended?.(at, result);
      news = true;
    }
    return news;
  }

  /** Once when written down, and again whenever one comes back. */
  async #offerFree(standings: readonly PartStanding[]): Promise<void> {
    for (const { id, free } of standings) {
      if (!free) this.#offered.delete(id);
      else if (!this.#offered.has(id)) {
        this.#offered.add(id);
        await this.#settings.sharing.dispatcher.offer('parts', id, priority);
      }
    }
  }

  #beginSome(standings: readonly PartStanding[]): void {
    const { atOnce, impatient } = this.#how;
    const { patienceMs } = this.#settings.sharing.parts;
    const waitedEnough = performance.now() - this.#since > patienceMs;
    for (const { id, free } of standings) {
      if (!free) this.#wasTaken.add(id);
      // What comes back has been waited for once already.
      const now = impatient && (waitedEnough || this.#wasTaken.has(id));
      if (!free || this.#own.has(id) || !(now || this.#own.size < atOnce)) continue;
      this.#own.set(id, this.#carry(id));
    }
  }

  async #carry(id: string): Promise<void> {
    const { works, signal } = this.#settings;
    try {
      const leaving = AbortSignal.any([signal, this.#leaving.signal]);
      const { failure } = await carryPart(id, works, this.#settings, leaving);
      if (failure !== undefined) this.#failure ??= { error: failure };
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#own.delete(id);
      this.#lookPause = shortestPauseMs;
    }
  }

  /** Until something of one's own has ended, or it is time to look what the others have done. */
  async #wait(): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#settings.signal]);
    const looking = pause(this.#lookPause, undefined, { signal }).catch(() => {});
    await Promise.race([looking, ...this.#own.values()]);
    over.abort();
  }
}
