import type { ConfiguredSystem } from '../config/configuration.ts';
import type { SnapshotSummary } from '../snapshot/model.ts';
import { readSnapshot } from '../snapshot/read-system.ts';
import { openCache } from '../store/cache.ts';
import { openSystem } from './open-system.ts';
import type { RunRequest } from './run.ts';

type Reading = RunRequest & { runId: string; now: () => Date };

/** Reads all systems at once, each into a snapshot of its own; what one does never touches another. */
export async function readSystems(reading: Reading): Promise<Record<string, SnapshotSummary>> {
  const settled = await Promise.allSettled(
    reading.configuration.systems.map(system => readSystem(system, reading)),
  );
  // Only now: the others have to be done with the store before anything is thrown away.
  const failed = settled.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
  const snapshots = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  return Object.fromEntries(snapshots.map(snapshot => [snapshot.system, snapshot]));
}

async function readSystem(system: ConfiguredSystem, reading: Reading): Promise<SnapshotSummary> {
  const { configuration, store, signal, events, now } = reading;
  const { profile, adapter, useRemoteMapping } = system;
  const { remote, http } = openSystem(system, {
    locality: configuration.city.locality,
    fresh: reading.fresh ?? false,
    cacheHours: configuration.cacheHours,
    cache: openCache(store, profile.name),
    log: reading.log,
    signal,
    progress: (part, done, total) => events?.reading?.(profile.name, part, done, total),
  });
  try {
    const { components, eform, workflow } = adapter.capabilities;
    const snapshot = await readSnapshot({
      store,
      runId: reading.runId,
      system: { profile, useRemoteMapping },
      records: remote.read(),
      tellsCases: components || eform || workflow,
      city: configuration.city,
      codes: configuration.codes[profile.name] ?? {},
      takenAt: now().toISOString(),
      requests: () => http.counts.requests,
      now,
      shrinkShare: configuration.thresholds.shrinkShare,
      acceptShrink: reading.acceptShrink?.systems.includes(profile.name) ?? false,
      signal,
    });
    events?.read?.(snapshot);
    return snapshot;
  } finally {
    http.close();
  }
}
