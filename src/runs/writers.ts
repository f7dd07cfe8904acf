import type { Log } from '../adapter/adapter.ts';
import { openDetails } from '../adapter/kit/details.ts';
import type { RemoteWriter, WriterContext } from '../adapter/writer.ts';
import type { Configuration, ConfiguredSystem } from '../config/configuration.ts';
import { nationalOf } from '../domain/city.ts';
import { localCode } from '../domain/code.ts';
import type { FieldRef } from '../domain/procedure.ts';
import { agencyMap } from '../snapshot/agency-map.ts';
import { lastCompleteSummary, proceduresOf } from '../snapshot/stored.ts';
import { openCache } from '../store/cache.ts';
import type { Store } from '../store/contract.ts';
import { openSystem } from './open-system.ts';
import type { HostLimits } from './sharing/host-limits.ts';

export interface OpenWriters {
  /** By configured name; systems whose adapter cannot write are not in it. */
  writers: ReadonlyMap<string, RemoteWriter>;
  close(): void;
}

interface Opening {
  configuration: Configuration;
  store: Store;
  log: Log;
  /** Ends what is under way; give one that is not `Ctrl-C` where an action in hand has to be finished. */
  signal: AbortSignal;
  /** Only these systems; absent = all. */
  systems?: readonly string[];
  /** As in `openSystem`. */
  limits?: HostLimits;
  /** National codes whose national record a writer may need. */
  procedures: readonly string[];
}

/** The write side of every configured system that has one. */
export async function openWriters(opening: Opening): Promise<OpenWriters> {
  const { configuration, store, log, signal } = opening;
  const described = await nationalNames(store, configuration, opening.procedures);
  const { systems, limits } = opening;
  const wanted = configuration.systems.filter(({ profile }) => systems?.includes(profile.name) ?? true);
  const open = wanted.map(system => {
    const { remote, http } = openSystem(system, {
      locality: configuration.city.locality,
      // Runs are not to trust what they have kept of things that are written to here.
      details: openDetails({
        store: openCache(store, system.profile.name),
        maxAgeHours: configuration.cacheHours,
        now: Date.now,
      }),
      log,
      signal,
      ...(limits && { limits }),
    });
    return {
      name: system.profile.name,
      writer: remote.writer?.(contextOf(system, configuration, described)),
      http,
    };
  });
  return {
    writers: new Map(open.flatMap(({ name, writer }) => (writer ? [[name, writer] as const] : []))),
    close: () => {
      for (const { http } of open) http.close();
    },
  };
}

type Described = ReadonlyMap<string, { name: string; field?: FieldRef }>;

function contextOf(
  { profile }: ConfiguredSystem,
  configuration: Configuration,
  described: Described,
): WriterContext {
  const { city, roles, codes } = configuration;
  const agencies = agencyMap(profile.name, city.agencies);
  const own = Object.entries(codes[profile.name] ?? {});
  return {
    agencyCode: remote => agencies.find(remote),
    roleAt: role => roles[role]?.[profile.name],
    roles: Object.keys(roles),
    codesOf: procedure =>
      own
        .filter(([, national]) => localCode(national, city.locality) === procedure)
        .map(([remote]) => remote),
    described: procedure => described.get(procedure),
  };
}

async function nationalNames(
  store: Store,
  { city }: Configuration,
  procedures: readonly string[],
): Promise<Described> {
  const names = new Map<string, { name: string; field?: FieldRef }>();
  const national = nationalOf(city);
  const snapshot = national && (await lastCompleteSummary(store, national.name));
  if (!snapshot) return names;
  for (const [procedure, { facts }] of await proceduresOf(store, snapshot.id, procedures)) {
    const field = facts.fields?.[0];
    if (facts.name) names.set(procedure, { name: facts.name, ...(field && { field }) });
  }
  return names;
}
