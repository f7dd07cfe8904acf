import { expect, test } from 'vitest';
import { documentsSection } from '../../../src/config/sections/documents.ts';
import type { Agreement, OfficeWord } from '../../../src/domain/agreement.ts';
import { paperColumns, rowWords } from '../../../src/report/documents/paper.ts';
import { agreementPaper } from '../../../src/report/reviews/agreements.ts';
import { city, inOrder } from '../../review/support.ts';

const word = (by: string): OfficeWord => ({
  ...{ word: 'agreed', opinion: null, proposal: null, until: null, by, at: '2021-07-01T02:00:00.000Z' },
});
const row = (words: Partial<Agreement['words']>): Agreement => ({
  ...{
    procedure: '1.000001',
    name: 'Thủ tục',
    agency: 'H13.3',
    source: { file: 1, name: 'x.xlsx', sheet: 'PL', row: 7 },
    grounds: ['technical'],
    reasons: [],
  },
  ...{ technical: { blocks: true, reasons: [], text: 'x' }, legal: inOrder, facts: [], history: [] },
  ...{ state: 'waiting', closed: false, words: { technical: null, regulatory: null, ...words } },
});
const said = (...rows: Agreement[]) =>
  agreementPaper(
    rows,
    { city, documents: documentsSection.parse({}) },
    '2021-07-02T02:00:00.000Z',
  ).paragraphs.join('\n');

test('minutes of explanations nobody has given a word on say that nobody has, and name nobody', () => {
  const text = said(row({}), row({}));
  expect(text).toContain('Thành phần: ……');
  expect(text).toMatch(/2 dòng giải trình của 1 đơn vị.* chưa cho ý kiến về dòng nào; .* chưa cho ý kiến/);
});

test('they say on how many rows each office gave its word, and name those who did', () => {
  const text = said(row({ technical: word('Bình') }), row({}));
  expect(text).toMatch(/Thành phần:\n- .*: Bình\.\n/);
  expect(text).toMatch(/đã cho ý kiến về 1 dòng; .* chưa cho ý kiến về dòng nào\./);
});

test('a word given before seven in the morning has the day of Vietnam', () => {
  const early = { ...word('Bình'), at: '2021-06-30T20:00:00.000Z' };
  const paper = agreementPaper(
    [row({ technical: early })],
    { city, documents: documentsSection.parse({}) },
    '2021-07-02T02:00:00.000Z',
  );
  const [table] = paper.tables;
  expect(rowWords(table!.rows[0]!, paperColumns(table!)).join()).toContain('(Bình, 01/07/2021)');
});
