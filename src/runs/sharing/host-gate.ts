import type { HostLimiter } from '../../adapter/http.ts';

/** What is asked of one host at most, by all processes together. */
export interface HostLimits {
  concurrency: number;
  ratePerSecond: number;
}

/** A slot in the hands of this process. All times in milliseconds of `performance.now()`. */
interface OwnSlot {
  slot: number;
  busy: boolean;
  /** It rests until then: so many requests a second, whoever had it before. */
  freeAt: number;
  usedAt: number;
}

interface Waiter {
  go(slot: OwnSlot): void;
}

/** Without a word of the database for this long others may soon take the slots for left behind: no more is sent. */
const trustedMs = 12_000;

/** Where a slot's holder died, his last request may still be on its way out for a moment. */
const afterOthersMs = 200;

/**
 * The door to one host in this process. A slot is the right to have one request in flight and to send its part of the
 * requests a second; who holds how many is settled in the database (`host-limits.ts`), letting through is not.
 */
export class HostGate implements HostLimiter {
  /** Slots the host has in all. A host that bears fewer requests a second than at once has as many as a second. */
  slots = 1;
  #restMs = 0;
  readonly #own = new Map<number, OwnSlot>();
  readonly #waiting: Waiter[] = [];
  readonly #needed: () => void;
  #peak = 0;
  #trustedAt = Number.NEGATIVE_INFINITY;
  #surplus = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `needed` is called when somebody waits and this process has no slot for him. */
  constructor(limits: HostLimits, needed: () => void) {
    this.#needed = needed;
    this.limit(limits);
  }

  /** The limits are these from now on: a configuration may be read again. */
  limit({ concurrency, ratePerSecond }: HostLimits): void {
    this.slots = Math.max(1, Math.min(concurrency, Math.floor(ratePerSecond)));
    const eachPerSecond = ratePerSecond / this.slots;
    // Whole numbers a second for each slot: then no second sees more than the sum.
    this.#restMs = 1_000 / (eachPerSecond < 1 ? eachPerSecond : Math.floor(eachPerSecond));
  }

  async admit(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const slot = await new Promise<OwnSlot>((go, refuse) => {
      const waiter: Waiter = {
        go(slot) {
          signal.removeEventListener('abort', leave);
          go(slot);
        },
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        refuse(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
      this.#note();
      this.#letThrough();
    });
    return () => {
      slot.busy = false;
      this.#letThrough();
    };
  }

  get held(): number[] {
    return [...this.#own.keys()];
  }

  /** Slots this process could use, as of the most since it was last asked. */
  takeWants(): number {
    this.#note();
    const wants = Math.min(this.slots, this.#peak);
    this.#peak = 0;
    this.#note();
    return wants;
  }

  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  /** The database has just said, of a look begun at `askedAt`, which slots are still ours. */
  confirm(slots: ReadonlySet<number>, askedAt: number): void {
    this.#trustedAt = askedAt;
    for (const slot of this.held) if (!slots.has(slot)) this.#own.delete(slot);
    this.#letThrough();
  }

  /** A slot is ours from now on. */
  add(slot: number): void {
    const freeAt = performance.now() + Math.max(this.#restMs, afterOthersMs);
    this.#own.set(slot, { slot, busy: false, freeAt, usedAt: freeAt });
    this.#letThrough();
  }

  /**
   * Takes up to `most` slots out of use, only those idle for `idleMs`; they are not ours any more. What is missing
   * of `most` is withheld from use as soon as its request has ended, for the next call to find.
   */
  withdraw(most: number, idleMs = 0): number[] {
    const now = performance.now();
    const idle = [...this.#own.values()].filter(({ busy, usedAt }) => !busy && now - usedAt >= idleMs);
    const taken = idle.slice(0, Math.max(0, most)).map(({ slot }) => slot);
    for (const slot of taken) this.#own.delete(slot);
    this.#surplus = idleMs > 0 ? 0 : Math.max(0, most - taken.length);
    return taken;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #note(): void {
    const busy = [...this.#own.values()].filter(slot => slot.busy).length;
    this.#peak = Math.max(this.#peak, busy + this.#waiting.length);
  }

  #letThrough(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    if (now - this.#trustedAt > trustedMs) {
      if (this.#waiting.length > 0) this.#needed();
      return;
    }
    const idle = [...this.#own.values()]
      .filter(({ busy }) => !busy)
      .sort((a, b) => a.freeAt - b.freeAt)
      .slice(this.#surplus);
    while (this.#waiting.length > 0) {
      const next = idle.shift();
      if (!next) {
        if (this.#own.size < this.slots) this.#needed();
        return;
      }
      if (next.freeAt > now) {
        this.#timer = setTimeout(() => this.#letThrough(), Math.ceil(next.freeAt - now));
        return;
      }
      next.busy = true;
      next.usedAt = now;
      next.freeAt = now + this.#restMs;
      this.#waiting.shift()!.go(next);
    }
  }
}
