import { mkdtemp, rm } from 'node:fs/promises';
import type http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { adapter } from '../../../adapters/opencps/index.ts';
import { noDetails } from '../../../src/adapter/kit/details.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { openSystem } from '../../../src/runs/open-system.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { type Loopback, listeningLog, startLoopback, testSettings } from '../../adapter/loopback.ts';
import { read } from '../../snapshot/support.ts';

const running: Loopback[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.close()));
});

/** A site whose list of services never says how long it is and has new ones on every page; it knows of nothing else. */
async function endlessSite(wait = 0) {
  const server = await startLoopback((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://here');
    const from = Number(searchParams.get('start') ?? 0);
    if (pathname.endsWith('/serviceinfos')) {
      const data = Array.from({ length: Number(searchParams.get('end')) - from }, (_, index) => ({
        serviceInfoId: String(from + index + 1),
        serviceCode: `1.${String(from + index).padStart(6, '0')}`,
      }));
      return void setTimeout(() => json(response, { data }), wait);
    }
    if (pathname.endsWith('/dictitems')) return json(response, { total: 0, data: [] });
    if (pathname.endsWith('/serviceconfigs')) return json(response, { total: 0, data: [] });
    response.statusCode = 403;
    json(response, { code: 403, description: 'NoSuchServiceInfoException' });
  });
  running.push(server);
  return server;
}

function json(response: http.ServerResponse, value: unknown) {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(value));
}

function opened(baseUrl: string, limits: { maxRows?: number; maxReadMinutes?: number }) {
  const options = adapter.options.parse({
    username: 'u',
    password: 'mat-khau',
    groupId: 20143,
    pageSize: 25,
  });
  return openSystem(
    {
      profile: { name: 'oneStop', role: 'oneStop', hosts: [], covers: null },
      adapter,
      options,
      http: { ...testSettings, baseUrl, attempts: 1, ratePerSecond: 10_000 },
      maxRows: 500_000,
      maxReadMinutes: 60,
      useRemoteMapping: false,
      credentials: [],
      ...limits,
    },
    {
      locality: 'H13',
      details: noDetails,
      log: listeningLog(),
      signal: new AbortController().signal,
    },
  );
}

describe('a list without an end', () => {
  it('is cut at the configured number of rows, and what was seen of it stays listed', async () => {
    const server = await endlessSite();
    const { remote, close } = opened(server.baseUrl, { maxRows: 20 });
    const records: SourceRecord[] = [];
    for await (const record of remote.read()) records.push(record);
    close();
    const lists = server.arrived.filter(line => line.includes('/serviceinfos?'));
    // Of a list that is to end nowhere it has nothing to give, so it is read page by page.
    expect(lists.map(line => line.split('?')[1])).toEqual(['start=0&end=0', 'start=0&end=25']);
    expect(records.filter(({ kind }) => kind === 'procedure')).toHaveLength(25);
    expect(records.filter(({ kind }) => kind === 'gap')).toContainEqual({
      kind: 'gap',
      part: 'procedure',
      reason: 'danh sách thủ tục: danh sách chưa hết sau 25 dòng, phần sau không đọc',
    });
  });

  it('is left after the configured minutes: a gap, and nothing more is asked for', async () => {
    const server = await endlessSite(20);
    const { remote } = opened(server.baseUrl, { maxReadMinutes: 0.01 });
    const folder = await mkdtemp(join(tmpdir(), 'endless-'));
    const store = await openStore({ driver: 'sqlite', file: join(folder, 'runs.sqlite') });
    expect(await read(store, remote.read())).toMatchObject({
      status: 'partial',
      error: 'đọc quá 0,01 phút, phần sau không đọc',
    });
    const asked = server.arrived.length;
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(server.arrived).toHaveLength(asked);
    await store.close();
    await rm(folder, { recursive: true });
  });
});
