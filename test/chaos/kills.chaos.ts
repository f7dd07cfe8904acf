import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dvcSync, readSummary, start } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import { smallCity } from '../support/small-city.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server.remove());

/** Moments of a run at which it is killed, evenly spread from its start to behind its end. */
const kills = 8;

describe.each(['sqlite', 'postgres'] as const)('a run killed at any moment, on %s', driver => {
  let place: Place;
  beforeAll(async () => {
    const city = smallCity();
    city.seeds.portal.procedures[0]!.offerings.splice(1, 1);
    place = await placeOf(city, driver === 'sqlite' ? {} : { store: { driver, url: server.url } });
  });
  afterAll(() => place.close());

  const command = (...args: string[]) => dvcSync([...args, '--config', place.config]);

  it('leaves what was known as it was, a report that is whole, and nothing in the way of the next run', async () => {
    const begun = performance.now();
    expect((await place.run()).code).toBe(2);
    const wholeMs = performance.now() - begun;
    const report = await readFile(join(place.out, 'report.html'), 'utf8');
    let killed = 0;
    for (let at = 0; at < kills; at += 1) {
      const { child, ended } = start(['run', '--config', place.config, '--out', place.out]);
      const timer = setTimeout(() => child.kill('SIGKILL'), (wholeMs * (at + 1)) / kills);
      const { code } = await ended;
      clearTimeout(timer);
      if (code === null) killed += 1;
      else expect(code).toBe(2);
      // One file takes the place of another: never half of one.
      expect((await readFile(join(place.out, 'report.html'), 'utf8')).trimEnd().endsWith('</html>')).toBe(
        true,
      );
      expect((await readSummary(place.out)).counts).toMatchObject({ resolved: 0, carried: 0, toDo: 1 });
    }
    expect(killed).toBeGreaterThan(kills / 4);
    expect(report.trimEnd().endsWith('</html>')).toBe(true);
    const { code, stderr } = await place.run();
    // Of killed runs it says that they were, and no more.
    expect(code).toBe(2);
    expect(stderr).toMatch(/^(?:Lần chạy \S+ trước đây bị dừng giữa chừng, đã đánh dấu hủy\.\n)*$/);
    expect((await readSummary(place.out)).counts).toMatchObject({ new: 0, open: 1, resolved: 0, carried: 0 });
    expect((await command('audit', 'verify')).code).toBe(0);
    expect((await command('backup', join(place.folder, `${driver}.backup`))).code).toBe(0);
  });
});
