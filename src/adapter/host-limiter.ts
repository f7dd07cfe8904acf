/** How much is asked of a host at most. */
export interface HostLimits {
  /** Requests at once. */
  concurrency: number;
  ratePerSecond: number;
}

/** What a host bore in a reading. */
export interface HostStrain {
  /** How often it was asked less from then on, because it refused for a time or was slow. */
  reductions: number;
  /** The least it might be asked, what it may be asked now, and the ceilings. */
  least: HostLimits;
  now: HostLimits;
  ceiling: HostLimits;
}

/** A sixteenth of the ceilings: below that a system is out of order, not busy. */
const steps = 16;
/** Of a host that is asked slowly anyway: a reading has to end. */
const leastPerSecond = 0.25;

/** Those who waited were sent away: nobody is asked any more. */
export class TurnsDropped extends Error {}

/**
 * Who may ask a host, and when. The limits are ceilings: a host that shows strain is asked half as much at once, and a
 * sixteenth of the ceilings more for every while it bears what it is asked.
 */
export class HostLimiter {
  readonly #ceiling: HostLimits;
  readonly #growEveryMs: number;
  readonly #again: Waiting[] = [];
  readonly #first: Waiting[] = [];
  #share = steps;
  #least = steps;
  #reductions = 0;
  #changedAt = 0;
  #asking = 0;
  /** Slices of about 100 ms, so that a rate is spread over the second instead of spent at its start. */
  #slice = { from: Number.NEGATIVE_INFINITY, taken: 0, most: 1, ms: 0 };
  #heldUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(ceiling: HostLimits, growEveryMs: number) {
    this.#ceiling = ceiling;
    this.#growEveryMs = growEveryMs;
    this.#cut();
  }

  /**
   * Undefined: at once. Whoever has had his turn calls `done` after it.
   *
   * @param again asked before, and so ahead of those who were not.
   */
  turn(again: boolean): Promise<void> | undefined {
    if (this.#first.length + this.#again.length === 0 && this.#take()) return undefined;
    return new Promise((go, drop) => {
      (again ? this.#again : this.#first).push({ go, drop });
      this.#pump();
    });
  }

  done(): void {
    this.#asking--;
    if (this.#first.length + this.#again.length > 0) this.#pump();
  }

  /** It asks everybody to wait so long. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, performance.now() + ms);
  }

  /** It showed strain; what was asked before it was last asked less counts no more. @param askedAt as `performance.now`. */
  strained(askedAt: number): void {
    if (askedAt < this.#changedAt || this.#share === 1) return;
    this.#share = Math.max(1, this.#share >> 1);
    this.#least = Math.min(this.#least, this.#share);
    this.#reductions++;
    this.#cut();
  }

  bore(): void {
    if (this.#share === steps || performance.now() - this.#changedAt < this.#growEveryMs) return;
    this.#share++;
    this.#cut();
  }

  get strain(): HostStrain {
    const [least, now, ceiling] = [this.#least, this.#share, steps].map(share => this.#limits(share));
    return { reductions: this.#reductions, least: least!, now: now!, ceiling: ceiling! };
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#timerAt = Number.POSITIVE_INFINITY;
    for (const { drop } of [...this.#again.splice(0), ...this.#first.splice(0)]) drop(new TurnsDropped());
  }

  #limits(share: number): HostLimits {
    const { concurrency, ratePerSecond } = this.#ceiling;
    return {
      concurrency: Math.max(1, Math.floor((concurrency * share) / steps)),
      ratePerSecond: Math.max((ratePerSecond * share) / steps, Math.min(ratePerSecond, leastPerSecond)),
    };
  }

  #cut(): void {
    this.#changedAt = performance.now();
    const { ratePerSecond } = this.#limits(this.#share);
    this.#slice.most = Math.max(1, Math.floor(ratePerSecond / 10));
    this.#slice.ms = Math.ceil((this.#slice.most * 1000) / ratePerSecond);
  }

  #take(): boolean {
    if (this.#asking >= this.#limits(this.#share).concurrency) return false;
    const now = performance.now();
    if (now < this.#heldUntil) {
      this.#wake(this.#heldUntil - now);
      return false;
    }
    const slice = this.#slice;
    if (now - slice.from >= slice.ms) {
      slice.from = now;
      slice.taken = 0;
    }
    if (slice.taken >= slice.most) {
      this.#wake(slice.from + slice.ms - now);
      return false;
    }
    slice.taken++;
    this.#asking++;
    return true;
  }

  #pump(): void {
    while (this.#first.length + this.#again.length > 0 && this.#take())
      (this.#again.shift() ?? this.#first.shift())!.go();
  }

  #wake(ms: number): void {
    const at = performance.now() + ms;
    if (at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#pump();
    }, Math.ceil(ms));
  }
}

interface Waiting {
  go(): void;
  drop(error: Error): void;
}
