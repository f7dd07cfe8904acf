import { readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { verifyTrail } from '../../src/store/access/audit.ts';
import type { StoreSettings } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { listRuns } from '../../src/store/runs/runs.ts';
import { emptyDatabase } from '../store/support.ts';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

let place: Place;
beforeAll(async () => {
  place = await placeOf(smallCity());
  expect((await place.run()).code).toBe(0);
});
afterAll(() => place.close());

const command = (name: string, file: string, ...more: string[]) =>
  dvcSync([name, join(place.folder, file), '--config', place.config, ...more]);

async function runsIn(settings: StoreSettings): Promise<unknown> {
  const store = await openStore(settings);
  const runs = await listRuns(store, 10);
  expect((await verifyTrail(store)).broken).toBeUndefined();
  await store.close();
  return runs;
}
const file = (): StoreSettings => ({
  driver: 'sqlite',
  file: join(place.folder, 'data', 'dvc-sync.sqlite'),
});

it('backs up a store and restores it, on SQLite and from there on PostgreSQL', async () => {
  const server = inject('postgres');
  if ('problem' in server) throw new Error(server.problem);
  const saved = await command('backup', 'a.gz', '--json');
  expect(saved).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(saved.stdout)).toMatchObject({ file: 'a.gz', rows: { run: 1, snapshot: 3, audit: 1 } });
  expect((await stat(join(place.folder, 'a.gz'))).mode & 0o777).toBe(0o600);
  const before = await runsIn(file());

  await place.run();
  const refused = await command('restore', 'a.gz');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('không trống');
  const restored = await command('restore', 'a.gz', '--replace');
  expect(restored.stdout).toMatch(/^Đã phục hồi \d+ dòng, như lúc \d/);
  expect(await runsIn(file())).toEqual(before);

  const database = await emptyDatabase();
  const config = await place.city.writeConfiguration(join(place.folder, 'pg'), { store: database.settings });
  try {
    const moved = await dvcSync(['restore', join(place.folder, 'a.gz'), '--config', config]);
    expect(moved).toMatchObject({ code: 0, stderr: '' });
    expect(await runsIn(database.settings)).toEqual(before);
  } finally {
    await database.drop();
  }
});

it('says in a sentence what is wrong with a file or a place, and leaves nothing half-done', async () => {
  expect((await command('backup', 'b.gz')).code).toBe(0);
  await truncate(join(place.folder, 'b.gz'), 400);
  await writeFile(join(place.folder, 'c.gz'), 'locality: H13');
  const wrong = [
    [await command('backup', 'b.gz'), 64, 'b.gz đã có'],
    [await command('backup', 'nowhere/b.gz'), 64, 'không có thư mục'],
    [await command('restore', 'none.gz'), 64, 'không có tệp'],
    [await command('restore', 'b.gz', '--replace'), 1, 'bị cắt giữa chừng'],
    [await command('restore', 'c.gz', '--replace'), 1, 'không phải bản sao lưu'],
  ] as const;
  for (const [ended, code, words] of wrong) {
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).not.toContain('    at ');
  }
  expect((await readdir(place.folder)).filter(name => name.endsWith('.part'))).toEqual([]);
  expect(await runsIn(file())).not.toEqual([]);
});
