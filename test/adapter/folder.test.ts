import { mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RemoteError } from '../../src/adapter/errors.ts';
import { openFolder } from '../../src/adapter/folder.ts';

let place: string;
let folder: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'dvc-sync-folder-'));
  folder = join(place, 'lists');
  await mkdir(join(folder, '2026-11'), { recursive: true });
  await writeFile(join(place, 'secret'), 'root:x:0:0');
  await writeFile(join(folder, '2026-11', 'danh-sách.csv'), 'a,b');
});
afterEach(() => rm(place, { recursive: true, force: true }));

const failure = (work: Promise<unknown>): Promise<RemoteError> =>
  work.then(
    () => expect.unreachable('should have failed'),
    (error: RemoteError) => error,
  );

it('lists the files in it and below, with their size and day, and reads them', async () => {
  await writeFile(join(folder, 'b.csv'), '');
  await utimes(join(folder, 'b.csv'), 0, new Date('2026-03-01T02:03:04Z'));
  const files = openFolder(folder);
  expect(await files.list()).toEqual([
    { name: '2026-11/danh-sách.csv', modifiedAt: expect.stringMatching(/Z$/) },
    { name: 'b.csv', modifiedAt: '2026-03-01T02:03:04.000Z' },
  ]);
  expect(String(await files.read('2026-11/danh-sách.csv'))).toBe('a,b');
});

it('reads nothing that lies outside, whatever leads there', async () => {
  await symlink('../secret', join(folder, 'b.csv'));
  await symlink('b.csv', join(folder, 'c.csv'));
  await symlink(place, join(folder, 'above'));
  const files = openFolder(folder);
  for (const name of ['b.csv', 'c.csv', 'above/secret', '../secret']) {
    const { kind, message } = await failure(files.read(name));
    expect([kind, message]).toEqual(['refused', expect.stringContaining('dẫn ra ngoài')]);
  }
  // A file that cannot be read is told, not left out.
  expect((await files.list()).map(({ name }) => name)).toEqual(expect.arrayContaining(['b.csv', 'c.csv']));
});

it('tells a folder or file that is not there from one that is empty', async () => {
  expect((await failure(openFolder(join(place, 'none')).list())).kind).toBe('unreachable');
  expect((await failure(openFolder(folder).read('none.csv'))).kind).toBe('unreachable');
  await rm(join(folder, '2026-11'), { recursive: true });
  expect(await openFolder(folder).list()).toEqual([]);
});

it('does not take a file into memory that is larger than any list', async () => {
  await writeFile(join(folder, 'b.csv'), '');
  await truncate(join(folder, 'b.csv'), 65 * 1024 * 1024);
  expect((await failure(openFolder(folder).read('b.csv'))).kind).toBe('too-large');
});
