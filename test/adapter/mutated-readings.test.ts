import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../src/adapter/http.ts';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import { noDetails } from '../../src/adapter/kit/details.ts';
import type { SystemProfile } from '../../src/domain/city.ts';
import { judgeContext } from '../../src/reconcile/context.ts';
import { judge } from '../../src/reconcile/judge.ts';
import { rules } from '../../src/reconcile/rules/index.ts';
import type { SnapshotSummary } from '../../src/snapshot/model.ts';
import { readSnapshot } from '../../src/snapshot/read-system.ts';
import { readProcedures } from '../../src/snapshot/stored.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { beginRun } from '../../src/store/runs/runs.ts';
import { say } from '../../src/words/findings.ts';
import { type RunningCity, startCity } from '../sandbox/city/servers.ts';
import { storeFile } from '../store/support.ts';
import { smallCity } from '../support/small-city.ts';
import { hostAdapters } from './host-adapters.ts';
import { listeningLog, testSettings } from './loopback.ts';

const names = { national: 'csdl-tthc', portal: 'td-dvc', oneStop: 'opencps' } as const;
type System = keyof typeof names;
const systems = Object.keys(names) as System[];
const takenAt = '2026-11-23T05:00:00.000Z';
/** Readings with one value changed, for each system; more by the environment. */
const tries = Number(process.env.DVC_SYNC_MUTATIONS ?? 60);

const city = smallCity();
const profiles: SystemProfile[] = [
  { name: 'national', role: 'national', hosts: [], covers: null },
  {
    name: 'portal',
    role: 'portal',
    hosts: ['components', 'eform', 'workflow', 'payment', 'channel'],
    covers: null,
  },
  { name: 'oneStop', role: 'oneStop', hosts: ['components', 'workflow'], covers: null },
];
const ours = {
  locality: 'H13',
  agencies: city.agencies,
  fields: city.fields,
  applies: [],
  systems: profiles,
  rules: {},
};

/** What a system answered while it was read once, by what was asked. */
type Tape = Map<string, HttpAnswer>;

const keyOf = ({ method, path, query, body }: HttpRequest) =>
  JSON.stringify([method, path, query, String(body ?? '').replace(/"session":"[^"]*"/, '')]);

function recording(http: HttpClient, tape: Tape): HttpClient {
  return {
    ...http,
    async send(request) {
      const answer = await http.send(request);
      tape.set(keyOf(request), answer);
      return answer;
    },
  };
}

/** A remote that answers what is on the tape, and knows of nothing else. */
function playing(tape: Tape): HttpClient {
  return {
    baseUrl: 'http://127.0.0.1',
    answerTimeoutMs: 0,
    requests: 0,
    redact: text => text,
    hide() {},
    close() {},
    async send(request) {
      const known = tape.get(keyOf(request));
      const answer = known ?? { status: 403, headers: {}, text: '{"code":403}', durationMs: 1 };
      const word = request.classify?.(answer) ?? 'ok';
      if (word !== 'ok') throw new RemoteError('not-understood', word.retry, { status: answer.status });
      return answer;
    },
  };
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** Every place in a JSON value, by its path. */
function* placesIn(value: unknown, path: (string | number)[] = []): Generator<(string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** The same text with a value in one place that nobody can read there. */
function broken(text: string, turn: number): string {
  const value = JSON.parse(text) as unknown;
  const places = [...placesIn(value)];
  const path = places[turn % places.length];
  if (!path) return text;
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value) as Record<string, unknown>;
  const key = String(path.at(-1));
  const before = holder[key];
  const odd = [{ $: 1 }, [[]], { a: {} }];
  holder[key] = typeof before === 'object' && before !== null ? 7.5 : odd[turn % odd.length];
  return JSON.stringify(value);
}

describe('a reading in which one value cannot be read', () => {
  let running: RunningCity;
  let store: Store;
  let drop: () => Promise<void>;
  const tapes: Record<System, Tape> = { national: new Map(), portal: new Map(), oneStop: new Map() };
  const whole: Partial<Record<System, SnapshotSummary>> = {};

  async function look(system: System, http: HttpClient): Promise<SnapshotSummary> {
    const adapter = hostAdapters.find(({ name }) => name === names[system])!;
    const remote = adapter.open(adapter.options.parse(running.servers[system].options), {
      ...{ maxRows: 500_000, concurrency: 8 },
      http,
      locality: 'H13',
      details: noDetails,
      log: listeningLog(),
      signal: new AbortController().signal,
      progress() {},
    });
    return readSnapshot({
      store,
      runId: await beginRun(store, takenAt),
      system: { profile: profiles.find(({ name }) => name === system)!, useRemoteMapping: false },
      records: remote.read(),
      tellsCases: true,
      city: ours,
      codes: {},
      takenAt,
      requests: () => 0,
      now: () => new Date(takenAt),
      shrinkShare: 1,
    });
  }

  async function findings(snapshots: Record<System, SnapshotSummary>) {
    const context = judgeContext(ours, snapshots);
    const found: string[] = [];
    const sources = systems.map(name => ({
      system: name,
      batches:
        snapshots[name].status === 'unreadable' ? undefined : readProcedures(store, snapshots[name].id),
    }));
    await judge(context, rules, sources, more => {
      for (const finding of more) {
        const { rule } = finding;
        if (rules.find(({ id }) => id === rule)?.scope !== 'source' || rule === 'unmapped-agency')
          found.push(`${rule}: ${say(finding).message}`);
      }
    });
    return found;
  }

  beforeAll(async () => {
    running = await startCity(city);
    const file = await storeFile();
    store = await openStore(file.settings);
    drop = file.drop;
    for (const system of systems) {
      const { baseUrl } = running.servers[system];
      const http = createHttpClient({ ...testSettings, baseUrl }, listeningLog());
      whole[system] = await look(system, recording(http, tapes[system]));
      http.close();
    }
    expect(await findings(whole as Record<System, SnapshotSummary>)).toEqual([]);
  });
  afterAll(async () => {
    await store.close();
    await drop();
    await running.close();
  });

  test.each(systems)(
    'at %s makes nothing absent or different, and what is lost is told',
    async system => {
      const asked = [...tapes[system]].filter(([, { text }]) => isJson(text));
      const wrong: string[] = [];
      for (let turn = 0; turn < tries; turn++) {
        const [key, answer] = asked[(turn * 7) % asked.length]!;
        // A step with no common factor reaches every place sooner or later.
        const text = broken(answer.text, turn * 104_729);
        const tape = new Map(tapes[system]).set(key, { ...answer, text });
        const snapshot = await look(system, playing(tape));
        const found = await findings({ ...(whole as Record<System, SnapshotSummary>), [system]: snapshot });
        for (const one of found) wrong.push(`${key.slice(0, 120)} turn ${turn}: ${one}`);
        const { procedures, offerings, agencies, quarantined, status } = snapshot;
        const before = whole[system]!;
        const fewer =
          procedures < before.procedures || offerings < before.offerings || agencies < before.agencies;
        if (fewer && quarantined === 0 && status === 'complete')
          wrong.push(`${key.slice(0, 120)} turn ${turn}: lost without a word`);
      }
      expect(wrong).toEqual([]);
    },
    600_000,
  );
});
