import { isHostFailure } from '../adapter/errors.ts';
import { inWindow } from '../adapter/kit/in-window.ts';
import { type Missing, missingOf } from '../adapter/missing.ts';
import type { RemoteWriter, WritableSystem } from '../adapter/writer.ts';
import type { Configuration } from '../config/configuration.ts';
import type { CaseKind, Change } from '../domain/push.ts';
import type { ServiceDefinition } from '../domain/service.ts';
import type { ServiceState } from '../domain/service-state.ts';
import { dayOf } from '../domain/time.ts';
import type { PlanInput, PlanService, PlanSystem } from '../plan/input.ts';
import type { PlanNames } from '../plan/show-model.ts';
import type { NationalFacts } from '../readiness/needs.ts';
import { lastComplete, readProcedures, summariesOfRun } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { appliedOf, memoriesOf } from '../store/push/applied.ts';
import { lastRun } from '../store/runs/runs.ts';
import { levelTerms } from '../words/level-names.ts';
import { systemLabel } from '../words/sentence.ts';
import { reviewWishes } from './review-wishes.ts';
import { nationalRecords } from './validated-definitions.ts';

export interface InputRequest {
  configuration: Configuration;
  store: Store;
  writers: ReadonlyMap<string, WritableSystem>;
  definitions: readonly ServiceDefinition[];
  id: string;
  author: string;
  /** ISO 8601, UTC. */
  at: string;
  signal: AbortSignal;
  reading?(system: string, done: number, total: number): void;
}

/** Procedures looked at at once per system; the shared client holds the host's own limits. */
const atOnce = 4;

/** Everything a plan is made from: definitions, what each system has now, what was last verified there. */
export async function planInput(request: InputRequest): Promise<PlanInput> {
  const { configuration, definitions, id, author, at, store } = request;
  const services = await Promise.all(
    [...request.writers].map(([system, writer]) => servicesAt(system, writer, request)),
  );
  await tellShared(request, services.flat());
  const procedures = definitions.map(({ procedure }) => procedure);
  const national = await nationalFacts(configuration, store, procedures);
  const reviewed = await reviewWishes(store, configuration.city, procedures);
  return {
    id,
    createdAt: at,
    author,
    city: configuration.city,
    definitions,
    systems: await planSystems(request),
    services: services.flat(),
    settings: configuration.push,
    national,
    ...(reviewed && { reviewed }),
    due: dayOf(at, configuration.tasks.dueDays.major),
  };
}

async function nationalFacts(configuration: Configuration, store: Store, procedures: readonly string[]) {
  const recordOf = await nationalRecords(configuration, store, procedures);
  return new Map(
    procedures.flatMap((procedure): [string, NationalFacts][] => {
      const record = recordOf(procedure);
      return record?.detailed ? [[procedure, { ...record.facts, cases: record.cases }]] : [];
    }),
  );
}

async function planSystems({ configuration, store, writers }: InputRequest): Promise<PlanSystem[]> {
  const run = await lastRun(store);
  const snapshots = run ? await summariesOfRun(store, run.id) : [];
  return configuration.systems.map(({ profile, page }) => {
    const source = snapshots.find(({ system }) => system === profile.name);
    const writer = writers.get(profile.name);
    return {
      profile,
      kinds: writer?.kinds ?? new Set(),
      ...(writer && { missing: (change, actual) => missingOrWhy(writer, change, actual) }),
      ...(page !== undefined && { page }),
      ...(source && { source }),
    };
  });
}

/** A writer that breaks on one change says so there, as it does when that change is applied. */
function missingOrWhy(writer: RemoteWriter, change: Change, actual: ServiceState): Missing {
  try {
    return missingOf(writer, change, actual);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { sends: [], complaint: `không so sánh được với hiện trạng: ${why}` };
  }
}

async function servicesAt(system: string, writer: WritableSystem, request: InputRequest) {
  const { store, definitions, signal } = request;
  const codes = definitions.map(({ procedure }) => procedure);
  const memories = await memoriesOf(store, system, codes);
  const applied = Map.groupBy(await appliedOf(store, system, codes), ({ target }) => target.procedure);
  const services: PlanService[] = [];
  let dead: string | undefined;
  const looked = inWindow(definitions, atOnce, async ({ procedure, cases }): Promise<PlanService> => {
    const known = { system, procedure, applied: applied.get(procedure) ?? [] };
    signal.throwIfAborted();
    if (dead !== undefined) return { ...known, problem: dead };
    try {
      const asked = { cases, memory: memories.get(procedure) ?? {} };
      return { ...known, actual: await writer.readService(procedure, asked) };
    } catch (error) {
      signal.throwIfAborted();
      const problem = error instanceof Error ? error.message : String(error);
      // The host is the trouble, not this procedure: asking on would only wait for the same answer.
      if (isHostFailure(error)) dead = problem;
      return { ...known, problem };
    }
  });
  for await (const service of looked) {
    services.push(service);
    request.reading?.(system, services.length, definitions.length);
  }
  return services;
}

/**
 * Says of what is to be changed which other procedures have it too: as the last whole reading knows, and as far as they
 * have been looked at just now.
 */
async function tellShared({ configuration, store, writers }: InputRequest, services: readonly PlanService[]) {
  for (const { profile } of configuration.systems) {
    const { writtenTo } = writers.get(profile.name) ?? {};
    const theirs = services.filter(({ system, actual }) => system === profile.name && actual?.exists);
    if (!writtenTo || theirs.length === 0) continue;
    const places = ({ actual }: PlanService) =>
      Object.entries(actual?.cases ?? {}).flatMap(([key, { facts }]) =>
        facts ? Object.entries(writtenTo(facts.key)).map(([kind, to]) => ({ key, kind, to })) : [],
      ) as { key: string; kind: CaseKind; to: string }[];
    const wanted = Map.groupBy(
      theirs.flatMap(service => places(service).map(place => ({ service, ...place }))),
      ({ to }) => to,
    );
    const sharers = new Map<string, Set<string>>();
    const found = (procedure: string, to: string) => {
      if (wanted.has(to)) sharers.set(to, (sharers.get(to) ?? new Set()).add(procedure));
    };
    for (const service of theirs) for (const { to } of places(service)) found(service.procedure, to);
    const snapshot = await lastComplete(store, profile);
    for await (const records of snapshot ? readProcedures(store, snapshot.id) : [])
      for (const { code, cases = [] } of records)
        for (const { key } of cases) for (const to of Object.values(writtenTo(key))) found(code, to);
    for (const [to, procedures] of sharers) {
      const all = [...procedures].sort();
      for (const { service, key, kind } of wanted.get(to)!) {
        const others = all.filter(code => code !== service.procedure);
        if (others.length === 0) continue;
        service.shared = { ...service.shared, [key]: { ...service.shared?.[key], [kind]: others } };
      }
    }
  }
}

/** How codes are called, for whoever reads a plan. */
export function planNames(
  { city }: Configuration,
  definitions: readonly Pick<ServiceDefinition, 'procedure' | 'name'>[],
): PlanNames {
  const agencies = new Map(city.agencies.map(agency => [agency.code, agency]));
  const systems = new Map(city.systems.map(system => [system.name, systemLabel(system)]));
  const procedures = new Map(definitions.map(({ procedure, name }) => [procedure, name]));
  return {
    procedure: code => procedures.get(code),
    agency: code => agencies.get(code)?.name ?? code,
    tier: code => agencies.get(code)?.tier,
    system: name => systems.get(name) ?? name,
    levels: levelTerms(city.levelNames),
  };
}
