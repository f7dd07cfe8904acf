import { afterEach, describe, expect, it } from 'vitest';
import { adapter } from '../../../adapters/exports/index.ts';
import { openFolder } from '../../../src/adapter/folder.ts';
import { noDetails } from '../../../src/adapter/kit/details.ts';
import type { MeasureRecord } from '../../../src/adapter/measures.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { inMemory } from '../../../src/report/forms.ts';
import { onegateWorkbook } from '../../../src/report/onegate-workbook.ts';
import { listeningLog } from '../../adapter/loopback.ts';
import {
  type Cells,
  type ExportsFolder,
  type Format,
  makeFolder,
  nationalList,
  workbook,
} from '../../sandbox/exports/folder.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

let folder: ExportsFolder;
afterEach(() => folder.close());

/** Puts the files, all written now unless said otherwise, and reads them. */
async function read(
  files: Record<string, { content: Uint8Array | string; daysAgo?: number }>,
  options: Record<string, unknown> = {},
): Promise<SourceRecord[]> {
  folder = await makeFolder();
  const now = Date.now();
  for (const [name, { content, daysAgo = 0 }] of Object.entries(files))
    await folder.put(name, content, new Date(now - daysAgo * day));
  return readAgain(options);
}

async function readAgain(options: Record<string, unknown> = {}): Promise<SourceRecord[]> {
  const system = adapter.open(adapter.options.parse(options), {
    maxRows: 500_000,
    ...{ files: openFolder(folder.folder), locality: 'H13', details: noDetails, log: listeningLog() },
    ...{ signal: new AbortController().signal, progress() {} },
  });
  const records: SourceRecord[] = [];
  for await (const record of system.read()) records.push(record);
  return records;
}

async function measured(period: string): Promise<MeasureRecord[]> {
  const system = adapter.open(adapter.options.parse({}), {
    maxRows: 500_000,
    ...{ files: openFolder(folder.folder), locality: 'H13', details: noDetails, log: listeningLog() },
    ...{ signal: new AbortController().signal, progress() {} },
  });
  const records: MeasureRecord[] = [];
  for await (const record of system.measures!({ period, procedures: [] })) records.push(record);
  return records;
}

const of = <Kind extends SourceRecord['kind']>(records: readonly SourceRecord[], kind: Kind) =>
  records.filter(record => record.kind === kind) as Extract<SourceRecord, { kind: Kind }>[];
/** Of what is there; that a folder has no list of one kind is told apart. */
const gaps = (records: readonly SourceRecord[]) =>
  of(records, 'gap').flatMap(({ reason, lacks }) => (lacks ? [] : [reason]));
const levels = (records: readonly SourceRecord[]) =>
  of(records, 'offering').map(({ procedure, agency, level }) => `${procedure} ${agency} ${level}`);
const procedureOf = (records: readonly SourceRecord[], code: string) =>
  of(records, 'procedure').find(record => record.code === code);

const listed = (code: string, more: object = {}) => ({
  ...{ code, name: `Thủ tục ${code}`, active: true, tiers: ['province' as const], offerings: [], cases: [] },
  ...more,
});
const list = (...codes: string[]) => nationalList({ procedures: codes.map(code => listed(code)) });
const offerings = (...rows: Cells) => workbook([['Mã TTHC', 'Tên thủ tục', 'Mức độ', 'Đơn vị'], ...rows]);

describe('the national list in Excel', () => {
  it.each<Format>(['xlsx', 'xls', 'ods', 'csv'])(
    'tells procedures, tiers, field and decision out of %s',
    async format => {
      const content = nationalList(
        {
          procedures: [
            listed('1.000010', {
              ...{ tiers: ['province', 'commune'], field: { code: '', name: 'Hộ tịch' } },
              decision: '12/QĐ-BTP\n345/QĐ-BTP',
            }),
            listed('1.000020', { active: false }),
          ],
        },
        format,
      );
      const records = await read({ [`danh-muc.${format}`]: { content } });
      expect([gaps(records), of(records, 'quarantine')]).toEqual([[], []]);
      expect(procedureOf(records, '1.000010')).toMatchObject({
        ...{ detail: 'read', casesIndeterminate: true },
        facts: {
          ...{ name: 'Thủ tục 1.000010', active: true, tiers: ['province', 'commune'] },
          ...{ fields: [{ name: 'Hộ tịch' }], decision: '12/QĐ-BTP 345/QĐ-BTP' },
        },
      });
      expect(procedureOf(records, '1.000020')?.facts).toMatchObject({
        active: false,
        decision: null,
        fields: null,
      });
      // What no such list has could not be told; words that could be left of a test it has no others of.
      expect(Object.keys(procedureOf(records, '1.000010')!.facts)).not.toContain('fees');
      expect(procedureOf(records, '1.000010')!.facts.suspectTexts).toEqual([]);
    },
  );

  it('knows the tiers as the national portal names them, and no tier where another body is meant', async () => {
    const named = ['Cấp Quận/Huyện', 'Cấp Tỉnh; Cấp Xã/Phường', 'Cơ quan khác'];
    const rows = named.map((tier, at) => [`1.00000${at}`, 'Một', tier]);
    const content = workbook([['Mã TTHC', 'Tên TTHC', 'Cấp thực hiện'], ...rows]);
    const records = await read({ 'a.xlsx': { content } });
    expect(of(records, 'procedure').map(({ facts }) => facts.tiers)).toEqual([
      ...[['district'], ['province', 'commune'], ['other']],
    ]);
  });

  it('takes a code that Excel made a number for one the national list has to confirm', async () => {
    const rows: Cells = [
      ['Mã TTHC', 'Tên TTHC', 'Tình trạng'],
      [1.00419, 'Một', 'Công khai'],
      ['1.000020', 'Hai', 'Công khai'],
    ];
    const records = await read({ 'a.xlsx': { content: workbook(rows) } });
    expect(procedureOf(records, '1.004190')).toMatchObject({ fromNumber: true });
    expect(procedureOf(records, '1.000020')?.fromNumber).toBeUndefined();
  });

  it('leaves open what it does not understand, and says where it stands', async () => {
    const rows: Cells = [
      ['Mã TTHC', 'Tên TTHC', 'Cấp thực hiện', 'Tình trạng'],
      ['1.000010', 'Một', 'Cấp Tỉnh', 'Đang xem xét'],
      ['1.000020', 'Hai', 'Cấp lạ', 'Công khai'],
      ['không rõ', 'Ba', 'Cấp Tỉnh', 'Công khai'],
    ];
    const records = await read({ 'a.xlsx': { content: workbook(rows) } });
    expect(procedureOf(records, '1.000010')).toMatchObject({ detail: 'unread' });
    expect(procedureOf(records, '1.000020')).toMatchObject({ detail: 'read', facts: { active: true } });
    expect(procedureOf(records, '1.000020')?.facts.tiers).toBeUndefined();
    const quarantined = of(records, 'quarantine');
    expect(quarantined.map(({ path, reason, lost }) => [path, reason, lost])).toEqual([
      ['D2', expect.stringContaining('tình trạng chưa biết: "Đang xem xét"'), undefined],
      ['C3', expect.stringContaining('cấp thực hiện chưa biết: "Cấp lạ"'), undefined],
      ['A4', expect.stringContaining('không phải mã'), { what: 'procedure' }],
    ]);
  });

  it('goes on below a header that comes again, past headings, numbers of columns and signatures', async () => {
    const header = ['STT', 'Mã TTHC', 'Tên TTHC', 'Tình trạng'];
    const rows: Cells = [
      header,
      ['(1)', '(2)', '(3)', '(4)'],
      ['I', null, 'LĨNH VỰC HỘ TỊCH', null],
      [1, '1.000010', 'Một', 'Công khai'],
      header,
      [2, '1.000020', 'Hai', 'Công khai'],
      [null, null, 'NGƯỜI LẬP BIỂU', null],
    ];
    const records = await read({ 'a.xlsx': { content: workbook(rows) } });
    expect(of(records, 'procedure').map(({ code }) => code)).toEqual(['1.000010', '1.000020']);
    expect([gaps(records), of(records, 'quarantine')]).toEqual([[], []]);
  });
});

describe('a list of services', () => {
  it('tells levels in whatever words; a word nobody knows is no level', async () => {
    const words = ['FULL', 'Toàn trình', 'Mức độ 4', 4, 'PARTIAL', 'Một phần', '3', 'NONE', '', 'Sắp có'];
    const rows = words.map((word, at) => ['1.000010', 'Một', word, `ĐV ${at}`]);
    const records = await read({ 'a.xlsx': { content: offerings(...rows) } });
    expect(of(records, 'offering').map(({ level }) => level)).toEqual([
      4,
      4,
      4,
      4,
      3,
      3,
      3,
      2,
      null,
      undefined,
    ]);
    expect(of(records, 'quarantine')).toEqual([
      expect.objectContaining({ path: 'C11', reason: 'mức độ chưa biết: "Sắp có"' }),
    ]);
    expect(of(records, 'agency').map(({ id }) => id)).toEqual(words.map((_, at) => `ĐV ${at}`));
  });

  it('loses a row without a unit, and with it what could be missing there', async () => {
    const records = await read({
      'a.xlsx': { content: offerings(['1.000010', 'Một', 4, 'Sở A'], ['1.000020', 'Hai', 4, '']) },
    });
    expect(levels(records)).toEqual(['1.000010 Sở A 4']);
    expect(of(records, 'quarantine').map(({ lost }) => lost)).toEqual([
      { what: 'offering', procedure: '1.000020' },
    ]);
  });

  it('understands the names of the portal itself, and takes no test for a service', async () => {
    const header = [
      'formalityCode',
      'departmentCode',
      'departmentName',
      'implementLevel',
      'citizenUrl',
      'isTesting',
    ];
    const rows: Cells = [
      header,
      ['1.000010', 'H13.01', 'Sở A', 'FULL', 'https://dichvucong.gov.vn/nop-ho-so?x=1', 'false'],
      ['1.000010', 'H13.02', 'Sở B', 'FULL', '', 'true'],
    ];
    const records = await read({ 'a.csv': { content: workbook(rows, 'csv') } });
    expect(levels(records)).toEqual(['1.000010 H13.01 4']);
    expect(of(records, 'agency')).toEqual([
      { kind: 'agency', id: 'H13.01', name: 'Sở A' },
      { kind: 'agency', id: 'H13.02', name: 'Sở B' },
    ]);
    expect(procedureOf(records, '1.000010')?.facts.publication).toEqual({
      links: [{ agency: 'H13.01', link: 'https://dichvucong.gov.vn/nop-ho-so?x=1' }],
      audiences: null,
      tests: ['H13.02'],
    });
  });

  it('of an annex is at level 4 throughout, and nothing is told of any other', async () => {
    const rows: Cells = [
      ['STT', 'Mã TTHC/ DVC', 'Tên thủ tục hành chính', 'Đơn vị'],
      [1, '1.000010', 'Một', 'Sở A'],
    ];
    const records = await read({ 'phu-luc.xlsx': { content: workbook(rows) } });
    expect(levels(records)).toEqual(['1.000010 Sở A 4']);
    expect(of(records, 'gap').map(({ lacks }) => lacks)).toContain('other-offerings');
  });

  it('of an annex that has levels is at what its row says, and open where a row says nothing', async () => {
    const rows: Cells = [
      ['STT', 'Mã TTHC/ DVC', 'Tên thủ tục hành chính', 'Mức độ', 'Đơn vị'],
      [1, '1.000010', 'Một', '4', 'Sở A'],
      [2, '1.000020', 'Hai', '3', 'Sở A'],
      [3, '1.000030', 'Ba', '', 'Sở A'],
    ];
    const records = await read({ 'phu-luc.xlsx': { content: workbook(rows) } }, { profile: 'level-four' });
    expect(levels(records)).toEqual(['1.000010 Sở A 4', '1.000020 Sở A 3', '1.000030 Sở A undefined']);
    expect(of(records, 'quarantine').map(({ reason }) => reason)).toEqual(['mức độ chưa biết: ""']);
  });
});

describe('a feed of decisions', () => {
  it('withdraws what was withdrawn last, whatever the list says, and tells decisions the list lacks', async () => {
    const rows: Cells = [
      ['Mã TTHC', 'Số QĐ công bố', 'Loại', 'Ngày ban hành'],
      ['1.000010', '9/QĐ-BTP', 'bãi bỏ', '05/11/2026'],
      ['1.000010', '1/QĐ-BTP', 'mới', '01/02/2020'],
      ['1.000020', '7/QĐ-BTP', 'bãi bỏ', '2026-01-01'],
      ['1.000020', '8/QĐ-BTP', 'sửa đổi', '2026-03-01'],
      ['9.000090', '8/QĐ-BTP', 'mới', '2026-03-01'],
    ];
    const records = await read({
      'danh-muc.xlsx': { content: list('1.000010', '1.000020') },
      'quyet-dinh.xlsx': { content: workbook(rows) },
    });
    expect(of(records, 'procedure').map(({ code, facts }) => [code, facts.active, facts.decision])).toEqual([
      ['1.000010', false, '9/QĐ-BTP'],
      ['1.000020', true, '8/QĐ-BTP'],
    ]);
  });
});

describe('which files count', () => {
  const one = list('1.000010');
  const two = list('1.000010', '1.000020');
  const codes = (records: readonly SourceRecord[]) => of(records, 'procedure').map(({ code }) => code);
  const asOf = (records: readonly SourceRecord[]) =>
    Math.round((Date.now() - Date.parse(of(records, 'as-of')[0]!.at)) / day);

  it('of files of one name, numbers aside, the newest; the oldest of a set says when', async () => {
    const records = await read({
      'danh-muc-2026-10.xlsx': { content: one, daysAgo: 9 },
      'danh-muc-2026-11.xlsx': { content: two, daysAgo: 4 },
      'dich-vu.xlsx': { content: offerings(['1.000010', 'Một', 4, 'Sở A']), daysAgo: 6 },
      '~$danh-muc-2026-12.xlsx': { content: 'x' },
      'ghi-chu.txt': { content: 'x' },
    });
    expect([codes(records), levels(records), asOf(records)]).toEqual([
      ['1.000010', '1.000020'],
      ['1.000010 Sở A 4'],
      6,
    ]);
    expect(gaps(records)).toEqual([]);
  });

  it('of files that were copied together the ones with the greater numbers, of one month all of them', async () => {
    const services = (level: number) => offerings(['1.000010', 'Một', level, 'Sở A']);
    for (const before of [2, 9]) {
      const files = [9, 10].flatMap(month => {
        const daysAgo = month === 10 ? 2 : before;
        return [
          [`danh-muc-${month}.xlsx`, { content: month === 10 ? two : one, daysAgo }],
          [`dich-vu-${month}.xlsx`, { content: services(month === 10 ? 4 : 3), daysAgo }],
        ];
      });
      const records = await read(Object.fromEntries(files));
      expect([codes(records), levels(records)]).toEqual([['1.000010', '1.000020'], ['1.000010 Sở A 4']]);
      expect(of(records, 'note')).toEqual([]);
    }
  });

  it('of subfolders the newest that has every file the one before had', async () => {
    const services = { content: offerings(['1.000010', 'Một', 4, 'Sở A']) };
    const files = {
      '2026-10/danh-muc.xlsx': { content: one, daysAgo: 20 },
      '2026-10/dich-vu.xlsx': { ...services, daysAgo: 20 },
      '2026-11/danh-muc.xlsx': { content: two, daysAgo: 1 },
    };
    const records = await read(files);
    expect([codes(records), asOf(records)]).toEqual([['1.000010'], 20]);
    expect(of(records, 'note').map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^bộ tệp 2026-11 .* chưa đủ tệp \(còn thiếu 2026-10\/dich-vu\.xlsx\); dùng bộ tệp cũ hơn$/,
      ),
    ]);
    await folder.put('2026-11/dich-vu.xlsx', services.content, ago(1));
    const whole = await readAgain();
    expect([codes(whole), asOf(whole), of(whole, 'note')]).toEqual([['1.000010', '1.000020'], 1, []]);
  });

  it('an older set where the newest cannot be read, and says so', async () => {
    const records = await read({
      'a/danh-muc.xlsx': { content: one, daysAgo: 5 },
      'b/danh-muc.xlsx': { content: two.slice(0, 400), daysAgo: 1 },
    });
    expect([codes(records), asOf(records)]).toEqual([['1.000010'], 5]);
    expect(of(records, 'note')[0]?.text).toMatch(/bộ tệp b .* không đọc được: b\/danh-muc\.xlsx: /);
  });

  it('of files of one name the ones before, where the newest cannot be read', async () => {
    const half = (file: Uint8Array) => file.slice(0, 400);
    const services = offerings(['1.000010', 'Một', 4, 'Sở A']);
    const files = {
      'danh-muc-2026-10.xlsx': { content: one, daysAgo: 9 },
      'danh-muc-2026-11.xlsx': { content: half(two), daysAgo: 1 },
      'dich-vu-10.xlsx': { content: services, daysAgo: 8 },
    };
    const records = await read(files);
    expect([codes(records), levels(records), asOf(records)]).toEqual([['1.000010'], ['1.000010 Sở A 4'], 9]);
    expect(of(records, 'note').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^bộ tệp .* không đọc được: danh-muc-2026-11\.xlsx: .*; dùng bộ tệp cũ hơn$/s),
    ]);
    // A newer one that can be read goes back with it: what was exported together is read together.
    await folder.put('dich-vu-11.xlsx', offerings(['1.000020', 'Hai', 3, 'Sở A']), ago(0));
    const again = await readAgain();
    expect([codes(again), levels(again)]).toEqual([['1.000010'], ['1.000010 Sở A 4']]);
  });

  it('files older than agreed, as a reading that is not whole', async () => {
    const records = await read({ 'a.xlsx': { content: one, daysAgo: 40 } });
    expect(gaps(records)).toEqual([expect.stringMatching(/đã 40 ngày, quá 30 ngày; cần xuất lại/)]);
    expect(codes(records)).toEqual(['1.000010']);
    expect(gaps(await readAgain({ maxAgeDays: 41 }))).toEqual([]);
  });

  it('none without a table: nobody knows what it would have told', async () => {
    const other = {
      content: workbook([
        ['Họ tên', 'Chức vụ'],
        ['A', 'B'],
      ]),
    };
    const records = await read({ 'danh-muc.xlsx': { content: one }, 'khac.xlsx': other });
    expect(gaps(records)).toEqual([
      expect.stringContaining('khac.xlsx: không có bảng nào có cột mã thủ tục'),
    ]);
    await folder.close();
    await expect(read({ 'khac.xlsx': other })).rejects.toMatchObject({ kind: 'not-understood' });
    await folder.close();
    await expect(read({})).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('chưa có tệp'),
    });
  });

  it('only tables of the kind that was agreed on', async () => {
    const records = await read({ 'danh-muc.xlsx': { content: one } }, { profile: 'level-four' });
    expect([levels(records), of(records, 'quarantine').map(({ lost }) => lost?.what)]).toEqual([
      [],
      ['offering'],
    ]);
    await expect(readAgain({ profile: 'dvcqg-offerings' })).rejects.toMatchObject({
      message: expect.stringContaining('loại "dvcqg-offerings"'),
    });
  });
});

describe('statistics of files', () => {
  const merged = ['A3:A4', 'B3:B4', 'C3:C4', 'D3:F3'];
  const head: Cells = [
    ['THỐNG KÊ HỒ SƠ'],
    ['Từ ngày 01/10/2026 đến ngày 31/10/2026'],
    ['STT', 'Mã TTHC', 'Đơn vị', 'Số hồ sơ tiếp nhận', null, null],
    [null, null, null, 'Trực tuyến', 'Trực tiếp', 'Bưu chính'],
  ];
  const demand = (records: readonly MeasureRecord[]) =>
    records.flatMap(record =>
      record.kind === 'demand'
        ? [[record.procedure, record.agency, record.online, record.direct, record.postal, record.total]]
        : [],
    );
  const put = async (...rows: Cells) => {
    folder = await makeFolder();
    await folder.put('thong-ke.xlsx', workbook([...head, ...rows], 'xlsx', merged));
  };

  it('tell the month above them, by procedure and unit, equal to the source to the unit', async () => {
    await put(
      [1, '1.000001', 'Sở A', 3, 4, 0],
      [2, '1.000001', 'Sở A', '1.002', 1, 0],
      [3, '1.000002', 'Phường B', 5, null, 1],
      [null, 'Tổng cộng', null, 1010, 5, 1],
    );
    expect(demand(await measured('2026-10'))).toEqual([
      ['1.000001', 'Sở A', 1005, 5, 0, 1010],
      // What is not said is not 0, and makes no sum.
      ['1.000002', 'Phường B', 5, null, 1, null],
      [null, 'Sở A', 1005, 5, 0, 1010],
      [null, 'H13', 1010, null, 1, null],
      [null, 'Phường B', 5, null, 1, null],
    ]);
    expect(await measured('2026-09')).toEqual([
      { kind: 'gap', reason: 'bộ tệp không có thống kê của tháng 2026-09' },
    ]);
  });

  it('make no sum of a unit of which a row was lost, and are no services of anybody', async () => {
    await put([1, '1.000001', 'Sở A', 3, 4, 0], [2, 'không rõ mã', 'Sở A', 1, 1, 1]);
    const records = await measured('2026-10');
    expect(demand(records)).toEqual([['1.000001', 'Sở A', 3, 4, 0, 7]]);
    expect(records).toContainEqual({ kind: 'gap', reason: expect.stringContaining('không có mã thủ tục') });
    expect(of(await readAgain(), 'offering')).toEqual([]);
  });

  it('of no month that can be told are of none', async () => {
    folder = await makeFolder();
    const titles = ['Mã TTHC', 'Đơn vị', 'Trực tuyến'];
    await folder.put('thong-ke.xlsx', workbook([titles, ['1.000001', 'Sở A', 3]]));
    expect(demand(await measured('2026-10'))).toEqual([]);
    await folder.put('thong-ke-2026-10.xlsx', workbook([titles, ['1.000001', 'Sở A', 3]]));
    expect(demand(await measured('2026-10'))[0]).toEqual(['1.000001', 'Sở A', 3, null, null, null]);
  });
});

describe('process workbooks of the one-stop', () => {
  const process = (procedure: string, action = 'Thêm mới'): Promise<Uint8Array> =>
    inMemory(
      onegateWorkbook(
        'q.xlsx',
        {
          ...{ procedure, name: `Quy trình ${procedure}`, alias: `QT-${procedure}` },
          steps: [
            { id: 'a', name: 'Nhận', action, days: 1, group: 'Một cửa', department: '' },
            { id: 'b', name: 'Trả', action: 'Chuyển trả kết quả', days: 1, group: '', department: '' },
          ],
          moves: [{ from: 'Nhận', to: ['Trả'] }],
        },
        { locality: 'H13', madeAt: '2026-11-29T00:00:00Z' },
      ),
    );

  it('are the workflow of their procedure, beside a list that says who offers it', async () => {
    const records = await read({
      'dich-vu.xlsx': { content: offerings(['1.000001', 'A', 4, 'Sở A'], ['1.000002', 'B', 4, 'Sở A']) },
      'QT-1.000001.xlsx': { content: await process('1.000001') },
      'QT-1.000002.xlsx': { content: await process('1.000002') },
    });
    expect(gaps(records)).toEqual([]);
    expect(of(records, 'case')).toEqual(
      ['1.000001', '1.000002'].map(code => ({
        ...{ kind: 'case', procedure: code, key: `QT-${code}`, agencies: null },
        workflow: { hash: expect.any(String), defects: [], longestHours: 16 },
        // That it runs can be told, and that a fault of it is gone: there is no deadline to hold it against.
        deadlineHours: null,
      })),
    );
    expect(procedureOf(records, '1.000001')).not.toHaveProperty('casesIndeterminate');
  });

  it('alone do not say who offers what', async () => {
    const records = await read({ 'QT-1.000001.xlsx': { content: await process('1.000001') } });
    expect(of(records, 'gap').map(({ lacks }) => lacks)).toEqual(['offerings', 'list']);
  });
});
