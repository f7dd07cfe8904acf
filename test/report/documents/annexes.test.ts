import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { City } from '../../../src/domain/city.ts';
import type { ConsolidatedRow } from '../../../src/domain/review.ts';
import { agencySets } from '../../../src/report/documents/agency-set.ts';
import {
  attachedTo,
  type Paper,
  paperColumns,
  paperFrame,
  rowWords,
} from '../../../src/report/documents/paper.ts';
import { writePaperDocument } from '../../../src/report/documents/paper-document.ts';
import { paperWorkbook } from '../../../src/report/documents/paper-forms.ts';
import { annexTable } from '../../../src/report/documents/review-paper.ts';
import { inMemory } from '../../../src/report/forms.ts';
import { samplePaper, written } from './sample-paper.ts';

const communes = Array.from({ length: 83 }, (_, at) => ({
  code: `H13.20.${at + 1}`,
  name: `Ủy ban nhân dân phường số ${at + 1}`,
  tier: 'commune' as const,
}));
const city: City = {
  locality: 'H13',
  agencies: [{ code: 'H13', name: 'Ủy ban nhân dân thành phố Cần Thơ', tier: 'province' }, ...communes],
  fields: {},
  applies: [],
  systems: [],
  rules: {},
};
const codes = (count: number) => communes.slice(0, count).map(({ code }) => code);
const rowOf = (procedure: string, agencies: string[]): ConsolidatedRow => ({
  list: 'eligible',
  procedure,
  name: `Thủ tục ${procedure}`,
  agencies,
  technical: { blocks: false, text: null, reasons: [] },
  legal: { blocks: false, text: null, reasons: [] },
  note: null,
});
const wording = { title: ['PHỤ LỤC I'], subtitle: [] };

test('a row of Phụ lục II that only waits for a decision says so, not that everything is in order', () => {
  const note = 'Các đơn vị cùng cấp chưa thống nhất; chờ Sở TTTT quyết định';
  const table = annexTable(
    'not-eligible',
    [{ ...rowOf('1.000001', codes(2)), list: 'not-eligible', note }],
    wording,
  );
  expect(rowWords(table.rows[0]!, paperColumns(table))).toEqual([
    ...['1', '1.000001', 'Thủ tục 1.000001'],
    ...Array(2).fill('Chờ quyết định (xem ghi chú)'),
  ]);
});

test('what is noted of several rows stands once, behind their codes', () => {
  const rows = ['1.000001', '1.000002', '1.000003'].map((code, at) => ({
    ...rowOf(code, codes(1)),
    note: at === 1 ? 'Quyết định' : 'chờ Sở TTTT quyết định',
  }));
  expect(annexTable('eligible', rows, wording).notes).toEqual([
    '1.000001, 1.000003: chờ Sở TTTT quyết định',
    '1.000002: Quyết định',
  ]);
});

test('rows of a workbook are as high as their longest text, whatever opens it', async () => {
  const rows = [{ ...rowOf('1.000001', codes(2)), name: 'Thủ tục '.repeat(40) }, rowOf('1.000002', codes(2))];
  const paper = { ...samplePaper(), tables: [annexTable('eligible', rows, wording)] };
  const bytes = await inMemory(paperWorkbook(paper));
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
  const heights = [...sheet.matchAll(/<row [^>]* ht="(\d+)"[^>]*><c [^>]*><v>\d<\/v>/g)].map(found =>
    Number(found[1]),
  );
  const [long, short] = heights.slice(-2);
  expect(long).toBeGreaterThan(80);
  expect(short).toBeLessThan(40);
});

describe('units in a paper to be signed', () => {
  test('stand in a numbered list below the table where they are too many for a cell, each by name', () => {
    const sets = agencySets(city);
    const table = annexTable(
      'eligible',
      [rowOf('1.000001', codes(64)), rowOf('1.000002', codes(40)), rowOf('1.000003', codes(64))],
      wording,
      sets,
    );
    expect(table.rows.filter(row => 'heading' in row)).toEqual([
      { heading: 'I. Theo danh sách 1 (64 đơn vị)' },
      { heading: 'II. Theo danh sách 2 (40 đơn vị)' },
    ]);
    const below = table.notes!.join('\n');
    expect(below).toContain('Danh sách 1 (64 đơn vị cấp xã):\n1. Ủy ban nhân dân phường số 1; 2. ');
    expect(below).toContain('64. Ủy ban nhân dân phường số 64\nDanh sách 2 (40 đơn vị cấp xã):');
    expect(below).toContain('40. Ủy ban nhân dân phường số 40');
    expect(JSON.stringify(table)).not.toContain('…');
  });

  test.each([
    [codes(3), /^Ủy ban nhân dân phường số 1, .* số 2 và .* số 3$/],
    [codes(83), /^Cấp xã \(83 đơn vị\)$/],
    [codes(81), /^81\/83 đơn vị cấp xã, trừ Ủy ban nhân dân phường số 82, Ủy ban nhân dân phường số 83$/],
  ])('are named in the cell where they are few, a whole tier or nearly one', (agencies, words) => {
    const sets = agencySets(city);
    expect(sets.inWords(agencies)).toMatch(words);
    expect(sets.lists()).toEqual([]);
  });
});

describe('an annex', () => {
  const documents = { issuer: 'ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ', symbol: 'BC-UBND', recipients: [] };
  const frame = paperFrame({ city, documents }, '2021-06-04');

  test('says what it goes with, the issuer as it is written in a text', () => {
    const { type: _, ...annex } = samplePaper(frame);
    expect(attachedTo(samplePaper(frame))).toBe(
      '(Kèm theo Báo cáo số …/BC-UBND ngày 04 tháng 6 năm 2021 của Ủy ban nhân dân thành phố Cần Thơ)',
    );
    expect(attachedTo(annex)).toBe(
      '(Kèm theo Văn bản số …/… ngày … tháng … năm … của Ủy ban nhân dân thành phố Cần Thơ)',
    );
    expect(attachedTo({ ...annex, goesWith: 'Công văn' })).toMatch(/^\(Kèm theo Công văn số /);
  });

  test.each([
    ['of a report', samplePaper(frame)],
    ['on its own', (({ type: _, ...annex }: Paper) => annex)(samplePaper(frame))],
  ])('%s carries that line in both forms and counts its pages from 1', async (_, paper) => {
    const two = { ...paper, tables: [paper.tables[0]!, { ...paper.tables[0]!, name: 'Phụ lục II' }] };
    const parts = unzipSync(await written(two, writePaperDocument));
    const document = strFromU8(parts['word/document.xml']!);
    expect(document.split(attachedTo(two)).length - 1).toBe(2);
    const annexes = document.match(/<w:sectPr.*?<\/w:sectPr>/gs)!.slice(-2);
    for (const section of annexes) {
      expect(section).toMatch(/<w:pgNumType [^>]*w:start="1"/);
      // Decree 30/2020: the first page shows no number.
      expect(section).toContain('<w:titlePg');
    }

    const file = await inMemory(paperWorkbook(two));
    for (const sheet of Object.values(read(file).Sheets))
      expect(utils.sheet_to_json<string[]>(sheet, { header: 1 }).flat()).toContain(attachedTo(two));
    for (const at of [1, 2]) {
      const sheet = strFromU8(unzipSync(file)[`xl/worksheets/sheet${at}.xml`]!);
      expect(sheet).toMatch(/<pageSetup [^>]*firstPageNumber="1"/);
      expect(sheet).toMatch(/<headerFooter [^>]*differentFirst="1"/);
    }
  });
});
