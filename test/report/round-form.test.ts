import { expect, it } from 'vitest';
import { readBook } from '../../src/reading/read-book.ts';
import { workbookMark } from '../../src/reading/workbook-mark.ts';
import { inMemory } from '../../src/report/forms.ts';
import { roundForm } from '../../src/report/reviews/round-form.ts';
import { readRoundForm, roundOfMark } from '../../src/review/round-form.ts';
import { city } from '../review/support.ts';
import { readWorkbook } from './read-workbook.ts';

const row = (at: number) => ({
  ...{ procedure: `1.${String(at).padStart(6, '0')}`, name: `Thủ tục ${at}`, agency: null },
  ...{ technical: '', legal: '', note: 'Các đơn vị cùng cấp chưa thống nhất' },
});
const round = {
  ...({ id: 1, list: 'not-eligible', until: '2021-07-10', silence: 'none' } as const),
  // More than nine lines, so that rows have one and two digits.
  rows: Array.from({ length: 12 }, (_, at) => row(at)),
};

it('says of a row that names no reason why it stands in the list', async () => {
  const file = new Uint8Array(await inMemory(roundForm(round, 'H13.3', city)));
  const [sheet] = (await readBook(file, 'H13.3.xlsx')).sheets;
  const cells = sheet!.rows.find(({ number }) => number === 7)!.cells.map(cell => cell?.text);
  expect(cells).toContain('Nhiều đơn vị. Các đơn vị cùng cấp chưa thống nhất');
});

it('names every unit a row is about, many in a list below that is read as no answer', async () => {
  const agencies = Array.from({ length: 20 }, (_, at) => ({
    ...{ code: `H13.30.${at + 1}`, name: `UBND xã số ${at + 1}`, tier: 'commune' as const, parent: 'H13' },
  }));
  const large = { ...city, agencies: [...city.agencies, ...agencies] };
  const some = { ...row(0), note: '', agencies: ['H13.3', 'H13.21.1'] };
  const many = { ...row(1), note: '', agencies: agencies.slice(0, 9).map(({ code }) => code) };
  const rows = [some, many];
  const bytes = new Uint8Array(await inMemory(roundForm({ ...round, rows }, 'H13.3', large)));
  const book = await readBook(bytes, 'H13.3.xlsx');
  const [sheet] = book.sheets;
  const lines = sheet!.rows.map(({ cells }) => cells.map(cell => cell?.text ?? '').join('|'));
  expect(lines.find(line => line.includes('1.000000'))).toContain('|Sở Tư pháp và UBND phường Cái Khế');
  expect(lines.find(line => line.includes('1.000001'))).toContain('|Theo danh sách 1 (9 đơn vị)');
  const below = lines.slice(lines.findIndex(line => line.includes('1.000001')) + 1).join('\n');
  for (const { name } of agencies.slice(0, 9)) expect(below).toMatch(new RegExp(`${name}(;|\\||$)`, 'm'));
  expect(readRoundForm(book, roundOfMark(workbookMark(book))!, rows)).toEqual({ words: [], problems: [] });
});

it('is read where it is, also behind a sheet that somebody put before it', async () => {
  const book = await readBook(new Uint8Array(await inMemory(roundForm(round, 'H13.3', city))), 'H13.3.xlsx');
  const mark = roundOfMark(workbookMark(book))!;
  book.sheets.find(({ hidden }) => !hidden)!.rows.find(({ number }) => number === mark.first)!.cells[
    mark.say
  ] = {
    ...{ kind: 'text', text: 'Thống nhất' },
  };
  book.sheets.unshift({
    ...{ name: 'Bìa', places: 'letters', above: [], merges: [], hidden: false },
    rows: [{ number: 1, hidden: false, cells: [{ kind: 'text', text: 'CÔNG VĂN TRẢ LỜI' }] }],
  });
  expect(readRoundForm(book, mark, round.rows)).toEqual({ words: [{ row: 0, say: 'agree' }], problems: [] });
});

it('offers the two answers to every row in one area, which no other overlaps', async () => {
  const [sheet] = readWorkbook(await inMemory(roundForm(round, 'H13.3', city))).sheets;
  const areas = [...sheet!.xml.matchAll(/<dataValidation [^>]*sqref="([^"]+)"/g)].map(([, area]) => area);
  expect(areas).toEqual(['G7:G18']);
});

it('makes rows as high as what stands in them, for readers that do not', async () => {
  const legal = 'Phải nộp bản chính theo quy định tại khoản 2 Điều 7. '.repeat(4);
  const rows = [row(0), { ...row(1), note: '', legal }, { ...row(2), note: '' }];
  const [sheet] = readWorkbook(await inMemory(roundForm({ ...round, rows }, 'H13.3', city))).sheets;
  const heights = [7, 8, 9].map(at =>
    Number(new RegExp(`<row r="${at}"[^>]* ht="([\\d.]+)"`).exec(sheet!.xml)?.[1]),
  );
  expect(heights[0]).toBeGreaterThan(25);
  expect(heights[1]).toBeGreaterThan(100);
  // "Không thống nhất" takes two lines once it is chosen.
  expect(heights[2]).toBeGreaterThan(25);
});

it('is known again where a program has made its hidden sheet one that shows', async () => {
  const book = await readBook(new Uint8Array(await inMemory(roundForm(round, 'H13.3', city))), 'H13.3.xlsx');
  for (const sheet of book.sheets) sheet.hidden = false;
  book.sheets.reverse();
  const mark = roundOfMark(workbookMark(book))!;
  expect(mark).toMatchObject({ round: 1 });
  expect(readRoundForm(book, mark, round.rows)).toEqual({ words: [], problems: [] });
});

it('has what its unit answered before, since the last answer counts whole', async () => {
  const words = [
    { row: 0, say: 'agree' as const },
    { row: 2, say: 'differ' as const, comment: '=1+1, chưa được' },
    { row: 11, comment: 'sửa tên' },
  ];
  const book = await readBook(
    new Uint8Array(await inMemory(roundForm(round, 'H13.3', city, words))),
    'a.xlsx',
  );
  expect(readRoundForm(book, roundOfMark(workbookMark(book))!, round.rows)).toEqual({ words, problems: [] });
});
