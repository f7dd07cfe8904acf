import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readBook } from '../../src/reading/read-book.ts';
import { inMemory } from '../../src/report/forms.ts';
import { guidedForm } from '../../src/report/reviews/guided-form.ts';
import { answers, conditionsAsked } from '../../src/review/form.ts';
import type { ImportContext } from '../../src/review/intake.ts';
import { openFile } from '../../src/review/open-file.ts';
import { readOpened, readReview } from '../../src/review/read-review.ts';
import { defaultReasonWords } from '../../src/review/reason-words.ts';
import { unitFinder } from '../../src/review/units.ts';
import { levelTerms } from '../../src/words/level-names.ts';
import { readWorkbook } from '../report/read-workbook.ts';
import { codes } from './corpus/codes.ts';
import { marks } from './corpus/marks.ts';
import { context as lists } from './corpus/sample.ts';
import { compare } from './guided-comparison.ts';
import { city } from './support.ts';

const services = Array.from({ length: 8 }, (_, at) => ({ code: `1.00000${at}`, name: `Thủ tục thứ ${at}` }));
const procedures = new Map(services.map(({ code, name }) => [code, { name, active: true }]));
const context: ImportContext = {
  ...{ locality: 'H13', units: unitFinder(city.agencies), words: defaultReasonWords() },
  ...{ levels: levelTerms(undefined), national: { procedures, suggest: () => [] }, mapped: new Map() },
};
const conditions = conditionsAsked(defaultReasonWords());
const unit = 'H13.21.1';

const made = (
  rows = services,
  known = ['Thanh toán điện tử: đã có thanh toán trực tuyến (Cổng dịch vụ công, 01/11/2021)'],
) =>
  inMemory(
    guidedForm(
      {
        ...{ agency: unit, words: defaultReasonWords() },
        rows: rows.map(({ code, name }) => ({
          ...{ procedure: code, name, known },
        })),
      },
      city,
      '2021-06-01',
    ),
  );

/** Rows as people fill them in, by code: the answer to each condition, and what is written beside. */
type Fill = (code: string) => {
  answers?: (string | undefined)[];
  law?: string;
  remark?: string;
  code?: string;
};

async function filledIn(file: Buffer, fill: Fill): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as unknown as ArrayBuffer);
  const sheet = book.worksheets[0]!;
  sheet.eachRow(row => {
    const code = String(row.getCell(2).value ?? '');
    if (!/^\d\.\d{6}$/.test(code)) return;
    const said = fill(code);
    said.answers?.forEach((answer, at) => {
      if (answer !== undefined) row.getCell(5 + at).value = answer;
    });
    if (said.law) row.getCell(5 + conditions.length).value = said.law;
    if (said.remark) row.getCell(6 + conditions.length).value = said.remark;
    if (said.code) row.getCell(2).value = said.code;
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const inOrder = conditions.map(() => answers[0]);
const lacking = (condition: string) => conditions.map(each => (each === condition ? answers[1] : answers[0]));
const read = async (fill: Fill, options = {}) =>
  readReview({ name: 'phieu.xlsx', bytes: await filledIn(await made(), fill) }, context, options);

describe('a guided form', () => {
  it('has one visible sheet, a locked code, and an open cell with a list for each condition', async () => {
    const { sheets } = readWorkbook(await made());
    expect(sheets.map(({ name }) => name)).toEqual(['Phiếu rà soát', 'dvc-sync']);
    const [form] = sheets;
    const [read] = (await readBook(new Uint8Array(await made()), 'H13.21.1.xlsx')).sheets;
    const header = read!.rows.find(({ cells }) => cells.some(cell => cell?.text === 'Mã'))!;
    expect(header.cells).toHaveLength(4 + conditions.length + 2);
    expect(form!.xml).toContain('<sheetProtection');
    expect(form!.xml.match(/<dataValidation /g)!.length).toBeGreaterThanOrEqual(1);
    expect(form!.xml).toContain('&quot;Đạt,Chưa đạt,Không áp dụng&quot;');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await made()) as unknown as ArrayBuffer);
    const row = book.worksheets[0]!.getRow(book.worksheets[0]!.rowCount);
    const locked = (column: number) => row.getCell(column).protection?.locked !== false;
    expect([2, 3, 4, 5, 5 + conditions.length, 6 + conditions.length].map(locked)).toEqual([
      ...[true, true, true, false, false, false],
    ]);
    expect(row.getCell(5).dataValidation.type).toBe('list');
    expect(row.getCell(5 + conditions.length).dataValidation).toBeUndefined();
    expect(book.worksheets.map(({ state }) => state)).toEqual(['visible', 'veryHidden']);
  });

  it('has room in every row for the longest answer there is to choose', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await made(services, [])) as unknown as ArrayBuffer);
    // "Không áp dụng" takes two lines of its column.
    expect(book.worksheets[0]!.lastRow!.height).toBeGreaterThan(25);
  });

  it('comes back as Phụ lục I where all is in order and as Phụ lục II with the condition that is not', async () => {
    const { answer, entries, parts } = await read(code =>
      code === '1.000001'
        ? { answers: lacking('in-person'), law: 'khoản 1 Điều 18 Luật Hộ tịch' }
        : code === '1.000002'
          ? { answers: lacking('digital-signature'), remark: 'chưa được cấp' }
          : code === '1.000003'
            ? { answers: lacking('digital-signature'), law: 'khoản 2 Điều 7 Nghị định 123/2015/NĐ-CP' }
            : { answers: inOrder },
    );
    expect(answer).toMatchObject({ state: 'imported', accepted: 8, questioned: 0, problems: [] });
    expect(parts.map(({ list }) => list)).toEqual(['eligible', 'not-eligible']);
    const of = (code: string) => entries.find(({ procedure }) => procedure === code)!;
    expect(of('1.000000')).toMatchObject({ list: 'eligible', agency: unit });
    expect(of('1.000001')).toMatchObject({
      list: 'not-eligible',
      technical: { blocks: false },
      legal: { blocks: true, reasons: ['in-person'] },
    });
    expect(of('1.000001').legal.text).toContain('khoản 1 Điều 18 Luật Hộ tịch');
    expect(of('1.000002').technical).toEqual({
      ...{ blocks: true, reasons: ['digital-signature'] },
      text: 'Chữ ký số; chưa được cấp',
    });
    // What law was named beside a technical condition is not lost.
    expect(of('1.000003').legal).toEqual({
      ...{ blocks: true, reasons: ['legislation'] },
      text: 'Quy định của pháp luật; khoản 2 Điều 7 Nghị định 123/2015/NĐ-CP',
    });
  });

  it('counts rows without an answer as not handed in, and takes no list from the other one for that', async () => {
    const { answer, parts, amends } = await read(code => (code === '1.000000' ? { answers: inOrder } : {}));
    expect(answer).toMatchObject({ accepted: 1, questioned: 0 });
    expect(answer.notes.map(({ text }) => text)).toEqual([
      '7 thủ tục để trống: giữ như đã gửi, chưa gửi thì chưa tính là đã báo cáo',
    ]);
    expect(parts).toEqual([{ agency: unit, list: 'eligible' }]);
    expect(amends).toEqual({ asked: [] });
  });

  it.each([
    ['a code changed by hand', { answers: inOrder, code: '1.000099' }, 'mã trong phiếu là 1.000003'],
    ['an answer that is none of the list', { answers: ['có lẽ', ...inOrder.slice(1)] }, 'không hiểu'],
    [
      'a condition without an answer',
      { answers: [undefined, ...inOrder.slice(1)] },
      'còn điều kiện chưa trả lời',
    ],
    ['law named where all is in order', { answers: inOrder, law: 'Điều 7 Luật Hộ tịch' }, 'mọi điều kiện là'],
  ])('asks about %s, and keeps the other rows', async (_what, said, reason) => {
    const { answer, entries } = await read(code => (code === '1.000003' ? said : { answers: inOrder }));
    expect(answer).toMatchObject({ accepted: 7, questioned: 1 });
    expect(answer.problems[0]!.reason).toContain(reason);
    expect(entries.some(({ procedure }) => procedure === '1.000003')).toBe(false);
  });

  it('is read where it is, also behind a sheet that somebody put before it', async () => {
    const bytes = await filledIn(await made(), () => ({ answers: inOrder }));
    const opened = await openFile({ name: 'phieu.xlsx', bytes }, true);
    opened.book!.sheets.unshift({
      ...{ name: 'Bìa', places: 'letters', above: [], merges: [], hidden: false },
      rows: [{ number: 1, hidden: false, cells: [{ kind: 'text', text: 'BÁO CÁO RÀ SOÁT' }] }],
    });
    expect(readOpened(opened, context).answer).toMatchObject({ state: 'imported', accepted: 8 });
  });

  it('of another unit is asked about whole, and nothing of it is kept', async () => {
    const { answer, entries, parts } = await read(() => ({ answers: inOrder }), { unit: 'H13.21.2' });
    expect(answer).toMatchObject({ accepted: 0, questioned: 8, state: 'nothing' });
    expect(answer.problems[0]!.reason).toContain('UBND phường Cái Khế');
    expect([entries, parts]).toEqual([[], []]);
  });

  it('is asked about a remark that takes a row back, whatever stands beside it', async () => {
    const remark = 'Đã bãi bỏ';
    const besides = [inOrder, lacking('in-person'), [undefined, ...inOrder.slice(1)]];
    for (const answers of besides) {
      const { answer, entries } = await read(code =>
        code === '1.000003' ? { answers, remark } : { answers: inOrder },
      );
      expect(answer).toMatchObject({ accepted: 7, questioned: 1 });
      expect(answer.problems[0]!.reason).toContain('không rõ thủ tục này còn trong danh mục');
      expect(entries).toHaveLength(7);
    }
  });

  it.each(['Đề nghị không nâng', 'Giữ mức độ 3'])(
    'is asked about a remark that all conditions are met and it shall not rise: %s',
    async remark => {
      const read3 = (answers: (string | undefined)[]) =>
        read(code => (code === '1.000003' ? { answers, remark } : { answers: inOrder }));
      const { answer } = await read3(inOrder);
      expect(answer).toMatchObject({ accepted: 7, questioned: 1 });
      expect(answer.problems[0]!.reason).toContain(`lại nêu vướng mắc ("${remark}")`);
      // Beside a condition that is not met it is no question.
      expect((await read3(lacking('in-person'))).answer).toMatchObject({ accepted: 8, questioned: 0 });
    },
  );

  it('causes fewer questions and rejections than a free list with the same answers, kind by kind of defect', async () => {
    const table = await compare([...codes, ...marks], lists);
    const counted = [...table].flatMap(([kind, { rows, free, guided }]) =>
      rows === 0 ? [] : [[kind, free.questioned + free.rejected, guided.questioned + guided.rejected]],
    );
    expect(counted).toEqual([
      ['no code', 6, 0],
      ['a code spoilt by Excel or by typing', 7, 0],
      ['a code that is none of the national list', 2, 0],
      ['more than the code in its cell', 4, 0],
      ['two codes in one cell', 4, 0],
      ['another place’s code', 1, 0],
      ['a code and the name of another procedure', 5, 0],
      ['a procedure twice, with other marks', 2, 0],
      // Words that are no answer are none in a form either, where they get past its lists.
      ['plans and intentions for an answer', 10, 10],
      ['an answer and a reason that contradict each other', 3, 2],
      ['a mark that says neither yes nor no', 21, 20],
      ['not eligible, and no condition named', 10, 0],
      ['a condition in words nobody has coded', 3, 0],
      ['nothing wrong', 0, 0],
    ]);
  });
});
