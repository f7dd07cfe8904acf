import { afterEach, describe, expect, it } from 'vitest';
import { missingOf } from '../../../src/adapter/missing.ts';
import type { CaseValue, Change } from '../../../src/domain/push.ts';
import { ask } from './ask.ts';
import {
  bareSeed,
  caseChanges,
  type Desk,
  desiredCase,
  deskOn,
  killedAt,
  levelChange,
  newOffering,
  pushAll,
  workflow,
} from './desk.ts';
import { cases, collect, seedCase, seedOf, seedProcedure, soundWorkflow } from './support.ts';

const code = '1.000001';
const value: CaseValue = {
  name: 'Mặc định',
  deadlineHours: 24,
  onlineDeadlineHours: 22,
  deadlineUnit: 'workingDay',
  online: true,
  onlinePayment: false,
};
const setCase = (after: CaseValue, key = 'default'): Change => ({
  kind: 'set-case',
  target: { procedure: code, case: key },
  before: null,
  after,
});
let desk: Desk;
afterEach(() => desk?.close());

const process = async (id = 35_001) => (await ask(desk.sandbox, `/serviceprocesses/${id}`)).json();
const options = async (config: number) =>
  [(await ask(desk.sandbox, `/serviceconfigs/${config}/processes`)).json().data ?? []].flat();

describe('a case that is not there', () => {
  it('is made, read back equal, and made only once', async () => {
    desk = await deskOn(bareSeed());
    const changes = caseChanges(code, desiredCase());
    await pushAll(desk, changes);
    const { cases: found } = await desk.readService(code);
    const { components, eform } = desiredCase();
    expect(found.default).toMatchObject({ value, components, eform });
    expect(found.default!.workflow!.transitions).toEqual(workflow.transitions);
    expect(found.default!.workflow!.steps).toEqual(expect.arrayContaining(workflow.steps));
    const writes = desk.sandbox.writes!.length;
    await pushAll(desk, changes);
    expect(desk.sandbox.writes).toHaveLength(writes);
  });

  it('gets numbers of its own, a part for results, and an option wherever there is none', async () => {
    desk = await deskOn(bareSeed());
    await desk.push([setCase(value)]);
    expect((await options(100_001))[0]).toMatchObject({
      optionName: 'Mặc định',
      templateNo: '1.000001-default-MAU',
      processNo: '1.000001-default-QT',
      seqOrder: 1,
    });
    expect(await options(100_002)).toHaveLength(1);
    expect(await process(900_002)).toMatchObject({ serverNo: '', durationCount: 3, durationUnit: 0 });
    const template = (await ask(desk.sandbox, '/dossiertemplates/1.000001-default-MAU')).json();
    expect([template.dossierParts].flat()).toMatchObject([{ partNo: 'KQ01', partType: 2 }]);
    expect(desk.memory.get(code)).toMatchObject({ 'template:default': '1.000001-default-MAU' });
  });

  it('keeps hours that are no whole days, and what OpenCPS has no field for', async () => {
    desk = await deskOn(bareSeed());
    const odd: CaseValue = {
      ...value,
      deadlineHours: 12.5,
      onlineDeadlineHours: null,
      deadlineUnit: 'day',
      online: false,
    };
    await desk.push([setCase(odd)]);
    expect(await process(900_002)).toMatchObject({ durationCount: 12.5, durationUnit: 1 });
    expect((await desk.readService(code)).cases.default!.value).toEqual(odd);
  });

  it('goes beside another of ours with an order of its own', async () => {
    const known = [
      { key: 'moi', name: 'Cấp mới' },
      { key: 'lai', name: 'Cấp lại' },
    ];
    desk = await deskOn(bareSeed(), {}, { cases: known });
    await desk.push([setCase({ ...value, name: 'Cấp mới' }, 'moi')]);
    await desk.push([setCase({ ...value, name: 'Cấp lại', deadlineHours: 8 }, 'lai')]);
    expect((await options(100_001)).map(({ optionName, seqOrder }) => [optionName, seqOrder])).toEqual([
      ['Cấp mới', 1],
      ['Cấp lại', 2],
    ]);
    expect((await desk.readService(code)).cases).toMatchObject({
      moi: { value: { name: 'Cấp mới', deadlineHours: 24 } },
      lai: { value: { name: 'Cấp lại', deadlineHours: 8 } },
    });
  });
});

describe('a case people made', () => {
  const offerings = [
    { agency: 'STP', level: 4 as const },
    { agency: 'NK', level: 4 as const },
  ];
  const seed = (change: Parameters<typeof seedCase>[0] = {}) =>
    seedOf(seedProcedure(code, { offerings, cases: [seedCase({ key: 'x', ...change })] }));

  it('is ours by its name, or by being the only one, and keeps its template and process', async () => {
    for (const name of ['Mặc định', 'Tên khác hẳn']) {
      desk = await deskOn(seed({ name }));
      await desk.push([setCase({ ...value, deadlineHours: 40 })]);
      expect(await process()).toMatchObject({ processNo: `QT-${code}-x`, durationCount: 5 });
      expect((await options(100_002))[0]).toMatchObject({
        optionName: 'Mặc định',
        dossierTemplateId: 33_001,
      });
      await desk.close();
    }
  });

  it('keeps what people have set beside it, however often it is written', async () => {
    desk = await deskOn(seed());
    const form = {
      ...{ processNo: `QT-${code}-x`, processName: 'Quy trình', durationCount: '3', durationUnit: '0' },
      ...{ generateDueDate: 'true', dueDatePattern: 'ngay > 3 && "lam viec"', description: 'Một & hai' },
      paymentFee: 'bank net=[ payment = soBan > 1 ? 16000 : 8000 ] $Phí & lệ phí$',
    };
    await ask(desk.sandbox, '/serviceprocesses/35001', { method: 'PUT', form });
    const { paymentFee, dueDatePattern, description } = await process();
    // Unlike the fee of a process that of an action is stored as it came.
    const asking = { actionCode: '1010', preStepCode: '110', postStepCode: '200', requestPayment: '2' };
    const fee = 'bank net=[ payment = 8000 ] $Phí &amp; lệ phí$';
    const address = '/serviceprocesses/35001/actions/3500101';
    const action = { ...asking, actionName: 'Chuyển', allowAssignUser: '0', paymentFee: fee };
    expect((await ask(desk.sandbox, address, { method: 'PUT', form: action })).status).toBe(200);
    for (const deadlineHours of [40, 16]) {
      await desk.push([setCase({ ...value, onlineDeadlineHours: null, deadlineHours })]);
      expect(await process()).toMatchObject({ paymentFee, dueDatePattern, description });
      expect((await ask(desk.sandbox, address)).json()).toMatchObject({
        requestPayment: '0',
        paymentFee: fee,
      });
    }
  });

  it('raises no config that leads to cases of others only: nobody there would meet it', async () => {
    const offerings = [
      { agency: 'STP', level: 3 as const },
      { agency: 'NK', level: 3 as const },
      { agency: 'CK', level: 3 as const },
    ];
    const own = [seedCase({ key: 'c1', agencies: ['STP'] }), seedCase({ key: 'c2', agencies: ['NK'] })];
    desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: own })));
    await desk.push(caseChanges(code, { ...desiredCase(), name: '' }));
    // Whoever plans looks at all there is.
    const missing = async (agency: string, level: 3 | 4) =>
      missingOf(desk.writer, levelChange(code, agency, level), await desk.readService(code));
    expect(await missing('STP', 4)).toEqual({
      sends: [],
      complaint: expect.stringContaining(
        'không đặt được mức 4: ở đó chỉ chọn được phương án riêng («Mặc định»)',
      ),
    });
    // At one that led nowhere ours can be chosen.
    expect((await missing('CK', 4)).sends).toHaveLength(1);
    // Lowered by us, it may be at what it was again, and at no more.
    await desk.push([levelChange(code, 'STP', 2)]);
    expect((await missing('STP', 4)).complaint).toContain('chỉ chọn được phương án riêng');
    expect((await missing('STP', 3)).sends).toHaveLength(1);
    await desk.push([levelChange(code, 'STP', 3)]);
    expect((await missing('STP', 4)).complaint).toContain('chỉ chọn được phương án riêng');
    expect(
      [...desk.memory.values()]
        .flatMap(Object.entries)
        .filter(([name, kept]) => name.startsWith('lowered:') && kept !== ''),
    ).toEqual([]);
  });

  it('leaves to a definition that names none whatever can be chosen there', async () => {
    const offerings = [{ agency: 'STP', level: 2 as const }];
    const own = [seedCase({ key: 'c1', agencies: ['STP'] }), seedCase({ key: 'c2', agencies: ['STP'] })];
    desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: own })), {}, { cases: [] });
    await desk.push([levelChange(code, 'STP', 4)]);
    expect((await desk.readService(code)).offerings['H13.STP']).toMatchObject({ level: 4 });
  });

  it('is made for a unit that comes beside others that have cases of their own', async () => {
    const offerings = [{ agency: 'STP', level: 3 as const }];
    desk = await deskOn(
      seedOf(
        seedProcedure(code, {
          offerings,
          cases: [
            seedCase({ key: 'c1', name: 'Riêng', agencies: ['STP'] }),
            seedCase({ key: 'c2', name: 'Riêng nữa', agencies: ['STP'] }),
          ],
        }),
      ),
    );
    await desk.push(caseChanges(code, desiredCase()));
    await desk.push([newOffering(code, 'NK', 2)]);
    await desk.push([levelChange(code, 'NK', 4)]);
    const { cases: found, offerings: now } = await desk.readService(code);
    expect(found.default!.workflow!.transitions).toEqual(workflow.transitions);
    expect(now['H13.NK']).toMatchObject({ level: 4 });
    expect(now['H13.STP']).toMatchObject({ level: 3 });
  });

  it('is remembered when its options are renamed by hand and others come', async () => {
    desk = await deskOn(seed());
    const label = {
      kind: 'set-workflow',
      target: { procedure: code, case: 'default' },
      before: null,
      after: workflow,
    } as const;
    await desk.push([label]);
    const other = { dossierTemplateId: '1', serviceProcessId: '2', seqOrder: '9', optionName: 'Mặc định' };
    await ask(desk.sandbox, '/serviceconfigs/100001/processes', { method: 'POST', form: other });
    for (const config of [100_001, 100_002]) {
      const [option] = await options(config);
      const form = {
        dossierTemplateId: '33001',
        serviceProcessId: '35001',
        seqOrder: '1',
        optionName: 'Đổi tên',
      };
      const path = `/serviceconfigs/${config}/processes/${option.processOptionId}`;
      await ask(desk.sandbox, path, { method: 'PUT', form });
    }
    const { cases: found } = await desk.readService(code);
    expect(found.default!.value!.name).toBe('Đổi tên');
    expect(Object.keys(found)).toEqual(['default']);
  });

  it('shows under its remote key when it is none of ours', async () => {
    desk = await deskOn(seed({ name: 'Tên khác hẳn' }), {}, { cases: [] });
    expect(Object.keys((await desk.readService(code)).cases)).toEqual([`MAU-${code}-x/QT-${code}-x`]);
  });

  it('gets a process where it had none, and all its options lead there', async () => {
    desk = await deskOn(seed({ workflow: null }));
    expect((await desk.readService(code)).cases.default).toMatchObject({
      value: { deadlineHours: 0 },
      workflow: null,
    });
    const { send } = desk.writer;
    let left = 3;
    // Killed between the two options: the case is then linked in one place and not in the other.
    desk.writer.send = async one => {
      if (--left === 0) throw new Error('killed');
      await send.call(desk.writer, one);
    };
    await expect(desk.push([setCase(value)])).rejects.toThrow('killed');
    await desk.takeOver();
    await desk.push([setCase(value)]);
    expect([...(await options(100_001)), ...(await options(100_002))]).toMatchObject([
      { processNo: `${code}-default-QT`, templateNo: `MAU-${code}-x` },
      { processNo: `${code}-default-QT`, templateNo: `MAU-${code}-x` },
    ]);
    expect(Object.keys((await desk.readService(code)).cases)).toEqual(['default']);
  });

  it('is closed and opened online at all its agencies, and keeps whom it is for', async () => {
    desk = await deskOn(seed());
    const audiences = async () => {
      const both = [100_001, 100_002].map(id => ask(desk.sandbox, `/serviceconfigs/${id}`));
      return (await Promise.all(both)).map(answer => {
        const { forCitizen, forBusiness } = answer.json();
        return { forCitizen, forBusiness };
      });
    };
    const before = await audiences();
    await desk.push([setCase({ ...value, online: false })]);
    const closed = { forCitizen: 'false', forBusiness: 'false' };
    expect(await audiences()).toEqual([closed, closed]);
    await desk.takeOver();
    const records = await collect(desk.read());
    expect(records.filter(({ kind }) => kind === 'offering')).toMatchObject([
      { onlineClosed: true },
      { onlineClosed: true },
    ]);
    expect((await desk.readService(code)).cases.default!.value).toMatchObject({ online: false });
    await desk.push([setCase(value)]);
    expect((await desk.readService(code)).cases.default!.value).toEqual(value);
    expect(await audiences()).toEqual(before);
    expect(before[0]).not.toEqual(before[1]);
  });

  it('is closed at the highest level last, so that the service keeps showing it', async () => {
    const levels = [
      { agency: 'STP', level: 4 as const },
      { agency: 'NK', level: 2 as const },
      { agency: 'BT', level: 3 as const },
    ];
    desk = await deskOn(seedOf(seedProcedure(code, { offerings: levels, cases: [seedCase({ key: 'x' })] })));
    await desk.push([setCase({ ...value, online: false })]);
    expect(desk.sent.slice(-3).map(({ label }) => label)).toEqual([
      'đóng nộp trực tuyến ở NK',
      'đóng nộp trực tuyến ở BT',
      'đóng nộp trực tuyến ở STP',
    ]);
  });

  it('asks for payment at the reception, for the fee its service names, and stops asking', async () => {
    desk = await deskOn(seed());
    await desk.push([setCase({ ...value, onlinePayment: true })]);
    const paying = async () =>
      (await ask(desk.sandbox, '/serviceprocesses/35001/actions'))
        .json()
        .data.filter(({ requestPayment }: { requestPayment: string }) => requestPayment !== '0');
    expect(await paying()).toMatchObject([
      { preStepCode: '110', paymentFee: expect.stringContaining('payment = 8000') },
    ]);
    expect(cases(await collect(desk.read()))[0]).toMatchObject({ onlinePayment: true });
    await desk.push([setCase(value)]);
    expect(await paying()).toEqual([]);
  });

  it('has no note that money is asked for where an action asks, and loses the one it has with that', async () => {
    desk = await deskOn(seed({ onlinePayment: true }));
    const { description } = await process();
    const paid = { ...value, onlineDeadlineHours: null, onlinePayment: true };
    await desk.push([setCase({ ...paid, deadlineHours: 40 })]);
    expect(await process()).toMatchObject({ durationCount: 5, description });
    const noted = { ...(await process()), description: '{"dvcSync":{"paid":true}}' };
    const form = Object.fromEntries(Object.entries(noted).map(([name, one]) => [name, String(one)]));
    await ask(desk.sandbox, '/serviceprocesses/35001', { method: 'PUT', form });
    await desk.push([setCase({ ...paid, deadlineHours: 40, onlinePayment: false })]);
    expect(await process()).toMatchObject({ description: '' });
  });

  it('asks at each place it did though the process was killed when one asked again, and where a person lets it ask meanwhile', async () => {
    desk = await deskOn(seed());
    const rows = [
      { actionCode: '1010', actionName: 'Chuyển', preStepCode: '110', postStepCode: '200' },
      { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' },
    ];
    const set = (at: number, requestPayment: string) =>
      ask(desk.sandbox, `/serviceprocesses/35001/actions/350010${at + 1}`, {
        ...{ method: 'PUT', form: { ...rows[at]!, allowAssignUser: '0', requestPayment } },
      });
    const money = async () => {
      const all = [1, 2].map(at => ask(desk.sandbox, `/serviceprocesses/35001/actions/350010${at}`));
      return (await Promise.all(all)).map(answer => answer.json().requestPayment);
    };
    await set(0, '1');
    await set(1, '2');
    await desk.push([setCase(value)]);
    expect(await money()).toEqual(['0', '0']);
    const paid = { ...value, onlinePayment: true };
    await killedAt(desk, setCase(paid), ({ path }) => path.includes('/actions/'));
    expect(await money()).toEqual(['1', '0']);
    await desk.push([setCase(paid)]);
    expect(await money()).toEqual(['1', '2']);
    // Only the first asks when it is stopped, then a person lets the second ask; stopped and taken back once more.
    await set(1, '0');
    await desk.push([setCase(value)]);
    await set(1, '2');
    await desk.push([setCase(value)]);
    await desk.push([setCase(paid)]);
    expect(await money()).toEqual(['0', '2']);
  });

  it('asks nowhere else again where a person lets another ask when the process was killed on the way', async () => {
    desk = await deskOn(seed());
    const path = '/serviceprocesses/35001/actions';
    const rows = [
      { actionCode: '1010', actionName: 'Chuyển', preStepCode: '110', postStepCode: '200' },
      { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' },
    ];
    const set = (at: number, requestPayment: string) => {
      const form = { ...rows[at]!, allowAssignUser: '0', requestPayment };
      return ask(desk.sandbox, `${path}/350010${at + 1}`, { method: 'PUT', form });
    };
    await set(0, '1');
    await set(1, '2');
    await desk.push([setCase(value)]);
    const paid = { ...value, onlinePayment: true };
    await killedAt(desk, setCase(paid), ({ path }) => path.includes('/actions/'));
    await set(0, '0');
    const form = { ...rows[1]!, actionCode: '1030', actionName: 'Thu phí', postStepCode: '' };
    await ask(desk.sandbox, path, {
      ...{ method: 'POST', form: { ...form, allowAssignUser: '0', requestPayment: '2' } },
    });
    await desk.push([setCase(paid)]);
    const { data } = (await ask(desk.sandbox, path)).json();
    const asking = data.filter((one: { requestPayment: string }) => Number(one.requestPayment) > 0);
    expect(asking).toMatchObject([{ actionName: 'Thu phí' }]);
    expect(desk.memory.get(code)).toMatchObject({ 'taken:default:asking:': '' });
  });

  it('asks for money again where it did, for what it did, and waits for it where it did', async () => {
    desk = await deskOn(seed());
    const money = async () => {
      const all = [1, 2].map(at => ask(desk.sandbox, `/serviceprocesses/35001/actions/350010${at}`));
      return (await Promise.all(all)).map(answer => {
        const { requestPayment, paymentFee, preCondition } = answer.json();
        return { requestPayment, paymentFee, preCondition };
      });
    };
    const rows = [
      { actionCode: '1010', actionName: 'Chuyển', preStepCode: '110', postStepCode: '200' },
      { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' },
    ];
    const set: Record<string, string>[] = [
      { requestPayment: '0', preCondition: 'payok,online=true' },
      { requestPayment: '1', preCondition: 'payok', paymentFee: 'bank net=[ payment = 20000 ] $Lệ phí$' },
    ];
    for (const [at, row] of rows.entries()) {
      const form = { ...row, allowAssignUser: '0', ...set[at]! };
      await ask(desk.sandbox, `/serviceprocesses/35001/actions/350010${at + 1}`, { method: 'PUT', form });
    }
    const before = await money();
    expect(before).toMatchObject(set);
    // Killed after the first of what it takes, both times.
    const killedOnce = async (change: Change) => {
      await killedAt(desk, change, ({ path }) => path.includes('/actions/'));
      await desk.push([change]);
    };
    await killedOnce(setCase(value));
    expect(await money()).toMatchObject([
      { requestPayment: '0', preCondition: 'online=true' },
      { requestPayment: '0', preCondition: '' },
    ]);
    await killedOnce(setCase({ ...value, onlinePayment: true }));
    expect(await money()).toEqual([{ ...before[0], preCondition: 'online=true,payok' }, before[1]]);
    expect(desk.memory.get(code)).toMatchObject({ 'taken:default:asking:': '' });
  });

  it('that an import left pointing nowhere is linked', async () => {
    desk = await deskOn(seed({ workflow: soundWorkflow() }));
    const form = { dossierTemplateId: '0', serviceProcessId: '35001', seqOrder: '1', optionName: 'Mặc định' };
    const [option] = await options(100_001);
    await ask(desk.sandbox, `/serviceconfigs/100001/processes/${option.processOptionId}`, {
      method: 'PUT',
      form,
    });
    await desk.push([setCase(value)]);
    expect(await options(100_001)).toMatchObject([{ dossierTemplateId: 33_001, serviceProcessId: 35_001 }]);
  });
});

describe('several changes at once', () => {
  it('are sent in their order, the levels last', async () => {
    desk = await deskOn(bareSeed());
    const changes = [
      levelChange(code, 'STP', 4),
      newOffering(code, 'BT', 3),
      ...caseChanges(code, desiredCase()).reverse(),
    ];
    await desk.push(changes);
    const kinds = desk.sent.map(({ path }) => path.split('/')[1]);
    const firstConfig = desk.sent.findIndex(({ path }) => /^\/serviceconfigs(\/\d+)?$/.test(path));
    expect(kinds.slice(firstConfig)).toEqual(kinds.slice(firstConfig).map(() => 'serviceconfigs'));
    expect((await desk.readService(code)).offerings).toEqual({
      'H13.STP': { level: 4, onlineClosed: false },
      'H13.NK': { level: 2, onlineClosed: false },
      'H13.BT': { level: 3, onlineClosed: false },
    });
  });
});
