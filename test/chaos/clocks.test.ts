import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dvcSync, readSummary } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const clock = fileURLToPath(new URL('./clock.ts', import.meta.url));
const dayMs = 86_400_000;

let place: Place;
beforeAll(async () => {
  const city = smallCity();
  city.seeds.portal.procedures[0]!.offerings.splice(1, 1);
  place = await placeOf(city, { keep: { runs: 1 } });
});
afterAll(() => place.close());

const command = (name: string, aheadMs: number, ...args: string[]) =>
  dvcSync([name, '--config', place.config, ...args], {
    NODE_OPTIONS: `--import ${clock}`,
    CLOCK_AHEAD_MS: String(aheadMs),
  });

it('a run made while the clock was ahead does not hide the right one, and pruning leaves what was just settled', async () => {
  const ahead = join(place.folder, 'ahead');
  expect((await command('run', 30 * dayMs, '--out', ahead)).code).toBe(2);
  const right = await command('run', 0, '--out', place.out);
  expect(right.code).toBe(2);
  expect(right.stderr).toMatch(/^Lưu ý: đồng hồ máy chậm hơn lần chạy trước [^\n]*\n$/);
  const { runId, counts } = await readSummary(place.out);
  expect(counts).toMatchObject({ new: 0, open: 1 });
  const runs = JSON.parse((await command('history', 0, '--json')).stdout) as { id: string }[];
  expect(runs.map(({ id }) => id)).toEqual([runId]);
  const again = join(place.folder, 'again');
  expect((await command('report', 0, '--out', again)).code).toBe(0);
  expect((await readSummary(again)).runId).toBe(runId);
  expect(runId < (await readSummary(ahead)).runId).toBe(true);
});
