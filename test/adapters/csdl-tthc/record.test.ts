import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProcedure } from '../../../adapters/csdl-tthc/read/record.ts';
import { usedPart } from '../../../adapters/csdl-tthc/schema.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { size } from '../../support/thorough.ts';

const record = (more: object) =>
  readProcedure({ MATTHC: '1.000001', TENTTHC: 'Đăng ký khai sinh', ...more })!;
const facts = (more: object) => record(more).facts;
const paths = (more: object) => record(more).flaws.map(flaw => flaw.path);

describe('the head of a national record', () => {
  it('is NFC with folded white space', () => {
    const odd = { TENTTHC: '  Đăng ký\u00a0khai\r\nsinh\u00ad '.normalize('NFD'), MATTHC: ' 1.000001\t' };
    expect(facts(odd).name).toBe('Đăng ký khai sinh');
    expect(record(odd).code).toBe('1.000001');
  });

  it.each([
    [undefined, true],
    ['', true],
    [1, true],
    ['1', true],
    [' 01 ', true],
    [0, false],
    ['2', false],
    ['Hết hiệu lực', undefined],
    [true, undefined],
    [{}, undefined],
  ])('TRANGTHAI %s: public %s', (TRANGTHAI, active) => {
    expect(facts({ TRANGTHAI }).active).toBe(active);
  });

  it('cannot tell whether a record with a nonsense state is public', () => {
    expect(facts({ TRANGTHAI: {} }).active).toBeUndefined();
    expect(paths({ TRANGTHAI: {} })).toEqual(['TRANGTHAI']);
  });

  it('asks for the decision only when its number is missing', () => {
    expect(record({ SOQUYETDINH: '12/QĐ-BTP', IDQUYETDINHCONGBO: '7' })).not.toHaveProperty('decisionId');
    expect(record({ SOQUYETDINH: '', IDQUYETDINHCONGBO: 7 }).decisionId).toBe('7');
    expect(facts({ SOQUYETDINH: ' ', IDQUYETDINHCONGBO: null }).decision).toBeNull();
    expect(facts({ SOQUYETDINH: ['12'] }).decision).toBeUndefined();
  });

  it('keeps texts worth a look for test residue, a long one in part and none that is longer than any real one', () => {
    const texts = facts({
      SOQUYETDINH: 'Demo/QĐ-BCA',
      CANCUPHAPLY: [
        { SOVANBAN: '1/2020', TENVANBAN: 'x'.repeat(20_000) },
        { SOVANBAN: '2/2020', TENVANBAN: 'y'.repeat(20_001) },
      ],
    });
    expect(texts.suspectTexts).toContain('Demo/QĐ-BCA');
    expect(Math.max(...texts.suspectTexts!.map(text => text.length))).toBe(1_000);
    expect(texts.suspectTexts!.filter(text => text.startsWith('y'))).toEqual([]);
  });

  it('has its legal bases, tells "none" from "not said", and none of a list that was not read whole', () => {
    const law = { SOVANBAN: '60/2014/QH13', TENVANBAN: 'Luật Hộ tịch' };
    expect(facts({ CANCUPHAPLY: [law, { SOVANBAN: '', TENVANBAN: '' }] }).legalBases).toEqual([
      { number: '60/2014/QH13', name: 'Luật Hộ tịch' },
    ]);
    expect(facts({ CANCUPHAPLY: [] }).legalBases).toBeNull();
    expect(facts({}).legalBases).toBeUndefined();
    expect(facts({ CANCUPHAPLY: [law, { SOVANBAN: {} }] }).legalBases).toBeUndefined();
    expect(paths({ CANCUPHAPLY: [law, { SOVANBAN: {} }] })).toEqual([]);
  });

  it('is no record when it is no object', () => {
    for (const odd of [null, undefined, 'x', 5, [], true]) expect(readProcedure(odd)).toBeUndefined();
  });
});

describe('tiers, fields and bodies', () => {
  it('reads tier codes as text or number and one object for a list', () => {
    expect(
      facts({ CAPTHUCHIEN: [{ CAPTHUCHIEN: '1' }, { CAPTHUCHIEN: 3, TENCAP: 'Cấp xã' }] }).tiers,
    ).toEqual(['province', 'commune']);
    expect(facts({ CAPTHUCHIEN: { CAPTHUCHIEN: 0 } }).tiers).toEqual(['ministry']);
    expect(facts({ CAPTHUCHIEN: [{ CAPTHUCHIEN: '', TENCAPTHUCHIEN: 'Cấp tỉnh' }] }).tiers).toEqual([
      'province',
    ]);
  });

  it('tells no tiers from tiers it does not know', () => {
    expect(facts({}).tiers).toBeNull();
    expect(facts({ CAPTHUCHIEN: [] }).tiers).toBeNull();
    expect(facts({ CAPTHUCHIEN: [{ CAPTHUCHIEN: '9' }] }).tiers).toBeUndefined();
    expect(paths({ CAPTHUCHIEN: [{ CAPTHUCHIEN: '1' }, { CAPTHUCHIEN: '9' }] })).toEqual(['CAPTHUCHIEN[1]']);
    expect(facts({ CAPTHUCHIEN: true }).tiers).toBeUndefined();
  });

  it('leaves out rows that say nothing', () => {
    const odd = {
      COQUANTHUCHIEN: [
        { MADONVI: '', TENDONVI: 'Không có thông tin' },
        { MADONVI: '', TENDONVI: 'Sở Tư pháp' },
      ],
    };
    expect(facts(odd).bodies).toEqual([{ name: 'Sở Tư pháp' }]);
    expect(facts({ COQUANTHUCHIEN: [{ MADONVI: '', TENDONVI: '' }] }).bodies).toBeNull();
    expect(facts({ LINHVUCTHUCHIEN: { MALINHVUC: 'HT01', TENLINHVUC: 'Hộ tịch' } }).fields).toEqual([
      { code: 'HT01', name: 'Hộ tịch' },
    ]);
  });
});

describe('deadlines and fees', () => {
  const channel = (time: object) => ({ CACHTHUCTHUCHIEN: [{ KENH: '2', THOIGIAN: [time] }] });

  it('hang below the time, every variant of every channel', () => {
    const fee = (SOTIEN: unknown, MAPHILEPHI: string) => ({
      MAPHILEPHI,
      SOTIEN,
      DONVI: 'Đồng',
      MOTA: '',
      Url: '',
    });
    const read = facts({
      CACHTHUCTHUCHIEN: [
        {
          KENH: 1,
          THOIGIAN: [
            { THOIGIANGIAIQUYET: '5', DONVITINH: ' Ngày làm việc ', PHILEPHI: [fee('100.000', "2'")] },
            { THOIGIANGIAIQUYET: 3, DONVITINH: 'Giờ', PHILEPHI: fee(8000, '1') },
          ],
        },
        {
          KENH: '2',
          THOIGIAN: { THOIGIANGIAIQUYET: '', DONVITINH: 'Khác', MOTA: 'Theo hẹn', PHILEPHI: null },
        },
      ],
    });
    expect(read.deadlines).toMatchObject([
      { channel: 'direct', amount: 5, unit: 'workingDay' },
      { channel: 'direct', amount: 3, unit: 'hour' },
      { channel: 'online' },
    ]);
    expect(read.fees).toMatchObject([{ amount: 100_000 }, { amount: 8_000 }]);
  });

  it('are none where the record has none, and cannot be told where a part cannot be read', () => {
    expect(facts({ CACHTHUCTHUCHIEN: [] })).toMatchObject({ fees: null, deadlines: null });
    expect(facts({ CACHTHUCTHUCHIEN: 7 }).fees).toBeUndefined();
    const odd = channel({
      THOIGIANGIAIQUYET: '5',
      DONVITINH: 'Ngày',
      PHILEPHI: [{ SOTIEN: '5.000' }, 'Không'],
    });
    expect(facts(odd).fees).toBeUndefined();
    expect(facts(odd).deadlines).toBeUndefined();
    expect(paths(odd)).toEqual(['CACHTHUCTHUCHIEN[0].THOIGIAN[0].PHILEPHI[1]']);
  });

  it('does not call a fee without information free', () => {
    expect(facts(channel({ PHILEPHI: [{ SOTIEN: '', MOTA: 'Không có thông tin' }] })).fees).toEqual([
      { channel: 'online', text: 'Không có thông tin' },
    ]);
  });

  it('names a channel it does not know', () => {
    expect(paths({ CACHTHUCTHUCHIEN: [{ KENH: '8', THOIGIAN: [] }] })).toEqual(['CACHTHUCTHUCHIEN[0].KENH']);
  });
});

describe('cases and papers', () => {
  it('makes one case per name, in the order of the record', () => {
    const read = record({
      THANHPHANHOSO: [
        { TRUONGHOP: '', GIAYTO: [{ MAGIAYTO: '', TENGIAYTO: 'Đơn', SOBANCHINH: '1', SOBANSAO: '' }] },
        { TRUONGHOP: 'Cấp lại', GIAYTO: null },
        { TRUONGHOP: ' ', GIAYTO: { MAGIAYTO: 'G1', TENGIAYTO: 'Ảnh', SOBANCHINH: 2, SOBANSAO: '1.0' } },
      ],
    });
    expect(read.cases).toEqual([
      {
        key: '',
        agencies: null,
        components: [
          { name: 'Đơn', originals: 1 },
          { code: 'G1', name: 'Ảnh', originals: 2, copies: 1 },
        ],
      },
      { key: 'Cấp lại', name: 'Cấp lại', agencies: null, components: null },
    ]);
  });

  it('takes a paper with several form files for one component', () => {
    const paper = { MAGIAYTO: 'TK01', TENGIAYTO: 'Tờ khai', URL: 'a' };
    const GIAYTO = [paper, { ...paper, URL: 'b' }, { ...paper, MAGIAYTO: 'TK02' }];
    expect(record({ THANHPHANHOSO: [{ TRUONGHOP: '', GIAYTO }] }).cases?.[0]?.components).toHaveLength(2);
  });

  it('cannot tell the papers of a case with an unreadable one, and says where', () => {
    const odd = {
      THANHPHANHOSO: [
        { TRUONGHOP: 'A', GIAYTO: [{ TENGIAYTO: 'Đơn' }] },
        { TRUONGHOP: 'B', GIAYTO: [{ TENGIAYTO: 'Đơn' }, null] },
        { TRUONGHOP: 'C', GIAYTO: 5 },
        'D',
      ],
    };
    expect(record(odd).cases?.map(({ components }) => components)).toEqual([
      [{ name: 'Đơn' }],
      undefined,
      undefined,
      undefined,
    ]);
    expect(paths(odd)).toEqual(['THANHPHANHOSO[1].GIAYTO[1]', 'THANHPHANHOSO[2].GIAYTO', 'THANHPHANHOSO[3]']);
  });

  it('tells a record without cases from one whose cases cannot be read', () => {
    expect(record({}).cases).toEqual([]);
    expect(record({ THANHPHANHOSO: 9 }).cases).toBeUndefined();
  });

  it('keeps a key of bearable length for a case named by a paragraph', () => {
    const long = (end: string) => ({ TRUONGHOP: 'Trường hợp '.repeat(400) + end, GIAYTO: [] });
    const keys = record({ THANHPHANHOSO: [long('a'), long('b')] }).cases!.map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
    expect(Math.max(...keys.map(key => key.length))).toBeLessThanOrEqual(200);
  });
});

describe('any record', () => {
  const names = [
    'CAPTHUCHIEN',
    'LINHVUCTHUCHIEN',
    'COQUANTHUCHIEN',
    'CACHTHUCTHUCHIEN',
    'THANHPHANHOSO',
    'CANCUPHAPLY',
    'TRANGTHAI',
    'MATTHC',
    'TENTTHC',
    'SOQUYETDINH',
    'KENH',
    'THOIGIAN',
    'PHILEPHI',
    'SOTIEN',
    'GIAYTO',
    'TENGIAYTO',
    'TRUONGHOP',
    'DONVITINH',
  ];
  const leaf = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('1', 'Không', '100.000', 'Ngày'),
  );
  const any = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value')),
      fc.dictionary(fc.constantFrom(...names), tie('value')),
    ),
  })).value;

  it('is read without throwing, and the kept part reads the same', () => {
    fc.assert(
      fc.property(any, value => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        const reading = readProcedure(json);
        expect(readProcedure(usedPart(json))).toEqual(reading);
      }),
      { numRuns: size(500, 150) },
    );
  });

  it('has a name that stays as it is when read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), TENTTHC => {
        const { name } = facts({ TENTTHC });
        expect(name === undefined ? undefined : facts({ TENTTHC: name }).name).toBe(name);
      }),
    );
  });
});

const catalogue = new URL('../../../../shared/data/national-procedures.ndjson.gz', import.meta.url);

describe.runIf(existsSync(catalogue))('the real national records', () => {
  const readings = existsSync(catalogue)
    ? gunzipSync(readFileSync(catalogue))
        .toString('utf8')
        .trim()
        .split('\n')
        .map(line => readProcedure(JSON.parse(line))!)
    : [];

  it('are all read, without a flaw', () => {
    expect(readings).toHaveLength(1_331);
    expect(readings.filter(reading => !reading.facts.name || reading.code === '')).toEqual([]);
    expect(readings.flatMap(reading => reading.flaws)).toEqual([]);
    expect(readings.every(reading => (reading.facts.tiers?.length ?? 0) > 0 && reading.facts.active)).toBe(
      true,
    );
  });

  it('hold the oddities that rules look for', () => {
    const fees = readings.flatMap(reading => reading.facts.fees ?? []);
    const deadlines = readings.flatMap(reading => reading.facts.deadlines ?? []);
    const texts = readings.flatMap(reading => reading.facts.suspectTexts ?? []);
    expect(fees.filter(fee => fee.suspicious).length).toBeGreaterThan(40);
    expect(fees.filter(fee => fee.freeWithAmount).length).toBeGreaterThan(50);
    expect(fees.filter(fee => fee.amount !== undefined && fee.amount > 0).length).toBeGreaterThan(450);
    expect(fees.filter(fee => fee.amount === 0).length).toBeGreaterThan(1_700);
    expect(
      deadlines.filter(deadline => deadline.amount !== undefined && !deadline.unit).length,
    ).toBeGreaterThan(300);
    expect(texts).toContain('Demo/QĐ-BCA');
    expect(texts.every(text => text === text.normalize('NFC'))).toBe(true);
  });
});
