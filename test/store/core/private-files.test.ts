import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stage, writeText } from '../../../src/report/staged-file.ts';
import { record } from '../../../src/store/access/audit.ts';
import { openStore } from '../../../src/store/core/open.ts';
import { openToOthers } from '../../../src/store/core/private-files.ts';
import { emptyFile, minute } from '../support.ts';

const wide = 0o000;
let mask: number;
let place: ReturnType<typeof emptyFile>;
beforeEach(() => {
  // As generous as a machine can be set up.
  mask = process.umask(wide);
  place = emptyFile();
});
afterEach(async () => {
  process.umask(mask);
  await place.drop();
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

it('keeps a store, what SQLite makes beside it, and its folder to their owner, whatever the mask', async () => {
  const file = join(dirname(place.settings.file), 'a', 'data', 'store.db');
  const store = await openStore({ driver: 'sqlite', file });
  await record(store, {
    ...{ at: minute(1), who: 'A', origin: 'cli', action: 'waive', target: 'x' },
    ...{ before: null, after: null, outcome: 'done' },
  });
  const names = readdirSync(dirname(file));
  expect(names).toEqual(
    expect.arrayContaining(['store.db', 'store.db-wal', 'store.db-shm', 'store.db.begun']),
  );
  for (const name of names) expect([name, modeOf(join(dirname(file), name))]).toEqual([name, '600']);
  expect([modeOf(dirname(file)), modeOf(dirname(dirname(file)))]).toEqual(['700', '700']);
  expect(openToOthers({ driver: 'sqlite', file })).toEqual([]);
  await store.close();
});

it('says what others may do with a store that was opened up, and leaves it so: it may be meant', async () => {
  const file = join(dirname(place.settings.file), 'data', 'store.db');
  mkdirSync(dirname(file), { mode: 0o750 });
  writeFileSync(file, '', { mode: 0o644 });
  chmodSync(dirname(file), 0o750);
  const settings = { driver: 'sqlite', file } as const;
  await (await openStore(settings)).close();
  expect(openToOthers(settings)).toEqual([
    { path: dirname(file), mode: '750', wanted: '700' },
    { path: file, mode: '644', wanted: '600' },
  ]);
});

it('keeps a report to its owner, and one that takes the place of another as open as that was made', async () => {
  const path = join(dirname(place.settings.file), 'report.html');
  const write = async (text: string) =>
    (await stage(path, out => writeText(out, send => send(text)))).publish();
  await write('one');
  expect(modeOf(path)).toBe('600');
  chmodSync(path, 0o644);
  await write('two');
  expect(modeOf(path)).toBe('644');
});
