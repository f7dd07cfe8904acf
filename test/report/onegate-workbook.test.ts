import { expect, test } from 'vitest';
import type { OnegateProcess } from '../../src/domain/onegate-process.ts';
import { inMemory } from '../../src/report/forms.ts';
import { onegateWorkbook } from '../../src/report/onegate-workbook.ts';
import { readWorkbook } from './read-workbook.ts';

const process: OnegateProcess = {
  procedure: '2.002621',
  name: 'Liên thông đăng ký khai sinh',
  alias: '2.002621',
  steps: [
    { id: 'a', name: 'Tiếp nhận', action: 'Thêm mới', days: 0.25, group: 'Một cửa', department: '' },
    { id: 'b', name: 'Trả', action: 'Chuyển trả kết quả', days: 0, group: '', department: '' },
  ],
  moves: [{ from: 'Tiếp nhận', to: ['Trả'] }],
};

test("the workbook is the operators' own, cell by cell, for whoever opens it by other means", async () => {
  const form = onegateWorkbook('q.xlsx', process, { locality: 'H13', madeAt: '2026-11-29T00:00:00Z' });
  const { sheets } = readWorkbook(await inMemory(form));
  const cells = sheets.map(({ name, xml, rows }) => {
    const numbers = [...xml.matchAll(/<row r="(\d+)"/g)].map(([, number]) => Number(number));
    const texts = rows.map((row, at) => [numbers[at], ...row.map(cell => cell?.text ?? '')]);
    return { name, texts };
  });
  const about = [
    [1, 'Tên quy trình:', 'Liên thông đăng ký khai sinh'],
    [2, 'Bí danh:', '2.002621'],
    [3, 'Gắn vào TTHC:', '2.002621.H13'],
    [4],
  ];
  const own = ['2.002621.H13', 'Liên thông đăng ký khai sinh'];
  expect(cells).toEqual([
    {
      name: 'QuyTrinh',
      texts: [
        ...about,
        [
          ...[5, 'TTHC', 'Tên quy trình', 'Bí danh', 'ID', 'Tên Form', 'Mã Action'],
          ...['Thời gian', 'Nhóm người dùng', 'Phòng ban'],
        ],
        [6, ...own, '2.002621', 'a', 'Tiếp nhận', 'Thêm mới', '0.25', 'Một cửa', ''],
        [7, ...own, '2.002621', 'b', 'Trả', 'Chuyển trả kết quả', '0', '', ''],
      ],
    },
    {
      name: 'LuanChuyen',
      texts: [
        ...about,
        [5, 'TTHC', 'Tên quy trình', 'Từ Form', 'Đến Form', 'Đến Form 2', 'Đến Form 3'],
        [6, ...own, 'Tiếp nhận', 'Trả', '', ''],
      ],
    },
  ]);
});
