import { join } from 'node:path';
import pino from 'pino';
import { run } from '../../src/app/runs/run.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import type { ServerPart } from '../../src/server/part.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import type { SandboxCity } from '../sandbox/city/city.ts';
import { startCity } from '../sandbox/city/servers.ts';
import { asking } from '../support/asking.ts';
import { temporaryFolder } from '../support/command.ts';
import { parts } from './parts.ts';
import { type Running, runServer, startOfTests } from './running.ts';

export interface Asked {
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The whole service on loopback, over a store that knows a city from one run. */
export interface ServedCity extends Running {
  store: Store;
  folder: string;
  runId: string;
  /** Any method; `body` as JSON. */
  call(method: string, path: string, asked?: Asked): Promise<Response>;
}

/**
 * @param change Says what else the configuration is.
 * @param first A part before all others.
 */
export async function servedCity(
  city: SandboxCity,
  change: (configuration: Configuration) => Configuration = configuration => configuration,
  first?: ServerPart,
): Promise<ServedCity> {
  const folder = await temporaryFolder();
  const running = await startCity(city);
  const file = await running.writeConfiguration(folder.path);
  const configuration = change(await loadConfiguration(file, process.env));
  const store = await openStore({ driver: 'sqlite', file: join(folder.path, 'store.db') });
  const { signal } = new AbortController();
  const now = () => new Date(startOfTests);
  const log = pino({ level: 'silent' });
  const asked = { ...asking(store), configuration, log, now };
  const { summary } = await run(asked, { signal, full: false, events: {} });
  await running.close();
  const server = await runServer(store, first ? [first, ...parts] : parts, '', configuration);
  return {
    ...server,
    ...{ store, folder: folder.path, runId: summary.runId },
    call: (method, path, asked) => call(server.url, method, path, asked),
    async close() {
      await server.close();
      await store.close();
      await folder.remove();
    },
  };
}

export function call(
  url: string,
  method: string,
  path: string,
  { key, body, headers = {} }: Asked = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
