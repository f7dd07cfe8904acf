import { readFile } from 'node:fs/promises';
import type { Cell } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { midnight, wallClock } from '../../src/domain/time.ts';
import { inMemory } from '../../src/report/forms.ts';
import type { ReportModel } from '../../src/report/model.ts';
import { cellText, printable } from '../../src/report/printable.ts';
import { writeReports } from '../../src/report/report-forms.ts';
import { agencyTable, rowTable, ruleTable, sourceTable } from '../../src/report/report-tables.ts';
import { headline } from '../../src/report/sentences.ts';
import { styles } from '../../src/report/table/sheet-styles.ts';
import type { SheetValue } from '../../src/report/table/table.ts';
import {
  type Sheet,
  type SheetWriter,
  sheetOf,
  workbook,
  writeRow,
} from '../../src/report/table/workbook.ts';
import { type ReadSheet, readWorkbook } from './read-workbook.ts';
import { hostileNames, sampleRows } from './sample.ts';
import { anyText, modelOf, row, temporaryFolder } from './support.ts';

async function workbookOf(model: ReportModel) {
  const [file] = await writeReports(model, temporaryFolder(), ['xlsx']);
  const { sheets, styles } = readWorkbook(await readFile(file!));
  const named = (name: string) => sheets.find(sheet => sheet.name === name)!;
  return { sheets, styles, named };
}

/** Rows under the header as objects by heading. */
function records(sheet: ReadSheet): Record<string, string>[] {
  const [header, ...rows] = sheet.rows;
  return rows.map(cells =>
    Object.fromEntries(header!.map((heading, at) => [heading!.text, cells[at]?.text ?? ''])),
  );
}

function labelled(sheet: ReadSheet, label: string): number {
  const cell = sheet.rows.find(([first]) => first?.text === label)![1]!;
  expect(cell.type).toBe('n');
  return Number(cell.text);
}

it('has the five sheets, each list with a frozen header and a filter over all its rows', async () => {
  const { sheets } = await workbookOf(await modelOf(sampleRows()));
  expect(sheets.map(sheet => sheet.name)).toEqual([
    'Tổng hợp',
    'Sai lệch',
    'Theo đơn vị',
    'Theo quy tắc',
    'Nguồn dữ liệu',
  ]);
  for (const sheet of sheets.slice(1)) {
    expect(sheet.xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet.xml).toMatch(new RegExp(`<autoFilter ref="A1:[A-Z]+${sheet.rows.length}"/>`));
    expect(sheet.xml).toContain('customWidth="1"');
  }
});

it('prints every sheet on lying A4 in letters as large as on the screen, over as many pages as it takes', async () => {
  const model = await modelOf(sampleRows());
  const { sheets } = await workbookOf(model);
  const tables = [undefined, rowTable(model), agencyTable(model), ruleTable(model), sourceTable(model)];
  for (const [at, { name, xml }] of sheets.entries()) {
    // Of columns as wide as is usual nothing is said.
    const widths = Array<number>(tables[at]?.printed ?? 3).fill(9);
    for (const [, min, max, width] of xml.matchAll(/<col min="(\d+)" max="(\d+)" width="([\d.]+)"/g))
      widths.fill(Number(width), Number(min) - 1, Number(max));
    // Lying A4 within its margins is 784 points wide, a unit of width 5.25.
    expect([name, widths.reduce((sum, width) => sum + width, 0) * 5.25 < 784]).toEqual([name, true]);
    expect(xml).toMatch(/<pageSetup [^>]*orientation="landscape"/);
    expect(xml).toMatch(/<pageSetup [^>]*fitToHeight="0"/);
  }
  expect(sheets[0]!.xml).toContain('<mergeCell ref="A2:C2"/>');
});

/** A width for each run of columns that are as wide. */
async function printedWidths(asked: readonly number[]): Promise<number[]> {
  const columns = asked.map(width => ({ title: 'A', width, cell: ([text]: string[]) => text! }));
  const book = workbook('rong.xlsx', '2021-11-23T01:00:00.000Z', [sheetOf({ name: 'Rộng', columns }, [])]);
  const [{ xml }] = readWorkbook(await inMemory(book)).sheets as [ReadSheet];
  return [...xml.matchAll(/<col [^>]*width="([^"]+)"/g)].map(([, width]) => Number(width));
}

it('prints a list whose columns are wide on a screen as it prints any other', async () => {
  const widths = await printedWidths([10, 60, 100, 90]);
  expect(widths[0]).toBe(10);
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(149);
  expect(widths[1]! / widths[2]!).toBeCloseTo(0.6, 1);
});

it('leaves a column of words its place where the others take all of a page', async () => {
  expect(await printedWidths([...Array<number>(8).fill(20), 30])).toEqual([20, 10]);
});

it('shows headline numbers that are the numbers of rows', async () => {
  const rows = sampleRows();
  const model = await modelOf(rows);
  const { named } = await workbookOf(model);
  const summary = named('Tổng hợp');
  const list = records(named('Sai lệch'));
  expect(summary.rows[1]![0]!.text).toBe(headline(model));
  expect(list).toHaveLength(rows.length);
  expect(labelled(summary, 'Tổng số dòng ở trang “Sai lệch”')).toBe(list.length);
  const [waived, carried] = ['Tạm bỏ qua', 'Chưa kiểm tra lại'].map(state =>
    list.filter(record => record['Trạng thái'] === state),
  );
  const live = list.filter(record => /^(Mới|Còn tồn tại)$/.test(String(record['Trạng thái'])));
  expect(labelled(summary, 'Mức nghiêm trọng')).toBe(
    live.filter(r => r['Mức sai lệch'] === 'Nghiêm trọng').length,
  );
  expect(labelled(summary, 'Cần xử lý')).toBe(live.filter(r => r['Mức sai lệch'] !== 'Thông tin').length);
  expect(labelled(summary, 'Tạm bỏ qua')).toBe(waived!.length);
  expect(labelled(summary, 'Chưa kiểm tra lại được')).toBe(carried!.length);
  const sum = (name: string, column: string) =>
    records(named(name)).reduce((total, record) => total + Number(record[column]), 0);
  expect(sum('Theo quy tắc', 'Số dòng')).toBe(list.length);
  const atUnits = rows.reduce((total, { units }) => total + Math.max(1, units.length), 0);
  expect(sum('Theo đơn vị', 'Tổng số dòng')).toBe(atUnits);
});

it('cuts none of its sentences off: what is longer than a line has a row as tall as its column needs', async () => {
  const people = { portal: 'Cổng Dịch vụ công quốc gia', met: 1_924, differing: 5, refused: 2, reason: null };
  const model = { ...(await modelOf(sampleRows())), people };
  const { rows, xml } = (await workbookOf(model)).named('Tổng hợp');
  expect(rows.some(cells => cells.some(cell => cell?.text.startsWith('Trong 1.924 dịch vụ')))).toBe(true);
  const widths = [...xml.matchAll(/<col [^>]*width="(\d+)"/g)].map(([, width]) => Number(width));
  const heights = [...xml.matchAll(/<row [^>]*? ht="([\d.]+)"/g)].map(([, height]) => Number(height));
  // Title and headline are one line each, free to run over the empty cells beside them.
  for (const [at, cells] of [...rows.entries()].slice(2))
    for (const [column, cell] of cells.entries())
      if (cell && cell.type !== 'n')
        expect(heights[at], cell.text).toBeGreaterThanOrEqual(
          // Of its letters, the smallest of all sheets, at least eleven go on ten units of width.
          12 * Math.ceil(cell.text.length / (1.1 * widths[column]!)),
        );
});

it('keeps numbers as numbers, times as Vietnamese wall-clock dates, everything else as text', async () => {
  const model = await modelOf([row({ expected: 4, actual: '=2+2', firstSeen: '2021-11-23T17:30:00.000Z' })]);
  const { named, styles } = await workbookOf(model);
  const [header, cells] = named('Sai lệch').rows;
  const cell = (heading: string) => cells![header!.findIndex(h => h!.text === heading)]!;
  expect(cell('Phải là')).toMatchObject({ type: 'n', text: '4' });
  expect(cell('Đang là')).toMatchObject({ type: 'inlineStr', text: '=2+2' });
  const seen = cell('Phát hiện lần đầu');
  // Day 44524 of the calendar is 24/11/2021; half past midnight there.
  expect(Number(seen.text)).toBeCloseTo(44524 + 0.5 / 24, 6);
  expect(styles).toContain('formatCode="dd/mm/yyyy hh:mm"');
});

it('never writes a formula, and gives hostile names back as text', async () => {
  const { sheets, named } = await workbookOf(await modelOf(sampleRows()));
  for (const sheet of sheets) expect(sheet.xml).not.toMatch(/<f[ >]|<hyperlink/);
  const names = records(named('Theo đơn vị')).map(record => record['Đơn vị']);
  for (const name of hostileNames) expect(names).toContain(name);
});

it('says of every row where its page is, where people reach one', async () => {
  const model = await modelOf(sampleRows(), {}, { home: 'https://dvc-sync.example.vn' });
  for (const record of records((await workbookOf(model)).named('Sai lệch')))
    expect(record['Trang của sai lệch']).toBe(
      `https://dvc-sync.example.vn/sai-lech/${record['Mã sai lệch']}`,
    );
});

it('says of rules that were not judged why, and of sources what to do', async () => {
  const { named } = await workbookOf(await modelOf(sampleRows()));
  const rule = records(named('Theo quy tắc')).find(
    record => record['Dành cho kỹ thuật: mã quy tắc'] === 'level-differs',
  )!;
  expect(rule['Kết quả đánh giá']).toBe('Không đánh giá được');
  expect(rule['Lý do, nguồn chưa đánh giá được']).toMatch(/Không đọc được đầy đủ/);
  const source = records(named('Nguồn dữ liệu')).find(
    record => record['Dành cho kỹ thuật: tên cấu hình'] === 'oneStop',
  )!;
  expect(source['Dành cho kỹ thuật: vì sao chưa đọc đủ']).toMatch(/trang 15 trên 41/);
  expect(source['Cần làm gì']).not.toBe('');
  const portal = records(named('Nguồn dữ liệu')).find(
    record => record['Dành cho kỹ thuật: tên cấu hình'] === 'portal',
  )!;
  expect(portal['Ghi chú']).toMatch(/^danh sách thủ tục được đọc từng trang/);
});

/** A workbook of one table, for what the report itself never reaches. */
async function tableOf(rows: string[][], rowLimit?: number): Promise<ReadSheet[]> {
  const table = { name: 'Bảng', columns: [{ title: 'A', width: 10, cell: ([text]: string[]) => text! }] };
  const book = workbook('table.xlsx', '2021-11-23T01:00:00.000Z', [sheetOf(table, [rows], rowLimit)]);
  return readWorkbook(await inMemory(book)).sheets;
}

it('goes on in a further sheet when one is full', async () => {
  const sheets = await tableOf([['1'], ['2'], ['3'], ['4'], ['5']], 3);
  expect(sheets.map(({ name, rows }) => [name, ...rows.map(([cell]) => cell!.text)])).toEqual([
    ['Bảng', 'A', '1', '2'],
    ['Bảng (2)', 'A', '3', '4'],
    ['Bảng (3)', 'A', '5'],
  ]);
});

it('survives any text', async () => {
  const texts = fc.sample(anyText, 500);
  texts.push(
    ' đầu và cuối ',
    '_x0041_',
    '_x005F_',
    'a\r\nb',
    '\u0000\u0008',
    '\ud800',
    ']]>',
    '=1',
    'đ'.repeat(40_000),
  );
  const [sheet] = await tableOf(texts.map(text => [text]));
  const read = sheet!.rows.slice(1).map(([cell]) => cell!.text);
  expect(read.slice(0, -1)).toEqual(texts.slice(0, -1).map(printable));
  expect(read.at(-1)).toBe(`${'đ'.repeat(32_766)}…`);
});

/** A value by the library's own cell. */
function put(cell: Cell, value: SheetValue): void {
  const told = value !== null && typeof value === 'object';
  const date = !told ? undefined : 'day' in value ? midnight(value.day) : wallClock(value.moment);
  const kept = !told ? value : (date ?? ('day' in value ? value.day : value.moment));
  // Rich text of one run is the writer's only way to a plain inline string; its strings are typed as formula results.
  cell.value = typeof kept === 'string' ? { richText: [{ text: cellText(kept) }] } : kept;
  if (date) cell.style = 'day' in (value as object) ? styles.day : styles.date;
  else cell.style = typeof kept === 'number' ? styles.number : styles.text;
}

it('writes rows as the library writes them', async () => {
  const value = fc.oneof<fc.Arbitrary<SheetValue>[]>(
    anyText,
    fc.constantFrom('', ' a', 'a\nb', '=1+1', '<b>&amp;"\''),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom({ moment: '2026-11-23T05:00:00.000Z' }, { moment: 'never' }, { day: '2021-02-28' }, null),
  );
  const sheetXml = async (write: (sheet: Sheet) => void) => {
    const writer: SheetWriter = book => {
      const sheet = book.addWorksheet('Một');
      sheet.columns = [{ width: 20 }, { width: 7 }];
      write(sheet);
      sheet.commit();
    };
    const { sheets } = readWorkbook(
      await inMemory(workbook('một.xlsx', '2026-11-23T05:00:00.000Z', [writer])),
    );
    return (
      sheets[0]!.xml
        .replaceAll(' xml:space="preserve"', '')
        // The library knows no inline string but one of runs.
        .replace(/<is><r>(.*?)<\/r><\/is>/gs, '<is>$1</is>')
        .replace(/<([^<>/]+)><\/\w+>/g, '<$1/>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
    );
  };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(value, { maxLength: 30 }), { maxLength: 4 }), async rows => {
      const ours = await sheetXml(sheet => {
        for (const cells of rows)
          writeRow(
            sheet,
            cells.map(each => ({ value: each })),
            409,
          );
      });
      const theirs = await sheetXml(sheet => {
        for (const cells of rows) {
          const row = sheet.addRow([]);
          for (const [at, each] of cells.entries()) put(row.getCell(at + 1), each);
          row.height = 409;
          row.commit();
        }
      });
      expect(ours).toBe(theirs);
    }),
    { numRuns: 40 },
  );
});
