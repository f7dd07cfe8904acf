import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/csdl-tthc/sandbox.ts';
import type { RunningSandbox, SandboxSeed } from '../../sandbox/seed.ts';
import { asked, gaps, many, open, procedure, procedures, quarantined, seed } from './support.ts';

let sandbox: RunningSandbox | undefined;
afterEach(() => sandbox?.close());

async function start(city: SandboxSeed, quirks: Record<string, unknown> = {}): Promise<RunningSandbox> {
  sandbox = await startSandbox(city, quirks);
  return sandbox;
}

const ways = ['session', 'gateway'] as const;
const envelopes = ['plain', 'string', 'object'] as const;
const codes = ['int', 'string', 'double-zero', 'absent'] as const;

describe('reading the catalogue', () => {
  for (const way of ways) {
    for (const envelope of envelopes) {
      it.each(codes)(`${way}, ${envelope} envelope, success code %s`, async errorCodeShape => {
        const records = await open(await start(seed(many(3)), { way, envelope, errorCodeShape })).records();
        expect(procedures(records).map(({ code, detail }) => [code, detail])).toEqual([
          ['1.000001', 'read'],
          ['1.000002', 'read'],
          ['1.000003', 'read'],
        ]);
        expect(quarantined(records)).toEqual([]);
        expect(records.filter(({ kind }) => kind === 'agency')).toHaveLength(way === 'session' ? 1 : 0);
      });
    }
  }

  it('reads single rows that come as an object', async () => {
    const records = await open(await start(seed(many(1)), { singleObject: true })).records();
    expect(procedures(records)).toMatchObject([{ code: '1.000001', detail: 'read' }]);
  });

  it('takes a code that stands twice once, and a list without names', async () => {
    const records = await open(
      await start(seed(many(4)), { duplicateRows: true, listWithoutNames: true }),
    ).records();
    expect(procedures(records)).toHaveLength(4);
    expect(procedures(records)[0]).toMatchObject({ facts: { name: 'Thủ tục 1.000001' } });
  });

  it('puts rows of the list without a code into quarantine', async () => {
    const records = await open(await start(seed([procedure(' '), procedure('1.000001 ')]))).records();
    expect(procedures(records)).toMatchObject([{ code: '1.000001' }]);
    expect(quarantined(records)).toMatchObject([{ path: 'MATTHC' }]);
  });

  it('routes by query where the bus wants it so', async () => {
    const running = await start(seed(many(1)), { requireQueryDstcode: true });
    expect(procedures(await open(running).records())).toHaveLength(1);
    await expect(open(running, { options: { routing: 'header' } }).records()).rejects.toMatchObject({
      kind: 'not-understood',
    });
  });

  it('uses one path for everything where there is no sharePath', async () => {
    const running = await start(seed(many(2)));
    await open(running, { options: { sharePath: undefined } }).records();
    expect(asked(running, '/mapi/share')).toBe(0);
  });

  it('goes on without dictionaries, and says so', async () => {
    const running = await start(seed(many(2)), { errorFor: ['LayDanhMucCoQuan', 'LayDanhMucLinhVuc'] });
    const records = await open(running).records();
    expect(procedures(records).every(({ detail }) => detail === 'read')).toBe(true);
    expect(quarantined(records).map(({ part }) => part)).toEqual(['agency', 'field']);
    expect(gaps(records)).toEqual([]);
  });

  it('completes a field from the dictionary, but only where one code alone has the name', async () => {
    const national = (LINHVUCTHUCHIEN: unknown) => ({ MATTHC: '', TENTTHC: 'Tên', LINHVUCTHUCHIEN });
    const fields = [
      { code: 'HT01', name: 'Hộ tịch' },
      { code: 'A', name: 'Đất đai' },
      { code: 'B', name: 'Đất đai' },
    ];
    const running = await start(
      seed(
        [
          procedure('1.000001', { national: national({ MALINHVUC: 'HT01' }) }),
          procedure('1.000002', {
            national: national([{ TENLINHVUC: 'HỘ TỊCH' }, { TENLINHVUC: 'Đất đai' }]),
          }),
        ],
        { fields },
      ),
    );
    expect(procedures(await open(running).records()).map(({ facts }) => facts.fields)).toEqual([
      [{ code: 'HT01', name: 'Hộ tịch' }],
      [{ code: 'HT01', name: 'HỘ TỊCH' }, { name: 'Đất đai' }],
    ]);
  });

  it('asks for a decision when its number is missing, once for all that share it', async () => {
    const national = { TENTTHC: 'Tên', SOQUYETDINH: '', IDQUYETDINHCONGBO: '70001' };
    const lost = { ...national, IDQUYETDINHCONGBO: '70002' };
    const decisions = [{ id: '70001', number: '1872/QĐ-BTP', date: '2020-09-04', summary: 'Công bố' }];
    const running = await start(
      seed(
        [
          procedure('1.000001', { national }),
          procedure('1.000002', { national }),
          procedure('1.000003', { national: lost }),
        ],
        { decisions },
      ),
      { errorFor: ['70002'] },
    );
    const records = await open(running).records();
    expect(procedures(records).map(({ facts }) => facts.decision)).toEqual([
      '1872/QĐ-BTP',
      '1872/QĐ-BTP',
      undefined,
    ]);
    expect(quarantined(records)).toMatchObject([{ key: '1.000003', path: 'IDQUYETDINHCONGBO' }]);
  });

  it('uses what is right in a record and puts the rest into quarantine with its path', async () => {
    const national = {
      MATTHC: '1.000001',
      TENTTHC: 'Cấp giấy phép',
      CAPTHUCHIEN: [{ CAPTHUCHIEN: '1' }, { CAPTHUCHIEN: '7' }],
      THANHPHANHOSO: [{ TRUONGHOP: '', GIAYTO: 5 }],
    };
    const records = await open(await start(seed([procedure('1.000001', { national })]))).records();
    expect(procedures(records)).toMatchObject([
      // A tier nobody knows may be any: what is left of the list is not the list.
      { code: '1.000001', detail: 'read', facts: { name: 'Cấp giấy phép', tiers: undefined } },
    ]);
    expect(quarantined(records).map(({ key, path }) => `${key} ${path}`)).toEqual([
      '1.000001 CAPTHUCHIEN[1]',
      '1.000001 THANHPHANHOSO[0].GIAYTO',
    ]);
  });
});

describe('the code in the details', () => {
  it.each(['', ' 1.000001', '1.000001.h13', '1.000001.000.00.00.H13'])('may be «%s»', async MATTHC => {
    const national = { MATTHC, TENTTHC: 'Cấp giấy phép' };
    const records = await open(await start(seed([procedure('1.000001', { national })]))).records();
    expect(procedures(records)).toMatchObject([{ code: '1.000001', detail: 'read' }]);
    expect(quarantined(records)).toEqual([]);
  });
});

describe('details that cannot be read', () => {
  it.each([
    ['cut short', { cut: ['1.000002'] }],
    ['an HTML page', { html: ['1.000002'] }],
    ['without result', { missingResultFor: ['1.000002'] }],
    ['an error code', { errorFor: ['1.000002'] }],
  ])('leave the procedure in the list, unread: %s', async (_what, quirks) => {
    for (const way of ways) {
      const running = await start(seed(many(3)), { way, ...quirks });
      const records = await open(running).records();
      expect(
        procedures(records)
          .map(({ code, detail }) => `${code} ${detail}`)
          .sort(),
      ).toEqual(['1.000001 read', '1.000002 unread', '1.000003 read']);
      expect(quarantined(records)).toMatchObject([{ key: '1.000002', path: '' }]);
      expect(gaps(records)).toEqual([]);
      await running.close();
    }
  });

  it.each([
    ['a text', 'text', 'không trả về bản ghi nào'],
    ['a list', [{ MATTHC: '1.000001' }], ''],
    [
      'of another procedure',
      { MATTHC: '1.999999', TENTTHC: 'Thủ tục khác' },
      'bản ghi của mã khác (1.999999)',
    ],
    ['without a name anywhere', { MATTHC: '1.000001', TENTTHC: '' }, 'không có tên thủ tục'],
    ['with a name that is none', { MATTHC: '1.000001', TENTTHC: 'x'.repeat(5_000) }, 'dài 5.000 ký tự'],
  ])('are those of a record that is %s', async (_what, national, reason) => {
    const running = await start(seed([procedure('1.000001', { national })]), { listWithoutNames: true });
    const records = await open(running).records();
    expect(procedures(records)).toMatchObject([{ code: '1.000001', detail: 'unread' }]);
    expect(quarantined(records)).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  it('are those of a listed code the service does not know, which is no reason to sign in again', async () => {
    const running = await start(seed([procedure('1.000001'), procedure('1.000002', { national: [] })]));
    running.set('unknownCodes', ['1.000002']);
    const records = await open(running).records();
    expect(procedures(records).map(({ detail }) => detail)).toEqual(['read', 'unread']);
    expect(asked(running, '/mapi/login')).toBe(1);
  });

  it('keep the name of the list', async () => {
    const running = await start(seed(many(1)), { errorFor: ['1.000001'] });
    expect(procedures(await open(running).records())).toEqual([
      { kind: 'procedure', code: '1.000001', detail: 'unread', facts: { name: 'Thủ tục 1.000001' } },
    ]);
  });

  it('make a gap when more than a fifth is missing', async () => {
    const missing = many(6).map(({ code }) => code);
    const running = await start(seed(many(20)), { way: 'gateway', cut: missing });
    const reason = 'Không đọc được chi tiết của 6/20 thủ tục';
    expect(gaps(await open(running).records())).toMatchObject([{ part: 'details', reason }]);
    running.set('cut', missing.slice(0, 4));
    expect(gaps(await open(running).records())).toEqual([]);
  });

  it('make no gap when they are a small share, however many', async () => {
    const running = await start(seed(many(40)), { way: 'gateway', cut: many(6).map(({ code }) => code) });
    expect(gaps(await open(running).records())).toEqual([]);
  });
});

describe('a list that cannot be read', () => {
  it.each([
    ['HTML', { html: ['LayDanhSachTTHC'] }],
    ['cut short', { cut: ['LayDanhSachTTHC'] }],
    ['an error code', { errorFor: ['LayDanhSachTTHC'] }],
    ['null message', { way: 'gateway', envelope: 'null-message' }],
    ['HTTP that breaks off', { down: true }],
    ['far too large', { hugeAnswer: 20 << 20 }],
  ])('ends the reading, never with an empty catalogue: %s', async (_what, quirks) => {
    const running = await start(seed(many(3)), quirks);
    await expect(open(running, { http: { maxAnswerBytes: 1 << 20 } }).records()).rejects.toThrow();
  });

  it('is also one without a single procedure', async () => {
    for (const procedures of [[], [procedure(' ')]]) {
      const running = await start(seed(procedures));
      await expect(open(running).records()).rejects.toMatchObject({ kind: 'not-understood' });
      await running.close();
    }
  });

  it('is one at a gateway that refuses our token', async () => {
    const running = await start(seed(many(1)), { way: 'gateway' });
    await expect(open(running, { options: { bearerToken: 'wrong' } }).records()).rejects.toMatchObject({
      kind: 'refused',
    });
  });
});

describe('a host that goes away in the middle', () => {
  it.each([
    ['hangs up', 'session', 'down'],
    ['does not take our token any more', 'gateway', 'tokenRefused'],
  ])('leaves the rest unread without asking for it, and a gap: it %s', async (_what, way, quirk) => {
    const running = await start(seed(many(200)), { way });
    const { system, requests } = open(running);
    const records = [];
    for await (const record of system.read()) {
      records.push(record);
      if (procedures(records).length === 20) running.set(quirk, true);
    }
    expect(procedures(records)).toHaveLength(200);
    expect(procedures(records).filter(({ detail }) => detail === 'read').length).toBeLessThan(60);
    const reason = expect.stringMatching(/^Ngừng đọc chi tiết giữa chừng: /);
    expect(gaps(records)).toMatchObject([{ part: 'details', reason }]);
    expect(requests()).toBeLessThan(150);
  });

  it('is told from a run that was cancelled', async () => {
    const running = await start(seed(many(200)));
    const stop = new AbortController();
    const { system } = open(running, { signal: stop.signal });
    const reading = (async () => {
      for await (const record of system.read()) if (record.kind === 'procedure') stop.abort();
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'aborted' });
  });
});
