import type { JobEvent } from '../../../domain/job.ts';

/** How far a system has been read. */
export interface SystemProgress {
  system: string;
  /** `agencies`, `procedures` …; undefined once it has been read. */
  part?: string | undefined;
  done: number;
  total?: number | undefined;
  /** What became of it; undefined while it is read. */
  status?: string;
  /** Asked of it so far; undefined where that is not told. */
  requests?: number;
  /** ISO 8601: when its reading was over. */
  readAt?: string;
}

export interface Progress {
  /** ISO 8601: since when all systems are read. */
  startedAt?: string;
  systems: SystemProgress[];
  judging: boolean;
  /** Of an apply: actions settled and how many there are. */
  actions?: { settled: number; total: number } | undefined;
}

/** Where a job stands, of its events. */
export function progressOf(events: readonly JobEvent[]): Progress {
  const systems = new Map<string, SystemProgress>();
  const progress: Progress = { systems: [], judging: false };
  const of = (name: unknown): SystemProgress => {
    const system = String(name);
    const known = systems.get(system);
    if (known) return known;
    const begun = { system, done: 0 };
    systems.set(system, begun);
    return begun;
  };
  for (const { kind, data, at } of events) {
    if (kind === 'started') {
      // Begun anew after a process died: what was seen before counts no more.
      systems.clear();
      progress.startedAt = at;
      progress.judging = false;
      progress.actions = undefined;
    } else if (kind === 'reading') {
      const one = of(data.system);
      one.part = String(data.part);
      one.done = Number(data.done);
      one.total = typeof data.total === 'number' ? data.total : undefined;
      if (typeof data.requests === 'number') one.requests = data.requests;
    } else if (kind === 'read') {
      const one = of(data.system);
      one.part = undefined;
      one.readAt = at;
      one.status = String(data.status);
      if (typeof data.requests === 'number') one.requests = data.requests;
    } else if (kind === 'judging') progress.judging = true;
    else if (kind === 'action') progress.actions = { settled: Number(data.ended), total: Number(data.total) };
  }
  progress.systems = [...systems.values()];
  return progress;
}
