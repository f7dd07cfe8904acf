import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readPage, readText } from '../../../adapters/opencps/answer.ts';
import { createClient } from '../../../adapters/opencps/client.ts';
import { optionsSchema } from '../../../adapters/opencps/options.ts';
import { rowsOfEither } from '../../../adapters/opencps/xml-rows.ts';
import { createHttpClient } from '../../../src/adapter/http-client.ts';
import { streamedList } from '../../../src/adapter/kit/streamed-list.ts';
import type { CaseRecord, SourceRecord } from '../../../src/adapter/records.ts';
import { keptDetails } from '../../adapter/kept-details.ts';
import { startLoopback, testSettings } from '../../adapter/loopback.ts';
import { toXml } from '../../sandbox/opencps/wire.ts';
import type { RunningSandbox } from '../../sandbox/seed.ts';
import { size } from '../../support/thorough.ts';
import { ask } from './ask.ts';
import {
  cases,
  collect,
  levelsOf,
  open,
  procedures,
  seedCase,
  seedOf,
  seedProcedure,
  silent,
  sorted,
  troubles,
  withSandbox,
} from './support.ts';

const hour = 3_600_000;
const levels = ['UBNDT', 'STP', 'NK', 'BT', 'AK'].map(agency => ({ agency, level: 4 as const }));
const city = (count: number) =>
  seedOf(
    ...Array.from({ length: count }, (_, at) =>
      seedProcedure(`1.${String(at).padStart(6, '0')}`, { offerings: levels }),
    ),
  );
const steady = { indexLag: 0, staleEmbedded: 0 };

/** Runs on one store of kept details and a clock of their own. */
function runsOn(sandbox: RunningSandbox, hours = 72) {
  const values = new Map<string, string>();
  const clock = { now: Date.parse('2026-03-02T00:00:00Z') };
  const run = async ({ full = false } = {}) => {
    const details = keptDetails(
      { maxAgeHours: hours, now: () => clock.now, ...(full && { since: clock.now }) },
      values,
    );
    const system = open(sandbox, {}, {}, details);
    const records = await collect(system.read());
    system.http.close();
    return { records, requests: system.http.requests };
  };
  return { run, clock, values };
}

const notesOf = (records: SourceRecord[]) =>
  records.flatMap(record => (record.kind === 'note' ? [record.text] : []));

/** What is told, whenever it was read. */
const told = (records: SourceRecord[]) =>
  sorted(
    records
      .filter(({ kind }) => kind !== 'note')
      .map(record => {
        if (record.kind !== 'case') return record;
        const { readAt: _, ...facts } = record;
        return facts;
      }),
  );

const freshly = async (sandbox: RunningSandbox) => told(await collect(open(sandbox).read()));

describe('reading whole lists', () => {
  it('asks for each list once, for the options of each config, and for templates and processes', async () => {
    await withSandbox(city(10), steady, async sandbox => {
      const { run } = runsOn(sandbox);
      const first = await run();
      const asked = [...sandbox.requests].map(([path, count]) => [path.replace('/o/rest/v2', ''), count]);
      const lists = asked.filter(([path]) => !/\d/.test(String(path)));
      expect(lists.sort()).toEqual([
        ['/dictcollections/GOVERNMENT_AGENCY/dictitems', 1],
        ['/dossiertemplates', 1],
        ['/onegate/serviceconfigs/processes', 1],
        ['/serviceconfigs', 1],
        ['/serviceinfos', 1],
        ['/serviceprocesses', 1],
      ]);
      const options = asked.filter(([path]) => /^\/serviceconfigs\/\d+\/processes/.test(String(path)));
      expect(options).toHaveLength(50);
      expect(options.every(([, count]) => count === 1)).toBe(true);
      expect(asked.filter(([path]) => /^\/service(infos|configs)\/[\d.]+$/.test(String(path)))).toEqual([]);
      expect(told(first.records)).toEqual(await freshly(sandbox));
    });
  });

  it('asks for nothing but the lists while nothing changes, and says of what day each case is', async () => {
    await withSandbox(city(10), steady, async sandbox => {
      const { run, clock } = runsOn(sandbox);
      const first = await run();
      clock.now += hour;
      const second = await run();
      // Six lists, and whether the account sees all of them.
      expect(second.requests).toBe(7);
      expect(told(second.records)).toEqual(told(first.records));
      expect(cases(first.records).map(({ readAt }) => readAt)).toEqual(Array(10).fill(undefined));
      expect(new Set(cases(second.records).map(({ readAt }) => readAt))).toEqual(
        new Set(['2026-03-02T00:00:00.000Z']),
      );
    });
  });

  it('gives cases the keys they have always had', async () => {
    const seed = seedOf(
      seedProcedure('1.000001', { cases: [seedCase(), seedCase({ key: 'c2', workflow: null })] }),
    );
    await withSandbox(seed, steady, async sandbox => {
      const { run } = runsOn(sandbox);
      for (const { records } of [await run(), await run()]) {
        expect(cases(records).map(({ key, name, agencies }) => [key, name, agencies])).toEqual([
          ['MAU-1.000001-c1/QT-1.000001-c1', 'Mặc định', ['NK', 'STP']],
          ['MAU-1.000001-c2/-', 'Mặc định', ['NK', 'STP']],
        ]);
        const [{ eform, workflow }] = cases(records) as [CaseRecord];
        expect([eform?.hash, workflow?.hash]).toMatchInlineSnapshot(`
          [
            "e66832c6910eb636d985f7571c39611b",
            "ed4d83e2f2cecbc4d6cffe41572517a5",
          ]
        `);
      }
    });
  });

  it.each([
    ['refused', { refuseWhole: true }, 'máy chủ báo lỗi 403'],
    ['cut', { maxRows: 7 }, 'trả lời chỉ có 7/'],
  ])('reads page by page, and says so, where whole lists are %s', async (_, quirks, why) => {
    await withSandbox(city(12), { ...steady, ...quirks }, async sandbox => {
      const system = open(sandbox, { pageSize: 5 });
      const records = await collect(system.read());
      const usual = await withSandbox(city(12), steady, other => freshly(other));
      expect(told(records)).toEqual(usual);
      const notes = notesOf(records);
      for (const list of ['danh sách thủ tục', 'danh sách cấu hình dịch vụ', 'danh sách quy trình']) {
        expect(notes.filter(note => note.startsWith(list) && note.includes(why))).toHaveLength(1);
      }
      expect(notes.filter(note => note.startsWith('danh sách phương án'))).toHaveLength(1);
    });
  });

  it('asks for the configs of each service where the rest of their list cannot be had', async () => {
    await withSandbox(city(4), { ...steady, tokenMatch: false }, async sandbox => {
      const whole = JSON.parse(
        (await ask(sandbox, '/serviceconfigs?start=0&end=3', { headers: {} })).text,
      ) as object;
      sandbox.set('faults', { '/serviceconfigs': JSON.stringify({ ...whole, total: 20 }) });
      const records = await collect(open(sandbox).read());
      // Every question gets these three rows: of the other services nothing can be told but by their details.
      expect(levelsOf(records, '1.000000')).toEqual(['AK=4', 'BT=4', 'NK=4', 'STP=4', 'UBNDT=4']);
      expect(records).toContainEqual(expect.objectContaining({ kind: 'gap', part: 'offering' }));
    });
  });

  it('never takes a list that breaks off for all there is: what it has not shown is told by details', async () => {
    await withSandbox(city(4), steady, async sandbox => {
      const { text } = await ask(sandbox, '/serviceconfigs?start=0&end=0', { headers: {} });
      sandbox.set('faults', { '/serviceconfigs': text.slice(0, text.length * 0.6) });
      const records = await collect(open(sandbox).read());
      for (let at = 0; at < 4; at++)
        expect(levelsOf(records, `1.00000${at}`)).toEqual(['AK=4', 'BT=4', 'NK=4', 'STP=4', 'UBNDT=4']);
      expect(troubles(records)).toContainEqual(
        expect.objectContaining({ reason: expect.stringMatching(/không phải JSON hoặc XML trọn vẹn/) }),
      );
    });
  });

  it.each([
    ['refused', 403],
    ['cut', '{"total":99,"data":['],
  ])(
    'says nothing of who else offers a service, nor of what is not published, where every config list is %s',
    async (_, answer) => {
      await withSandbox(city(6), { ...steady, staleEmbedded: 3600 }, async sandbox => {
        sandbox.set('faults', { '/serviceconfigs': answer });
        const records = await collect(open(sandbox).read());
        const lost = records.flatMap(record =>
          record.kind === 'quarantine' && record.lost ? [record.lost] : [],
        );
        for (let at = 0; at < 6; at++)
          expect(lost).toContainEqual({ what: 'offering', procedure: `1.00000${at}` });
        expect(lost).toContainEqual({ what: 'procedure' });
      });
    },
  );

  it('says in a note only that unpublished services are not known where each service still tells who offers it', async () => {
    await withSandbox(city(4), { ...steady, staleEmbedded: 3600 }, async sandbox => {
      sandbox.set('faults', { '/serviceconfigs?': 500 });
      const records = await collect(open(sandbox).read());
      for (let at = 0; at < 4; at++)
        expect(levelsOf(records, `1.00000${at}`)).toEqual(['AK=4', 'BT=4', 'NK=4', 'STP=4', 'UBNDT=4']);
      expect(records.filter(record => record.kind === 'quarantine' && record.lost)).toEqual([]);
      expect(records.filter(({ kind }) => kind === 'gap')).toEqual([]);
      expect(notesOf(records)).toContainEqual(expect.stringContaining('đang ngừng công bố'));
    });
  });

  it('never says a service has no offerings whose rows neither the list, its pages nor a question of its own brought', async () => {
    await withSandbox(city(4), steady, async sandbox => {
      const list = async (path: string) =>
        (await ask(sandbox, `${path}?start=0&end=0`, { headers: {} })).text;
      const configs = await list('/serviceconfigs');
      const services = JSON.parse(await list('/serviceinfos')) as { data: object[] };
      const bare = services.data.map(row => ({ ...row, serviceConfigs: undefined }));
      const faults = {
        '/serviceconfigs': configs.slice(0, configs.length * 0.4),
        '/serviceinfos': JSON.stringify({ ...services, data: bare }),
      };
      sandbox.set('faults', faults);
      const records = await collect(open(sandbox).read());
      for (let at = 0; at < 4; at++)
        expect(levelsOf(records, `1.00000${at}`)).toEqual(['AK=4', 'BT=4', 'NK=4', 'STP=4', 'UBNDT=4']);
      const details = Object.fromEntries(
        Array.from({ length: 4 }, (_, at) => [`/serviceinfos/1.00000${at}`, 500] as const),
      );
      sandbox.set('faults', { ...faults, ...details });
      const blind = await collect(open(sandbox).read());
      expect(procedures(blind).map(({ detail }) => detail)).toEqual(Array(4).fill('unread'));
    });
  });

  it('takes no config for one without a case that the desk does not show', async () => {
    const seed = city(2);
    const usual = await withSandbox(seed, steady, freshly);
    const desk = '/onegate/serviceconfigs/processes';
    for (const [quirks, note] of [
      [{ faults: { [desk]: '{"total":0,"data":[]}' } }, undefined],
      [{ faults: { [desk]: '{"total":9,"data":[]}' } }, 'chỉ có 0/9 dòng'],
      [{ faults: { [desk]: 500 } }, 'không nhận được'],
      [{ faults: { [desk]: '{"total":1,"data":[{"serviceConfigId":100001,"opt' } }, 'không nhận được'],
      [{ faults: { [desk]: 203 } }, 'không nhận được'],
      [{ notAdministrator: true }, 'không phải quản trị'],
    ] as const) {
      await withSandbox(seed, { ...steady, ...quirks }, async sandbox => {
        const { records } = await runsOn(sandbox).run();
        expect(told(records)).toEqual(usual);
        expect(notesOf(records).filter(text => note && text.includes(note))).toHaveLength(note ? 1 : 0);
      });
    }
  });

  it('leaves cases indeterminate of a config whose own options cannot be read, whatever the desk shows', async () => {
    const faults = { '/serviceconfigs/100001/processes': 500 };
    await withSandbox(seedOf(seedProcedure('1.000001')), { ...steady, faults }, async sandbox => {
      const { records } = await runsOn(sandbox).run();
      expect(cases(records).map(({ key, agencies }) => [key, agencies])).toEqual([
        ['MAU-1.000001-c1/QT-1.000001-c1', ['NK']],
        ['?', ['STP']],
      ]);
    });
  });
});

describe('what an option leads to', () => {
  it('is each agency’s own from the first run on, though the desk shows the same of all of them', async () => {
    await withSandbox(city(2), steady, async sandbox => {
      // Another district has the same template and name of option, and another process.
      await lead(sandbox, 100_004, 1, 35_002);
      const { records } = await runsOn(sandbox).run();
      const ofBoth = cases(records).filter(({ procedure }) => procedure === cases(records)[0]!.procedure);
      expect(ofBoth.map(({ key, agencies }) => [key, agencies!.includes('BT')])).toEqual([
        ['MAU-1.000000-c1/QT-1.000000-c1', false],
        ['MAU-1.000000-c1/QT-1.000001-c1', true],
      ]);
    });
  });
});

describe('details kept between runs', () => {
  type Change = (sandbox: RunningSandbox, value: number) => Promise<unknown>;
  /** Changes a list shows. */
  const shown: Record<string, Change> = {
    name: (sandbox, value) =>
      put(sandbox, '/serviceinfos/40001', { serviceName: `Tên ${value}`, active: 'true', maxLevel: '4' }),
    level: (sandbox, value) =>
      put(sandbox, '/serviceconfigs/100002', {
        ...{ serviceInfoId: '40001', govAgencyCode: 'STP', forCitizen: 'true' },
        serviceLevel: String(2 + (value % 3)),
      }),
    channel: (sandbox, value) =>
      put(sandbox, '/serviceconfigs/100003', {
        ...{ serviceInfoId: '40001', govAgencyCode: 'NK', serviceLevel: '4' },
        forCitizen: String(value % 2 === 0),
      }),
    deadline: (sandbox, value) =>
      put(sandbox, '/serviceprocesses/35001', { ...process, durationCount: String(1 + (value % 9)) }),
    'template of an option': (sandbox, value) =>
      lead(sandbox, 100_005, 1, 35_001, value % 2 === 0 ? 33_001 : 33_002),
    'name of an option': (sandbox, value) => lead(sandbox, 100_005, 1, 35_001, 33_001, `Tên ${value}`),
  };
  /** Changes that only details show. */
  const hidden: Record<string, Change> = {
    paper: (sandbox, value) =>
      put(sandbox, '/dossiertemplates/33001/parts/TP02', {
        ...{ partNo: 'TP02', partType: '1', deliverableAction: '0' },
        partName: `Giấy tờ ${value}`,
      }),
    form: (sandbox, value) =>
      put(sandbox, '/dossiertemplates/33001/parts/TP01/formscript', { value: `{"schema":{"v":${value}}}` }),
    step: (sandbox, value) =>
      put(sandbox, '/serviceprocesses/35001/steps/110', {
        ...{ stepCode: '110', stepName: 'Tiếp nhận', dossierStatus: 'receiving' },
        durationCount: `0.${1 + (value % 9)}`,
      }),
    'process of an option': (sandbox, value) => lead(sandbox, 100_004, 1, value % 2 === 0 ? 35_001 : 35_002),
  };
  const process = { processNo: 'QT-1.000000-c1', processName: 'Quy trình', durationUnit: '0' };

  it('never hide a change that a list shows, and show every other one within the hours', async () => {
    const step = fc.record({
      change: fc.constantFrom(...Object.keys(shown), ...Object.keys(hidden)),
      value: fc.nat(1_000),
      hours: fc.constantFrom(0.1, 20, 50),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async steps => {
        await withSandbox(city(2), steady, async sandbox => {
          const { run, clock } = runsOn(sandbox);
          await run();
          for (const { change, value, hours } of steps) {
            clock.now += hours * hour;
            await (shown[change] ?? hidden[change])!(sandbox, value);
            const now = await freshly(sandbox);
            const { records } = await run();
            const seen = told(records);
            const listed = (all: string[]) => all.filter(text => !text.includes('"kind":"case"'));
            expect(listed(seen)).toEqual(listed(now));
            if (change in shown) expect(openTo(seen)).toEqual(openTo(now));
            clock.now += 72 * hour;
            expect(told((await run()).records)).toEqual(now);
          }
        });
      }),
      { numRuns: size(12, 4) },
    );
  });

  it('are read anew after a write of ours, though no list row changed, and again once lists have settled', async () => {
    await withSandbox(city(1), steady, async sandbox => {
      const { run, clock, values } = runsOn(sandbox);
      const before = cases((await run()).records)[0]!;
      const details = keptDetails({ now: () => clock.now }, values);
      const writer = await open(sandbox, { indexLagMs: 0 }, {}, details).writer!({
        agencyCode: () => undefined,
        roleAt: () => undefined,
        levelWords: String,
      });
      clock.now += hour;
      await writer.send({
        label: 'biểu mẫu',
        method: 'PUT',
        path: '/dossiertemplates/33001/parts/TP01/formscript',
        body: new URLSearchParams({ value: '{"schema":{"properties":{"moi":{}}}}' }).toString(),
        contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
      });
      const after = cases((await run()).records)[0]!;
      expect(after.eform?.hash).not.toBe(before.eform?.hash);
      expect(after.workflow?.hash).toBe(before.workflow?.hash);
      // What a list that lags may have told is not kept.
      clock.now += 2 * 60_000;
      const template = /dossiertemplates\/33001$/;
      const count = () => [...sandbox.requests].find(([path]) => template.test(path))![1];
      const asked = count();
      await run();
      expect(count()).toBe(asked + 1);
      await run();
      expect(count()).toBe(asked + 1);
    });
  });

  it('do not stand in for what can no longer be read', async () => {
    await withSandbox(city(1), steady, async sandbox => {
      const { run, clock } = runsOn(sandbox);
      await run();
      sandbox.set('faults', { '/dossiertemplates/33001': 500 });
      expect(cases((await run()).records)[0]?.components).toHaveLength(2);
      clock.now += 72 * hour;
      expect(cases((await run()).records)[0]?.components).toBeUndefined();
      sandbox.set('faults', {});
      expect(cases((await run()).records)[0]?.components).toHaveLength(2);
    });
  });
});

/** Which agencies have which cases, and their deadlines. */
function openTo(records: string[]): unknown[] {
  return records
    .map(text => JSON.parse(text) as SourceRecord)
    .filter(record => record.kind === 'case')
    .map(({ key, name, agencies, deadlineHours }) => [key.split('/')[0], name, agencies, deadlineHours]);
}

async function put(sandbox: RunningSandbox, path: string, form: Record<string, string>): Promise<void> {
  const { status, text } = await ask(sandbox, path, { method: 'PUT', form });
  expect([status, text]).toEqual([200, text]);
}

/** The `nth` option of a config leads to this process. */
function lead(
  sandbox: RunningSandbox,
  config: number,
  nth: number,
  serviceProcessId: number,
  dossierTemplateId = 33_001,
  optionName = 'Mặc định',
): Promise<void> {
  const numbers = { seqOrder: nth, dossierTemplateId, serviceProcessId };
  const texts = Object.entries(numbers).map(([name, number]) => [name, String(number)]);
  const form = { ...Object.fromEntries(texts), optionName };
  return put(sandbox, `/serviceconfigs/${config}/processes/${config * 10 + nth - 1}`, form);
}

describe('the rows of one large answer', () => {
  const text = fc
    .string({ unit: 'grapheme' })
    .filter(each => !/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(each));
  const row = fc.record({ data: text, name: text, list: fc.array(fc.record({ x: text }), { maxLength: 2 }) });

  /** As it comes, in pieces that end at these places. */
  function pieced(written: string, ends: readonly number[]) {
    const rows: unknown[] = [];
    const list = streamedList(one => rows.push(one), readText, rowsOfEither);
    const take = list.reader();
    const places = ends.map(end => end % (written.length + 1)).sort((a, b) => a - b);
    for (const [at, end] of [...places, written.length].entries())
      take(written.slice(places[at - 1] ?? 0, end));
    const { frame, rows: streamed } = list.end();
    const page = readPage(readText(frame));
    expect(streamed).toBe(rows.length);
    return { ...page, rows: [...rows, ...page.rows] };
  }
  const ends = fc.array(fc.nat(), { maxLength: 12 });

  it('are those of the answer as a whole, in either form and whatever stands around them', () => {
    const before = fc.constantFrom('', ' ', '\ufeff', '\n\t');
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), before, fc.boolean(), ends, (rows, space, last, at) => {
        const list = last ? { total: rows.length, data: rows } : { data: rows, total: rows.length };
        const json = space + JSON.stringify(list, null, rows.length % 2);
        const fields = rows.map(({ data, ...others }, nth) => (nth % 2 ? { ...others, data } : others));
        const xml = space + toXml('data', { total: rows.length, data: fields });
        for (const written of [json, xml]) expect(pieced(written, at)).toEqual(readPage(readText(written)));
      }),
    );
  });

  it('of XML end where they do, whatever stands in what is no element', () => {
    const odd = ['<![CDATA[</data><data>&]]>', '<!-- </data> -->', '<!---->', '<![CDATA[]]>'];
    const rows = fc.array(fc.array(fc.constantFrom(...odd, 'x', '&lt;', '<b>1</b>'), { maxLength: 4 }));
    fc.assert(
      fc.property(rows, fc.constantFrom(...odd, ''), ends, (each, between, at) => {
        const data = each.map(parts => `<data><a>${parts.join('')}</a><n>1</n></data>${between}`).join('');
        const written = `<?xml version="1.0"?>\n<data><total>${each.length}</total>${data}</data>`;
        expect(pieced(written, at)).toEqual(readPage(readText(written)));
      }),
    );
  });

  it.each([
    '<data a="1"><x>1</x><data><y>2</y></data></data><total>1</total>',
    '<data><x>1</x></data><data><x>1</x><data><y>2</y></data></data><data><z>3</z></data><total>3</total>',
    '<data><x>1</x></data><data ><x>2</x></data><n:data><x>3</x></n:data><total>3</total>',
    '<?p <data><x>1</x></data> ?><data><x>2</x></data><total>1</total>',
    '<other><data><x>1</x></data></other><data><x b=">" c="<x">2</x></data><total>1</total>',
    '<data><x b="/>"/><y b="a" /></data><data><x>1</x></data><total>2</total>',
    '<data><data><total>1</total><data><x>1</x></data></data></data>',
    '<data><total>0</total></data>',
    '<data/><total>0</total>',
    '<data></data><total>0</total>',
    '<data><x>1</x></data><data a="long"><x>2</x></data><data><x>3</x></data><total>3</total>',
  ])('of XML are those of the answer as a whole though it is an odd one: %s', inner => {
    const written = `<data>${inner}</data>`.replace('long', 'l'.repeat(1_000));
    const whole = readPage(readText(written));
    for (let at = 0; at < written.length; at++) expect(pieced(written, [at, at + 1])).toEqual(whole);
  });

  it('of XML are taken from the answer as a whole from where on it is an odd one, and none comes after its root', async () => {
    const inner = '<data><x>1</x></data><data><x>2</x><data/></data><data><x>3</x></data><total>3</total>';
    const server = await startLoopback((request, response) => {
      response.end(`<data>${inner}</data>${request.url?.includes('after') ? '<data><x>4</x></data>' : ''}`);
    });
    const http = createHttpClient({ ...testSettings, baseUrl: server.baseUrl }, silent);
    try {
      const client = createClient(http, optionsSchema.parse({ username: 'a', password: 'b', groupId: 1 }));
      const rows: unknown[] = [];
      const taking = { begin: () => void rows.splice(0), take: (row: unknown) => void rows.push(row) };
      expect(await client.eachRow('/a', {}, 'a', taking)).toEqual({ rows: 3, total: 3 });
      expect(rows).toEqual([{ x: '1' }, { x: '2', data: '' }, { x: '3' }]);
      await expect(client.eachRow('/after', {}, 'after', taking)).rejects.toThrow('XML');
      const few = createClient(http, optionsSchema.parse({ username: 'a', password: 'b', groupId: 1 }), 2);
      expect(await few.eachRow('/a', {}, 'a', taking)).toEqual({ rows: 2, total: 3 });
    } finally {
      http.close();
      await server.close();
    }
  });

  it('are refused where the answer is cut, a page, or anything else, as they are as a whole', () => {
    const rows = [{ a: '}],"' }, { b: [1, { c: 2 }] }];
    for (const list of [JSON.stringify({ total: 2, data: rows }), toXml('data', { total: 2, data: rows })]) {
      for (let length = 0; length < list.length; length++)
        for (const at of [[], [length >> 1]])
          expect(() => pieced(list.slice(0, length), at), list.slice(0, length)).toThrow();
    }
    const others = [
      '<html></html>',
      '<!doctype html><html><data></data></html>',
      '[',
      '{"error":1}',
      '"x"',
      '',
    ];
    for (const wrong of others) expect(() => pieced(wrong, [3, 7])).toThrow();
    const declared =
      '<data><total>1</total><data><a>1</a><!ENTITY b "c"></data><data><a>&b;</a></data></data>';
    expect(() => pieced(declared, [50])).toThrow('DTD');
    expect(() => pieced('{"total":1,"data":[{"a":}]}', [])).toThrow('JSON');
    expect(pieced('{"total":1,"data":{"a":1}}', []).rows).toEqual([{ a: 1 }]);
    expect(procedures([])).toEqual([]);
  });

  it('of XML are not held together: each is handed on as soon as it has come', () => {
    let rows = 0;
    const list = streamedList(() => ++rows, readText, rowsOfEither);
    const take = list.reader();
    take('<data><total>20000</total>');
    const some = '<data><serviceCode>1.000001</serviceCode></data>'.repeat(1_000);
    for (let n = 1; n <= 20; n++) {
      take(some);
      expect(rows).toBe(n * 1_000);
    }
    take('</data>');
    expect(list.end()).toEqual({ frame: '<data><total>20000</total></data>', rows: 20_000 });
  });

  it.each(['<data><total>0</total></data>', '{"total":0}', ''])(
    'are looked for once in what stands before them, however much that is: %s',
    rest => {
      const text = `${' '.repeat(100_000)}${rest}`;
      let looked = 0;
      const { trimStart } = String.prototype;
      const look = vi.spyOn(String.prototype, 'trimStart').mockImplementation(function (this: string) {
        looked += this.length;
        return trimStart.call(this);
      });
      const splitter = rowsOfEither(() => {});
      try {
        for (let at = 0; at < text.length; at += 100) splitter.take(text.slice(at, at + 100));
      } finally {
        look.mockRestore();
      }
      expect(splitter.rest()).toBe(text);
      expect(looked).toBeLessThanOrEqual(text.length);
    },
  );
});
