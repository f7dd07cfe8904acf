import type { Log } from '../adapter/adapter.ts';
import { openDetails } from '../adapter/kit/details.ts';
import type { Configuration, ConfiguredSystem } from '../config/configuration.ts';
import type { SnapshotSummary } from '../snapshot/model.ts';
import { readSnapshot } from '../snapshot/read-system.ts';
import { nationalSnapshot, proceduresOf } from '../snapshot/stored.ts';
import { openCache } from '../store/core/cache.ts';
import type { Store } from '../store/core/contract.ts';
import { retellSnapshot } from '../store/runs/snapshots.ts';
import { slowedWords, strainWords } from '../words/host-strain.ts';
import { type OpenSystem, openSystem } from './open-system.ts';
import { readMeasuresOf } from './read-measures.ts';

/** What reading tells while it goes on. */
export interface ReadEvents {
  /** `slowed`: how it is asked less than it may be, Vietnamese; '' = it is not. */
  reading?(
    system: string,
    part: string,
    done: number,
    total?: number,
    requests?: number,
    slowed?: string,
  ): void;
  read?(snapshot: SnapshotSummary): void;
}

interface Reading {
  configuration: Configuration;
  store: Store;
  log: Log;
  signal: AbortSignal;
  now(): Date;
  runId: string;
  /** Every detail anew, whatever is kept. */
  full: boolean;
  /** Systems whose shrinking a person accepts. */
  acceptShrink?: { systems: readonly string[] };
  events: ReadEvents;
}

/** Reads all systems at once, each into a snapshot of its own; what one does never touches another. */
export async function readSystems(reading: Reading): Promise<Record<string, SnapshotSummary>> {
  const { configuration, events, full } = reading;
  const since = full ? { detailsSince: Date.now() } : {};
  const settled = await Promise.allSettled(
    configuration.systems.map(async system => {
      const snapshot = await readSystem(system, { ...reading, ...since });
      events.read?.(snapshot);
      return snapshot;
    }),
  );
  // Only now: the others have to be done with the store before anything is thrown away.
  const failed = settled.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
  const snapshots = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  return Object.fromEntries(snapshots.map(snapshot => [snapshot.system, snapshot]));
}

/** Reads one system. `detailsSince`: epoch milliseconds, details read before are not trusted. */
async function readSystem(
  system: ConfiguredSystem,
  reading: Reading & { detailsSince?: number },
): Promise<SnapshotSummary> {
  const { configuration, store, log, signal, now, runId, acceptShrink, events, detailsSince } = reading;
  const { profile, adapter, useRemoteMapping } = system;
  const { name } = profile;
  let asked = () => 0;
  const opened: OpenSystem = openSystem(system, {
    locality: configuration.city.locality,
    details: openDetails({
      store: openCache(store, name),
      maxAgeHours: configuration.cacheHours,
      ...(detailsSince !== undefined && { since: detailsSince }),
      now: Date.now,
    }),
    log,
    signal,
    progress: (part, done, total) =>
      events.reading?.(name, part, done, total, asked(), opened.http && slowedWords(opened.http.strain)),
  });
  const { remote, http, close } = opened;
  asked = () => http?.requests ?? 0;
  try {
    const snapshot = await readSnapshot({
      store,
      runId,
      system: { profile, useRemoteMapping },
      records: remote.read(),
      tellsCases: (['components', 'eform', 'workflow'] as const).some(part =>
        adapter.capabilities.includes(part),
      ),
      city: configuration.city,
      codes: configuration.codes[name] ?? {},
      ...(profile.role !== 'national' && {
        inNationalList: async (codes: readonly string[]) => {
          const national = await nationalSnapshot(store, configuration.city);
          return new Set(national && (await proceduresOf(store, national.id, codes)).keys());
        },
      }),
      takenAt: now().toISOString(),
      requests: asked,
      note: () => http && strainWords(http.strain),
      now,
      shrinkShare: configuration.thresholds.shrinkShare,
      acceptShrink: acceptShrink?.systems.includes(name) ?? false,
      signal,
    });
    if (!system.demand || snapshot.status === 'unreadable') return snapshot;
    const missed = await readMeasuresOf(remote, reading, {
      system: name,
      snapshot: snapshot.id,
      full: detailsSince !== undefined,
      now: now().toISOString(),
    });
    if (missed === undefined) return snapshot;
    const told = { ...snapshot, notes: [...(snapshot.notes ?? []), missed] };
    await retellSnapshot(store, snapshot.id, told);
    return told;
  } finally {
    close();
  }
}
