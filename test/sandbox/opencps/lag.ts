import type { Quirks } from './quirks.ts';

/** Lists as the search index shows them: a while behind the database. */
export interface Lag {
  /** A list is about to change; `before` is what it has held until now. */
  wrote(list: string, before: unknown): void;
  /** What the index shows of a list that holds `now`. */
  seen<T>(list: string, now: T): T;
  /** Nothing is behind. */
  readonly settled: boolean;
}

/** `served`: requests so far. Each write is shown on its own time, so that a list goes through all its states. */
export function createLag(quirks: Quirks, served: () => number): Lag {
  const versions = new Map<string, { rows: unknown; served: number; at: number }[]>();
  const waiting = (list: string) => {
    const left = (versions.get(list) ?? []).filter(
      version => served() < version.served || performance.now() < version.at,
    );
    if (left.length > 0) versions.set(list, left);
    else versions.delete(list);
    return left;
  };
  return {
    wrote(list, before) {
      if (quirks.writeLag === 0 && quirks.writeLagMs === 0) return;
      const until = { served: served() + quirks.writeLag, at: performance.now() + quirks.writeLagMs };
      versions.set(list, [...waiting(list), { rows: before, ...until }]);
    },
    seen<T>(list: string, now: T): T {
      if (versions.size === 0) return now;
      const [oldest] = waiting(list);
      return oldest ? (oldest.rows as T) : now;
    },
    get settled() {
      for (const list of [...versions.keys()]) waiting(list);
      return versions.size === 0;
    },
  };
}
