import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { refuseStatus } from '../../../adapters/opencps/answer.ts';
import { adapter } from '../../../adapters/opencps/index.ts';
import { createMeter } from '../../../adapters/opencps/read/meter.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import { startLoopback } from '../../adapter/loopback.ts';
import type { SandboxSeed } from '../../sandbox/seed.ts';
import {
  bareList,
  cases,
  collect,
  levelsOf,
  offerings,
  open,
  procedures,
  readSeed,
  seedOf,
  seedProcedure,
  troubles,
  withSandbox,
} from './support.ts';

const code = '1.004194';
const many = (count: number) =>
  seedOf(
    ...Array.from({ length: count }, (_, position) =>
      seedProcedure(`1.${String(position).padStart(6, '0')}`),
    ),
  );

async function failure(quirks: Record<string, unknown>, settings = {}): Promise<RemoteError> {
  return withSandbox(many(3), quirks, async sandbox => {
    const error = await collect(open(sandbox, {}, settings).read()).then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toBeInstanceOf(RemoteError);
    return error;
  });
}

describe('a site that does not answer as it should', () => {
  it('stops with the reason when it is down, sends without end or not at all', async () => {
    expect((await failure({ down: true })).kind).toBe('unreachable');
    expect((await failure({ hugeAnswer: 50_000_000 })).kind).toBe('too-large');
    expect((await failure({ delayMs: 5_000 }, { answerTimeoutMs: 50, attempts: 1 })).kind).toBe('timeout');
  });

  it('reads everything in spite of dropped connections, busy answers and cut ones now and then', async () => {
    const seed = many(5);
    for (const quirk of ['dropConnectionShare', 'failShare', 'cut', 'html']) {
      const records = await withSandbox(seed, { [quirk]: 0.15 }, sandbox =>
        collect(open(sandbox, {}, { attempts: 4 }).read()),
      );
      expect({ quirk, troubles: troubles(records) }).toEqual({ quirk, troubles: [] });
      expect(offerings(records)).toHaveLength(20);
    }
  });

  it('says the snapshot is partial when more than a fifth of the details is unread', async () => {
    const unread = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [`/serviceinfos/1.${String(at).padStart(6, '0')}`, 500]),
    );
    const faulty = (seed: SandboxSeed) =>
      readSeed(seed, { faults: { ...bareList(seed), ...unread }, staleEmbedded: 0, indexLag: 0 });
    const records = await faulty(many(20));
    expect(records).toContainEqual({
      kind: 'gap',
      part: 'procedure',
      reason: 'không đọc được 6/20 chi tiết thủ tục',
    });
    expect(procedures(records).filter(({ detail }) => detail === 'unread')).toHaveLength(6);
    const fewer = await faulty(many(60));
    expect(fewer.filter(({ kind }) => kind === 'gap')).toEqual([]);
  });

  it('asks for no more of a kind that mostly fails instead of asking for hours, and keeps what else it has read', async () => {
    const seed = many(200);
    const rubbish = seed.procedures.map(procedure => [`/serviceinfos/${procedure.code}`, 'rubbish']);
    const faults = { ...bareList(seed), ...Object.fromEntries(rubbish) };
    await withSandbox(seed, { faults }, async sandbox => {
      const records = await collect(open(sandbox).read());
      const gaps = records.filter(one => one.kind === 'gap');
      expect(gaps.map(({ part }) => part)).toEqual(['procedure']);
      // Whoever runs the one-stop is told what it is that fails.
      expect(gaps[0]!.reason).toMatch(
        /^không đọc được 200\/200 chi tiết thủ tục; .+ không phải JSON hoặc XML/,
      );
      for (const { code } of seed.procedures) expect(levelsOf(records, code)).toHaveLength(4);
      expect(procedures(records).map(({ detail }) => detail)).toEqual(seed.procedures.map(() => 'unread'));
      const unasked = records.filter(one => one.kind === 'quarantine' && /^không hỏi nữa/.test(one.reason));
      expect(unasked.length).toBeGreaterThan(100);
      expect(
        [...sandbox.requests.keys()].filter(path => path.includes('/serviceinfos/')).length,
      ).toBeLessThan(100);
    });
  });

  it('does not call a code that of no service which it did not ask for', async () => {
    const seed = seedOf(...many(60).procedures, seedProcedure('không mã'));
    const rubbish = [...seed.procedures.map(({ code }) => code), '40061'];
    const details = Object.fromEntries(rubbish.map(key => [`/serviceinfos/${key}`, 'rubbish']));
    const records = await readSeed(seed, { faults: { ...bareList(seed), ...details } });
    const flaws = records.flatMap(one => (one.kind === 'quarantine' && one.key === 'không mã' ? one : []));
    expect(flaws).toMatchObject([{ reason: expect.stringMatching(/^không hỏi nữa/) }]);
    expect(flaws[0]).not.toHaveProperty('lost');
  });

  it('says what it did not ask for of a kind it has given up, however much of it was known without asking', async () => {
    const meter = createMeter();
    const fail = () => Promise.reject(new RemoteError('remote-fault', 'trả lời HTTP 500', { status: 500 }));
    for (let at = 0; at < 40; at++) await meter.read('option', String(at), fail);
    for (let at = 0; at < 400; at++) meter.known('option');
    expect(meter.gaps()).toEqual([
      { kind: 'gap', part: 'option', reason: expect.stringMatching(/^không đọc được 40\/440 .*HTTP 500$/) },
    ]);
  });

  it('says so when the list keeps fewer rows than it counts', async () => {
    const faults = {
      '/serviceinfos': '{"total":5,"data":[{"serviceInfoId":40001,"serviceCode":"1.000000"}]}',
    };
    const records = await readSeed(many(1), { faults });
    expect(records).toContainEqual({
      kind: 'gap',
      part: 'procedure',
      reason: 'danh sách thủ tục: đọc được 1/5 dòng',
    });
    expect(levelsOf(records, '1.000000')).toHaveLength(4);
  });

  it('goes on without the dictionary, as partial', async () => {
    const faults = { '/dictcollections/GOVERNMENT_AGENCY/dictitems': 500 };
    const records = await readSeed(many(1), { faults });
    expect(records).toContainEqual(expect.objectContaining({ kind: 'gap', part: 'agency' }));
    expect(records).toContainEqual({ kind: 'agency', id: 'STP', name: 'Sở Tư pháp & Dân số' });
  });
});

describe('who may read what', () => {
  it('tells no workflow, and says so once, when processes are refused', async () => {
    for (const quirks of [{ refuseProcesses: true }, {}]) {
      await withSandbox(many(60), quirks, async sandbox => {
        const options = quirks.refuseProcesses ? {} : { password: 'sai' };
        const records = await collect(open(sandbox, options).read());
        expect(cases(records)).toHaveLength(60);
        for (const item of cases(records)) {
          expect(item.workflow).toBeUndefined();
          expect(item.onlinePayment).toBeUndefined();
          expect(item.eform?.state).toBe('usable');
        }
        expect(troubles(records)).toEqual([
          { kind: 'gap', part: 'workflow', reason: expect.stringContaining('203') },
        ]);
        const asked = [...sandbox.requests].filter(([path]) => path.includes('serviceprocesses'));
        expect(asked.length).toBeLessThan(60);
      });
    }
  });

  it('takes 203 on anything else for not being signed in', async () => {
    await withSandbox(many(2), { faults: { '/serviceconfigs': 203 } }, async sandbox => {
      await expect(collect(open(sandbox).read())).rejects.toMatchObject({ kind: 'refused', status: 203 });
    });
  });

  it('does not take the empty site of a wrong groupId for a site without services', async () => {
    const records = await readSeed(many(2), {}, { groupId: 1 });
    expect(records).toEqual([
      { kind: 'gap', part: 'procedure', reason: expect.stringContaining('mã trang thông tin') },
    ]);
  });

  it('is not read whole when it shows agencies but no service at all', async () => {
    const records = await readSeed(many(0));
    expect(records.filter(({ kind }) => kind === 'agency')).toHaveLength(5);
    expect(troubles(records)).toEqual([
      { kind: 'gap', part: 'procedure', reason: expect.stringContaining('không có thủ tục nào') },
    ]);
  });

  it('keeps agencies apart whose options are unread from those that have none', async () => {
    const faults = { '/serviceconfigs/100001/processes': 500 };
    const records = await readSeed(seedOf(seedProcedure(code)), { faults });
    expect(cases(records).map(({ key, agencies }) => [key, agencies])).toEqual([
      ['MAU-1.004194-c1/QT-1.004194-c1', ['NK']],
      ['?', ['STP']],
    ]);
    const [, unread] = cases(records);
    expect([unread?.components, unread?.eform, unread?.workflow]).toEqual([undefined, undefined, undefined]);
  });

  it('cannot tell papers or form when template or script is unread', async () => {
    const seed = seedOf(seedProcedure(code));
    const [noScript] = cases(
      await readSeed(seed, { faults: { '/dossiertemplates/33001/parts/TP01/formscript': 403 } }),
    );
    expect([noScript?.eform, noScript?.components?.length]).toEqual([undefined, 2]);
    const [noTemplate] = cases(await readSeed(seed, { faults: { '/dossiertemplates/33001': 403 } }));
    expect([noTemplate?.eform, noTemplate?.components]).toEqual([undefined, undefined]);
    const [page] = cases(
      await readSeed(seed, { faults: { '/dossiertemplates/33001/parts/TP01/formscript': '<html></html>' } }),
    );
    expect(page?.eform).toBeUndefined();
    const [noRoles] = cases(
      await readSeed(seed, { faults: { '/serviceprocesses/35001/steps/110/roles': 500 } }),
    );
    expect(noRoles?.workflow?.defects).toEqual([]);
  });
});

describe('what belongs together', () => {
  it('takes no config whose detail belongs to another service', async () => {
    const stranger =
      '{"serviceConfigId":100001,"serviceInfoId":9,"serviceCode":"9.999999","govAgencyCode":"STP","serviceLevel":"4"}';
    const quirks = { indexLag: [code], staleEmbedded: 0, faults: { '/serviceconfigs/100001': stranger } };
    expect(levelsOf(await readSeed(seedOf(seedProcedure(code)), quirks), code)).toEqual([
      'AK=null',
      'BT=2',
      'NK=3',
    ]);
  });

  it('takes no detail that belongs to another service', async () => {
    const seed = seedOf(seedProcedure(code));
    const faults = {
      ...bareList(seed),
      [`/serviceinfos/${code}`]: '{"serviceInfoId":9,"serviceCode":"9.999999","active":"false"}',
    };
    const [procedure] = procedures(await readSeed(seed, { faults }));
    expect(procedure).toMatchObject({ code, detail: 'unread' });
  });

  it('names cases by numbers under either name, else by ids, and knows an option without template or process', async () => {
    const options = {
      total: 3,
      data: [
        {
          processOptionId: 1,
          dossierTemplateId: 33001,
          templateNo0020: 'MAU',
          serviceProcessId: '35001',
          processNo: 'QT',
        },
        { processOptionId: 2, dossierTemplateId: 33001, serviceProcessId: 35001 },
        { processOptionId: 3, dossierTemplateId: 0, serviceProcessId: 0, optionName: 'noname' },
      ],
    };
    const faults = { '/serviceconfigs/100001/processes': JSON.stringify(options) };
    const seed = seedOf(seedProcedure(code, { offerings: [{ agency: 'STP', level: 4 }] }));
    const found = cases(await readSeed(seed, { faults }));
    expect(found.map(({ key }) => key)).toEqual(['MAU/QT', '33001/35001', '-/-']);
    expect(found[2]).toMatchObject({
      components: null,
      eform: null,
      workflow: null,
      deadlineHours: null,
      onlinePayment: false,
    });
    expect(found[2]).not.toHaveProperty('name');
  });

  it('keeps a level nobody knows as one that cannot be told', async () => {
    const row = {
      serviceConfigId: 100001,
      serviceInfoId: 40001,
      serviceCode: code,
      govAgencyCode: 'STP',
      serviceLevel: '7',
    };
    const faults = {
      '/serviceconfigs': JSON.stringify({ total: 1, data: row }),
      '/serviceconfigs/100001': JSON.stringify(row),
    };
    const seed = seedOf(seedProcedure(code, { offerings: [{ agency: 'STP', level: 4 }] }));
    const records = await readSeed(seed, { faults });
    expect(levelsOf(records, code)).toEqual(['STP=undefined']);
    expect(troubles(records)).toEqual([
      {
        kind: 'quarantine',
        part: 'offering',
        key: '100001',
        path: 'serviceLevel',
        reason: 'mức không rõ: 7',
      },
    ]);
  });
});

describe('what is sent', () => {
  it('signs in, names the site and sends neither tags nor content types', async () => {
    const sent: IncomingHttpHeaders[] = [];
    const server = await startLoopback((request, response) => {
      sent.push(request.headers);
      response.end('{"total":0}');
    });
    const options = { username: 'một cửa', password: 'bí mật', groupId: 20143, accept: 'xml' };
    await collect(open({ baseUrl: server.baseUrl, options }).read());
    await server.close();
    expect(server.arrived).toEqual([
      'GET /o/rest/v2/serviceinfos?start=0&end=0',
      'GET /o/rest/v2/dictcollections/GOVERNMENT_AGENCY/dictitems?start=0&end=0',
    ]);
    for (const headers of sent) {
      expect(headers).toMatchObject({ groupid: '20143', accept: 'application/xml' });
      expect(headers.authorization).toBe(`Basic ${Buffer.from('một cửa:bí mật').toString('base64')}`);
      expect(headers).not.toHaveProperty('content-type');
      expect(headers).not.toHaveProperty('if-none-match');
    }
  });

  it('adds the REST path to a bare address and leaves a full one alone', async () => {
    await withSandbox(many(1), {}, async sandbox => {
      const bare = { baseUrl: new URL(sandbox.baseUrl).origin, options: sandbox.options };
      expect(procedures(await collect(open(bare).read()))).toHaveLength(1);
      expect(procedures(await collect(open(bare, { basePath: '/o/rest/v2/' }).read()))).toHaveLength(1);
      await expect(collect(open(bare, { basePath: '/khac' }).read())).rejects.toMatchObject({ status: 404 });
    });
  });

  it('refuses unknown options and groups that are no numbers', () => {
    const right = { username: 'a', password: 'b', groupId: 20143 };
    expect(adapter.options.safeParse(right).success).toBe(true);
    expect(adapter.options.safeParse({ ...right, groupId: '20143' }).success).toBe(true);
    expect(adapter.options.safeParse({ ...right, groupId: 'abc' }).success).toBe(false);
    expect(adapter.options.safeParse({ ...right, groupid: 1 }).success).toBe(false);
  });
});

describe('check', () => {
  it('says who we are and what can be read', async () => {
    await withSandbox(many(3), {}, async sandbox => {
      const { account, access } = await open(sandbox).check();
      expect(account).toBe('dvc-sync@cantho.gov.vn');
      expect(access.map(({ ok, note }) => `${ok} ${note ?? ''}`)).toEqual([
        'true ',
        'true 5 cơ quan',
        'true 3 thủ tục đang công bố',
        'true 12 cấu hình',
        'true 3 quy trình',
      ]);
    });
  });

  it('shows no beginning of a secret where what a server says is cut', async () => {
    const description = `${'x'.repeat(145)}mat-khau-dai`;
    const redact = (words: string) => words.replaceAll('mat-khau-dai', '***');
    const answer = {
      status: 403,
      headers: {},
      durationMs: 1,
      text: JSON.stringify({ code: 1, description }),
    };
    expect(() => refuseStatus(answer, 'x', redact)).toThrow(`${'x'.repeat(145)}*** (x)`);
  });

  it('names a wrong password and a wrong groupId', async () => {
    await withSandbox(many(1), {}, async sandbox => {
      const password = await open(sandbox, { password: 'sai' }).check();
      expect(password.access.filter(({ ok }) => !ok)).toEqual([
        expect.objectContaining({ note: expect.stringContaining('203') }),
      ]);
      const group = await open(sandbox, { groupId: 7 }).check();
      expect(group.access.find(({ what }) => what.includes('groupId'))?.note).toContain('7');
    });
  });

  it('throws when nobody answers', async () => {
    await withSandbox(many(1), { down: true }, async sandbox => {
      await expect(open(sandbox).check()).rejects.toMatchObject({ kind: 'unreachable' });
    });
  });
});
