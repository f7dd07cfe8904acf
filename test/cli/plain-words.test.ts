import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { dvcSync, readSummary } from '../support/command.ts';
import { placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

/** Names of settings that no Vietnamese sentence has by itself: `basePath`, `maxRows`. */
async function settingNames(): Promise<string[]> {
  const schema = await readFile(new URL('../../config/dvc-sync.schema.json', import.meta.url), 'utf8');
  return [...new Set(schema.match(/"[a-z]+[A-Z]\w*"(?=: \{)/g)?.map(name => name.slice(1, -1)))];
}

test('what an official reads of a source that was not read whole names no setting', async () => {
  const place = await placeOf(smallCity(), {
    mail: {
      ...{ from: 'dvc-sync <dvc-sync@example.vn>', smtp: { host: '127.0.0.1' } },
      recipients: [{ address: 'ct@example.vn', everything: true }],
    },
  });
  onTestFinished(() => place.close());
  const city = parse(await readFile(place.config, 'utf8'));
  city.systems.national.maxRows = 3;
  city.systems.oneStop.basePath = '/khong/co';
  await writeFile(place.config, stringify(city));
  expect((await place.run()).code).toBe(3);
  const { systems } = await readSummary(place.out);
  const reasons = Object.values(systems).flatMap(({ error, notes }) => [error, ...(notes ?? [])]);
  expect(reasons.join()).toMatch(/sau 3 dòng.*địa chỉ đã khai/);

  const letters = await dvcSync([
    'mail',
    'preview',
    '--config',
    place.config,
    '--out',
    join(place.folder, 'thu'),
  ]);
  expect(letters.code).toBe(0);
  const page = await readFile(join(place.out, 'report.html'), 'utf8');
  const lines = await readFile(join(place.out, 'discrepancies.csv'), 'utf8');
  const texts = [page.replace(/<style>.*?<\/style>|<script>.*?<\/script>|<[^>]*>/gs, ' '), lines, ...reasons];
  const names = await settingNames();
  expect(names).toEqual(expect.arrayContaining(['basePath', 'baseUrl', 'maxRows', 'groupId']));
  const said = texts.join('\n');
  expect(names.filter(name => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(said))).toEqual([]);
});
