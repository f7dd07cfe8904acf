import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileAnswer } from '../../src/review/answer.ts';
import { header, otherForm, type Rows, row, title, whole, xlsx } from '../review/corpus/make.ts';
import { sampleProcedures } from '../sandbox/city/sample.ts';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

let place: Place;
const names = Object.fromEntries(sampleProcedures.map(({ code, name }) => [code, name]));
const review = (...args: string[]) => dvcSync(['review', ...args, '--config', place.config]);
const at = (name: string) => join(place.folder, name);

async function file(name: string, rows: Rows): Promise<string> {
  await writeFile(at(name), await xlsx({ rows }));
  return at(name);
}
const named = (number: number, code: string, technical = 'X', legal = 'X') =>
  row(number, code, technical, legal, names[code] ?? '');

beforeAll(async () => {
  place = await placeOf(smallCity());
  expect((await place.run()).code).toBe(0);
});
afterAll(() => place?.close());

async function asked(...args: string[]): Promise<{ code: number | null; answers: FileAnswer[] }> {
  const { code, stdout, stderr } = await review('import', ...args, '--json');
  expect(stderr).toBe('');
  return { code, answers: JSON.parse(stdout) as FileAnswer[] };
}

describe('review import', () => {
  test('takes a list in, and the same file again changes nothing', async () => {
    const path = await file('cai-khe.xlsx', whole('I', [named(1, '1.000894'), named(2, '1.004873')]));
    const first = await asked(path);
    expect(first).toMatchObject({
      code: 0,
      answers: [{ state: 'imported', id: 1, checked: true, accepted: 2 }],
    });
    const second = await asked(path);
    expect(second).toMatchObject({ code: 0, answers: [{ state: 'unchanged', id: 1 }] });
    expect(second.answers[0]!.notes[0]!.text).toContain('đã nhập trước đây');
  });

  test('a later file takes the place of the earlier one, and says what is gone', async () => {
    const path = await file('cai-khe-2.xlsx', whole('I', [named(1, '1.000894')]));
    const { answers } = await asked(path);
    expect(answers[0]!.superseded).toMatchObject([{ name: 'cai-khe.xlsx', dropped: ['1.004873'] }]);
    const listed = JSON.parse((await review('list', '--json')).stdout);
    expect(listed).toMatchObject([
      { agency: 'H13.21.1', list: 'eligible', entries: 1, name: 'cai-khe-2.xlsx' },
    ]);
    const { stdout } = await review('list', '--files');
    expect(stdout).toMatch(/cai-khe\.xlsx +H13\.21\.1 Phụ lục I \(đã thay\)/);
    const [kept] = JSON.parse((await review('list', '--files', '--json')).stdout);
    // What `GET /v1/reviews` tells of it, and nothing of how it is kept.
    const told = ['bytes', 'by', 'id', 'importedAt', 'name', 'parts', 'sha256'];
    expect(Object.keys(kept).toSorted()).toEqual(told.toSorted());
    expect((await asked(at('cai-khe.xlsx'))).answers[0]).toMatchObject({ state: 'unchanged' });
    expect((await asked('--again', at('cai-khe.xlsx'))).answers[0]).toMatchObject({ state: 'imported' });
  });

  test('answers rows it cannot use, in words and in the workbook that goes back', async () => {
    const path = await file('an-hoa.xlsx', [
      ...whole(
        'I',
        [named(1, '1.000894'), named(2, '1 . 004873'), row(3, '1.999999', 'X', 'X', '=1+1')],
        [['UBND PHƯỜNG AN HÒA']],
      ),
      ...title.II,
      ...header.II,
      named(1, '2.000806', 'Cán bộ đi học', ''),
    ]);
    const { code, stdout } = await review('import', path, '--out', at('tra-loi'));
    expect(code).toBe(2);
    expect(stdout).toContain(
      'Ủy ban nhân dân phường An Hòa (H13.21.2), Phụ lục I: nhận 2 dòng, trong đó sửa 1; cần hỏi lại 0, không nhận 1',
    );
    expect(stdout).toContain(
      'không nhận «Sheet1», ô B9: mã 1.999999 không có trong danh mục quốc gia. Cần làm: kiểm tra lại mã.',
    );
    expect(stdout).toContain('«Sheet1», ô B8: 1 . 004873 → 1.004873 (bỏ khoảng trắng thừa)');
    expect(stdout).toContain('Lý do chưa có trong bộ từ khóa:\n    «Sheet1», ô D15: Cán bộ đi học');

    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(at('tra-loi/an-hoa.ket-qua.xlsx'));
    const [sheet, result] = book.worksheets;
    expect(sheet!.getCell('B9').note).toContain('mã 1.999999 không có trong danh mục quốc gia');
    expect(sheet!.getCell('B9').fill).toMatchObject({ fgColor: { argb: 'FFF8CBAD' } });
    expect(sheet!.getCell('C9').value).toBe('=1+1');
    expect(sheet!.getCell('B7').note).toBeUndefined();
    expect(result!.name).toBe('Kết quả nhập');
    expect(result!.getColumn(4).values).toContain('mã 1.999999 không có trong danh mục quốc gia');
    const written = JSON.parse(await readFile(at('tra-loi/an-hoa.ket-qua.json'), 'utf8')) as FileAnswer;
    expect(written).toMatchObject({
      accepted: 3,
      corrected: 1,
      rejected: 1,
      unknownReasons: [{ cell: 'D15' }],
    });

    // Corrected in that very workbook and sent again: marks and sheet of the first answer are no part of it.
    sheet!.getCell('B9').value = '2.000779';
    sheet!.getCell('C9').value = names['2.000779']!;
    await book.xlsx.writeFile(at('an-hoa-sua.xlsx'));
    const again = await review('import', at('an-hoa-sua.xlsx'), '--out', at('tra-loi'), '--json');
    expect(JSON.parse(again.stdout)).toMatchObject([
      { accepted: 4, questioned: 0, rejected: 0, problems: [] },
    ]);
    await book.xlsx.readFile(at('tra-loi/an-hoa-sua.ket-qua.xlsx'));
    expect(book.getWorksheet('Sheet1')!.getCell('B9').note ?? '').not.toContain('1.999999');
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Sheet1', 'Kết quả nhập']);
  });

  test('other forms go back as a fresh workbook with the same cells', async () => {
    const rows = whole('I', [named(1, '1.000894'), row(2, '1.999999', 'X', 'X', '')]);
    await writeFile(at('cu.xls'), otherForm('biff8', rows));
    expect((await review('import', at('cu.xls'), '--dry-run', '--out', at('tra-loi'))).code).toBe(2);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(at('tra-loi/cu.ket-qua.xlsx'));
    expect(book.worksheets[0]!.getCell('B8').value).toBe('1.000894');
    expect(book.worksheets[0]!.getCell('B9').note).toContain('1.999999');
  });

  test('says of each of many files what is noted of it, in short', async () => {
    const struck = (number: number) =>
      named(number, '1.004873').map(text => ({ richText: [{ text: String(text), font: { strike: true } }] }));
    const gone = (count: number) => Array.from({ length: count }, (_, at) => struck(at + 2));
    const told = async (name: string, count: number) => {
      await writeFile(
        at(name),
        await xlsx({ rows: whole('I', [named(1, '1.000894'), ...gone(count), named(0, '1.004873')]) }),
      );
      return at(name);
    };
    const paths = [await told('nhieu-1.xlsx', 2), await told('nhieu-2.xlsx', 12)];
    for (const number of [3, 4, 5, 6])
      paths.push(await file(`nhieu-${number}.xlsx`, whole('I', [named(number, '1.000894')])));
    const { stdout } = await review('import', ...paths, '--dry-run');
    const lines = stdout.split('\n');
    const struckOut = expect.stringMatching(/^ {2}«Sheet1», dòng \d+: dòng \d+ bị gạch bỏ hoặc ẩn chữ/);
    expect(lines.slice(0, 3)).toEqual([
      'nhieu-1.xlsx: chỉ xem thử, chưa nhập, nhận 2 dòng',
      struckOut,
      struckOut,
    ]);
    expect(lines[3]).toBe('nhieu-2.xlsx: chỉ xem thử, chưa nhập, nhận 2 dòng');
    expect(lines.slice(4, 16)).toEqual([
      ...Array(10).fill(struckOut),
      '  … còn 2 ghi chú; xem bằng --json hoặc --out',
      'nhieu-3.xlsx: chỉ xem thử, chưa nhập, nhận 1 dòng',
    ]);
  });

  test('with --dry-run keeps nothing', async () => {
    const path = await file('thu.xlsx', whole('II', [named(1, '1.000894')]));
    expect((await asked('--dry-run', path)).answers[0]).toMatchObject({
      state: 'dry-run',
      id: null,
      accepted: 1,
    });
    expect((await review('list')).stdout).not.toContain('thu.xlsx');
  });

  test('takes the unit from the option, and the words an operator has added', async () => {
    const config = await readFile(place.config, 'utf8');
    await mkdir(at('words'), { recursive: true });
    await writeFile(
      at('words/reasons.yaml'),
      'conditions:\n  staff: { name: Thiếu cán bộ, ground: technical, words: [cán bộ] }\n',
    );
    await writeFile(at('coded.yaml'), `${config}\nreviews: { reasons: ./words/reasons.yaml }\n`);
    const path = await file('so.xlsx', whole('II', [named(1, '1.002010', 'Thiếu cán bộ', '')], []));
    const ended = await dvcSync(['review', 'import', path, '--unit', 'h13.3', '--config', at('coded.yaml')]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const shown = await review('show', 'H13.3', '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject([
      { procedure: '1.002010', technical: { reasons: ['staff'] } },
    ]);
    await writeFile(
      at('words/reasons.yaml'),
      'conditions:\n  staff: { name: Thiếu cán bộ, ground: đâu, words: [x] }\n',
    );
    const wrong = await dvcSync(['review', 'import', path, '--config', at('coded.yaml')]);
    expect(wrong.code).toBe(64);
    expect(wrong.stderr).toMatch(/reasons\.yaml:2: conditions\.staff\.ground/);
  });

  test('notes procedures the unit does not have, about which the offices are not asked either', async () => {
    const lists = whole(
      'II',
      [named(1, '1.000894', 'Chưa có chữ ký số', ''), named(2, '1.002010', 'Chưa có chữ ký số', '')],
      [['UBND PHƯỜNG THỚI AN']],
    );
    const { code, answers } = await asked(await file('thoi-an.xlsx', lists));
    expect([code, answers[0]!.accepted]).toEqual([0, 2]);
    const [noted, ...others] = answers[0]!.notes.filter(({ text }) => text.includes('không áp dụng cho'));
    expect(noted?.text).toMatch(
      /phường Thới An nên không thành việc gì: dòng \d+ \(1\.002010\); kiểm tra lại mã/,
    );
    expect(others).toEqual([]);
    const { agency } = answers[0]!.lists[0]!;
    const { stdout } = await review('agreements', '--agency', agency, '--json');
    const waiting = JSON.parse(stdout) as { procedure: string }[];
    expect(waiting.map(({ procedure }) => procedure)).toEqual(['1.000894']);
  });

  test('shows the answer to a file again', async () => {
    const { stdout, code } = await review('show', '1');
    expect(code).toBe(0);
    expect(stdout).toContain('cai-khe.xlsx: đã nhập (số 1)');
    expect((await review('show', 'H13.21.2')).stdout).toContain('chưa đạt: other');
  });

  test('ends with 1 where a file cannot be read, the others taken in all the same', async () => {
    await writeFile(at('hong.xlsx'), 'PK\u0003\u0004 nửa tệp');
    const path = await file('tot.xlsx', whole('I', [named(1, '2.000806')], [['UBND QUẬN Ô MÔN']]));
    const { code, answers } = await asked(at('hong.xlsx'), path);
    expect(code).toBe(1);
    expect(answers.map(({ state }) => state)).toEqual(['unreadable', 'imported']);
    expect(answers[0]!.error).toContain('tệp bị hỏng');
  });

  test.each([
    [['import'], 'thiếu'],
    [['import', 'khong-co.xlsx'], 'không đọc được khong-co.xlsx: không có tệp này'],
    [['import', 'a.xlsx', '--unit', 'H99'], 'danh sách đơn vị không có mã "H99"'],
    [['import', 'a.xlsx', '--list', 'III'], '--list: không có "III"; chọn: I (Phụ lục I), II (Phụ lục II)'],
    [['show', '99'], 'không có tệp đã nhập số 99'],
    [['show', 'H99'], 'danh sách đơn vị không có mã "H99"'],
  ])('%j is wrong use', async (args, words) => {
    const { code, stderr } = await review(...args);
    expect(stderr).toContain(words);
    expect(code).toBe(64);
  });
});
