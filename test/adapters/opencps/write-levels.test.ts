import { afterEach, describe, expect, it } from 'vitest';
import { RemoteError } from '../../../src/adapter/errors.ts';
import type { Change } from '../../../src/domain/push.ts';
import { ask } from './ask.ts';
import {
  bareSeed,
  caseChanges,
  context,
  type Desk,
  desiredCase,
  deskOn,
  killedAt,
  levelChange,
  newOffering,
  pushAll,
} from './desk.ts';
import { collect, levelsOf, seedCase, seedOf, seedProcedure } from './support.ts';

const code = '1.000001';
let desk: Desk;
afterEach(() => desk?.close());

const config = async (id: number) => (await ask(desk.sandbox, `/serviceconfigs/${id}`)).json();
const maxLevel = async () => (await ask(desk.sandbox, `/serviceinfos/${code}`)).json().maxLevel;

describe('a level', () => {
  it('is set without losing anything else of the config', async () => {
    desk = await deskOn(bareSeed());
    const url = 'https://dvc.example.vn/s?a=1&b=2';
    const form = {
      serviceInfoId: '40001',
      govAgencyCode: 'STP',
      serviceLevel: '2',
      serviceUrl: url,
      registration: 'true',
    };
    const more = { forBusiness: 'true', postalService: 'true', serviceInstruction: 'Nộp & nhận "tại chỗ"' };
    await ask(desk.sandbox, '/serviceconfigs/100001', { method: 'PUT', form: { ...form, ...more } });
    const before = await config(100_001);
    expect(before.serviceUrl).toBe('https://dvc.example.vn/s?a=1&amp;b=2');
    await desk.push([levelChange(code, 'STP', 4)]);
    expect(await config(100_001)).toEqual({ ...before, serviceLevel: '4' });
    expect(levelsOf(await collect(desk.read()), code)).toEqual(['NK=2', 'STP=4']);
  });

  it('of the highest agency is written last, so that the service shows the highest', async () => {
    desk = await deskOn(bareSeed());
    await desk.push([levelChange(code, 'STP', 4), levelChange(code, 'NK', 3)]);
    expect(desk.sent.map(({ label }) => label)).toEqual(['đặt mức 3 ở NK', 'đặt mức 4 ở STP']);
    expect(await maxLevel()).toBe(4);
  });

  it('of another agency is followed by the highest once more, unchanged', async () => {
    desk = await deskOn(bareSeed());
    await desk.push([levelChange(code, 'STP', 4)]);
    await desk.push([levelChange(code, 'NK', 3)]);
    expect(desk.sent.map(({ label }) => label).slice(1)).toEqual([
      'đặt mức 3 ở NK',
      'đưa mức của thủ tục về mức cao nhất của các đơn vị',
    ]);
    expect(await maxLevel()).toBe(4);
    await desk.push([levelChange(code, 'STP', 2)]);
    expect(await maxLevel()).toBe(3);
  });

  it('that people meet and that did not follow is complained of', async () => {
    desk = await deskOn(bareSeed());
    const actual = await desk.readService(code);
    const remote = actual.remote as { service: { maxLevel: number } };
    remote.service.maxLevel = 4;
    expect(desk.writer.complaint!([levelChange(code, 'STP', 2)], [actual])).toContain('vẫn hiện mức 4');
  });

  it.each([
    [levelChange(code, 'STP', 1), 'chỉ nhận mức từ 2 đến 4'],
    [levelChange(code, 'BT', 4), 'chưa có cấu hình dịch vụ ở H13.BT'],
    [newOffering(code, 'NOWHERE', 2), 'không có trong danh mục GOVERNMENT_AGENCY'],
    [newOffering(code, 'BT', 1), 'chỉ nhận mức từ 2 đến 4'],
    [newOffering(code, 'STP', 4), 'đã có với mức 2'],
    [levelChange('1.000002', 'STP', 4), 'không tạo mới được'],
  ])('cannot be anything: %j', async (change, reason) => {
    desk = await deskOn(bareSeed(), {}, { context: { ...context, described: () => undefined } });
    await expect(desk.push([change])).rejects.toThrow(reason);
    expect(desk.sent).toEqual([]);
  });

  it('is not set behind a service that is not published', async () => {
    desk = await deskOn(bareSeed(code, { active: false }));
    expect((await desk.readService(code)).offerings).toEqual({});
    await expect(desk.push([levelChange(code, 'STP', 4)])).rejects.toThrow('đang ngừng công bố');
  });

  it('is found whatever list and cache show', async () => {
    desk = await deskOn(
      bareSeed(code, {
        offerings: [
          { agency: 'STP', level: 2 },
          { agency: 'NK', level: 3 },
          { agency: 'BT', level: 2 },
        ],
      }),
      {
        indexLag: [code],
        staleEmbedded: [code],
      },
    );
    expect((await desk.readService(code)).offerings).toEqual({
      'H13.STP': { level: 2, onlineClosed: false },
      'H13.NK': { level: 3, onlineClosed: false },
      'H13.BT': { level: 2, onlineClosed: false },
    });
  });

  it('that one agency is refused leaves the others as they are', async () => {
    desk = await deskOn(bareSeed(), { refuse: { '/serviceconfigs/100002': 'ServiceURLOnlineException' } });
    await expect(desk.push([levelChange(code, 'NK', 3)])).rejects.toThrow('ServiceURLOnlineException');
    expect(desk.sandbox.writes).toEqual([]);
    await desk.push([levelChange(code, 'STP', 3)]);
    expect(desk.sandbox.writes).toHaveLength(1);
  });

  it('of a service under the locality’s form of the code, or a configured one', async () => {
    desk = await deskOn(bareSeed(`${code}.000.00.00.H13`));
    await desk.push([levelChange(code, 'STP', 4)]);
    await desk.close();
    desk = await deskOn(
      bareSeed('HT-01'),
      {},
      { context: { ...context, codesOf: procedure => (procedure === code ? ['HT-01'] : []) } },
    );
    await desk.push([levelChange(code, 'STP', 4)]);
    expect(desk.sandbox.writes).toHaveLength(1);
  });

  it('is changed 500 times in hardly more writes than there are levels', async () => {
    const agencies = Array.from({ length: 50 }, (_, at) => `P${at}`);
    const procedures = Array.from({ length: 10 }, (_, at) => `1.${String(at).padStart(6, '0')}`);
    const level = (at: number) => ((at % 3) + 2) as 2 | 3 | 4;
    const seed = seedOf(
      ...procedures.map(one =>
        seedProcedure(one, {
          cases: [],
          offerings: agencies.map((agency, at) => ({ agency, level: level(at) })),
        }),
      ),
    );
    seed.agencies = agencies.map(id => ({ id, name: id, tier: 'commune' }));
    desk = await deskOn(seed, { tokenMatch: false });
    for (const one of procedures) {
      await desk.push(agencies.map((agency, at) => levelChange(one, agency, level(at + 1))));
    }
    expect(desk.sandbox.writes!.length).toBeLessThanOrEqual(500 * 1.2);
    expect(desk.sandbox.writes!.length).toBeGreaterThanOrEqual(500);
  });
});

describe('an offering', () => {
  const seed = () =>
    seedOf(seedProcedure(code, { offerings: [{ agency: 'STP', level: 3 }], cases: [seedCase()] }));

  it('comes with a config like its neighbours’ and an option for the case', async () => {
    desk = await deskOn(seed());
    await desk.push([newOffering(code, 'NK', 2)]);
    const { remote, offerings } = await desk.readService(code);
    expect(offerings).toEqual({
      'H13.STP': { level: 3, onlineClosed: false },
      'H13.NK': { level: 2, onlineClosed: false },
    });
    const [there, made] = (remote as { configs: { fields: object; options: { fields: object }[] }[] })
      .configs;
    expect(made!.options[0]!.fields).toEqual(there!.options[0]!.fields);
    expect(made!.fields).toEqual({ ...there!.fields, govAgencyCode: 'NK', serviceLevel: '2' });
    expect(desk.sent.at(-1)!.label).toBe('đưa mức của thủ tục về mức cao nhất của các đơn vị');
    expect(await maxLevel()).toBe(3);
  });

  it('is not made twice when somebody else was faster', async () => {
    desk = await deskOn(seed(), { writeLagMs: 20 }, { options: { indexLagMs: 200 } });
    const actual = await desk.readService(code);
    const [send] = desk.writer.next([newOffering(code, 'NK', 2)], [actual]);
    const form = Object.fromEntries(new URLSearchParams(send!.body));
    await ask(desk.sandbox, '/serviceconfigs', { method: 'POST', form });
    await desk.writer.send(send!);
    expect(desk.sandbox.writes).toHaveLength(1);
    expect((await desk.readService(code)).offerings['H13.NK']).toEqual({ level: 2, onlineClosed: false });
  });

  it('goes with its options, and the service’s level follows; taken back, it says again what it said', async () => {
    desk = await deskOn(seed());
    await desk.push([newOffering(code, 'NK', 4)]);
    const [, { id }] = ((await desk.readService(code)).remote as { configs: [unknown, { id: string }] })
      .configs;
    const said = {
      ...{ serviceUrl: 'https://dvc.example.vn/nop?a=1&b=2', serviceInstruction: 'Nộp <trực tuyến>' },
      ...{ forCitizen: 'false', forBusiness: 'true', postalService: 'false', registration: 'true' },
    };
    const form = { ...said, serviceInfoId: '40001', govAgencyCode: 'NK', serviceLevel: '4' };
    await ask(desk.sandbox, `/serviceconfigs/${id}`, { method: 'PUT', form });
    const before = await config(Number(id));
    const gone: Change = {
      kind: 'deactivate-offering',
      target: { procedure: code, agency: 'H13.NK' },
      before: { level: 4 },
      after: null,
    };
    await desk.push([gone]);
    expect((await desk.readService(code)).offerings).toEqual({
      'H13.STP': { level: 3, onlineClosed: false },
    });
    expect(await maxLevel()).toBe(3);
    await desk.push([newOffering(code, 'NK', 4)]);
    expect((await desk.readService(code)).offerings['H13.NK']).toEqual({ level: 4, onlineClosed: false });
    const [, again] = ((await desk.readService(code)).remote as { configs: [unknown, { id: string }] })
      .configs;
    expect(again.id).not.toBe(id);
    expect(await config(Number(again.id))).toEqual({ ...before, serviceConfigId: Number(again.id) });
  });

  it('comes back with the options it had, as they were, and no others', async () => {
    const cases = [seedCase(), seedCase({ key: 'c2', name: 'Ủy quyền' })];
    const offerings = ['STP', 'NK'].map(agency => ({ agency, level: 4 as const }));
    const known = cases.map(({ name }, at) => ({ key: `th-${at}`, name }));
    desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases })), {}, { cases: known });
    const configs = async () =>
      ((await desk.readService(code)).remote as { configs: { id: string }[] }).configs;
    const options = async () => {
      const [, { id }] = (await configs()) as [unknown, { id: string }];
      const { data } = (await ask(desk.sandbox, `/serviceconfigs/${id}/processes`)).json();
      return { path: `/serviceconfigs/${id}/processes`, rows: [data].flat() as Record<string, unknown>[] };
    };
    const { path, rows } = await options();
    expect(rows).toHaveLength(2);
    const { processOptionId: first } = rows[0]!;
    const { processOptionId: second, dossierTemplateId, serviceProcessId } = rows[1]!;
    await ask(desk.sandbox, `${path}/${first}`, { method: 'DELETE' });
    const said = { instructionNote: 'Nộp & chờ', submissionNote: 'Xong', autoSelect: 'uyquyen=true' };
    const link = { dossierTemplateId: String(dossierTemplateId), serviceProcessId: String(serviceProcessId) };
    const form = { ...said, ...link, seqOrder: '1', optionName: 'Ủy quyền' };
    await ask(desk.sandbox, `${path}/${second}`, { method: 'PUT', form });
    const { rows: before } = await options();
    const target = { procedure: code, agency: 'H13.NK' };
    await desk.push([{ kind: 'deactivate-offering', target, before: { level: 4 }, after: null }]);
    const back = newOffering(code, 'NK', 4);
    await desk.push([back]);
    const told = ({ processOptionId: _, ...option }: Record<string, unknown>) => option;
    expect((await options()).rows.map(told)).toEqual(before.map(told));
    desk.sent.length = 0;
    await desk.push([back]);
    await desk.push([{ kind: 'create-offering', target, before: { level: 4 }, after: { level: 4 } }]);
    expect(desk.sent).toEqual([]);
  });

  describe('that led to a case nobody else leads to', () => {
    const target = { procedure: code, agency: 'H13.NK' };
    const gone: Change = { kind: 'deactivate-offering', target, before: { level: 4 }, after: null };
    const back = newOffering(code, 'NK', 4);
    type Config = { id: string; agency: string; options: { fields: Record<string, string> }[] };
    const at = async (agency: string) => {
      const { remote } = await desk.readService(code);
      return (remote as { configs: Config[] }).configs.filter(config => config.agency === agency);
    };
    const options = async () =>
      (await at('NK')).flatMap(config => config.options.map(({ fields }) => fields));

    /** The second case of both, which no definition knows, is that of the second agency only. */
    async function two(name = 'Ủy quyền'): Promise<Record<string, string>[]> {
      const cases = [seedCase(), seedCase({ key: 'c2', name })];
      const offerings = ['STP', 'NK'].map(agency => ({ agency, level: 4 as const }));
      desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases })));
      const [stp] = await at('STP');
      const path = `/serviceconfigs/${stp!.id}/processes`;
      const { data } = (await ask(desk.sandbox, path)).json();
      await ask(desk.sandbox, `${path}/${data[1].processOptionId}`, { method: 'DELETE' });
      expect(await options()).toHaveLength(2);
      return options();
    }

    it('has that option again too, also where it was taken away once more before it had', async () => {
      const before = await two();
      await desk.push([gone]);
      const { send } = desk.writer;
      desk.writer.send = async one => {
        await send.call(desk.writer, one);
        if (/processes$/.test(one.path)) throw new Error('killed');
      };
      await expect(desk.push([back])).rejects.toThrow('killed');
      await desk.takeOver();
      expect(await options()).toHaveLength(1);
      await desk.push([gone]);
      await desk.push([back]);
      expect(await options()).toEqual(before);
      // From now on its options are people's business.
      const [nk] = await at('NK');
      const path = `/serviceconfigs/${nk!.id}/processes`;
      const { data } = (await ask(desk.sandbox, path)).json();
      await ask(desk.sandbox, `${path}/${data[1].processOptionId}`, { method: 'DELETE' });
      desk.sent.length = 0;
      await desk.push([back]);
      expect(desk.sent).toEqual([]);
    });

    it.each(['/dossiertemplates/33001', '/dossiertemplates/33002', '/serviceprocesses/35002'])(
      'waits for all it had where %s is there and only not shown',
      async path => {
        const before = await two();
        await desk.push([gone]);
        desk.sandbox.set('faults', { [path]: 403 });
        await expect(desk.push([back])).rejects.toMatchObject({ kind: 'not-understood' });
        expect(await at('NK').catch(error => error)).toMatchObject({ kind: 'not-understood' });
        desk.sandbox.set('faults', {});
        await desk.push([back]);
        expect(await options()).toEqual(before);
        expect(desk.memory.get(code)).not.toHaveProperty('offering:NK');
      },
    );

    it.each([
      ['Ủy quyền', '«Ủy quyền»'],
      ['noname', 'không tên'],
      ['', 'không tên'],
    ])('has no option that leads to what is no more: «%s»', async (name, called) => {
      const [first] = await two(name);
      await desk.push([gone]);
      const { data } = (await ask(desk.sandbox, '/dossiertemplates/33002/parts')).json();
      for (const { partNo } of data)
        await ask(desk.sandbox, `/dossiertemplates/33002/parts/${partNo}`, { method: 'DELETE' });
      const answer = await ask(desk.sandbox, '/dossiertemplates/33002', { method: 'DELETE' });
      expect(answer.status).toBe(200);
      desk.sent.length = 0;
      await desk.push([back]);
      expect(await options()).toEqual([first]);
      expect(desk.sent.map(({ label }) => label)).toEqual([
        expect.stringContaining(`tạo dịch vụ ở NK (không kèm phương án ${called} đã có trước khi gỡ`),
        expect.not.stringContaining('không kèm'),
      ]);
      expect(desk.sent.map(({ leavesOut }) => leavesOut)).toEqual([
        expect.stringMatching(/^không kèm phương án .* vì mẫu hồ sơ hoặc quy trình đó không còn$/),
        undefined,
      ]);
    });
  });

  it('has an option for each case of ours, where all it had led to what is no more, however it was broken off', async () => {
    const cases = [seedCase(), seedCase({ key: 'c2', name: 'Ủy quyền' })];
    const offerings = ['STP', 'NK'].map(agency => ({ agency, level: 4 as const }));
    const known = cases.map(({ name }, at) => ({ key: `th-${at}`, name }));
    desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases })), {}, { cases: known });
    const options = async () => {
      const { remote } = await desk.readService(code);
      const { configs } = remote as { configs: { agency: string; options: unknown[] }[] };
      return configs.find(({ agency }) => agency === 'NK')!.options;
    };
    const target = { procedure: code, agency: 'H13.NK' };
    await desk.push([{ kind: 'deactivate-offering', target, before: { level: 4 }, after: null }]);
    // It led elsewhere, and somebody has deleted that since.
    const name = 'taken::config:NK';
    const { row } = JSON.parse(desk.memory.get(code)![name]!);
    for (const option of row.options)
      Object.assign(option, { dossierTemplateId: '77001', serviceProcessId: '77002' });
    desk.memory.set(code, { ...desk.memory.get(code), [name]: JSON.stringify({ row }) });
    const { send } = desk.writer;
    desk.writer.send = async one => {
      await send.call(desk.writer, one);
      if (/processes$/.test(one.path)) throw new Error('killed');
    };
    await expect(desk.push([newOffering(code, 'NK', 4)])).rejects.toThrow('killed');
    await desk.takeOver();
    expect(await options()).toHaveLength(1);
    await desk.push([newOffering(code, 'NK', 4)]);
    expect(await options()).toHaveLength(2);
    expect(desk.memory.get(code)).toMatchObject({ [name]: '' });
    // From now on its options are people's business.
    expect(desk.memory.get(code)).not.toHaveProperty('offering:NK');
  });

  it('that an import has made twice comes back as the first of them was', async () => {
    const offerings = [4, 3].map(level => ({ agency: 'NK', level: level as 3 | 4 }));
    desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: [] })));
    const target = { procedure: code, agency: 'H13.NK' };
    const before = await config(100_001);
    await desk.push([{ kind: 'deactivate-offering', target, before: { level: 4 }, after: null }]);
    const { row } = JSON.parse(desk.memory.get(code)!['taken::config:NK']!);
    expect(row.fields).toMatchObject({ serviceLevel: before.serviceLevel });
  });

  it('comes back with its option though nothing led to what people made while it was gone', async () => {
    const offerings = [{ agency: 'NK', level: 4 as const }];
    desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: [seedCase()] })));
    const options = async () => {
      const { remote } = await desk.readService(code);
      const [{ options: rows }] = (remote as { configs: [{ options: { id: string }[] }] }).configs;
      return rows.map(({ id: _, ...option }) => option);
    };
    const before = await options();
    expect(before).toHaveLength(1);
    const target = { procedure: code, agency: 'H13.NK' };
    await desk.push([{ kind: 'deactivate-offering', target, before: { level: 4 }, after: null }]);
    await desk.push([newOffering(code, 'NK', 4)]);
    expect(await options()).toEqual(before);
  });

  it.each([[['close', 'remove', 'open', 'create']], [['remove', 'close', 'create', 'open']]] as const)(
    'is for whom it was for after %j',
    async steps => {
      desk = await deskOn(bareSeed());
      const cased = (online: boolean) =>
        caseChanges(code, desiredCase(), { online, onlinePayment: false }).slice(0, 1);
      await desk.push(cased(true));
      const nk = async () => {
        const { remote } = await desk.readService(code);
        const { configs } = remote as { configs: { id: string; agency: string }[] };
        return config(Number(configs.find(({ agency }) => agency === 'NK')!.id));
      };
      const { serviceConfigId } = await nk();
      const form = {
        ...{ serviceInfoId: '40001', govAgencyCode: 'NK', serviceLevel: '2' },
        ...{ forCitizen: 'false', forBusiness: 'true' },
      };
      await ask(desk.sandbox, `/serviceconfigs/${serviceConfigId}`, { method: 'PUT', form });
      const target = { procedure: code, agency: 'H13.NK' };
      const changes = {
        ...{ open: cased(true), close: cased(false), create: [newOffering(code, 'NK', 2)] },
        remove: [{ kind: 'deactivate-offering', target, before: { level: 2 }, after: null } satisfies Change],
      };
      for (const step of steps) await desk.push(changes[step]);
      expect(await nk()).toMatchObject({ forCitizen: 'false', forBusiness: 'true' });
      const left = Object.entries(desk.memory.get(code)!).filter(
        ([name, now]) => /^taken:/.test(name) && now,
      );
      expect(left).toEqual([]);
    },
  );

  it('of a case that is closed online is closed, too', async () => {
    desk = await deskOn(bareSeed(code, { offerings: [] }));
    await pushAll(desk, caseChanges(code, desiredCase(), { online: false, onlinePayment: false }));
    await desk.push([newOffering(code, 'NK', 2)]);
    const { cases, remote } = await desk.readService(code);
    expect(cases.default!.value).toMatchObject({ online: false });
    const [{ id }] = (remote as { configs: [{ id: string }] }).configs;
    expect(await config(Number(id))).toMatchObject({ forCitizen: 'false', forBusiness: 'false' });
  });
});

describe('a service that is not there', () => {
  it('is made from what the national record says, published, before anything hangs on it', async () => {
    desk = await deskOn(bareSeed());
    const { exists, cannotAdd } = await desk.readService('1.000002');
    expect([exists, cannotAdd]).toEqual([false, undefined]);
    expect((await desk.readService('9.000002')).cannotAdd).toContain(
      'không biết tên và lĩnh vực theo CSDL quốc gia',
    );
    await pushAll(desk, [...caseChanges('1.000002', desiredCase()), newOffering('1.000002', 'BT', 3)]);
    expect(desk.sent[0]).toMatchObject({ method: 'POST', path: '/serviceinfos' });
    expect((await ask(desk.sandbox, '/serviceinfos/1.000002')).json()).toMatchObject({
      serviceName: 'Thủ tục 1.000002 &amp; giấy tờ',
      administrationCode: 'UBND',
      domainCode: 'HT01',
      active: 'true',
      maxLevel: 3,
    });
    expect((await desk.readService('1.000002')).offerings).toEqual({
      'H13.BT': { level: 3, onlineClosed: false },
    });
  });

  it('is shown no more once nobody offers it, and again when somebody does, unless people decide otherwise', async () => {
    const made = '1.000002';
    const active = async (of = made) => (await ask(desk.sandbox, `/serviceinfos/${of}`)).json().active;
    const drop = (of: string, agency: string): Change => ({
      ...{ kind: 'deactivate-offering', target: { procedure: of, agency: `H13.${agency}` } },
      ...{ before: { level: 2 }, after: null },
    });
    desk = await deskOn(bareSeed());
    await pushAll(desk, [newOffering(made, 'BT', 2), newOffering(made, 'NK', 2)]);
    await desk.push([drop(made, 'BT')]);
    expect(await active()).toBe('true');
    await killedAt(desk, drop(made, 'NK'), ({ method }) => method === 'DELETE');
    await desk.push([drop(made, 'NK')]);
    expect(await active()).toBe('false');
    await desk.takeOver();
    await desk.push([newOffering(made, 'BT', 2)]);
    expect(await active()).toBe('true');
    expect((await desk.readService(made)).offerings).toEqual({ 'H13.BT': { level: 2, onlineClosed: false } });
    expect((await ask(desk.sandbox, `/serviceinfos/${made}`)).json()).toMatchObject({
      ...{ serviceName: `Thủ tục ${made} &amp; giấy tờ`, administrationCode: 'UBND', maxLevel: 2 },
    });
    // What people take from view only they show again.
    const row = (await ask(desk.sandbox, `/serviceinfos/${made}`)).json();
    const form = { maxLevel: '2', active: 'false' };
    await ask(desk.sandbox, `/serviceinfos/${row.serviceInfoId}`, { method: 'PUT', form });
    await expect(desk.push([newOffering(made, 'NK', 2)])).rejects.toThrow('đang ngừng công bố');
    // A service that was there is people's to take from view, too.
    await pushAll(desk, [drop(code, 'STP'), drop(code, 'NK')]);
    expect(await active(code)).toBe('true');
  });

  it('stays as people made it where ours was refused', async () => {
    desk = await deskOn(bareSeed());
    const made = '1.000002';
    const offering = newOffering(made, 'BT', 2);
    const { send } = desk.writer;
    desk.writer.send = async () => {
      throw new RemoteError('remote-fault', 'máy chủ báo lỗi 403', { status: 403 });
    };
    await expect(desk.push([offering])).rejects.toThrow('403');
    const last = desk.writer.learned!(offering, await desk.readService(made));
    desk.memory.set(made, { ...desk.memory.get(made), ...last });
    desk.writer.send = send;
    const form = { serviceCode: made, serviceName: 'Tạo tay', administrationCode: 'UBND', active: 'true' };
    await ask(desk.sandbox, '/serviceinfos', { method: 'POST', form });
    await desk.push([offering]);
    await desk.push([
      {
        ...{ kind: 'deactivate-offering', target: offering.target },
        ...{ before: { level: 2 }, after: null },
      },
    ]);
    expect((await ask(desk.sandbox, `/serviceinfos/${made}`)).json().active).toBe('true');
  });

  it('is not made when name, field or administration are not known', async () => {
    desk = await deskOn(bareSeed(), {}, { options: { administrationCode: 'BTP' } });
    await expect(desk.push([newOffering('9.000002', 'BT', 3)])).rejects.toThrow('không biết tên và lĩnh vực');
    await expect(desk.push([newOffering('1.000002', 'BT', 3)])).rejects.toThrow('administrationCode');
  });
});
