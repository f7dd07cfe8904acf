import { hash } from 'node:crypto';
import { digestOf } from '../../domain/canonical.ts';

/**
 * Details of a remote that are not asked for anew in every run. List rows are read every run; a detail is read again
 * when the rows it hangs on are no longer the same, or when it has grown too old. Values are JSON-safe.
 */
export interface Details {
  /**
   * What is kept under `key`, or what `fetch` answers, which is then kept unless it is huge.
   *
   * @param key The adapter's own, with a version that is raised when the value means something else than before.
   * @param row The list row or rows the detail hangs on: of any other content, the detail is read anew.
   */
  read<T>(key: string, row: unknown, fetch: () => Promise<T>, options?: DetailOptions<T>): Promise<Detail<T>>;
  /**
   * For whoever is about to write, or has written, what the detail tells: it is read anew, and what is read soon after
   * is not kept, since lists of a remote may lag.
   */
  forget(key: string): Promise<void>;
  /**
   * Which of these details wait for their first reading. Where more than `atOnce` of them have never been read, each
   * has its turn within the time a detail may be old, spread evenly by key from the first run that missed them; before
   * that, nothing can be told of it. Where they are few, or everything is read anew, none waits.
   *
   * @param what One word for all of them, by which it is kept when that run was.
   * @param keys Walked through as far as it takes to know.
   */
  waiting(what: string, keys: Iterable<string>, atOnce: number): Promise<FirstReadings>;
  /**
   * The same where nobody knows beforehand which details will be wanted: of those never read, the first `atOnce` that
   * are met in a run are read, the others have their turn, as above. While they have, only turns count.
   */
  firstReadings(what: string, atOnce: number): FirstReadings;
}

/** Each key is asked for once in a run. */
export interface FirstReadings {
  /** Those of the keys that wait. */
  among(keys: readonly string[]): Promise<ReadonlySet<string>>;
  waits(key: string): Promise<boolean>;
  /** When the last one of those that wait has its turn, ISO 8601, UTC; `undefined` = none waits. */
  until(): string | undefined;
}

export interface DetailOptions<T> {
  /** Instead of the configured one. */
  maxAgeHours?: number;
  /** Answers that say nothing are asked for again next time. Absent = all but `undefined` are kept. */
  worthKeeping?(value: T): boolean;
}

export interface Detail<T> {
  value: T;
  /** When it was read, ISO 8601, UTC; absent = just now. */
  readAt?: string;
}

/** Where details are kept between runs, those of one system by themselves. */
export interface DetailStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** Those of the keys under which nothing is kept, in their order. */
  missing(keys: readonly string[]): Promise<string[]>;
}

export interface DetailSettings {
  store: DetailStore;
  /** How long a detail is trusted at most; fractions allowed, 0 keeps nothing. Judged when a detail is used. */
  maxAgeHours: number;
  /** Epoch milliseconds: what was read before counts as not known (`run --full`: since the run began). */
  since?: number;
  /** Epoch milliseconds. */
  now(): number;
}

interface Kept {
  hash: string;
  readAt: string;
  value: unknown;
}

/** Since when first readings wait; null = none did in the last run. */
type Backlog = { since: string } | null;

/** In the place of what somebody has written to. */
interface Forgotten {
  forgottenAt: string;
}

const hourMs = 3_600_000;
/** The longest a remote's lists may be configured to lag. */
const settlingMs = 60_000;
/** Characters of a value as JSON: the store is the city's database. The longest real record has some 200,000. */
const largestKept = 4_000_000;

/** Keys asked for at once where there may be very many. */
const keysAtOnce = 1_000;

const nobody: FirstReadings = {
  among: async () => new Set(),
  waits: async () => false,
  until: () => undefined,
};

export function openDetails({ store, maxAgeHours: usual, since = 0, now }: DetailSettings): Details {
  const whole = usual * hourMs;
  /** When a first reading has its turn, among those that wait since `start`. */
  const turnOf = (key: string, start: number) => start + spreadOf(key) * whole;
  const kept = async (key: string, rowHash: string, maxAgeHours: number): Promise<Kept | undefined> => {
    if (maxAgeHours <= 0) return undefined;
    const found = (await store.get(key)) as Partial<Kept> | undefined;
    const readAt = Date.parse(found?.readAt ?? '');
    // Read later than now, by a clock that was ahead: nobody knows how old it is.
    const age = now() - readAt;
    const counts = readAt >= since && age >= 0 && age < ownMaxAge(key, maxAgeHours);
    return counts && found?.hash === rowHash ? (found as Kept) : undefined;
  };
  /** Nobody has written to it since shortly before it was read. */
  const isSettled = async (key: string, readAt: string): Promise<boolean> => {
    const found = (await store.get(key)) as Partial<Forgotten> | undefined;
    const forgottenAt = Date.parse(found?.forgottenAt ?? '');
    return !(forgottenAt > Date.parse(readAt) - settlingMs && forgottenAt <= now());
  };
  /** Since when first readings wait; NaN = none did in the last run. */
  const begunAt = async (place: string) =>
    Date.parse(((await store.get(place)) as Backlog | undefined)?.since ?? '');
  const keepBegun = (place: string, start: number) =>
    store.set(place, { since: new Date(start).toISOString() } satisfies Backlog);
  /** Whoever has waited since the backlog began has been read, or is now; what comes long after that begins anew. */
  const begunBefore = async (place: string) => {
    const begun = await begunAt(place);
    const age = now() - begun;
    return age >= 0 && age < 2 * whole ? begun : undefined;
  };
  /** @param start Since when they wait, where that is known already: else since `free` of them have been met. */
  const inTurns = (place: string, free: number, start?: number): FirstReadings => {
    let before: Promise<number | undefined> | undefined;
    let waited = start !== undefined;
    const among = async (keys: readonly string[]) => {
      const never = usual > 0 && since === 0 && keys.length > 0 ? await store.missing(keys) : [];
      if (never.length === 0) return new Set<string>();
      before ??= begunBefore(place);
      start ??= await before;
      if (start === undefined) {
        free -= never.splice(0, free).length;
        if (never.length === 0) return new Set<string>();
        start = now();
        await keepBegun(place, start);
      }
      const later = never.filter(key => turnOf(key, start!) > now());
      waited ||= later.length > 0;
      return new Set(later);
    };
    return {
      among,
      waits: async key => (await among([key])).size > 0,
      until: () => (waited ? new Date(start! + whole).toISOString() : undefined),
    };
  };
  return {
    async read<T>(key: string, row: unknown, fetch: () => Promise<T>, options: DetailOptions<T> = {}) {
      const { maxAgeHours = usual, worthKeeping = value => value !== undefined } = options;
      const rowHash = digestOf(row);
      const found = await kept(key, rowHash, maxAgeHours);
      if (found) return { value: found.value as T, readAt: found.readAt };
      // A detail is as old as the question: what changes while it is answered may not be in it.
      const readAt = new Date(now()).toISOString();
      const value = await fetch();
      if (maxAgeHours > 0 && worthKeeping(value) && !isHuge(value) && (await isSettled(key, readAt)))
        await store.set(key, { hash: rowHash, readAt, value } satisfies Kept);
      return { value };
    },
    async forget(key) {
      await store.set(key, { forgottenAt: new Date(now()).toISOString() } satisfies Forgotten);
    },
    async waiting(what, keys, atOnce) {
      let all = 0;
      let never = 0;
      for (const some of inLots(keys)) {
        all += some.length;
        if (usual > 0 && since === 0 && never <= atOnce) never += (await store.missing(some)).length;
        if (all > atOnce && (never > atOnce || usual <= 0 || since > 0)) break;
      }
      if (all <= atOnce) return nobody;
      const place = placeOf(what);
      const begun = await begunAt(place);
      // By a clock that was ahead: nobody knows for how long they have waited.
      const over = begun > now() || now() - begun >= whole;
      if (never <= atOnce || over) {
        if (!Number.isNaN(begun)) await store.set(place, null satisfies Backlog);
        return nobody;
      }
      const start = Number.isNaN(begun) ? now() : begun;
      if (start !== begun) await keepBegun(place, start);
      return inTurns(place, 0, start);
    },
    firstReadings: (what, atOnce) => inTurns(placeOf(what), atOnce),
  };
}

/** For commands that keep nothing. */
export const noDetails: Details = {
  forget: async () => undefined,
  read: async (_key, _row, fetch) => ({ value: await fetch() }),
  waiting: async () => nobody,
  firstReadings: () => nobody,
};

/**
 * Between half and all of the age, by key, so that not everything is asked for anew at once and a change is seen by
 * any run that comes the whole age after it. Milliseconds.
 */
export function ownMaxAge(key: string, maxAgeHours: number): number {
  return maxAgeHours * hourMs * (0.5 + spreadOf(key) / 2);
}

/** Where it is kept since when first readings wait. */
function placeOf(what: string): string {
  return `first readings ${what}`;
}

/** From 0 to below 1, evenly, the same for a key each time. */
function spreadOf(key: string): number {
  return hash('sha256', key, 'buffer').readUInt32BE(0) / 0x1_0000_0000;
}

function* inLots(keys: Iterable<string>): Generator<string[]> {
  let lot: string[] = [];
  for (const key of keys) {
    lot.push(key);
    if (lot.length < keysAtOnce) continue;
    yield lot;
    lot = [];
  }
  if (lot.length > 0) yield lot;
}

function isHuge(value: unknown): boolean {
  return JSON.stringify(value).length > largestKept;
}
