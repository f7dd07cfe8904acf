import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DiscrepancyLine } from '../../src/domain/run.ts';
import { dvcSync } from '../support/command.ts';
import { type PeoplePlace, peoplePlace } from '../support/people-place.ts';

const [gone, right] = ['1.000894', '2.000806'];
let place: PeoplePlace;
let server: Server;
let asked: string[] = [];
/** What stands at the page of the first procedure. */
let status = 404;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!);
    const code = /^\/(\d\.\d{6})$/.exec(request.url!)?.[1];
    const found = code === gone ? status : code ? 200 : 404;
    response.writeHead(found, { 'Content-Type': 'text/html' }).end(`<p>${code}</p>`);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  place = await peoplePlace(
    {},
    seed => {
      for (const { code, listings } of seed.procedures)
        for (const listing of listings!)
          if (code === gone || code === right) listing.link = `http://${host}/${code}`;
    },
    { links: { enabled: true, hosts: [host], perSecond: 10 } },
  );
});
afterAll(async () => {
  await place?.close();
  server.closeAllConnections();
  server.close();
});

const links = async () => {
  const { code, stdout } = await dvcSync(['links', '--json', '--config', place.config]);
  return { code, links: JSON.parse(stdout) as Record<string, unknown>[] };
};
const broken = async () => {
  await place.run();
  const lines = (await readFile(join(place.out, 'discrepancies.ndjson'), 'utf8')).trim().split('\n');
  return lines
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as DiscrepancyLine)
    .filter(({ rule }) => rule === 'broken-link');
};

test('runs look at links, say which are wrong, and do not look again before their time', async () => {
  const found = await broken();
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ procedure }) => procedure))).toEqual(new Set([gone]));
  expect(found[0]).toMatchObject({ system: 'people', severity: 'major', actual: 'không còn trang nào' });

  const { code, links: all } = await links();
  expect(code).toBe(2);
  const verdicts = (of: string) =>
    new Set(all.filter(({ procedure }) => procedure === of).map(one => one.verdict));
  expect([verdicts(gone), verdicts(right)]).toEqual([new Set(['gone']), new Set(['answers'])]);
  expect(Object.keys(all[0]!).sort()).toEqual(
    ['procedure', 'agency', 'system', 'url', 'verdict', 'status', 'checkedAt'].sort(),
  );
  // The portal's own pages are on no list of hosts.
  expect(new Set(all.filter(one => !String(one.url).includes('127.0.0.1')).map(one => one.verdict))).toEqual(
    new Set(['not-allowed']),
  );

  asked = [];
  expect((await broken()).map(({ fingerprint }) => fingerprint)).toEqual(found.map(one => one.fingerprint));
  expect(asked).toEqual([]);
});

test('what was wrong stays so while nobody answers, and goes when the page is there', async () => {
  const config = await readFile(place.config, 'utf8');
  await writeFile(place.config, config.replace('perSecond: 10', 'perSecond: 10\n      cacheHours: 0'));
  status = 503;
  expect((await broken()).length).toBeGreaterThan(0);
  status = 200;
  expect(await broken()).toEqual([]);
  expect((await links()).code).toBe(0);
});
