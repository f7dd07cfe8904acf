import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { readBook } from '../../src/reading/read-book.ts';
import { answerWorkbook } from '../../src/report/review-answer/answer-workbook.ts';
import type { FileAnswer } from '../../src/review/answer.ts';

const long = 'Hỗ trợ đầu tư xây dựng phát triển thủy lợi nhỏ, thuỷ lợi nội đồng và tưới tiên tiến. '.repeat(
  3,
);
const rows = [
  ['STT', 'Mã TTHC/ DVC', 'Tên thủ tục hành chính'],
  ['1', '1.000656', 'Khai tử'],
  ['2', '1 .000894', long],
];
const answer: FileAnswer = {
  ...{ file: { name: 'ds', sha256: '', bytes: 1, kind: null }, state: 'imported', error: null },
  ...{ id: 1, round: null, checked: true, accepted: 2, corrected: 1, questioned: 0, rejected: 0 },
  ...{ lists: [], problems: [], notes: [], unknownReasons: [], superseded: [] },
  corrections: [],
};

/** A list as people send it, answered with its third row corrected. */
async function answered(name: string, bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = await readBook(bytes, name);
  const [sheet] = book.sheets;
  const { number } = sheet!.rows.find(row => row.cells[1]?.text === rows[2]![1])!;
  const place = { sheet: sheet!.name, row: number, cell: `B${number}` };
  const correction = { ...place, what: 'bỏ khoảng trắng thừa', from: '1 .000894', to: '1.000894' };
  const file = await answerWorkbook(book, { ...answer, corrections: [correction] });
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(file as unknown as ArrayBuffer);
  return read;
}

const csv = (of: readonly string[][] = rows) =>
  new TextEncoder().encode(of.map(row => row.map(text => `"${text}"`).join(',')).join('\r\n'));

async function xlsx(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Danh mục');
  for (const row of rows) sheet.addRow(row).eachCell(cell => Object.assign(cell, { font: { size: 12 } }));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

it.each([
  ['ds.csv', () => csv()],
  ['ds.xlsx', xlsx],
])('marks of %s what was corrected and nothing that looks like it', async (name, bytes) => {
  const { worksheets } = await answered(name, await bytes());
  const filled = worksheets.flatMap(sheet => {
    const found: string[] = [];
    sheet.eachRow(row =>
      row.eachCell(({ fill, address }) => {
        const colour = fill?.type === 'pattern' && fill.pattern === 'solid' && fill.fgColor?.argb;
        if (colour === 'FFDDEBF7') found.push(`${sheet.name} ${address}`);
      }),
    );
    return found;
  });
  expect(filled).toEqual([`${worksheets[0]!.name} B3`]);
});

it('has rows of a fresh copy as high as what stands in them, and its answer under one header on every page', async () => {
  const [list, result] = (await answered('ds.csv', csv())).worksheets;
  expect(list!.getRow(3).height).toBeGreaterThan(3 * list!.getRow(2).height);
  expect(result!.pageSetup.printTitlesRow).toMatch(/^\d+:\d+$/);
  const header = Number(result!.pageSetup.printTitlesRow!.split(':')[0]);
  expect(result!.getRow(header).getCell(1).value).toBe('Kết quả');
});

it('has the columns of a fresh copy as wide as its rows are made for, however many there are', async () => {
  const wide = rows.map((row, at) => [...row, ...Array(6).fill(''), at === 1 ? long : 'Ghi chú']);
  const [list] = (await answered('ds.csv', csv(wide))).worksheets;
  expect(list!.getRow(2).height).toBeGreaterThan(100);
  expect(list!.getColumn(10).width).toBe(list!.getColumn(8).width);
});

it('says which list it has taken the place of, and what is no longer in it', async () => {
  const list = { agency: 'H13.3', agencyName: 'Sở Tư pháp', list: 'eligible' as const };
  const none = { accepted: 1, corrected: 0, questioned: 0, rejected: 0 };
  const replaced = { file: 1, name: 'cũ.xlsx', importedAt: '', dropped: ['1.000802', '1.002010'] };
  const file = await answerWorkbook(await readBook(csv(), 'ds.csv'), {
    ...answer,
    lists: [{ ...list, ...none }],
    superseded: [{ ...list, ...replaced }],
  });
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(file as unknown as ArrayBuffer);
  const texts: unknown[] = [];
  read.getWorksheet('Kết quả nhập')!.eachRow(row => texts.push(row.getCell(1).value));
  expect(texts).toContain(
    'Thay cho Phụ lục I của Sở Tư pháp trong cũ.xlsx; không còn 2 thủ tục: 1.000802, 1.002010',
  );
});
