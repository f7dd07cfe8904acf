import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RootOperationNode } from 'kysely';
import pino from 'pino';
import { expect, it } from 'vitest';
import type { Configuration, ConfiguredSystem } from '../../../src/config/configuration.ts';
import type { SystemProfile } from '../../../src/domain/city.ts';
import { proveLinks, shownLinks } from '../../../src/runs/links/prove-links.ts';
import { openCache } from '../../../src/store/core/cache.ts';
import { beginRun } from '../../../src/store/runs/runs.ts';
import { read, takenAt } from '../../snapshot/support.ts';
import { minute, onEveryDatabase } from '../../store/support.ts';

const shows: SystemProfile = { name: 'people', role: 'nationalPortal', hosts: [], covers: null };
const system = { profile: shows, links: { enabled: true } } as unknown as ConfiguredSystem;
const codes = Array.from({ length: 40 }, (_, at) => `1.0000${at + 10}`);
const urlOf = (code: string) => `https://example.vn/${code}`;

onEveryDatabase('links as they were last seen', database => {
  it('are looked up together, however many there are', async () => {
    const store = await database.open();
    await read(store, records(), {
      runId: await beginRun(store, takenAt),
      system: { profile: shows, useRemoteMapping: false },
    });
    const seen = { verdict: 'answers', status: 200, checkedAt: minute(1) };
    await openCache(store, 'people/links').set(JSON.stringify([codes[3], 'H13.1', urlOf(codes[3]!)]), seen);
    let asked = 0;
    const transformQuery = ({ node }: { node: RootOperationNode }) => {
      asked++;
      return node;
    };
    const db = store.db.withPlugin({ transformQuery, transformResult: async ({ result }) => result });
    const links = await Array.fromAsync(shownLinks({ ...store, db }, { systems: [system] }));
    expect(links.map(({ url }) => url)).toEqual(codes.map(urlOf));
    expect(links.filter(({ verdict }) => verdict === 'answers')).toMatchObject([
      { procedure: codes[3], ...seen },
    ]);
    expect(asked).toBeLessThan(codes.length);
  });
});

onEveryDatabase('a link that two rows of one procedure have', database => {
  it('is asked for once', async () => {
    let asked = 0;
    const server = createServer(({ url }, response) => {
      if (url === '/a') asked++;
      response.writeHead(url === '/a' ? 200 : 404, { 'Content-Type': 'text/html' }).end();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const store = await database.open();
    const twice = Array(2).fill({ agency: 'H13.1', link: `http://${host}/a` });
    const { id } = await read(
      store,
      records(codes.slice(0, 1), () => twice),
      {
        runId: await beginRun(store, takenAt),
        system: { profile: shows, useRemoteMapping: false },
      },
    );
    const links = { enabled: true, hosts: [host], perSecond: 10_000, cacheHours: 1 };
    const configuration = {
      systems: [{ profile: shows, links, http: { baseUrl: `http://${host}` } }],
      city: { agencies: [] },
    } as unknown as Configuration;
    const { signal } = new AbortController();
    const proving = {
      configuration,
      store,
      log: pino({ enabled: false }),
      signal,
      now: () => new Date(takenAt),
    };
    await proveLinks(proving, { people: { id, status: 'complete' } });
    server.close();
    expect(asked).toBe(1);
  });
});

async function* records(of = codes, linksOf = (code: string) => [{ agency: 'H13.1', link: urlOf(code) }]) {
  yield { kind: 'agency', id: 'H13.1', name: 'Sở Y tế' } as const;
  for (const code of of) {
    const links = linksOf(code);
    yield { kind: 'procedure', code, detail: 'read', facts: { name: code, publication: { links } } } as never;
    yield { kind: 'offering', procedure: code, agency: 'H13.1', row: code, level: 4 } as const;
  }
}
