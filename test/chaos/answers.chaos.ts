import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { dvcSync, readLines, readSummary } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const systems = ['national', 'portal', 'oneStop'] as const;
/** A process that holds several copies of such a text, or all of an endless answer, does not live with so much. */
const tight = { NODE_OPTIONS: '--max-old-space-size=400' };

let place: Place;
let endless: Server | undefined;
afterEach(async () => {
  endless?.closeAllConnections();
  endless?.close();
  endless = undefined;
  await place.close();
});

const run = (config: string) => dvcSync(['run', '--config', config, '--out', place.out, '--full'], tight);

async function othersAreWhole(bad: string): Promise<void> {
  const { systems: read, counts } = await readSummary(place.out);
  expect(['partial', 'unreadable']).toContain(read[bad]!.status);
  for (const one of systems.filter(name => name !== bad)) expect(read[one]!.status).toBe('complete');
  expect(counts.resolved).toBe(0);
  expect((await readLines(place.out)).map(({ rule }) => rule)).toEqual(['source-unreadable']);
}

it.each(systems)('an answer of %s that never ends is cut off, and the run ends', async bad => {
  place = await placeOf(smallCity());
  const piece = Buffer.alloc(1 << 20, '[{"a":"b"},');
  endless = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  await new Promise<void>(done => endless!.listen(0, '127.0.0.1', done));
  const document = parseDocument(await readFile(place.config, 'utf8'));
  const url = new URL(String(document.getIn(['systems', bad, 'baseUrl'])));
  url.port = String((endless.address() as AddressInfo).port);
  document.setIn(['systems', bad, 'baseUrl'], url.href);
  const config = join(place.folder, 'endless.yaml');
  await writeFile(config, String(document));
  const { code, stderr } = await run(config);
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  await othersAreWhole(bad);
});

const huge = 25_000_000;
it.each<[string, 'portal' | 'oneStop', object]>([
  ['a fee of the one-stop system', 'oneStop', { feeText: 'đ'.repeat(huge) }],
  ['a deadline of the one-stop system', 'oneStop', { deadlineText: '3 ngày '.repeat(huge / 7) }],
  ['a name of the one-stop system', 'oneStop', { name: 'Cấp '.repeat(huge / 4) }],
  ['a name of the portal', 'portal', { name: 'Cấp '.repeat(huge / 4) }],
])(
  '%s of 25 million characters costs neither the process nor anything else',
  async (_what, system, spoilt) => {
    const city = smallCity();
    Object.assign(city.seeds[system].procedures[0]!, spoilt);
    place = await placeOf(city);
    const { code, stderr } = await run(place.config);
    expect(stderr).not.toMatch(/heap|FATAL| {4}at /);
    expect([0, 2, 3]).toContain(code);
    const { counts } = await readSummary(place.out);
    expect(counts.resolved).toBe(0);
    expect((await readLines(place.out)).map(({ rule }) => rule)).not.toContain('missing-offering');
  },
);
