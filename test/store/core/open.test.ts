import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { insertRows } from '../../../src/store/core/bulk.ts';
import { inTransaction, openStore } from '../../../src/store/core/open.ts';
import { StoreError } from '../../../src/store/core/store-error.ts';
import { beginRun, listRuns } from '../../../src/store/runs/runs.ts';
import { beginSnapshot } from '../../../src/store/runs/snapshots.ts';
import { unprivileged } from '../../support/unprivileged.ts';
import { emptyFile, minute, onEveryDatabase } from '../support.ts';

onEveryDatabase('opening a store', database => {
  it('makes the tables once, however many open it at the same time', async () => {
    const settings = await database.empty();
    const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(settings)));
    await beginRun(stores[0]!, minute(0));
    for (const store of stores) expect(await listRuns(store, 10)).toHaveLength(1);
    await Promise.all(stores.map(store => store.close()));
  });

  it('finds what was written before', async () => {
    const settings = await database.settings();
    const first = await openStore(settings);
    const id = await beginRun(first, minute(0));
    await first.close();
    const second = await openStore(settings);
    expect(await listRuns(second, 10)).toMatchObject([{ id, status: 'running', startedAt: minute(0) }]);
    await second.close();
  });

  it('refuses a store that a newer version has written, and says what to do', async () => {
    const settings = await database.settings();
    const store = await openStore(settings);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2030')`.execute(
      store.db,
    );
    await store.close();
    await expect(openStore(settings)).rejects.toThrow(/bản dvc-sync mới hơn đã ghi vào đây \(9999-future\)/);
  });

  it('leaves nothing of a transaction that failed', async () => {
    const store = await database.open();
    const failing = inTransaction(store, async inner => {
      await beginRun(inner, minute(0));
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await listRuns(store, 10)).toEqual([]);
  });

  it('lets others have their turn while many statements follow each other', async () => {
    const store = await database.open();
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await inTransaction(store, async inner => {
      for (let asked = 0; asked < 100_000 && !turned; asked++) await listRuns(inner, 1);
    });
    expect(turned).toBe(true);
  });

  it('lets two stores on one database write by turns', async () => {
    const settings = await database.settings();
    const [one, two] = [await openStore(settings), await openStore(settings)];
    const write = (store: typeof one, n: number) =>
      inTransaction(store, async inner => {
        await listRuns(inner, 100);
        await beginSnapshot(inner, 'run', `system ${n}`, minute(n));
      });
    await Promise.all(Array.from({ length: 10 }, (_, n) => write(n % 2 ? one : two, n)));
    expect(await one.db.selectFrom('snapshot').select('system').execute()).toHaveLength(10);
    await one.close();
    await two.close();
  });
});

describe('the journal of a SQLite file', () => {
  it('is small again after a large transaction', async () => {
    const { settings, drop } = emptyFile();
    const store = await openStore(settings);
    try {
      const size = () => statSync(`${settings.file}-wal`).size;
      const cached = (key: string, value: string) => ({
        namespace: 'n',
        key,
        value,
        expires: null,
        stored: 1,
      });
      const large = Array.from({ length: 40 }, (_, n) => cached(`${n}`, 'x'.repeat(500_000)));
      await insertRows(store, 'cache', large);
      expect(size()).toBeGreaterThan(20_000_000);
      for (const key of ['small', 'smaller']) await insertRows(store, 'cache', [cached(key, 'x')]);
      expect(size()).toBeLessThan(5_000_000);
    } finally {
      await store.close();
      await drop();
    }
  });
});

describe('a store that cannot be used', () => {
  let drop: (() => Promise<void>) | undefined;
  afterEach(async () => drop?.());

  const problemOf = async (settings: Parameters<typeof openStore>[0]): Promise<string> => {
    const error = await openStore(settings).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreError);
    return (error as StoreError).message;
  };

  it('names a file that is something else', async () => {
    const made = emptyFile();
    drop = made.drop;
    writeFileSync(made.settings.file, 'Danh sách thủ tục hành chính\n'.repeat(100));
    expect(await problemOf(made.settings)).toBe(
      `${made.settings.file}: không phải cơ sở dữ liệu của dvc-sync; chỉ tệp khác, hoặc chuyển tệp này đi`,
    );
  });

  it('names a file that is damaged', async () => {
    const made = emptyFile();
    drop = made.drop;
    await (await openStore(made.settings)).close();
    const bytes = Buffer.alloc(8_192, 0xff);
    const header = Buffer.from('SQLite format 3\0', 'latin1');
    header.copy(bytes);
    writeFileSync(made.settings.file, bytes);
    expect(await problemOf(made.settings)).toMatch(
      /store\.db: (tệp bị hỏng|không phải cơ sở dữ liệu của dvc-sync)/,
    );
  });

  it('names a folder where a file is in the way', async () => {
    const made = emptyFile();
    drop = made.drop;
    writeFileSync(made.settings.file, '');
    const file = `${made.settings.file}/inside/store.db`;
    expect(await problemOf({ driver: 'sqlite', file })).toContain(`${file}: không tạo được thư mục`);
  });

  it('names a path that is a folder', async () => {
    const made = emptyFile();
    drop = made.drop;
    mkdirSync(made.settings.file);
    expect(await problemOf(made.settings)).toMatch(/store\.db: không mở được; kiểm tra thư mục có tồn tại/);
  });

  it('names a file that may not be written', async () => {
    const made = emptyFile();
    drop = made.drop;
    new DatabaseSync(made.settings.file).close();
    chmodSync(made.settings.file, 0o444);
    chmodSync(dirname(made.settings.file), 0o755);
    expect(await unprivileged(() => problemOf(made.settings))).toContain('cấp cho người dùng này quyền ghi');
  });

  it('names the host of a PostgreSQL that is not there, but no password', async () => {
    const message = await problemOf({
      driver: 'postgres',
      url: 'postgres://dvc:kim-bi-mat@127.0.0.1:1/dvc',
    });
    expect(message).toContain('127.0.0.1:1/dvc: không có gì trả lời ở đó');
    expect(message).not.toContain('kim-bi-mat');
  });
});

describe('the process that opens a store', () => {
  it('prints no warning', async () => {
    const made = emptyFile();
    const program = `
import { openStore } from './src/store/core/open.ts';
      const store = await openStore(${JSON.stringify(made.settings)});
      await store.close();`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    let printed = '';
    child.stdout.on('data', chunk => {
      printed += chunk;
    });
    child.stderr.on('data', chunk => {
      printed += chunk;
    });
    const code = await new Promise(resolve => child.once('exit', resolve));
    await made.drop();
    expect({ code, printed }).toEqual({ code: 0, printed: '' });
  });
});
