import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { readOnegateBook } from '../../src/reading/onegate-book.ts';
import { readBook } from '../../src/reading/read-book.ts';
import { openStore } from '../../src/store/core/open.ts';
import { workbook } from '../sandbox/exports/folder.ts';
import { parts } from '../server/parts.ts';
import { runServer } from '../server/running.ts';
import { dvcSync } from '../support/command.ts';
import { samples } from '../support/push-place.ts';

const poor = '1.011606';
let folder: string;
const at = (...path: string[]) => join(folder, ...path);
const call = (...args: string[]) => dvcSync([...args, '--config', at('dvc-sync.yaml')]);

/** A one-stop nobody may call: what it has is exported, what it is to have goes into a workbook. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dvc-sync-task-workbook-'));
  await cp(join(samples, poor), at('services', poor), { recursive: true });
  await mkdir(at('quoc-gia'));
  await mkdir(at('mot-cua'));
  const head = ['Mã TTHC', 'Tên TTHC', 'Cấp thực hiện', 'Tình trạng'];
  await writeFile(
    at('quoc-gia', 'danh-muc.xlsx'),
    workbook([head, [poor, 'Hộ nghèo', 'Cấp Xã', 'Công khai']]),
  );
  const rows = ['H13.1', 'H13.2'].map(unit => [poor, unit, `Xã ${unit}`, '2']);
  await writeFile(
    at('mot-cua', 'dich-vu.xlsx'),
    workbook([['MaTTHC', 'Mã đơn vị', 'Tên đơn vị', 'MucDo'], ...rows]),
  );
  await writeFile(
    at('agencies.yaml'),
    `- { code: H13, name: Thành phố, tier: province }
- { code: H13.1, name: Xã Một, tier: commune, ids: { oneStop: H13.1 } }
- { code: H13.2, name: Xã Hai, tier: commune, ids: { oneStop: H13.2 } }
`,
  );
  await writeFile(
    at('dvc-sync.yaml'),
    `locality: H13
agencies: ./agencies.yaml
systems:
  national: { role: national, adapter: exports, folder: ./quoc-gia }
  oneStop: { role: oneStop, adapter: exports, folder: ./mot-cua, hosts: [workflow] }
roles:
  Cán bộ một cửa: { oneStop: Một cửa }
  Lãnh đạo đơn vị: { oneStop: Lãnh đạo đơn vị }
  Chuyên viên: { oneStop: Chuyên viên }
`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Task {
  key: string;
  kind: string;
  what: string;
  attachment: string | null;
}
const tasks = async () => JSON.parse((await call('tasks', '--json')).stdout) as Task[];
const processIn = async (bytes: Uint8Array) => {
  const read = readOnegateBook(await readBook(bytes, 'quy-trinh.xlsx'), 'H13');
  if (!read || 'problems' in read) throw new Error(`no process: ${JSON.stringify(read)}`);
  return read.process;
};

test('what a one-stop nobody can write to is to run becomes work with the workbook its operators take', async () => {
  await call('run', '--out', at('ra'));
  await call('plan', '--as', 'Trần Thị B');
  const work = (await tasks()).find(({ kind }) => kind === 'set-workflow')!;
  expect(work.what).toContain('không đọc được hiện trạng');
  expect(work.attachment).toMatch(/^quy-trinh-oneStop-1\.011606.*\.xlsx$/);

  const { code } = await call('tasks', '--out', at('viec'));
  expect(code).toBe(2);
  expect((await readdir(at('viec'))).sort()).toEqual([work.attachment, 'tasks.html', 'tasks.xlsx'].sort());
  const asked = await processIn(await readFile(at('viec', work.attachment!)));
  const out = at('quy-trinh.xlsx');
  await call('workflow', 'export', poor, '--out', out);
  expect(asked).toEqual(await processIn(await readFile(out)));
  expect(await readFile(at('viec', 'tasks.html'), 'utf8')).toContain(work.attachment);
});

test('the service gives the same workbook out, and of other work none', async () => {
  const configuration = await loadConfiguration(at('dvc-sync.yaml'), process.env);
  const store = await openStore(configuration.store);
  const server = await runServer(store, parts, '', configuration);
  try {
    const key = await server.key('viewer');
    const { items } = await server.read('/v1/tasks', key);
    const work = (items as Task[]).find(({ attachment }) => attachment !== null)!;
    const given = await server.get(`/v1/tasks/${encodeURIComponent(work.key)}/workbook`, key);
    expect(given.headers.get('content-disposition')).toContain(work.attachment);
    const asked = await processIn(new Uint8Array(await given.arrayBuffer()));
    expect(asked).toEqual(await processIn(await readFile(at('viec', work.attachment!))));
    const other = (items as Task[]).find(({ attachment }) => attachment === null)!;
    expect((await server.get(`/v1/tasks/${encodeURIComponent(other.key)}/workbook`, key)).status).toBe(404);
  } finally {
    await server.close();
    await store.close();
  }
});

test('a process the folder shows is compared, and asks for nothing where it is the same', async () => {
  // What the workbook has no place for would differ for ever: here the process is what it can express.
  await call('workflow', 'import', at('quy-trinh.xlsx'), '--out', at('services', poor), '--force');
  await cp(at('quy-trinh.xlsx'), at('mot-cua', `quy-trinh-${poor}.xlsx`));
  await call('run', '--out', at('ra'));
  await call('plan', '--as', 'Trần Thị B');
  expect((await tasks()).filter(({ kind }) => kind === 'set-workflow')).toEqual([]);
});
