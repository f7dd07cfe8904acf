import type { Log } from '../adapter/adapter.ts';
import { openDetails } from '../adapter/kit/details.ts';
import type { Configuration, ConfiguredSystem } from '../config/configuration.ts';
import type { SnapshotSummary } from '../snapshot/model.ts';
import { readSnapshot } from '../snapshot/read-system.ts';
import { proceduresOf } from '../snapshot/stored.ts';
import { openCache } from '../store/cache.ts';
import type { Store } from '../store/contract.ts';
import { type Opening, openSystem } from './open-system.ts';
import { nationalSnapshot } from './reviewed.ts';
import type { RunRequest } from './run.ts';

type Reading = RunRequest & { runId: string; now: () => Date };

/** Reads all systems at once, each into a snapshot of its own; what one does never touches another. */
export function readSystems(reading: Reading): Promise<Record<string, SnapshotSummary>> {
  const { configuration, events, full = false, acceptShrink } = reading;
  const since = full ? { detailsSince: Date.now() } : {};
  return ofEverySystem(configuration.systems, async system => {
    const { name } = system.profile;
    const snapshot = await readSystem(system, {
      ...reading,
      ...since,
      acceptShrink: acceptShrink?.systems.includes(name) ?? false,
      progress: (part, done, total) => events?.reading?.(name, part, done, total),
    });
    events?.read?.(snapshot);
    return snapshot;
  });
}

/** Snapshots by system, of all systems at once. */
export async function ofEverySystem(
  systems: readonly ConfiguredSystem[],
  read: (system: ConfiguredSystem) => Promise<SnapshotSummary>,
): Promise<Record<string, SnapshotSummary>> {
  const settled = await Promise.allSettled(systems.map(read));
  // Only now: the others have to be done with the store before anything is thrown away.
  const failed = settled.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
  const snapshots = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  return Object.fromEntries(snapshots.map(snapshot => [snapshot.system, snapshot]));
}

/** How one system is read in a run. */
export interface SystemReading {
  configuration: Configuration;
  store: Store;
  log: Log;
  signal: AbortSignal;
  now: () => Date;
  runId: string;
  acceptShrink: boolean;
  progress: NonNullable<Opening['progress']>;
  /** Limits kept together with other processes. */
  limits?: Opening['limits'];
  /** Epoch milliseconds: details read before are not trusted. */
  detailsSince?: number;
  /** Requests others have already sent for this reading. */
  askedBefore?: number;
  /** As in `ReadSettings`. */
  beginning?(inner: Store): Promise<void>;
  finished?(inner: Store, summary: SnapshotSummary): Promise<void>;
}

/** Reads one system into a snapshot. */
export async function readSystem(system: ConfiguredSystem, reading: SystemReading): Promise<SnapshotSummary> {
  const { configuration, store, signal, now, askedBefore = 0, beginning, finished } = reading;
  const { profile, adapter, useRemoteMapping } = system;
  const { remote, http } = openForReading(system, reading);
  try {
    const { components, eform, workflow } = adapter.capabilities;
    return await readSnapshot({
      store,
      runId: reading.runId,
      system: { profile, useRemoteMapping },
      records: remote.read(),
      tellsCases: components || eform || workflow,
      city: configuration.city,
      codes: configuration.codes[profile.name] ?? {},
      ...(profile.role !== 'national' && {
        inNationalList: async (codes: readonly string[]) => {
          const national = await nationalSnapshot(store, configuration.city);
          return new Set(national && (await proceduresOf(store, national.id, codes)).keys());
        },
      }),
      takenAt: now().toISOString(),
      requests: () => askedBefore + http.counts.requests,
      now,
      shrinkShare: configuration.thresholds.shrinkShare,
      acceptShrink: reading.acceptShrink,
      signal,
      ...(beginning && { beginning }),
      ...(finished && { finished }),
    });
  } finally {
    http.close();
  }
}

/** The system with the details kept of it, ready to be read. Close `http` when done. */
export function openForReading(
  system: ConfiguredSystem,
  reading: Pick<
    SystemReading,
    'configuration' | 'store' | 'log' | 'signal' | 'limits' | 'detailsSince' | 'progress'
  >,
): ReturnType<typeof openSystem> {
  const { configuration, store, log, signal, progress, limits, detailsSince } = reading;
  return openSystem(system, {
    locality: configuration.city.locality,
    details: openDetails({
      store: openCache(store, system.profile.name),
      maxAgeHours: configuration.cacheHours,
      ...(detailsSince !== undefined && { since: detailsSince }),
      now: Date.now,
    }),
    log,
    signal,
    progress,
    ...(limits && { limits }),
  });
}
