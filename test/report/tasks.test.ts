import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ConfiguredSystem } from '../../src/config/configuration.ts';
import type { ManualTask } from '../../src/domain/task.ts';
import { writeForms } from '../../src/report/forms.ts';
import { taskForms } from '../../src/report/tasks-forms.ts';
import { buildTaskList } from '../../src/report/tasks-model.ts';
import { openStore } from '../../src/store/core/open.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { city } from '../reconcile/support.ts';
import { readWorkbook } from './read-workbook.ts';

const now = '2021-06-20T10:00:00.000Z';
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

function task(key: string, change: Partial<ManualTask> = {}): ManualTask {
  return {
    ...{
      key,
      system: 'portal',
      procedure: '1.004194',
      procedureName: 'Đăng ký khai sinh',
      kind: 'set-level',
    },
    ...{ case: null, agencies: ['H13.1', 'H13.5'], what: `Đặt mức 4 (${key}).`, link: null, expected: 4 },
    ...{ values: [{ label: 'Mức độ', value: '4' }], owner: 'technical', due: '2021-06-30', ...change },
  };
}

async function written(tasks: ManualTask[], ownerNames = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-tasks-'));
  folders.push(folder);
  const store = await openStore({ driver: 'sqlite', file: join(folder, 'store.sqlite') });
  try {
    const at = '2021-06-01T00:00:00.000Z';
    for (let from = 0; from < tasks.length; from += 1000)
      await keepTasks(store, tasks.slice(from, from + 1000), { id: 'P1', at, covered: new Map() });
    const list = await buildTaskList(store, {
      city: city({ ownerNames }),
      filter: {},
      now,
      systems: [
        {
          profile: { name: 'portal' },
          adapter: {},
          page: 'https://portal.example/thu-tuc/{procedure}',
        } as ConfiguredSystem,
      ],
    });
    const out = join(folder, 'out');
    await writeForms(taskForms(list), out);
    expect(await readdir(out)).toEqual(['tasks.html', 'tasks.xlsx']);
    const { sheets } = readWorkbook(await readFile(join(out, 'tasks.xlsx')));
    return {
      page: await readFile(join(out, 'tasks.html'), 'utf8'),
      sheets: sheets.map(({ name, rows }) => ({
        name,
        rows: rows.slice(1).map(cells => {
          const text = (at: number) => cells[at]?.text ?? '';
          return Object.fromEntries(rows[0]!.map((head, at) => [head?.text ?? '', text(at)]));
        }),
      })),
    };
  } finally {
    await store.close();
  }
}

describe('a work list', () => {
  test('has a sheet for each side, by due date, with what is late marked', async () => {
    const { page, sheets } = await written([
      task('b'),
      task('a', { due: '2021-06-15' }),
      task('c', { owner: 'regulatory', due: null }),
    ]);
    expect(sheets.map(({ name }) => name)).toEqual(['Sở TTTT', 'VP UBND']);
    expect(sheets[0]!.rows.map(row => [row['Mã việc'], row.Hạn, row['Tình trạng']])).toEqual([
      ['a', serial('2021-06-15'), 'Quá hạn'],
      ['b', serial('2021-06-30'), 'Chưa làm'],
    ]);
    expect(sheets[0]!.rows[0]).toMatchObject({
      'Đơn vị': 'Sở Y tế\nUBND quận Ninh Kiều',
      'Giá trị cần nhập': 'Mức độ: 4',
      'Nơi làm': 'https://portal.example/thu-tuc/1.004194',
      'Hệ thống': 'Cổng DVC thành phố',
    });
    expect(sheets[1]!.rows[0]).toMatchObject({ Hạn: '' });
    expect(page).toContain('Có 3 việc chưa làm, trong đó 1 việc quá hạn.');
    expect(page.indexOf('15/06/2021')).toBeLessThan(page.indexOf('30/06/2021'));
  });

  test('says so when there is nothing to do', async () => {
    const { page, sheets } = await written([]);
    expect(page).toContain('Không có việc nào chưa làm.');
    expect(sheets).toEqual([{ name: 'Việc cần làm', rows: [] }]);
  });

  test('lets nothing a remote says act, and links only to web addresses', async () => {
    const { page, sheets } = await written([
      task('a', {
        procedureName: '<script>alert(1)</script>',
        what: '=cmd|"/c calc"!A1',
        link: 'javascript:alert(1)',
        values: [{ label: '"><img src=x>', value: '</td>' }],
      }),
    ]);
    expect(page).not.toMatch(/<script|<img|javascript:/);
    expect(page).toContain('href="https://portal.example/thu-tuc/1.004194"');
    expect(page).toContain('&lt;script&gt;');
    expect(sheets[0]!.rows[0]!['Việc cần làm']).toBe('=cmd|"/c calc"!A1');
  });

  test('gives sides whatever names a sheet of their own', async () => {
    const { sheets } = await written([task('a'), task('b', { owner: 'regulatory' })], {
      technical: 'Sở/Ban [chuyên môn] rất dài, dài hơn ba mươi mốt chữ',
      regulatory: 'Sở Ban  chuyên môn  rất dài, dài hơn',
    });
    expect(sheets).toHaveLength(2);
    for (const { name } of sheets) expect(name).toMatch(/^[^\\/?*[\]:']{1,31}$/u);
  });

  test('keeps the page readable however long the list is; the workbook has them all', async () => {
    const many = Array.from({ length: 2_005 }, (_, at) => task(`t${String(at).padStart(4, '0')}`));
    const { page, sheets } = await written(many);
    expect(page.match(/<tr><td>/g)).toHaveLength(2_000);
    expect(page).toContain('Còn 5 việc nữa ở bảng tính kèm theo.');
    expect(sheets[0]!.rows).toHaveLength(2_005);
  });
});

/** A day as spreadsheets keep dates: days since 1899-12-30. */
function serial(day: string): string {
  return String((Date.parse(day) - Date.parse('1899-12-30')) / 86_400_000);
}
