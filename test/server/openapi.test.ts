import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/server/app.ts';
import type { RouteRoles } from '../../src/server/sign-in/principal.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema?: object; example?: unknown }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema?: object }> }>;
}

interface Description {
  openapi: string;
  info: { title: string; version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

describe('the description of the machine interface', () => {
  let file: MadeFile;
  let store: Store;
  let server: Running;
  let told: Description;
  const routes: { method: string; url: string; roles: RouteRoles }[] = [];
  beforeAll(async () => {
    file = await storeFile();
    store = await openStore(file.settings);
    const listRoutes = (scope: App) => {
      const root = Object.getPrototypeOf(scope) as App;
      root.addHook('onRoute', ({ method, url, config, schema }) => {
        for (const one of [method].flat())
          if (one !== 'HEAD' && !schema?.hide) routes.push({ method: one, url, roles: config!.roles! });
      });
    };
    server = await runServer(store, [listRoutes, ...parts]);
    told = await server.read('/docs/json');
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await file.drop();
  });

  const operations = () =>
    Object.entries(told.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it('is OpenAPI 3.1 and names every route with what it needs', () => {
    expect(told.openapi).toMatch(/^3\.1\.\d$/);
    expect(told.info).toEqual(expect.objectContaining({ title: 'dvc-sync', version: '0.1.0' }));
    const described = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const served = routes.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(served.sort());
    for (const { method, url, roles } of routes) {
      const { description, security } = told.paths[url.replace(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!;
      expect(description).toMatch(/^Needs the role (`\w+`(, | or )?)+\./);
      expect([...description!.split('.', 1)[0]!.matchAll(/`(\w+)`/g)].map(([, role]) => role)).toEqual([
        ...roles,
      ]);
      expect(security).toEqual([{ bearer: [] }]);
    }
  });

  it('calls every operation by a name of its own, under a known tag, with a summary', () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    const known = new Set(told.tags.map(({ name }) => name));
    for (const { operation } of operations()) {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary).toBeTruthy();
      expect(
        operation.tags?.every(tag => known.has(tag)),
        operation.operationId,
      ).toBe(true);
    }
  });

  it('declares every parameter of every path, and a problem for everything that goes wrong', () => {
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter(parameter => parameter.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort());
      expect(declared.every(({ required }) => required)).toBe(true);
      expect(operation.responses.default?.content).toHaveProperty(['application/problem+json']);
      for (const response of Object.values(operation.responses)) expect(response.description).toBeTruthy();
      expect(Object.keys(operation.responses).some(code => code.startsWith('2'))).toBe(true);
    }
  });

  it('says where it is, under which licence, and shows an example of every body', () => {
    expect(told).toMatchObject({ servers: [{ url: '/' }], info: { license: { identifier: 'MIT' } } });
    const bodies = operations().flatMap(({ operation: { requestBody } }) => requestBody ?? []);
    const json = bodies.flatMap(({ content }) => content['application/json'] ?? []);
    expect(json.length).toBeGreaterThan(15);
    expect(json.filter(({ example }) => example === undefined)).toEqual([]);
    expect(Object.keys(told.components.schemas).filter(name => name.endsWith('Input'))).toEqual([]);
  });

  it('is without errors and ambiguous addresses to the linters of Redocly and Spectral', async () => {
    const source = JSON.stringify(told);
    const config = await createConfig({ extends: ['recommended'] });
    const redocly = await lintFromString({ source, absoluteRef: '/openapi.json', config });
    expect(redocly.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    const spectral = new Spectral();
    spectral.setRuleset({ extends: [[oas as never, 'recommended']], rules: {} });
    const found = await spectral.run(source);
    // Whom to ask is whoever runs the service: nothing to stand in the program.
    const said = found.filter(({ code }) => code !== 'info-contact');
    expect(said.map(({ code, path, message }) => `${code} ${path.join('/')}: ${message}`)).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(told).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!);
    expect(references.length).toBeGreaterThan(20);
    for (const to of new Set(references)) {
      expect(to).toMatch(/^#\//);
      const target = to
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], told);
      expect(target, to).toBeTypeOf('object');
    }
  });

  it('can be browsed: the page and all it loads come from here, under a policy that lets nothing else in', async () => {
    const page = await server.get('/docs/');
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(loaded.length).toBeGreaterThan(3);
    for (const address of loaded) {
      const url = new URL(address, `${server.url}/docs/`);
      expect(url.origin).toBe(server.url);
      const answer = await server.get(url.pathname);
      await answer.arrayBuffer();
      expect(answer.status, address).toBe(200);
    }
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });
});
