import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountRoles } from '../../src/domain/role.ts';
import type { App } from '../../src/server/app.ts';
import { buildServer } from '../../src/server/index.ts';
import type { RouteRoles } from '../../src/server/sign-in/principal.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';
import { call } from './served-city.ts';

interface Route {
  method: string;
  url: string;
  roles: RouteRoles;
}

describe('every route', () => {
  let file: MadeFile;
  let store: Store;
  let server: Running;
  const routes: Route[] = [];
  beforeAll(async () => {
    file = await storeFile();
    store = await openStore(file.settings);
    server = await runServer(store, [listRoutes, ...parts]);
    server.configuration.server.requestsPerMinute = 100_000;
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await file.drop();
  });

  /** A part before all others, that hears of the routes of the scopes beside it. */
  function listRoutes(scope: App): void {
    const root = Object.getPrototypeOf(scope) as App;
    root.addHook('onRoute', ({ method, url, config }) => {
      for (const one of [method].flat()) routes.push({ method: one, url, roles: config!.roles! });
    });
  }

  it('is for whom it says and for nobody else: all routes, all roles', async () => {
    expect(routes).toContainEqual({ method: 'DELETE', url: '/v1/keys/:id', roles: new Set(['admin']) });
    expect(routes.length).toBeGreaterThan(45);
    const keys = Object.fromEntries(
      await Promise.all(accountRoles.map(async role => [role, await server.key(role)] as const)),
    );
    const wrong: string[] = [];
    for (const { method, url, roles } of routes) {
      if (roles === 'public') continue;
      // What it is about does not exist, so that whoever may call it gets 400 or 404 and nothing happens.
      const path = url.replace(/:\w+/g, 'none').replace('*', 'none');
      if (/\/events$/.test(path)) continue;
      const status = async (key?: string) =>
        (await call(server.url, method, path, key === undefined ? {} : { key })).status;
      const stranger = await status();
      if (stranger !== 401 && stranger !== 303) wrong.push(`${method} ${url}: ${stranger} for strangers`);
      for (const own of accountRoles) {
        const answer = await status(keys[own]);
        const may = roles.has(own);
        if (may === (answer === 403) || answer === 401) wrong.push(`${method} ${url}: ${answer} for ${own}`);
        if (answer >= 500) wrong.push(`${method} ${url}: ${answer}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('leaves changing to those who may, and what is administration to administrators', () => {
    const rolesOf = (method: string, url: string) =>
      routes.find(route => route.method === method && route.url === url)?.roles;
    expect(rolesOf('POST', '/v1/plans/:id/approval')).toEqual(new Set(['approver', 'admin', 'regulator']));
    const changing = routes.filter(
      ({ method, url }) => method !== 'GET' && method !== 'HEAD' && url.startsWith('/v1'),
    );
    expect(changing.filter(({ roles }) => roles === 'public' || roles.has('viewer'))).toEqual([]);
    const administration = routes.filter(({ url }) => /^\/v1\/(keys|audit)/.test(url));
    for (const { roles } of administration) expect(roles).toEqual(new Set(['admin']));
  });

  it('writes down who tried what he may not', async () => {
    const key = await server.key('viewer');
    await call(server.url, 'POST', '/v1/plans/P-1/approval', { key, body: { reason: 'x' } });
    expect((await listAudit(store, 1))[0]).toMatchObject({
      who: 'Nguyễn Văn viewer',
      origin: 'api 127.0.0.1',
      action: 'approve-plan',
      target: '/v1/plans/P-1/approval',
      outcome: 'refused: role-missing',
    });
  });

  it('must say for whom it is: a server with one that does not cannot be built', async () => {
    const careless = (app: App) => {
      app.get('/open', async () => 'everything');
    };
    await expect(buildServer(server.context, [careless])).rejects.toThrow('Routes without a role: GET /open');
  });
});
