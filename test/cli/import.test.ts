import { readFile, writeFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approved, architect, type PushPlace, planned, poor, pushPlace } from '../support/push-place.ts';

/** Procedures the one-stop system knows by name only: no template, no process, offered nowhere. */
let place: PushPlace;
beforeAll(async () => {
  place = await pushPlace(undefined, { small: true, unknownAtOneStop: true });
  const text = await readFile(place.config, 'utf8');
  await writeFile(
    place.config,
    text.replace('adapter: opencps\n', 'adapter: opencps\n    importNew: true\n'),
  );
});
afterAll(() => place.close());

const writes = () =>
  place.city.servers.oneStop.writes!.map(({ path, ...rest }) => ({
    ...rest,
    path: path.replace(/^.*\/v2/, ''),
  }));

/** Files of an import by name, without the folders. */
function filesOf(body: string): Record<string, string> {
  const bytes = Buffer.from(body, 'base64');
  const start = bytes.indexOf('PK');
  const end = bytes.lastIndexOf('\r\n--');
  const files = unzipSync(bytes.subarray(start, end));
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, content]) =>
      content.length > 0 ? [[name.replace(/^[^/]*\//, ''), strFromU8(content)]] : [],
    ),
  );
}

test('a whole new process goes in one archive, its configs and options one by one', async () => {
  const plan = await planned(place, '--only', architect);
  await approved(place, plan);
  expect(await place.call('apply', plan.id)).toMatchObject({ code: 0 });

  const [first, ...rest] = writes();
  expect(first!.path).toBe('/dossiers/import/files');
  const files = filesOf(first!.body);
  expect(Object.keys(files).sort()).toEqual(['processes/quy-trinh-01.xml', 'templates/mau-01.xml']);
  expect(files['processes/quy-trinh-01.xml']).toContain('<stepName>Thẩm định');
  expect(files['processes/quy-trinh-01.xml']).toContain('<ProcessAction>');
  expect(files['templates/mau-01.xml']).toContain('<partType>1</partType>');
  expect([...new Set(rest.map(({ path }) => path.replace(/\d+/g, '#')))]).toEqual([
    '/serviceconfigs',
    '/serviceconfigs/#/processes',
    '/serviceconfigs/#',
  ]);
  expect((await place.call('plan', '--only', architect)).code).toBe(0);
});

test('a file that the server leaves out without a word is made up for, request by request', async () => {
  const { oneStop } = place.city.servers;
  const before = writes().length;
  oneStop.set('failImports', ['processes/']);
  const plan = await planned(place, '--only', poor);
  await approved(place, plan);
  expect(await place.call('apply', plan.id)).toMatchObject({ code: 0 });
  const paths = writes()
    .slice(before)
    .map(({ method, path }) => `${method} ${path.replace(/\d+/g, '#')}`);
  expect(paths[0]).toBe('POST /dossiers/import/files');
  expect(paths.filter(path => path.includes('import'))).toHaveLength(1);
  expect(paths).toContain('POST /serviceprocesses');
  expect(paths).toContain('POST /serviceprocesses/#/steps');
  expect((await place.call('plan', '--only', poor)).code).toBe(0);
});
