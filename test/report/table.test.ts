import { expect, test } from 'vitest';
import { paperColumns, rowWords } from '../../src/report/documents/paper.ts';
import { inMemory, textForm } from '../../src/report/forms.ts';
import { namesOf } from '../../src/report/names.ts';
import { actionTable } from '../../src/report/reviews/sessions.ts';
import { writeCsv } from '../../src/report/table/csv.ts';
import { pageTable } from '../../src/report/table/page.ts';
import { list, type Table, terminalLines } from '../../src/report/table/table.ts';
import { freeSheetName, sheetOf, workbook } from '../../src/report/table/workbook.ts';
import { city } from '../plan/samples.ts';
import { readWorkbook } from './read-workbook.ts';

test('what is not on the part of an agenda that is shown is not said to be out of the way', () => {
  const names = namesOf(city);
  const obstacle = {
    key: 'condition:kho',
    what: 'Kho dữ liệu',
    since: null,
    turn: [],
    offerings: 1,
    frees: 1,
  };
  const agreed = ['condition:kho', 'condition:phan-mem'].map((obstacle, at) => ({
    ...{ id: at, session: 1, action: `việc ${at}`, owner: 'H13.3', until: '2021-12-20', obstacle },
    ...{ state: 'open' as const, words: [] },
  }));
  const page = pageTable(actionTable(names, [obstacle] as never), agreed as never).text;
  expect(page).toContain('Kho dữ liệu');
  expect(page).not.toContain('không còn vướng');
});

interface Row {
  code: string;
  late: boolean;
  count: number;
}

const table = {
  name: 'Bảng',
  look: 'checks',
  columns: [
    { title: 'Đơn vị', head: true, page: ({ code }) => `nơi ${code}` },
    { title: 'Mã', width: 10, cell: ({ code }) => code },
    {
      title: 'Tình trạng',
      width: 12,
      cell: ({ late }) => ({ value: late ? 'quá hạn' : 'đã xong', tone: late ? 'critical' : 'good' }),
      page: true,
    },
    { title: 'Số dòng', number: true, width: 8, cell: ({ count }) => count, pageTitle: 'Dòng', page: true },
  ],
} satisfies Table<Row>;

const rows: Row[] = [
  { code: '=A', late: true, count: 1_200 },
  { code: 'B', late: false, count: 0 },
];

test('one table says on a page, in a sheet and in CSV what each of them shows', async () => {
  const page = pageTable(table, rows).text;
  expect(page.match(/<th scope="col"[^>]*>[^<]*/g)).toEqual([
    '<th scope="col">Đơn vị',
    '<th scope="col">Tình trạng',
    '<th scope="col" class="n">Dòng',
  ]);
  expect(page).toContain('<th scope="row">nơi =A</th><td><span class="badge critical">quá hạn</span></td>');
  expect(page).toContain('<td class="n">1.200</td>');

  const file = await inMemory(workbook('x.xlsx', '2021-11-23T01:00:00.000Z', [sheetOf(table, [rows])]));
  const [sheet] = readWorkbook(file).sheets;
  expect(sheet!.rows.map(cells => cells.map(cell => cell?.text))).toEqual([
    ['Mã', 'Tình trạng', 'Số dòng'],
    ['=A', 'Quá hạn', '1200'],
    ['B', 'Đã xong', '0'],
  ]);

  async function* pages() {
    yield rows;
  }
  const csv = textForm('x.csv', write => writeCsv(table, pages(), write));
  expect(String(await inMemory(csv))).toBe(
    "\ufeffMã,Tình trạng,Số dòng\r\n'=A,Quá hạn,1200\r\nB,Đã xong,0\r\n",
  );
});

test('a list says its columns once for a page, a terminal and a paper', () => {
  const columns = list<Row>([
    { title: 'Việc', head: true, long: true, cell: ({ code }) => `việc ${code}` },
    { title: 'Mã', page: false, paper: false, cell: ({ code }) => code },
    { title: 'Tình trạng', cell: ({ late }) => ({ value: 'quá hạn', tone: late ? 'critical' : undefined }) },
    {
      title: 'Số dòng',
      number: true,
      terminal: ({ count }) => count + 1,
      cell: ({ count }) => count || null,
    },
    { title: 'Ai', cell: ({ late }) => (late ? ['A', '<B>'] : []), terminal: false },
    { title: 'Ngày', cell: () => ({ day: '2021-11-23' }) },
  ]);
  expect(terminalLines(columns, rows, (tone, word) => `${tone}:${word}`)).toEqual([
    ['MÃ', 'TÌNH TRẠNG', 'SỐ DÒNG', 'NGÀY', 'VIỆC'],
    ['=A', 'critical:quá hạn', '1.201', '23/11/2021', 'việc =A'],
    ['B', 'quá hạn', '1', '23/11/2021', 'việc B'],
  ]);
  const page = pageTable(columns, rows, { to: ({ code }) => `/viec/${code}?"` }).text;
  expect(page).not.toContain('Mã');
  expect(page).toContain('<a href="/viec/=A?&quot;">việc =A</a></th>');
  expect(page).toContain('<ul><li>A</li><li>&lt;B&gt;</li></ul>');
  expect(page).toContain('<time datetime="2021-11-23">23/11/2021</time>');
  expect(page).toContain('<span class="badge critical">quá hạn</span>');
  const paper = paperColumns(columns);
  expect(paper.map(({ title, align }) => [title, align])).toEqual([
    ...[
      ['Việc', 'left'],
      ['Tình trạng', 'left'],
      ['Số dòng', 'right'],
      ['Ai', 'left'],
      ['Ngày', 'left'],
    ],
  ]);
  expect(rows.map(row => rowWords({ row }, paper))).toEqual([
    ['việc =A', 'quá hạn', '1.200', 'A; <B>', '23/11/2021'],
    ['việc B', 'quá hạn', '–', '', '23/11/2021'],
  ]);
});

test('a page says how many rows it left out, and where they are', () => {
  const limit = { most: 1, rest: 'dòng nữa ở tệp x.xlsx' };
  expect(pageTable(table, rows, limit).text).toContain('Còn 1 dòng nữa ở tệp x.xlsx.');
  expect(pageTable(table, rows, limit).text).not.toContain('nơi B');
  expect(pageTable(table, rows.slice(0, 1), { ...limit, all: 2_001 }).text).toContain('Còn 2.000 dòng nữa');
  expect(pageTable(table, rows, { ...limit, most: 2 }).text).not.toContain('Còn');
});

test('what is larger than may be held is not made to its end', async () => {
  let written = 0;
  const endless = textForm('x.txt', async (write, signal) => {
    for (;;) {
      signal?.throwIfAborted();
      await write('đ'.repeat(10_000));
      written += 1;
    }
  });
  expect(await inMemory(endless, 100_000)).toBeUndefined();
  expect(written).toBeLessThan(1_000);
});

test('no two sheets of a workbook have a name that spreadsheets take for the same', () => {
  const taken = new Set<string>();
  const long = 'Sở/Ban [chuyên môn] rất dài, dài hơn ba mươi mốt chữ';
  const names = [long, long.toUpperCase(), long, "'"].map(name => freeSheetName(name, 'Việc', taken));
  expect(new Set(names.map(name => name.toLowerCase())).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^[^\\/?*[\]:']{1,31}$/u);
  expect(names.at(-1)).toBe('Việc');
});
