import {
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { record } from '../../../src/store/access/audit.ts';
import type { StoreSettings } from '../../../src/store/core/contract.ts';
import { openingLock, openStore } from '../../../src/store/core/open.ts';
import { postgresDialect } from '../../../src/store/core/postgres.ts';
import { StoreError } from '../../../src/store/core/store-error.ts';
import { migrations } from '../../../src/store/migrations/index.ts';
import { emptyDatabase, emptyFile, finding, minute, wholeRun } from '../support.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

function place(): StoreSettings & { driver: 'sqlite' } {
  const made = emptyFile();
  undo.push(made.drop);
  return { driver: 'sqlite', file: join(dirname(made.settings.file), 'data', 'store.db') };
}

async function refused(opening: Promise<unknown>): Promise<string> {
  const error = await opening.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

describe('where a store was before', () => {
  it.each([
    ['an empty file', (file: string) => truncateSync(file, 0)],
    ['no file', (file: string) => rmSync(file)],
    ['a folder without anything (its disk is not mounted)', (file: string) => emptied(dirname(file))],
  ])('%s is no first start: it names the mount and the backup, and makes nothing', async (_what, lose) => {
    const settings = place();
    const marks = [join(dirname(settings.file), '..', '.dvc-sync.yaml.stores')];
    await (await openStore(settings, { marks })).close();
    await (await openStore(settings, { marks })).close();
    lose(settings.file);
    const before = existsSync(settings.file);
    const message = await refused(openStore(settings, { marks }));
    expect(message).toMatch(/trước đây đã có kho dữ liệu.*mount.*dvc-sync restore.*xóa/);
    expect(existsSync(settings.file)).toBe(before);
    // A backup may be put there; whoever means it may begin anew.
    await (await openStore(settings, { marks, mayBegin: true })).close();
    lose(settings.file);
    for (const mark of [...marks, `${settings.file}.begun`]) rmSync(mark, { force: true });
    await (await openStore(settings, { marks })).close();
  });

  function emptied(folder: string): void {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  }

  it('counts under another path, too: a container and its machine call one folder by different names', async () => {
    const settings = place();
    await (await openStore(settings)).close();
    const moved = join(dirname(settings.file), '..', 'moved');
    renameSync(dirname(settings.file), moved);
    rmSync(join(moved, 'store.db'));
    const message = await refused(openStore({ driver: 'sqlite', file: join(moved, 'store.db') }));
    expect(message).toContain('trước đây đã có kho dữ liệu');
  });

  it('another database under the same name is no first start on PostgreSQL either', async () => {
    const made = await emptyDatabase();
    undo.push(made.drop);
    const marks = [join(dirname(place().file), '..', 'marks')];
    await (await openStore(made.settings, { marks })).close();
    const client = new pg.Client({ connectionString: made.settings.url });
    await client.connect();
    await client.query('drop schema public cascade; create schema public');
    await client.end();
    expect(await refused(openStore(made.settings, { marks }))).toContain('trước đây đã có kho dữ liệu');
    await (await openStore(made.settings, { marks, mayBegin: true })).close();
  });
});

describe('a database that another process is just beginning', () => {
  it('is waited for, and not taken for one that is gone', async () => {
    const { settings, drop } = await emptyDatabase();
    undo.push(drop);
    const marks = [join(dirname(place().file), '..', 'marks')];
    const other = new pg.Client({ connectionString: settings.url });
    await other.connect();
    await other.query(`select pg_advisory_lock(${openingLock})`);
    const opening = openStore(settings, { marks });
    opening.catch(() => {});
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1);
    const db = new Kysely({ dialect: postgresDialect(settings.url) });
    await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
    await db.destroy();
    const { hostname, port, pathname } = new URL(settings.url);
    mkdirSync(dirname(marks[0]!), { recursive: true });
    writeFileSync(marks[0]!, `${hostname}:${port}${pathname}\n`);
    await other.end();
    await (await opening).close();
  });
});

describe('a user who may make nothing in the database', () => {
  it('is told so, and what to grant', async () => {
    const { settings, drop } = await emptyDatabase();
    const admin = new pg.Client({ connectionString: settings.url });
    await admin.connect();
    const role = `reader_${process.pid}`;
    await admin.query(`create role ${role} login password 'x'`);
    undo.push(async () => {
      await admin.query(`drop role ${role}`);
      await admin.end();
      await drop();
    });
    const url = new URL(settings.url);
    url.username = role;
    url.password = 'x';
    expect(await refused(openStore({ driver: 'postgres', url: url.href }))).toContain(
      'cấp quyền CREATE trên schema',
    );
    await (await openStore(settings)).close();
  });
});

describe('a store that was lost under an open connection', () => {
  async function lived() {
    const settings = place();
    const store = await openStore(settings);
    undo.push(() => store.close().catch(() => {}));
    for (const n of [1, 2, 3]) await wholeRun(store, minute(n), [finding()]);
    await record(store, {
      ...{ at: minute(4), who: 'A', origin: 'cli', action: 'waive', target: 'x' },
      ...{ before: null, after: null, outcome: 'done' },
    });
    await store.probe();
    expect(await store.quickCheck!()).toEqual([]);
    return { store, file: settings.file };
  }

  it.each([
    ['cut to nothing', (file: string) => truncateSync(file, 0)],
    ['cut behind its first page', (file: string) => truncateSync(file, 4_096)],
    ['taken away', (file: string) => renameSync(file, `${file}.away`)],
  ])(
    '%s: asking it something it must read says so, however much the connection remembers',
    async (_what, lose) => {
      const { store, file } = await lived();
      // What lies in the log is not lost with the file.
      const { sql } = await import('kysely');
      await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
      lose(file);
      await expect(store.probe()).rejects.toThrow();
      expect(await store.quickCheck!()).not.toEqual([]);
    },
  );

  it('replaced by another one, which is whole: what is written here would be in no folder any more', async () => {
    const { store, file } = await lived();
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
    await expect(store.probe()).rejects.toThrow();
    const again = await openStore({ driver: 'sqlite', file });
    await again.probe();
    await again.close();
  });
});
