import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { emptyDatabase } from '../store/support.ts';
import { migratedDatabase } from '../support/postgres.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';
import { call } from './served-city.ts';

let drop: () => Promise<void>;
let store: Store;
let server: Running;
let key: string;
beforeAll(async () => {
  const database = await emptyDatabase(migratedDatabase);
  drop = database.drop;
  store = await openStore(database.settings);
  server = await runServer(store, parts);
  server.configuration.server.requestsPerMinute = 100_000;
  key = await server.key('admin');
});
afterAll(async () => {
  await server.close();
  await store.close();
  await drop();
});

interface Parameter {
  name: string;
  in: string;
  schema?: { enum?: string[]; type?: string };
}
interface Schema {
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** Something of that schema with NUL in every text that may be any. */
function withNul(schema: Schema): unknown {
  if (schema.anyOf) return withNul(schema.anyOf[0]!);
  if (schema.enum) return schema.enum[0];
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, withNul(one)]));
  if (schema.items) return [withNul(schema.items)];
  if (schema.type === 'string') return 'a\0b';
  return schema.type === 'boolean' ? true : 1;
}

it('never answers NUL in a path, a query or a body with a failure of its own', async () => {
  const { paths } = (await server.read('/docs/json')) as {
    paths: Record<string, Record<string, Operation>>;
  };
  interface Operation {
    parameters?: Parameter[];
    requestBody?: { content?: Record<string, { schema?: Schema }> };
  }
  const found: string[] = [];
  let asked = 0;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { parameters = [], requestBody }] of Object.entries(methods)) {
      const at = (segment: string) => path.replaceAll(/\{[^}]+\}/g, segment);
      const queries = parameters.filter(one => one.in === 'query');
      const schema = requestBody?.content?.['application/json']?.schema;
      const body = schema ? withNul(schema) : undefined;
      const addresses = [at('a%00b'), at('%00'), ...queries.map(({ name }) => `${at('1')}?${name}=a%00b`)];
      for (const address of addresses) {
        const headers = { 'x-request-reason': 'a' };
        const answer = await call(server.url, method.toUpperCase(), address, { key, body, headers });
        asked += 1;
        await answer.body?.cancel();
        if (answer.status >= 500) found.push(`${method} ${address}: ${answer.status}`);
      }
    }
  }
  expect(found).toEqual([]);
  expect(asked).toBeGreaterThan(100);
});
