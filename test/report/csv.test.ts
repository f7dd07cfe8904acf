import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inMemory } from '../../src/report/forms.ts';
import type { ReportModel } from '../../src/report/model.ts';
import { printable } from '../../src/report/printable.ts';
import { reportForm } from '../../src/report/report-forms.ts';
import { field } from '../../src/report/table/csv.ts';
import { sampleRows } from './sample.ts';
import { anyText, modelOf, row } from './support.ts';

const csvOf = async (model: ReportModel) => String(await inMemory(reportForm('csv', model)));

/** RFC 4180, read character by character. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quoted && character === '"' && text[at + 1] === '"') value += text[at++];
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ',') {
      record.push(value);
      value = '';
    } else if (!quoted && character === '\r' && text[at + 1] === '\n') {
      records.push([...record, value]);
      record = [];
      value = '';
      at++;
    } else value += character;
  }
  return records;
}

it('begins with a byte order mark and Vietnamese headings, and has a record for every row', async () => {
  const rows = sampleRows();
  const model = await modelOf(rows);
  const text = await csvOf(model);
  expect(text.startsWith('\ufeffMức sai lệch,Trạng thái,Loại sai lệch,')).toBe(true);
  const [header, ...records] = parseCsv(text.slice(1));
  expect(header).toHaveLength(21);
  expect(records).toHaveLength(rows.length);
  expect(records.every(record => record.length === header!.length)).toBe(true);
});

it('gives texts back as they were', async () => {
  const message = 'Tên "Đăng ký", lệ phí\n1.000 đồng; hết';
  const model = await modelOf([row({ message, expected: 4 })]);
  const [header, record] = parseCsv((await csvOf(model)).slice(1));
  const value = (name: string) => record![header!.indexOf(name)];
  expect(value('Nội dung')).toBe(message);
  expect(value('Phải là')).toBe('4');
  expect(value('Phát hiện lần đầu')).toBe('2021-11-23 08:00');
});

it.each(['=1+1', '+84', '-5', '@SUM(A1)', '\tx', '＝1'])('does not let %j become a formula', text => {
  expect(parseCsv(`${field(text)}\r\n`)).toEqual([[`'${text}`]]);
});

it('survives any text', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1 }), texts => {
      const expected = texts
        .map(printable)
        .map(text => (/^[=+\-@\t\n＝＋－＠]/.test(text) ? `'${text}` : text));
      expect(parseCsv(`${texts.map(field).join(',')}\r\n`)).toEqual([expected]);
    }),
  );
});
