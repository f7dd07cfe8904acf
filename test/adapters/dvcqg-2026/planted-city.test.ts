import { expect, it } from 'vitest';
import { adapters } from '../../../adapters/index.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import { noDetails } from '../../../src/adapter/kit/details.ts';
import type { City } from '../../../src/domain/city.ts';
import { judgeContext } from '../../../src/reconcile/context.ts';
import { judge } from '../../../src/reconcile/judge.ts';
import { rules } from '../../../src/reconcile/rules/index.ts';
import type { SnapshotSummary } from '../../../src/snapshot/model.ts';
import { readSnapshot } from '../../../src/snapshot/read-system.ts';
import { readProcedures } from '../../../src/snapshot/stored.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { beginRun } from '../../../src/store/runs/runs.ts';
import { listeningLog, testSettings } from '../../adapter/loopback.ts';
import { startCity } from '../../sandbox/city/servers.ts';
import { plantedPortalCity } from '../../sandbox/dvcqg-2026/planted-city.ts';
import { startSandbox } from '../../sandbox/dvcqg-2026/sandbox.ts';
import { createState } from '../../sandbox/dvcqg-2026/state.ts';
import { storeFile } from '../../store/support.ts';

const takenAt = '2026-11-23T05:00:00.000Z';
const adapterOf = {
  national: 'csdl-tthc',
  portal: 'td-dvc',
  oneStop: 'opencps',
  nationalPortal: 'dvcqg-2026',
} as const;
const names = Object.keys(adapterOf) as (keyof typeof adapterOf)[];

it('finds all that was planted in a city of 2,000 offerings, and nothing else, in hardly more requests than it takes', async () => {
  const { city: planted, people, truth, decoys, offerings } = await plantedPortalCity();
  const city: City = {
    ...{ locality: planted.locality, agencies: planted.agencies, fields: planted.fields, applies: [] },
    rules: {},
    systems: names.map(name => ({ name, role: name, hosts: [], covers: null })),
  };
  const running = await startCity(planted);
  const portal = await startSandbox(people);
  const file = await storeFile();
  const store = await openStore(file.settings);
  try {
    const servers = { ...running.servers, nationalPortal: portal };
    const snapshots: Record<string, SnapshotSummary> = {};
    const runId = await beginRun(store, takenAt);
    for (const name of names) {
      const adapter = adapters.find(one => one.name === adapterOf[name])!;
      if (adapter.source !== 'host') continue;
      const { baseUrl, options } = servers[name];
      const http = createHttpClient({ ...testSettings, ratePerSecond: 100_000, baseUrl }, listeningLog());
      const remote = adapter.open(adapter.options.parse(options), {
        ...{ maxRows: 500_000, concurrency: 1 },
        ...{ http, locality: 'H13', details: noDetails, log: listeningLog() },
        ...{ signal: new AbortController().signal, progress() {} },
      });
      const profile = city.systems.find(one => one.name === name)!;
      snapshots[name] = await readSnapshot({
        ...{ store, runId, records: remote.read(), tellsCases: true, city, codes: {}, takenAt },
        system: { profile, useRemoteMapping: false },
        ...{ requests: () => http.requests, now: () => new Date(takenAt), shrinkShare: 1 },
      });
      http.close();
      expect([name, snapshots[name].status, snapshots[name].error]).toEqual([name, 'complete', null]);
    }

    const found: string[] = [];
    const others = new Map<string, number>();
    const sources = names.map(name => ({
      system: name,
      batches: readProcedures(store, snapshots[name]!.id),
    }));
    const ours = new Set(truth.map(({ rule }) => rule as string));
    await judge(judgeContext(city, snapshots), rules, sources, more => {
      for (const { rule, severity, procedure, agency, units, evidence, system } of more) {
        const place = agency ?? [...(units ?? [])].sort().join();
        if (ours.has(rule)) found.push(`${rule} ${severity} ${procedure} ${place} ${evidence.case ?? null}`);
        else if (system === 'nationalPortal') others.set(rule, (others.get(rule) ?? 0) + 1);
      }
    });
    const expected = truth.map(
      one => `${one.rule} ${one.severity} ${one.procedure} ${[...one.units].sort().join()} ${one.case}`,
    );
    expect(found.sort()).toEqual(expected.sort());
    // By the national record it applies there, by the portal's own list it does not.
    const missing = decoys.filter(({ what }) => what.endsWith('missing-offering')).length;
    expect(others.get('missing-offering')).toBe(missing);
    expect([...others.keys()].filter(rule => !['missing-offering', 'uneven-level'].includes(rule))).toEqual(
      [],
    );

    const asked = Map.groupBy(portal.visits, ({ path }) => path.replace(/^.*\//, ''));
    const counts = Object.fromEntries([...asked].map(([path, visits]) => [path, visits.length]));
    const details = counts['get-formality-by-citizen']!;
    const pages = (list: readonly unknown[]) => Math.ceil(list.length / 200);
    const rows = createState(people).offerings.filter(({ department }) => department.top.code === 'H13');
    const byAudience = [...Map.groupBy(rows, ({ audience }) => audience).values()];
    // A first page, the city's id, its units, the list of procedures, and the offerings for each audience.
    const least = 3 + pages(people.procedures) + byAudience.reduce((sum, list) => sum + pages(list), 0);
    // What proves that a list has no more rows is one page of each audience.
    expect([offerings, portal.visits.length - details]).toEqual([2_000, least + byAudience.length]);
    expect(details).toBeLessThanOrEqual(people.procedures.length);
  } finally {
    await store.close();
    await file.drop();
    await portal.close();
    await running.close();
  }
}, 240_000);
