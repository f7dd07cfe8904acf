import type { Log, RemoteSystem } from '../adapter/adapter.ts';
import { openDetails } from '../adapter/kit/details.ts';
import type { CityNames } from '../adapter/service-request.ts';
import type { RemoteWriter, WritableSystem } from '../adapter/writer.ts';
import type { Configuration, ConfiguredSystem } from '../config/configuration.ts';
import { localCode } from '../domain/code.ts';
import type { KnownCases } from '../domain/push.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { agencyMap } from '../snapshot/agency-map.ts';
import { openCache } from '../store/core/cache.ts';
import type { Store } from '../store/core/contract.ts';
import { memoriesOf } from '../store/push/applied.ts';
import { levelTerms } from '../words/level-names.ts';
import { openSystem } from './open-system.ts';
import { nationalRecords } from './validated-definitions.ts';

export interface OpenWriters {
  /** By configured name; systems whose adapter cannot look at single procedures are not in it, those it cannot write to have no kinds. */
  writers: ReadonlyMap<string, WritableSystem>;
  close(): void;
}

interface Opening {
  configuration: Configuration;
  store: Store;
  log: Log;
  /** Ends what is under way; give one that is not `Ctrl-C` where an action in hand has to be finished. */
  signal: AbortSignal;
  /** Only this system; absent = all. */
  system?: string;
  /** National codes whose national record a writer may need. */
  procedures: readonly string[];
}

/** Every configured system that can be looked at procedure by procedure, with its write side where it has one. */
export async function openWriters(opening: Opening): Promise<OpenWriters> {
  const { systems, close } = await openForCity(opening);
  const writers = new Map<string, WritableSystem>();
  for (const { name, remote, names } of systems) {
    const { readService, writer } = remote;
    if (!readService) continue;
    writers.set(name, {
      ...(writer ? await writer(names) : unwritable),
      readService: (procedure, asked) => readService(procedure, { ...asked, names }),
    });
  }
  return { writers, close };
}

/** Procedures one by one as a system has them now. */
export interface ServiceReader {
  /** Absent = its adapter cannot look at single ones. */
  read?(procedure: string, cases: KnownCases): Promise<ServiceState>;
  close(): void;
}

export async function openReader(request: Opening & { system: string }): Promise<ServiceReader> {
  const { store, system } = request;
  const { systems, close } = await openForCity(request);
  const [{ remote, names }] = systems as [CitySystem];
  if (!remote.readService) return { close };
  return {
    async read(procedure, cases) {
      const memory = (await memoriesOf(store, system, [procedure])).get(procedure) ?? {};
      return remote.readService!(procedure, { names, cases, memory });
    },
    close,
  };
}

/** One procedure as a system has it now; undefined when its adapter cannot look at single ones. */
export async function readServiceAt(
  request: Omit<Opening, 'procedures'> & { system: string; procedure: string; cases: KnownCases },
): Promise<ServiceState | undefined> {
  const { procedure, cases } = request;
  const { read, close } = await openReader({ ...request, procedures: [procedure] });
  try {
    return await read?.(procedure, cases);
  } finally {
    close();
  }
}

interface CitySystem {
  name: string;
  remote: RemoteSystem;
  names: CityNames;
}

async function openForCity(opening: Opening): Promise<{ systems: CitySystem[]; close(): void }> {
  const { configuration, store, log, signal } = opening;
  const national = await nationalRecords(configuration, store, opening.procedures);
  const wanted = configuration.systems.filter(
    ({ profile }) => opening.system === undefined || profile.name === opening.system,
  );
  const open = wanted.map(system => {
    const { remote, close } = openSystem(system, {
      locality: configuration.city.locality,
      // Runs are not to trust what they have kept of things that are written to here.
      details: openDetails({
        store: openCache(store, system.profile.name),
        maxAgeHours: configuration.cacheHours,
        now: Date.now,
      }),
      log,
      signal,
    });
    return { name: system.profile.name, remote, names: namesAt(system, configuration, national), close };
  });
  return {
    systems: open,
    close: () => {
      for (const { close } of open) close();
    },
  };
}

/** All of it is work for people. */
const unwritable: RemoteWriter = {
  kinds: new Set(),
  next: () => [],
  async send() {
    throw new Error('a system nobody can write to is never sent anything');
  },
};

function namesAt(
  { profile }: ConfiguredSystem,
  configuration: Configuration,
  national: Awaited<ReturnType<typeof nationalRecords>>,
): CityNames {
  const { city, roles, codes } = configuration;
  const agencies = agencyMap(profile.name, city.agencies);
  const own = Object.entries(codes[profile.name] ?? {});
  return {
    agencyCode: remote => agencies.find(remote),
    levelWords: levelTerms(city.levelNames).of,
    roleAt: role => roles[role]?.[profile.name],
    roles: Object.keys(roles),
    codesOf: procedure =>
      own
        .filter(([, national]) => localCode(national, city.locality) === procedure)
        .map(([remote]) => remote),
    described(procedure) {
      const { name, fields } = national(procedure)?.facts ?? {};
      const field = fields?.[0];
      return name ? { name, ...(field && { field }) } : undefined;
    },
  };
}
