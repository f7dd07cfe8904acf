import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ManualTask, TaskRow } from '../../src/domain/task.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { rememberApplied } from '../../src/store/push/applied.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { readWorkbook } from '../report/read-workbook.ts';
import { startCity } from '../sandbox/city/servers.ts';
import { dvcSync, readLines } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

type Listed = TaskRow & { late: boolean };

let place: Place;
const tasks = (...args: string[]) => dvcSync(['tasks', '--config', place.config, ...args]);
async function listed(...args: string[]): Promise<Listed[]> {
  return JSON.parse((await tasks('--json', ...args)).stdout) as Listed[];
}
async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ driver: 'sqlite', file: join(place.folder, 'data', 'dvc-sync.sqlite') });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

afterAll(() => place?.close());

describe('what only a person can remedy', () => {
  beforeAll(async () => {
    const city = smallCity();
    const [first] = city.seeds.portal.procedures;
    city.seeds.portal.procedures.push({
      ...structuredClone(first!),
      code: '1.999999',
      name: '=Thủ tục <lạ>',
    });
    place = await placeOf(city, { owners: { regulatory: 'Văn phòng UBND' } });
    expect((await place.run()).code).toBe(2);
  });

  test('becomes a task with owner, due date and where to do it', async () => {
    const [task, ...others] = await listed();
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      state: 'open',
      owner: 'regulatory',
      system: 'portal',
      procedure: '1.999999',
      what: expect.stringContaining('không có trong danh mục quốc gia'),
      link: null,
      origin: { rule: 'unknown-procedure', severity: 'major' },
      late: false,
    });
    const days = (Date.parse(task!.due!) - Date.parse(task!.openedAt.slice(0, 10))) / 86_400_000;
    // Fourteen days on; the day begins earlier in Việt Nam.
    expect([14, 15]).toContain(days);
    expect(await listed('--owner', 'technical')).toEqual([]);
    expect(await listed('--system', 'portal')).toHaveLength(1);
    expect((await tasks()).stdout).toContain(task!.key.slice(0, 12));
  });

  test('goes out as a work list people can type from', async () => {
    const out = join(place.folder, 'viec');
    const { code, stdout } = await tasks('--out', out);
    // Somebody has to act.
    expect(code).toBe(2);
    expect((await tasks('--state', 'done')).code).toBe(0);
    expect(stdout).toContain(join(out, 'tasks.xlsx'));
    const [sheet] = readWorkbook(await readFile(join(out, 'tasks.xlsx'))).sheets;
    expect(sheet!.name).toBe('Văn phòng UBND');
    const [head, row] = sheet!.rows.map(cells => cells.map(cell => cell?.text ?? ''));
    const cell = (header: string) => row![head!.indexOf(header)];
    expect(cell('Mã TTHC')).toBe('1.999999');
    expect(cell('Việc cần làm')).toContain('«=Thủ tục <lạ>»');
    expect(cell('Giá trị cần nhập')).toMatch(/^Phải là: có trong danh mục quốc gia\nĐang là: /);
    // A date of the spreadsheet, not a text: days since 1899-12-30.
    expect(Number(cell('Hạn'))).toBeGreaterThan(40_000);
    expect(cell('Bên xử lý')).toBe('Văn phòng UBND');
    const page = await readFile(join(out, 'tasks.html'), 'utf8');
    expect(page).toContain('Văn phòng UBND: 1 việc chưa làm');
    expect(page).toContain('=Thủ tục &lt;lạ&gt;');
    expect(page).not.toContain('<lạ>');
  });

  test('is done on a person’s word, which is written down, until a run sees otherwise', async () => {
    const [{ key }] = (await listed()) as [Listed];
    expect((await tasks('done', key)).code).toBe(64);
    expect((await tasks('done', 'zzz', '--reason', 'xong')).code).toBe(64);
    const { code } = await tasks('done', key.slice(0, 10), '--as', 'Trần Thị B', '--reason', 'đã gỡ');
    expect(code).toBe(0);
    expect(await listed()).toEqual([]);
    expect(await listed('--state', 'confirmed')).toMatchObject([
      { confirmed: { by: 'Trần Thị B', reason: 'đã gỡ' } },
    ]);
    const [entry] = await inStore(store => listAudit(store, 1));
    expect(entry).toMatchObject({ who: 'Trần Thị B', action: 'confirm-task', target: key });
    await place.run();
    const [again] = await listed();
    expect(again).toMatchObject({ state: 'open', confirmed: null });
    expect(again!.note).toMatch(/^Trần Thị B đã xác nhận, nhưng lần đối chiếu sau đó vẫn thấy sai lệch\.$/);
  });

  test('is checked off by the run that no longer finds it', async () => {
    const clean = await startCity(smallCity());
    try {
      await clean.writeConfiguration(place.folder);
      expect((await place.run()).code).toBe(0);
      expect(await listed()).toEqual([]);
      expect((await tasks()).stdout).toContain('Không có việc nào như vậy;');
      expect(await listed('--state', 'done')).toMatchObject([{ procedure: '1.999999', note: null }]);
    } finally {
      await clean.close();
      await place.city.writeConfiguration(place.folder);
    }
  });

  test.each([
    ['an owner', ['--owner', 'nobody']],
    ['a state', ['--state', 'finished']],
    ['a system', ['--system', 'portl']],
  ])('refuses %s that is not there', async (_, args) => {
    expect((await tasks(...args)).code).toBe(64);
  });
});

describe('the tasks of a plan', () => {
  const task = (key: string, change: Partial<ManualTask>): ManualTask => ({
    ...{ key, system: 'portal', procedure: '2.000806', procedureName: 'Đăng ký kết hôn', kind: 'set-level' },
    ...{ case: null, agencies: ['H13.21'], what: `Việc ${key}.`, values: [], link: null },
    ...{ owner: 'technical', due: '2021-06-15', expected: 4, ...change },
  });

  test('are checked off, or say what still differs, or wait for a person', async () => {
    const made = [
      task('right', {}),
      task('wrong', { procedure: '2.000779' }),
      task('blind', { kind: 'set-eform', case: 'khong-co', agencies: [], expected: null }),
    ];
    await inStore(store =>
      keepTasks(store, made, { id: 'P1', at: '2021-06-01T00:00:00.000Z', covered: new Map() }),
    );
    await place.run();
    const found = Object.fromEntries((await listed('--state', 'all')).map(one => [one.key, one]));
    expect(found.right).toMatchObject({ state: 'done', note: null });
    expect(found.wrong).toMatchObject({
      state: 'open',
      late: true,
      note: 'Còn khác: H13.21 đang có dịch vụ, mức độ 2.',
    });
    expect(found.blind).toMatchObject({ state: 'open', note: expect.stringContaining('Không nhận ra') });
    await tasks('done', 'blind', '--as', 'Trần Thị B', '--reason', 'đã đăng ký');
    await place.run();
    const after = Object.fromEntries((await listed('--state', 'all')).map(one => [one.key, one]));
    expect(after.blind).toMatchObject({ state: 'confirmed', confirmed: { by: 'Trần Thị B' } });
    expect((await tasks('--state', 'open')).stdout).toContain('Quá hạn');
  });

  test('are not judged while their system cannot be read', async () => {
    const clean = await startCity(smallCity());
    await clean.writeConfiguration(place.folder);
    await clean.close();
    expect((await place.run()).code).toBe(3);
    await place.city.writeConfiguration(place.folder);
    const [wrong] = (await listed('--system', 'portal')).filter(({ key }) => key === 'wrong');
    expect(wrong).toMatchObject({ state: 'open', note: expect.stringContaining('không đọc được đầy đủ') });
  });
});

describe('what was changed by hand since our push', () => {
  test('is found by the next run, with what we pushed and when', async () => {
    const target = { procedure: '2.000779', agency: 'H13.21' };
    const value = { kind: 'set-level', target, planId: 'P2', at: '2021-06-01T00:00:00.000Z' } as const;
    await inStore(store => rememberApplied(store, 'portal', [{ ...value, value: 4 }]));
    await place.run();
    const drift = (await readLines(place.out)).filter(({ rule }) => rule.endsWith('-drift'));
    expect(drift).toMatchObject([
      {
        rule: 'level-drift',
        procedure: '2.000779',
        agency: 'H13.21',
        system: 'portal',
        expected: 'mức độ 4, đẩy ngày 01/06/2021',
        actual: 'đang cung cấp, mức độ 2',
      },
    ]);
    // Pushed while the clock was ahead: it was before the next run all the same.
    const ahead = { ...value, at: '2099-06-01T00:00:00.000Z' };
    await inStore(store => rememberApplied(store, 'portal', [{ ...ahead, value: 3 }]));
    await place.run();
    expect((await readLines(place.out)).filter(({ rule }) => rule.endsWith('-drift'))).toMatchObject([
      { rule: 'level-drift', expected: expect.stringMatching(/^mức độ 3, đẩy ngày (?!01\/06\/2099)/) },
    ]);
    await inStore(store => rememberApplied(store, 'portal', [{ ...value, value: 2 }]));
    await place.run();
    expect((await readLines(place.out)).filter(({ rule }) => rule.endsWith('-drift'))).toEqual([]);
  });
});
