import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { type RunningService, startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';

let place: Place;
let service: RunningService | undefined;
beforeAll(async () => {
  place = await placeOf(smallCity(), { server: { port: 0, graceSeconds: 5 } });
  expect((await place.run()).code).toBe(0);
});
afterAll(async () => {
  await service?.kill();
  await place.close();
});

it('a store cut under a running service makes it unready, and the next start is a refusal, not a first start', async () => {
  const file = join(place.folder, 'data', 'dvc-sync.sqlite');
  const running = await startService('serve', place.config);
  service = running;
  const status = async () => (await fetch(`${running.url}/readyz`)).status;
  expect(await status()).toBe(200);
  const other = new DatabaseSync(file, { timeout: 5_000 });
  other.exec('pragma wal_checkpoint(truncate)');
  other.close();
  await truncate(file, 0);
  await expect.poll(status, { interval: 200 }).toBe(503);
  expect((await fetch(`${running.url}/livez`)).status).toBe(200);
  await running.kill();
  await truncate(file, 0);
  for (const command of ['history', 'run']) {
    const { code, stdout, stderr } = await dvcSync([command, '--config', place.config]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Lỗi kho dữ liệu: [^\n]*trước đây đã có kho dữ liệu[^\n]*mount[^\n]*\n$/);
  }
});
