import { describe, expect, it } from 'vitest';
import { excerpt } from '../../../adapters/td-dvc/answers.ts';
import { decodeComponents } from '../../../adapters/td-dvc/read/components.ts';
import { caseEntity, offeringRow, procedureRow, readRow } from '../../../adapters/td-dvc/schema.ts';
import type { RemoteSystem } from '../../../src/adapter/adapter.ts';
import { Aside } from '../../../src/adapter/kit/aside.ts';
import { startLoopback } from '../../adapter/loopback.ts';
import { openPortal, readAll } from './support.ts';

describe('a row with odd values', () => {
  it('is used as far as it goes; the rest is named in quarantine', () => {
    const { row, quarantine } = readRow(
      procedureRow,
      { id: 7, maTTHC: ' 1.000001 ', tenTTHC: ['x'], suDung: 'True', mucDo: 'Toàn trình', quyetDinh: '' },
      'procedure',
      'maTTHC',
    );
    expect(row).toMatchObject({ id: '7', maTTHC: '1.000001', suDung: true, quyetDinh: null });
    expect(row?.mucDo).toBeUndefined();
    expect(row?.tenTTHC).toBeUndefined();
    expect(quarantine.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      expect.stringMatching(/^tenTTHC: /),
      'mucDo: mức không hiểu: "Toàn trình"',
    ]);
    expect(quarantine.every(({ part, key }) => part === 'procedure' && key.trim() === '1.000001')).toBe(true);
  });

  it.each([
    ['4', 4],
    [3, 3],
    [' 2 ', 2],
    ['', null],
    [null, null],
    [undefined, undefined],
  ])('has level %j read as %j', (mucDo, level) => {
    const { row, quarantine } = readRow(offeringRow, { id: 'r', maTTHC: '1', mucDo }, 'offering', 'id');
    expect(row?.mucDo).toBe(level);
    expect(quarantine).toEqual([]);
  });

  it.each([[null], ['text'], [[]], [{}], [{ id: 'r', maTTHC: ' ' }]])(
    'is given up when its keys are missing: %j',
    value => {
      const { row, quarantine } = readRow(offeringRow, value, 'offering', 'id');
      expect(row).toBeUndefined();
      expect(quarantine.length).toBeGreaterThan(0);
    },
  );

  it('takes a stored document that came as an object', () => {
    const { row } = readRow(caseEntity, { eForm: { components: [] }, nodeQuyTrinh: ' ' }, 'case', 'ma');
    expect(row).toMatchObject({ eForm: '{"components":[]}', nodeQuyTrinh: null });
    expect(row?.edgeQuyTrinh).toBeUndefined();
  });
});

it.each([
  ['', ''],
  ['Nullable object must have a value.', 'Nullable object must have a value.'],
  ['"Nullable object must have a value."', 'Nullable object must have a value.'],
  ['{"failed":true,"message":"Đã tồn tại","succeeded":false}', 'Đã tồn tại'],
  ['{"messages":[],"exception":"Authentication Failed.","statusCode":401}', 'Authentication Failed.'],
  ['{"title":"One or more","status":400,"errors":{"MaTTHC":["required"]}}', 'One or more; required'],
  ['<html><body>502</body></html>', 'trang HTML'],
  ['x'.repeat(100_000), `${'x'.repeat(159)}…`],
])('shows of the error body %.40s only its words', (body, words) => {
  expect(excerpt(body, text => text)).toBe(words);
});

it('shows no beginning of a secret either where an error body is cut', () => {
  const words = `${'x'.repeat(155)}mat-khau-dai`;
  expect(excerpt(words, text => text.replaceAll('mat-khau-dai', '***'))).toBe(`${'x'.repeat(155)}***`);
});

describe('a portal with odd lists', () => {
  const withPortal = async <T>(
    lists: Record<string, unknown[]>,
    work: (system: RemoteSystem) => Promise<T>,
    counted = false,
  ): Promise<T> => {
    const portal = await startLoopback((request, response) => {
      const url = new URL(request.url!, 'http://portal');
      response.setHeader('Content-Type', 'application/json');
      if (url.pathname === '/api/tokens') return response.end('{"token":"t","refreshToken":"r"}');
      const rows = lists[url.pathname.replace('/api/v1/', '')] ?? [];
      const shown = rows.slice(0, Number(url.searchParams.get('pageSize')));
      // A row came in between.
      const more = counted && url.pathname.endsWith('/donvithutucs') && shown.length === 1 ? 1 : 0;
      const page = { data: shown, totalCount: rows.length + more, totalPages: rows.length > 0 ? 1 : 0 };
      return response.end(JSON.stringify(page));
    });
    const { system, http } = openPortal({
      baseUrl: portal.baseUrl,
      options: { username: 'u', password: 'p' },
    });
    try {
      return await work(system);
    } finally {
      http.close();
      await portal.close();
    }
  };
  const read = (lists: Record<string, unknown[]>, counted = false) => withPortal(lists, readAll, counted);
  const groups = [{ id: '1', groupCode: 'AA', groupName: 'Sở', type: 'don-vi', catalog: 'so-ban-nganh' }];

  it('yields offerings of procedures the list does not know', async () => {
    const { offering } = await read({
      groups,
      donvithutucs: [{ id: 'r', maTTHC: '9.999999', donViId: 'aa', mucDo: '4' }],
    });
    expect(offering).toMatchObject([{ procedure: '9.999999', agency: 'AA', level: 4 }]);
  });

  it('takes the first of offerings with one id', async () => {
    const row = { id: 'r', maTTHC: '9.999999', donViId: 'AA', mucDo: '4' };
    const { offering } = await read({ groups, donvithutucs: [row, { ...row, mucDo: '2' }] });
    expect(offering).toMatchObject([{ row: 'r', level: 4 }]);
  });

  it('says whose offering a row was that cannot be read', async () => {
    const thutucs = [{ id: 'p', maTTHC: '1.000001', suDung: true, quyetDinh: '1/QĐ' }];
    const donvithutucs = [
      { id: 'a', maTTHC: ' ', donViId: 'AA', mucDo: '4' },
      { id: null, maTTHC: '1.000001', donViId: 'AA', mucDo: '4' },
      { id: 'c', maTTHC: '1.000001', donViId: 'AA', mucDo: 'cao' },
    ];
    const { offering, quarantine } = await read({ groups, thutucs, donvithutucs });
    expect(offering).toMatchObject([{ procedure: '1.000001', row: 'c' }]);
    expect(quarantine.map(({ path, lost }) => [path, lost?.agency, lost?.procedure])).toEqual([
      ['maTTHC', 'AA', undefined],
      ['id', 'AA', '1.000001'],
      ['mucDo', undefined, undefined],
    ]);
  });

  it('is not read whole when it shows no procedure or no agency at all', async () => {
    const thutucs = [{ id: 'p', maTTHC: '1.000001', suDung: true, quyetDinh: '1/QĐ' }];
    const gaps = async (lists: Record<string, unknown[]>) => (await read(lists)).gap.map(gap => gap.reason);
    expect(await gaps({ groups, thutucs })).toEqual([]);
    expect(await gaps({ groups })).toEqual([expect.stringContaining('danh sách thủ tục rỗng')]);
    expect(await gaps({ thutucs })).toEqual([expect.stringContaining('danh sách đơn vị rỗng')]);
  });

  it('does not take a proper page for all when a second request counts more', async () => {
    const donvithutucs = ['1', '2'].map(id => ({ id, maTTHC: id, donViId: 'AA', mucDo: '4' }));
    const thutucs = [{ id: 'p', maTTHC: '1', suDung: true, quyetDinh: '1/QĐ' }];
    expect((await read({ groups, thutucs, donvithutucs })).gap).toEqual([]);
    expect((await read({ groups, thutucs, donvithutucs }, true)).gap).toMatchObject([{ part: 'offerings' }]);
  });

  it('leaves out rows of an agency that is not in the list, and says which', async () => {
    const { offering, quarantine } = await read({
      groups,
      donvithutucs: [{ id: 'r', maTTHC: '1', donViId: 'BB', mucDo: '4' }],
    });
    expect(offering).toEqual([]);
    expect(quarantine).toMatchObject([
      { part: 'offering', key: 'BB', reason: expect.stringContaining('1 đơn vị') },
    ]);
  });

  it('names cases of procedures that are gone, in one line', async () => {
    const truonghopthutucs = [1, 2, 3].map(id => ({ id, ma: `x_${id}`, maTTHC: '8.888888' }));
    const { case: cases, quarantine } = await read({ groups, truonghopthutucs });
    expect(cases).toEqual([]);
    expect(quarantine).toMatchObject([{ part: 'case', reason: expect.stringContaining('3 trường hợp') }]);
  });

  it('keeps a case whose row cannot be read as one of which nothing can be told', async () => {
    const thutucs = ['1.000001', '1.000002', '1.000003'].map(maTTHC => ({
      id: maTTHC,
      maTTHC,
      suDung: true,
    }));
    const known = { id: 'c', ma: 'c_1', maTTHC: '1.000001', thoiGianThucHien: 24 };
    const keyless = { id: null, ma: 'c_2', maTTHC: '1.000002', thoiGianThucHien: 24 };
    const named = await read({ groups, thutucs, truonghopthutucs: [known, keyless] });
    expect(named.case.filter(({ key }) => key !== 'c_1')).toEqual([
      { kind: 'case', procedure: '1.000002', key: 'c_2', agencies: null },
    ]);
    expect(named.quarantine).toContainEqual(
      expect.objectContaining({ part: 'case', key: 'c_2', path: 'id', reason: 'không dùng được: null' }),
    );
    const deadlines = named.procedure.map(({ facts }) => facts.deadlines?.length);
    expect(deadlines).toEqual([1, undefined, undefined]);
    // Whose it is cannot be told: it may belong to any procedure, also beside a case kept for other agencies.
    const nameless = await read({ groups, thutucs, truonghopthutucs: [known, { id: 'x', maTTHC: {} }] });
    expect(nameless.case.map(({ procedure, key }) => `${procedure} ${key}`).sort()).toEqual([
      '1.000001 c_1',
      '1.000001 x',
      '1.000002 x',
      '1.000003 x',
    ]);
    expect((await read({ groups, thutucs, truonghopthutucs: [7] })).case).toHaveLength(3);
  });

  it('cannot tell the components of a case with a row it cannot place or read', async () => {
    const thutucs = [{ id: 'p', maTTHC: '1.000001', suDung: true, quyetDinh: '1/QĐ' }];
    const truonghopthutucs = [{ id: 'c', ma: 'c_1', maTTHC: '1.000001' }];
    const thanhphanthutucs = [
      { id: 'a', ten: 'Đơn', thuTucId: '1.000001', truongHopId: 'C_1' },
      { id: 'b', ten: 'Tờ khai', thuTucId: '1.000001', truongHopId: '' },
    ];
    const { case: cases, quarantine } = await read({ groups, thutucs, truonghopthutucs, thanhphanthutucs });
    expect(cases[0]?.components).toBeUndefined();
    expect(quarantine).toContainEqual(
      expect.objectContaining({ part: 'component', key: 'b', path: 'truongHopId' }),
    );
  });

  it('gives each of two procedures that call a case alike the components that name it, or no procedure', () => {
    const aside = new Aside();
    const paper = (id: string, thuTucId: string | null) => ({ id, ten: id, thuTucId, truongHopId: 'th1' });
    const papers = [paper('a', '1.000001'), paper('b', '1.000002'), paper('c', null)];
    const { of } = decodeComponents(aside, papers, true);
    const namesOf = (maTTHC: string) => of({ ma: 'TH1', maTTHC })?.map(({ name }) => name);
    expect(namesOf('1.000001')).toEqual(['a', 'c']);
    expect(namesOf('1.000002')).toEqual(['b', 'c']);
    // Whether a portal calls procedures by something else there is not known: nothing is made to disappear.
    expect(namesOf('1.000003')).toEqual(['a', 'b', 'c']);
    aside.close();
  });

  it('tells components of cases that nobody lists, in one line, unless a case may be missing from the list', async () => {
    const thutucs = [{ id: 'p', maTTHC: '1.000001', suDung: true, quyetDinh: '1/QĐ' }];
    const known = { id: 'c', ma: 'c_1', maTTHC: '1.000001' };
    const unlisted = { id: 'd', ma: 'd_1', maTTHC: '8.888888' };
    const thanhphanthutucs = ['C_1', 'd_1', 'gone', 'GONE', 'lost'].map((truongHopId, id) => ({
      ...{ id, ten: `Giấy ${id}`, thuTucId: '1.000001', truongHopId },
    }));
    const toldOf = async (truonghopthutucs: unknown[]) => {
      const records = await read({ groups, thutucs, truonghopthutucs, thanhphanthutucs });
      return records.quarantine.filter(({ part }) => part === 'component');
    };
    expect(await toldOf([known, unlisted])).toMatchObject([
      { path: 'truongHopId', reason: expect.stringMatching(/^3 thành phần hồ sơ .*: GONE, LOST$/) },
    ]);
    // The code of this case cannot be read: they may be its own.
    expect(await toldOf([known, unlisted, { ...known, id: 'e', ma: {} }])).toEqual([]);
  });

  it.each(['phong-ban', ' x ', '7'])(
    'takes a row that calls itself %j for an agency, and tells it',
    async type => {
      const thutucs = [{ id: 'p', maTTHC: '1.000001', suDung: true, quyetDinh: '1/QĐ' }];
      const odd = { id: '2', groupCode: 'BB', groupName: 'Xã', type, catalog: 'xa-phuong' };
      const donvithutucs = [{ id: 'r', maTTHC: '1.000001', donViId: 'BB', mucDo: '4' }];
      const { agency, quarantine, gap } = await read({ groups: [...groups, odd], thutucs, donvithutucs });
      expect(agency.map(({ id }) => id)).toEqual(['AA', 'BB']);
      expect(gap).toEqual([]);
      expect(quarantine).toContainEqual(
        expect.objectContaining({
          part: 'agency',
          key: 'BB',
          path: 'type',
          reason: expect.stringContaining(type.trim()),
        }),
      );
    },
  );

  it.each(['phong-ban', 'DON-VI', null])(
    'has rows at one of type %j for a look at one service, too',
    async type => {
      const odd = { ...groups[0], type };
      const thutucs = [{ id: 'p', maTTHC: '1.000001', suDung: true }];
      const donvithutucs = [{ id: 'r', maTTHC: '1.000001', donViId: 'aa', mucDo: '4' }];
      const names = {
        agencyCode: ({ id }: { id: string }) => `H13.${id}`,
        levelWords: String,
        roleAt: String,
      };
      const { offerings } = await withPortal({ groups: [odd], thutucs, donvithutucs }, system =>
        system.readService!('1.000001', { names, cases: [], memory: {} }),
      );
      expect(offerings).toEqual({ 'H13.AA': { level: 4 } });
    },
  );

  it.each([null, '', undefined, 'DON-VI'])(
    'takes a row of type %j for an agency without a word',
    async type => {
      const { agency, quarantine } = await read({ groups: [{ ...groups[0], type }] });
      expect(agency).toHaveLength(1);
      expect(quarantine.filter(({ part }) => part === 'agency')).toEqual([]);
    },
  );
});
