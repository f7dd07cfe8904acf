import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/push.ts';
import type { DesiredWorkflow } from '../../../src/domain/service.ts';
import { type WalkedProcess, walkProcess } from '../../sandbox/opencps/walk-process.ts';
import { ask } from './ask.ts';
import {
  bareSeed,
  caseChanges,
  context,
  type Desk,
  desiredCase,
  deskOn,
  killedAt,
  pushAll,
  workflow,
} from './desk.ts';
import { seedCase, seedOf, seedProcedure } from './support.ts';

const code = '1.000001';
const target = { procedure: code, case: 'default' };
let desk: Desk;
afterEach(() => desk?.close());

/** Once to the applicant and back on the way. */
const asideAndOn = ['tham-dinh', 'bo-sung', 'tham-dinh', 'phe-duyet', 'tra'];

type Row = Record<string, string> & { roles: number };

async function rows(path: string): Promise<Row[]> {
  const { data = [] } = (await ask(desk.sandbox, `/serviceprocesses/${path}`)).json();
  return [data].flat();
}

/** The process as a dossier meets it. */
async function walked(id: number): Promise<string[]> {
  const steps = await rows(`${id}/steps`);
  for (const step of steps) step.roles = (await rows(`${id}/steps/${step.stepCode}/roles`)).length;
  const actions = (await rows(`${id}/actions`)).map(action => ({
    ...action,
    requestPayment: Number(action.requestPayment),
  }));
  return walkProcess({ steps, actions } as unknown as WalkedProcess);
}

const setWorkflow = (after: DesiredWorkflow | null): Change => ({
  kind: 'set-workflow',
  target,
  before: null,
  after,
});

/** What of the procedure is remembered as taken away. */
const remembered = () =>
  Object.entries(desk.memory.get(code)!).flatMap(([name, now]) =>
    /^taken:/.test(name) && now ? [name] : [],
  );

/** A workflow with a step whose role has a condition, pushed, and then another that has a step in its stead. */
async function stepTakenAway() {
  await adopted();
  const address = '/serviceprocesses/35001/steps/200';
  const [role] = await rows('35001/steps/200/roles');
  const form = { roleId: String(role!.roleId), moderator: 'true', condition: 'online=true' };
  await ask(desk.sandbox, `${address}/roles/${role!.roleId}`, { method: 'PUT', form });
  const before = (await desk.readService(code)).cases.default!.workflow!;
  await desk.push([setWorkflow(before)]);
  const other = JSON.parse(
    JSON.stringify(before).replaceAll('"200"', '"300"').replaceAll('Thẩm định', 'Xét'),
  );
  await desk.push([setWorkflow(other)]);
  return { before, other };
}

async function adopted(
  quirks: Record<string, unknown> = {},
  change: Parameters<typeof seedCase>[0] = {},
): Promise<void> {
  const offerings = [{ agency: 'STP', level: 4 as const }];
  desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: [seedCase(change)] })), quirks);
}

describe('a pushed workflow', () => {
  it('takes a dossier from filing to its end, paid on the way', async () => {
    desk = await deskOn(bareSeed());
    await pushAll(desk, caseChanges(code, desiredCase(), { online: true, onlinePayment: true }));
    expect(await walked(900_002)).toEqual(['tiep-nhan', ...asideAndOn]);
    const actions = await rows('900002/actions');
    expect(actions.find(({ requestPayment }) => requestPayment === '2')).toMatchObject({
      preStepCode: 'tiep-nhan',
      paymentFee: 'bank cash keypay net=[ payment = 8000 ] ship=0 tax=0 $Phí, lệ phí$',
    });
    expect(actions.find(({ postStepCode }) => postStepCode === 'tra')).toMatchObject({
      preCondition: 'payok',
    });
    expect(actions.find(({ postStepCode }) => postStepCode === 'phe-duyet')).toMatchObject({
      rollbackable: 'true',
    });
  });

  it('has a creation for a start that nobody does, and no step for it', async () => {
    desk = await deskOn(bareSeed());
    const [first, ...steps] = workflow.steps;
    const { role: _nobody, ...bare } = { ...first!, name: 'Nộp hồ sơ', hours: 0, onlineHours: 0 };
    const flow = { ...workflow, steps: [bare, ...steps] };
    await pushAll(desk, caseChanges(code, desiredCase({ workflow: flow })));
    expect(await walked(900_002)).toEqual(asideAndOn);
    expect((await rows('900002/steps')).find(({ stepCode }) => stepCode === 'tham-dinh')).toMatchObject({
      dossierStatus: 'receiving',
    });
    expect((await desk.readService(code)).cases.default!.workflow).toMatchObject({
      steps: [bare, ...steps.map(({ id }) => ({ id }))],
    });
  });

  it('brings its sequences along, made anew where they differ', async () => {
    desk = await deskOn(bareSeed());
    await pushAll(desk, caseChanges(code, desiredCase()));
    expect(await rows('900002/sequences')).toEqual([
      {
        sequenceNo: '1',
        sequenceName: 'Tiếp nhận &lt;hồ sơ&gt;',
        sequenceRole: 'CAN_BO_MOT_CUA',
        durationCount: 0.5,
      },
      { sequenceNo: '2', sequenceName: 'Thẩm định', sequenceRole: 'CHUYEN_VIEN', durationCount: 2 },
      { sequenceNo: '3', sequenceName: 'Chờ bổ sung', sequenceRole: 'CHUYEN_VIEN', durationCount: 0 },
      { sequenceNo: '4', sequenceName: 'Phê duyệt', sequenceRole: 'LANH_DAO_DON_VI', durationCount: 0.5 },
    ]);
    const steps = workflow.steps.map(step =>
      step.id === 'tham-dinh' ? { ...step, role: 'lãnh đạo phòng' } : step,
    );
    desk.sent.length = 0;
    await desk.push([setWorkflow({ ...workflow, steps })]);
    expect(desk.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /serviceprocesses/900002/sequences/2',
      'POST /serviceprocesses/900002/sequences',
      'POST /serviceprocesses/900002/steps/tham-dinh/roles',
      'DELETE /serviceprocesses/900002/steps/tham-dinh/roles/20903',
      'POST /serviceprocesses/900002/roles',
    ]);
  });

  describe('into a process whose sequences people made', () => {
    const sequences = () => rows('35001/sequences');
    const step = (stepCode: string, sequenceNo: string) =>
      ask(desk.sandbox, `/serviceprocesses/35001/steps/${stepCode}`, {
        method: 'PUT',
        form: {
          ...{ stepCode, stepName: stepCode === '110' ? 'Tiếp nhận' : 'Thẩm định', sequenceNo },
          ...{ dossierStatus: stepCode === '110' ? 'receiving' : 'processing', durationCount: '0.5' },
        },
      });
    const make = (form: Record<string, string>) =>
      ask(desk.sandbox, '/serviceprocesses/35001/sequences', { method: 'POST', form });

    async function shared() {
      await adopted();
      await make({ sequenceNo: '1', sequenceName: 'Giải quyết', sequenceRole: '', durationCount: '3' });
      await step('110', '1');
      await step('200', '1');
      const before = (await desk.readService(code)).cases.default!.workflow!;
      return { before, was: await sequences() };
    }
    const numbers = async () => (await rows('35001/steps')).map(one => [one.stepCode, one.sequenceNo]);

    it('leaves them as they are, shared and longer than their steps, whatever changes of the steps', async () => {
      const { before, was } = await shared();
      const steps = before.steps.map(one =>
        one.id === '200' ? { ...one, name: 'Xét', hours: 8, onlineHours: 8, mayReturn: true } : one,
      );
      const held = await numbers();
      await desk.push([setWorkflow({ ...before, steps })]);
      expect([await sequences(), await numbers()]).toEqual([was, held]);
      await desk.push([setWorkflow(before)]);
      expect([await sequences(), await numbers()]).toEqual([was, held]);
      expect(desk.sent.filter(({ path }) => path.includes('sequences'))).toEqual([]);
    });

    it('gives a step that comes one of its own, which goes with it', async () => {
      const { before, was } = await shared();
      const come: DesiredWorkflow['steps'][number] = {
        ...{ id: 'ky', name: 'Ký', kind: 'step', role: 'lãnh đạo', hours: 4, onlineHours: 4 },
      };
      const [first, second] = before.transitions;
      const longer = {
        steps: [...before.steps, come],
        transitions: [first!, { from: '200', to: 'ky', action: 'Trình' }, { ...second!, from: 'ky' }],
      };
      const own = {
        ...{ sequenceNo: '2', sequenceName: 'Ký', sequenceRole: 'LANH_DAO_DON_VI', durationCount: 0.5 },
      };
      await killedAt(desk, setWorkflow(longer), ({ path }) => path.endsWith('/sequences'));
      await desk.push([setWorkflow(longer)]);
      expect(await sequences()).toEqual([...was, own]);
      expect(await numbers()).toContainEqual(['ky', '2']);
      await desk.push([setWorkflow(before)]);
      expect(await sequences()).toEqual(was);
      await desk.push([setWorkflow(longer)]);
      expect(await sequences()).toEqual([...was, own]);
      expect(remembered().filter(name => name.includes(':sequence:'))).toEqual([]);
    });

    it('gives a step that comes back another where people have made one under its number', async () => {
      const { before } = await shared();
      await step('200', '2');
      const copy = { sequenceNo: '2', sequenceName: 'Thẩm định', sequenceRole: 'CHUYEN_VIEN' };
      await make({ ...copy, durationCount: '0.5' });
      const start = before.steps.filter(({ id }) => id !== '200');
      const without = { steps: start, transitions: [{ from: '110', to: '400', action: 'Trả' }] };
      const told = (await desk.readService(code)).cases.default!.workflow!;
      await desk.push([setWorkflow(told)]);
      await desk.push([setWorkflow(without)]);
      const strangers = {
        ...{ sequenceNo: '2', sequenceName: 'Kiểm kê', sequenceRole: 'VAN_THU', durationCount: 7 },
      };
      await make({ ...strangers, durationCount: '7' });
      await desk.push([setWorkflow(without)]);
      for (const path of ['/sequences', '/steps'])
        await killedAt(desk, setWorkflow(told), send => send.path.endsWith(path));
      await desk.push([setWorkflow(told)]);
      expect(await numbers()).toContainEqual(['200', '3']);
      expect(await sequences()).toEqual(
        expect.arrayContaining([strangers, { ...copy, sequenceNo: '3', durationCount: 0.5 }]),
      );
      expect(await sequences()).toHaveLength(3);
      desk.sent.length = 0;
      await desk.push([setWorkflow(told)]);
      expect(desk.sent).toEqual([]);
    });

    it('has the copy of a step follow it, and back, wherever it was broken off', async () => {
      const { before } = await shared();
      await step('200', '2');
      const copy = { sequenceNo: '2', sequenceName: 'Thẩm định', sequenceRole: 'CHUYEN_VIEN' };
      await make({ ...copy, durationCount: '0.5' });
      const was = await sequences();
      const steps = before.steps.map(one =>
        one.id === '200' ? { ...one, name: 'Xét', hours: 8, onlineHours: 8 } : one,
      );
      for (const method of ['DELETE', 'POST']) {
        await killedAt(
          desk,
          setWorkflow({ ...before, steps }),
          send => send.path.includes('/sequences') && send.method === method,
        );
        await desk.push([setWorkflow(before)]);
        expect(await sequences()).toEqual(was);
      }
      await desk.push([setWorkflow({ ...before, steps })]);
      expect((await sequences())[1]).toMatchObject({ sequenceName: 'Xét', durationCount: 1 });
      await desk.push([setWorkflow(before)]);
      expect(await sequences()).toEqual(was);
      expect(remembered()).toEqual([]);
    });
  });

  it('takes surplus steps away last, when nothing leads there any more', async () => {
    desk = await deskOn(bareSeed());
    await pushAll(desk, caseChanges(code, desiredCase()));
    desk.sent.length = 0;
    const without = (id: string) => ({
      steps: workflow.steps.filter(step => step.id !== id),
      transitions: workflow.transitions.filter(({ from, to }) => from !== id && to !== id),
    });
    await desk.push([setWorkflow(without('bo-sung'))]);
    expect(desk.sent.slice(-3).map(({ label }) => label)).toEqual([
      expect.stringMatching(/^bỏ thao tác/),
      expect.stringMatching(/^bỏ thao tác/),
      'bỏ bước «Chờ bổ sung»',
    ]);
    expect(desk.sent.at(-1)).toMatchObject({
      method: 'DELETE',
      path: '/serviceprocesses/900002/steps/bo-sung',
    });
    await desk.push([setWorkflow(null)]);
    expect((await desk.readService(code)).cases.default!.workflow).toBeNull();
  });

  it('lets a role that only looks on do its step, under the condition people have set', async () => {
    await adopted();
    const address = '/serviceprocesses/35001/steps/200/roles';
    const [role] = await rows('35001/steps/200/roles');
    const form = { roleId: String(role!.roleId), moderator: 'false', condition: 'online=true' };
    await ask(desk.sandbox, `${address}/${role!.roleId}`, { method: 'PUT', form });
    const { workflow: now } = (await desk.readService(code)).cases.default!;
    const steps = now!.steps.map(step => (step.id === '110' ? { ...step, role: 'một cửa' } : step));
    await desk.push([setWorkflow({ ...now!, steps })]);
    expect(await rows('35001/steps/200/roles')).toMatchObject([
      { roleId: role!.roleId, moderator: 'true', condition: 'online=true' },
    ]);
  });

  it('has its steps and actions again as people made them when what took them away is rolled back', async () => {
    await adopted();
    const [step, action] = ['/serviceprocesses/35001/steps/200', '/serviceprocesses/35001/actions/3500102'];
    const ofStep = {
      ...{
        stepCode: '200',
        stepName: 'Thẩm định <sơ bộ>',
        durationCount: '2.5',
        dossierStatus: 'processing',
      },
      ...{
        dossierSubStatus: 'cho-y-kien',
        stepInstruction: 'Xem & ghi',
        editable: 'true',
        lockState: 'PAUSE',
      },
    };
    const ofAction = {
      ...{
        actionCode: '1020',
        actionName: 'Trả',
        preStepCode: '200',
        postStepCode: '400',
        autoEvent: 'timer',
      },
      ...{ preCondition: 'durationCount>3,online=true', allowAssignUser: '2', requestPayment: '0' },
      ...{ createDossierFiles: 'KQ01,KQ02', configNote: '{"a":1}', signatureType: 'USB', eSignature: 'true' },
      ...{ postAction: '{"eventPayment":true}', createDossierNo: 'true', syncActionCode: '1600' },
    };
    await ask(desk.sandbox, step, { method: 'PUT', form: ofStep });
    await ask(desk.sandbox, action, { method: 'PUT', form: ofAction });
    const actionId = async () =>
      (await rows('35001/actions')).find(({ preStepCode }) => preStepCode === '200')!.processActionId;
    const stored = async () => {
      const path = `/serviceprocesses/35001/actions/${await actionId()}`;
      const { processActionId: _, ...told } = (await ask(desk.sandbox, path)).json();
      const list = await rows('35001/steps');
      const { processStepId: __, ...listed } = list.find(({ stepCode }) => stepCode === '200')!;
      return { action: told, step: listed };
    };
    // Once as it is pushed, so that only what is taken away differs.
    const { workflow: now } = (await desk.readService(code)).cases.default!;
    const before = { ...now!, steps: now!.steps.map(one => ({ ...one, role: one.role && 'chuyên viên' })) };
    await desk.push([setWorkflow(before)]);
    const was = await stored();
    expect(was.action).toMatchObject({
      postAction: ofAction.postAction,
      preCondition: ofAction.preCondition,
    });
    const other = JSON.parse(
      JSON.stringify(before).replaceAll('"200"', '"300"').replaceAll('Thẩm định', 'Xét'),
    );
    await desk.push([setWorkflow(other)]);
    expect((await rows('35001/steps')).map(({ stepCode }) => stepCode)).not.toContain('200');
    await desk.takeOver();
    await desk.push([setWorkflow(before)]);
    expect(await stored()).toEqual(was);
    // Nothing is owed any longer: people may take it away.
    const form = { ...ofAction, postAction: '' };
    await ask(desk.sandbox, `/serviceprocesses/35001/actions/${await actionId()}`, { method: 'PUT', form });
    desk.sent.length = 0;
    await desk.push([setWorkflow(before)]);
    expect(desk.sent).toEqual([]);
  });

  it('is not begun when a role is nobody there, and says which', async () => {
    desk = await deskOn(
      bareSeed(),
      {},
      { context: { ...context, roleAt: role => (role === 'lãnh đạo' ? 'Giám đốc' : context.roleAt(role)) } },
    );
    const changes = caseChanges(code, desiredCase());
    await pushAll(desk, changes.slice(0, 3));
    const sent = desk.sent.length;
    await expect(desk.push(changes.slice(3))).rejects.toThrow('vai trò «lãnh đạo» là «Giám đốc» ở đây');
    expect(desk.sent).toHaveLength(sent);
  });
});

describe('a process people made', () => {
  it('is told in the words of a definition, and pushing those changes nothing of its flow', async () => {
    await adopted();
    const { workflow: told, value } = (await desk.readService(code)).cases.default!;
    expect(told).toEqual({
      steps: [
        {
          id: '110',
          name: 'Tiếp nhận',
          kind: 'start',
          role: 'Một cửa',
          hours: 4,
          onlineHours: 4,
          state: '4',
        },
        {
          id: '200',
          name: 'Thẩm định <sơ bộ>',
          kind: 'step',
          role: 'chuyên viên',
          hours: 20,
          onlineHours: 20,
        },
        { id: '400', name: 'Trả kết quả', kind: 'end', role: 'Chuyên viên', hours: 0, onlineHours: 0 },
      ].map(step => (step.kind === 'end' ? { ...step, role: 'chuyên viên' } : step)),
      transitions: [
        { from: '110', to: '200', action: 'Chuyển' },
        { from: '200', to: '400', action: 'Trả' },
      ],
    });
    expect(value).toMatchObject({ name: 'Mặc định', deadlineHours: 24, online: true, onlinePayment: false });
    await desk.push([setWorkflow(told!)]);
    expect((await desk.readService(code)).cases.default!.workflow).toEqual(told);
    expect(desk.sent.filter(({ path }) => /\/(steps|actions|sequences)(\/[^/]+)?$/.test(path))).toEqual([]);
  });

  it('keeps the codes open dossiers stand on when a definition calls its steps otherwise', async () => {
    await adopted();
    const steps: DesiredWorkflow['steps'] = [
      { id: 'tiep-nhan', name: 'Tiếp nhận', kind: 'start', role: 'một cửa', hours: 4, onlineHours: 2 },
      {
        id: 'tham-dinh',
        name: 'Thẩm định <sơ bộ>',
        kind: 'step',
        role: 'chuyên viên',
        hours: 20,
        onlineHours: 20,
      },
      { id: 'tra', name: 'Trả kết quả', kind: 'end', role: 'trả kết quả', hours: 0, onlineHours: 0 },
    ];
    const transitions = [
      { from: 'tiep-nhan', to: 'tham-dinh', action: 'Chuyển' },
      { from: 'tham-dinh', to: 'tra', action: 'Trả' },
    ];
    await desk.push([setWorkflow({ steps, transitions })]);
    expect((await rows('35001/steps')).map(({ stepCode }) => stepCode)).toEqual(['110', '200', '400']);
    expect((await desk.readService(code)).cases.default!.workflow).toEqual({ steps, transitions });
    const renamed = steps.map(step => (step.id === 'tham-dinh' ? { ...step, name: 'Thẩm tra' } : step));
    await desk.push([setWorkflow({ steps: renamed, transitions })]);
    expect((await rows('35001/steps')).map(({ stepCode, stepName }) => [stepCode, stepName])).toContainEqual([
      '200',
      'Thẩm tra',
    ]);
  });

  it('keeps conditions and everything else of its actions, and unescapes what stopped working', async () => {
    await adopted();
    const [action] = (await rows('35001/actions')).filter(({ preStepCode }) => preStepCode === '110');
    const { processActionId, createDossierFiles: _files, returnDossierFiles: _returned, ...fields } = action!;
    const more = {
      preCondition: 'durationCount>3',
      createDossierFiles: 'PTN,GTN',
      postAction: '{"a":"<b>"}',
      signatureType: 'ký',
    };
    const form = { ...fields, ...more } as unknown as Record<string, string>;
    await ask(desk.sandbox, `/serviceprocesses/35001/actions/${processActionId}`, { method: 'DELETE' });
    const path = '/serviceprocesses/35001/actions';
    const { processActionId: made } = (await ask(desk.sandbox, path, { method: 'POST', form })).json();
    expect((await ask(desk.sandbox, `${path}/${made}`)).json()).toMatchObject({
      preCondition: 'durationCount&gt;3',
      postAction: '',
    });
    await ask(desk.sandbox, `${path}/${made}`, {
      method: 'PUT',
      form: { ...form, preCondition: 'durationCount&gt;3' },
    });
    const { workflow: told } = (await desk.readService(code)).cases.default!;
    await desk.push([setWorkflow(told!)]);
    expect((await ask(desk.sandbox, `${path}/${made}`)).json()).toMatchObject({
      ...more,
      createDossierFiles: ['PTN', 'GTN'],
      actionName: 'Chuyển',
    });
    expect(await walked(35_001)).toEqual(['110', '200', '400']);
  });

  it('keeps what its actions have where a step is replaced, and back, wherever it was broken off', async () => {
    await adopted();
    const more = {
      ...{ createDossierFiles: 'KQ4', returnDossierFiles: 'KQ5', requestPayment: '1', rollbackable: 'true' },
      ...{ allowAssignUser: '2', postAction: '{"sms":true}', actionCode: '1020', actionName: 'Trả' },
    };
    const put = (id: number, preStepCode: string, postStepCode: string, form: Record<string, string>) =>
      ask(desk.sandbox, `/serviceprocesses/35001/actions/${id}`, {
        method: 'PUT',
        form: { ...form, preStepCode, postStepCode },
      });
    await put(3500101, '110', '200', {
      ...more,
      actionCode: '1010',
      actionName: 'Chuyển',
      requestPayment: '0',
    });
    await put(3500102, '200', '400', more);
    const before = (await desk.readService(code)).cases.default!.workflow!;
    await desk.push([setWorkflow(before)]);
    const stored = async () => {
      const ids = (await rows('35001/actions')).map(({ processActionId }) => processActionId);
      const whole = ids.map(async id =>
        (await ask(desk.sandbox, `/serviceprocesses/35001/actions/${id}`)).json(),
      );
      return await Promise.all(whole);
    };
    const was = await stored();
    const other = JSON.parse(
      JSON.stringify(before).replaceAll('"200"', '"300"').replaceAll('Thẩm định', 'Xét'),
    );
    const moved = JSON.parse(JSON.stringify(was).replaceAll('"200"', '"300"'));
    const isAction = ({ path }: { path: string }) => path.includes('/actions');
    await killedAt(desk, setWorkflow(other), isAction);
    await desk.push([setWorkflow(other)]);
    expect(await stored()).toEqual(moved);
    await killedAt(desk, setWorkflow(before), isAction);
    await desk.push([setWorkflow(before)]);
    expect(await stored()).toEqual(was);
    // Broken off, and what was before is wanted again.
    const isMoved = ({ path, method }: { path: string; method: string }) =>
      method === 'PUT' && path.includes('/actions');
    await killedAt(desk, setWorkflow(other), isMoved);
    await desk.push([setWorkflow(before)]);
    expect(await stored()).toEqual(was);
  });

  describe('with two actions of one name in a row', () => {
    const step = (id: string, kind: 'start' | 'step' | 'end' = 'step') => ({
      ...{ id, name: `Bước ${id}`, kind, role: 'chuyên viên', hours: 4, onlineHours: 4 },
    });
    const link = (from: string, to: string, action = 'Chuyển') => ({ from, to, action });
    const flow = (ids: string[], transitions: DesiredWorkflow['transitions']): DesiredWorkflow => ({
      steps: ids.map((id, at) => step(id, at === 0 ? 'start' : id === 'E' ? 'end' : 'step')),
      transitions,
    });
    const links = async () =>
      (await rows('900002/actions')).flatMap(({ preStepCode, postStepCode, createDossierFiles, ...row }) =>
        preStepCode ? [`${preStepCode}>${postStepCode} ${row.actionName} ${createDossierFiles ?? ''}`] : [],
      );
    /** Each has a file called as its link. */
    const begun = async (workflow: DesiredWorkflow) => {
      desk = await deskOn(bareSeed());
      await pushAll(desk, caseChanges(code, desiredCase({ workflow })));
      for (const { processActionId, roles: _, ...row } of await rows('900002/actions')) {
        const form = { ...row, createDossierFiles: `${row.preStepCode}${row.postStepCode}` };
        await ask(desk.sandbox, `/serviceprocesses/900002/actions/${processActionId}`, {
          method: 'PUT',
          form,
        });
      }
    };

    it('moves each along with its own steps, whichever comes first', async () => {
      await begun(flow(['A', 'B', 'C', 'E'], [link('B', 'C'), link('A', 'B'), link('C', 'E', 'Trả')]));
      const other = flow(['A', 'D', 'G', 'E'], [link('A', 'D'), link('D', 'G'), link('G', 'E', 'Trả')]);
      await killedAt(desk, setWorkflow(other), ({ path }) => path.includes('/actions'));
      await desk.push([setWorkflow(other)]);
      expect((await links()).sort()).toEqual(['A>D Chuyển AB', 'D>G Chuyển BC', 'G>E Trả CE']);
    });

    it('makes a link between steps that stand anew when the step between them goes', async () => {
      const no = 'Từ chối';
      await begun(
        flow(['A', 'B', 'C', 'E'], [link('A', 'B'), link('A', 'C'), link('C', 'E'), link('B', 'E', no)]),
      );
      const other = flow(['A', 'C', 'E'], [link('A', 'C'), link('C', 'E'), link('A', 'E', no)]);
      await desk.push([setWorkflow(other)]);
      expect((await links()).sort()).toEqual(['A>C Chuyển AC', `A>E ${no} `, 'C>E Chuyển CE']);
    });

    it('moves none along where several could be meant', async () => {
      await begun(
        flow(['A', 'B', 'C', 'E'], [link('A', 'B'), link('A', 'C'), link('B', 'E'), link('C', 'E')]),
      );
      const other = flow(['A', 'D', 'E'], [link('A', 'D'), link('D', 'E')]);
      await desk.push([setWorkflow(other)]);
      expect((await links()).sort()).toEqual(['A>D Chuyển ', 'D>E Chuyển ']);
    });
  });

  it('has a step again whose address only an import could store, and its role under its condition', async () => {
    const { before } = await stepTakenAway();
    const name = 'taken:default:step:200';
    const memory = desk.memory.get(code)!;
    const { row } = JSON.parse(memory[name]!);
    row.fields.customProcessUrl = 'trang cu';
    desk.memory.set(code, { ...memory, [name]: JSON.stringify({ row }) });
    await desk.push([setWorkflow(before)]);
    expect(await rows('35001/steps/200/roles')).toMatchObject([{ condition: 'online=true' }]);
    expect(desk.memory.get(code)).toMatchObject({ [name]: '' });
  });

  describe('of which an action was taken away', () => {
    const byCode = {
      actionCode: '1030',
      actionName: 'Chuyển kèm SMS',
      preStepCode: '110',
      postStepCode: '200',
    };
    const hook = '{"sms":true}';
    const actionsOf = () => rows('35001/actions');
    const put = (id: string | number, form: Record<string, string>) =>
      ask(desk.sandbox, `/serviceprocesses/35001/actions/${id}`, { method: 'PUT', form });
    const post = (form: Record<string, string>) =>
      ask(desk.sandbox, '/serviceprocesses/35001/actions', { method: 'POST', form });
    const plain = { allowAssignUser: '0', requestPayment: '0' };
    /** The whole row, of which the list shows but a part. */
    const called = async (name: string): Promise<Row> => {
      const { processActionId } = (await actionsOf()).find(({ actionName }) => actionName === name)!;
      return (await ask(desk.sandbox, `/serviceprocesses/35001/actions/${processActionId}`)).json();
    };
    const told = async () => (await desk.readService(code)).cases.default!.workflow!;

    /** "Chuyển", and beside it one that is triggered with something; as people made them, and without the second. */
    async function two() {
      await adopted();
      await put(3500101, { ...byCode, actionCode: '1010', actionName: 'Chuyển', ...plain });
      await post({ ...byCode, ...plain });
      await put((await called(byCode.actionName)).processActionId!, {
        ...byCode,
        ...plain,
        postAction: hook,
      });
      const both = await told();
      await desk.push([setWorkflow(both)]);
      const one = {
        ...both,
        transitions: both.transitions.filter(({ action }) => action !== byCode.actionName),
      };
      return { both, one };
    }

    it('leaves the others as they are', async () => {
      const { one } = await two();
      await desk.push([setWorkflow(one)]);
      desk.sent.length = 0;
      await desk.push([setWorkflow(one)]);
      expect(desk.sent).toEqual([]);
      expect(await called('Chuyển')).toMatchObject({ postAction: '' });
    });

    it('does not have it triggered again where a person has made it anew without that', async () => {
      const { both, one } = await two();
      await desk.push([setWorkflow(one)]);
      await post({ ...byCode, ...plain });
      desk.sent.length = 0;
      await desk.push([setWorkflow(both)]);
      expect(desk.sent).toEqual([]);
      expect(await called(byCode.actionName)).toMatchObject({ postAction: '' });
    });

    it('has it triggered again though the process was killed when it had just come back', async () => {
      const { both, one } = await two();
      await desk.push([setWorkflow(one)]);
      await killedAt(desk, setWorkflow(both), () => true);
      await desk.push([setWorkflow(both)]);
      expect(await called(byCode.actionName)).toMatchObject({ postAction: hook });
      expect(remembered()).toEqual([]);
    });

    it('gives it another code where a person has given its own away', async () => {
      const { both, one } = await two();
      await desk.push([setWorkflow(one)]);
      await post({ ...byCode, ...plain, actionName: 'Trả lại', preStepCode: '200', postStepCode: '' });
      await desk.push([setWorkflow(both)]);
      const codes = (await actionsOf()).map(({ actionCode }) => actionCode);
      expect(codes).toContain(byCode.actionCode);
      expect(new Set(codes).size).toBe(codes.length);
    });

    it('is told from another of its name by its code: each is triggered with its own again', async () => {
      const { one } = await two();
      const hooks = { 1030: hook, 1040: '{"sms":false}' };
      const made = async () => {
        const rows = (await actionsOf()).filter(({ actionName }) => actionName === byCode.actionName);
        const ids = rows.map(({ processActionId }) => `/serviceprocesses/35001/actions/${processActionId}`);
        const whole = await Promise.all(ids.map(async path => (await ask(desk.sandbox, path)).json()));
        return Object.fromEntries(whole.map(({ actionCode, postAction }) => [actionCode, postAction]));
      };
      await post({ ...byCode, ...plain, actionCode: '1040' });
      const { processActionId: id } = (await actionsOf()).find(({ actionCode }) => actionCode === '1040')!;
      await put(id!, { ...byCode, ...plain, actionCode: '1040', postAction: hooks[1040] });
      const all = await told();
      expect(await made()).toEqual(hooks);
      await desk.push([setWorkflow(one)]);
      await desk.push([setWorkflow(all)]);
      expect(await made()).toEqual(hooks);
      desk.sent.length = 0;
      await desk.push([setWorkflow(all)]);
      expect([desk.sent, remembered()]).toEqual([[], []]);
    });

    it('is triggered again though it was taken away once more when it had just come back', async () => {
      const { both, one } = await two();
      await desk.push([setWorkflow(one)]);
      await killedAt(desk, setWorkflow(both), ({ method }) => method === 'POST');
      await desk.push([setWorkflow(one)]);
      await desk.push([setWorkflow(both)]);
      expect(await called(byCode.actionName)).toMatchObject({ postAction: hook });
      expect(remembered()).toEqual([]);
    });

    it('asks for money again beside another that did so all the time', async () => {
      await adopted();
      const asking = [
        { actionCode: '1010', actionName: 'Chuyển', preStepCode: '110', postStepCode: '200' },
        { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' },
      ] as const;
      for (const [at, row] of asking.entries())
        await put(3500101 + at, { ...row, ...plain, requestPayment: `${at + 1}` });
      const before = await told();
      await desk.push([setWorkflow(before)]);
      const transitions = before.transitions.filter(({ from }) => from !== '200');
      const asks = async () => (await actionsOf()).map(one => [one.preStepCode, Number(one.requestPayment)]);
      const all = await asks();
      expect(all).toEqual(
        expect.arrayContaining([
          ['110', 1],
          ['200', 2],
        ]),
      );
      await desk.push([setWorkflow({ ...before, transitions })]);
      await desk.push([setWorkflow(before)]);
      expect((await asks()).sort()).toEqual(all.sort());
      expect(remembered()).toEqual([]);
    });

    it('asks nobody for money twice when it comes back to where another asks by now', async () => {
      await adopted();
      const asking = { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' };
      await put(3500102, { ...asking, ...plain, requestPayment: '2' });
      const before = await told();
      await desk.push([setWorkflow(before)]);
      const transitions = before.transitions.map(one =>
        one.from === '200' ? { ...one, action: 'Xong' } : one,
      );
      await desk.push([
        setWorkflow({ ...before, transitions: transitions.filter(({ from }) => from !== '200') }),
      ]);
      const asks = async () => (await actionsOf()).filter(one => Number(one.requestPayment) > 0);
      expect(await asks()).toMatchObject([{ preStepCode: '110' }]);
      // Whoever it is: a person has moved it on.
      const [{ processActionId, actionName }] = (await asks()) as [Row];
      const ends = { actionCode: '1010', preStepCode: '110', postStepCode: '200', ...plain };
      await put(processActionId!, { ...ends, actionName: actionName! });
      await post({ ...ends, actionCode: '7', actionName: 'Thu phí', postStepCode: '', requestPayment: '2' });
      await desk.push([setWorkflow(before)]);
      expect(await asks()).toMatchObject([{ actionName: 'Thu phí' }]);
      desk.sent.length = 0;
      await desk.push([setWorkflow(before)]);
      expect([desk.sent, remembered()]).toEqual([[], []]);
    });

    it.each([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ])(
      'asks where the whole workflow came back as it did, unless people let another ask meanwhile: %s, noted before: %s',
      async (another, noted) => {
        await adopted();
        const asking = { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' };
        await put(3500102, { ...asking, ...plain, requestPayment: '2' });
        const value = { ...(await desk.readService(code)).cases.default!.value!, onlinePayment: true };
        if (noted) await desk.push([{ kind: 'set-case', target, before: null, after: value } as Change]);
        const before = await told();
        await desk.push([setWorkflow(before)]);
        const [creation] = (await actionsOf()).filter(({ preStepCode }) => preStepCode === '');
        await desk.push([setWorkflow(null)]);
        expect(await actionsOf()).toEqual([]);
        expect((await desk.readService(code)).cases.default!.value).toMatchObject({ onlinePayment: true });
        if (another) {
          for (const [stepCode, stepName] of [
            ['110', 'Tiếp nhận'],
            ['200', 'Thẩm định'],
          ]) {
            const form = { stepCode: stepCode!, stepName: stepName!, durationCount: '1' };
            await ask(desk.sandbox, '/serviceprocesses/35001/steps', { method: 'POST', form });
          }
          const row = { actionName: 'Chuyển', preStepCode: '110', postStepCode: '200' };
          await post({ ...plain, ...row, actionCode: '7', requestPayment: '2' });
        }
        await desk.push([setWorkflow(before)]);
        const asks = (await actionsOf()).filter(one => Number(one.requestPayment) > 0);
        expect(asks).toMatchObject([{ actionName: another ? 'Chuyển' : 'Trả' }]);
        const { processActionId: _, ...created } = creation!;
        const made = (await actionsOf()).find(({ preStepCode }) => preStepCode === '');
        expect(made).toMatchObject({ ...created, actionName: creation!.actionName });
        // What people have made in the stead of ours is theirs.
        expect(remembered()).toEqual(another ? ['taken:default:action:110>200>chuyển:1010'] : []);
      },
    );

    /** "Trả" asks, and "Thu" beside it does not: on its way away the first would go before the second. */
    async function asking() {
      await adopted();
      const returned = { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' };
      await put(3500102, { ...returned, ...plain, requestPayment: '2' });
      await post({ ...returned, ...plain, actionCode: '1030', actionName: 'Thu' });
      const before = await told();
      await desk.push([setWorkflow(before)]);
      const caseNow = async () => (await desk.readService(code)).cases.default!.value!;
      const asks = async () =>
        (await actionsOf()).filter(one => Number(one.requestPayment) > 0 || /payok/.test(one.preCondition!));
      const switchOff = async () => {
        for (const { processActionId: id, actionName } of await asks()) {
          const answer = await ask(desk.sandbox, `/serviceprocesses/35001/actions/${id}`);
          const { preCondition: _, ...form } = answer.json();
          await put(id!, { ...form, ...plain, actionName: actionName! });
        }
        expect(await asks()).toEqual([]);
      };
      return { before, caseNow, asks, switchOff };
    }
    const setCase = (after: unknown) => ({ kind: 'set-case', target, before: null, after }) as Change;

    it('asks no more once a person has switched that off, nor is anybody asked again by its way away and back', async () => {
      const { before, caseNow, asks, switchOff } = await asking();
      const names = async () => (await asks()).map(({ actionName }) => actionName).sort();
      const all = await names();
      await desk.push([setWorkflow(null)]);
      await desk.push([setWorkflow(before)]);
      expect(await names()).toEqual(all);
      await switchOff();
      desk.sent.length = 0;
      await desk.push([setWorkflow(await told())]);
      expect(desk.sent).toEqual([]);
      await desk.push([setWorkflow(null)]);
      expect(await caseNow()).toMatchObject({ onlinePayment: false });
      await desk.push([setWorkflow(before)]);
      expect([await asks(), await caseNow()]).toMatchObject([[], { onlinePayment: false }]);
    });

    it('asks no more where a person has switched that off while it was half away', async () => {
      const { before, caseNow, asks, switchOff } = await asking();
      await killedAt(
        desk,
        setWorkflow(null),
        ({ method, path }) => method === 'DELETE' && /actions/.test(path),
      );
      await switchOff();
      await desk.push([setWorkflow(null)]);
      await desk.push([setWorkflow(before)]);
      expect([await asks(), await caseNow()]).toMatchObject([[], { onlinePayment: false }]);
    });

    it('asks as it did wherever it was broken off on its way away or back, though another plan came then', async () => {
      const { before, caseNow, asks } = await asking();
      const all = (await asks()).map(({ actionName, requestPayment }) => [actionName, requestPayment]);
      for (const after of [null, before]) {
        const { length } = await actionsOf();
        for (let broken = 0, ended = false; !ended; broken++) {
          await killedAt(desk, setWorkflow(after), () => true).catch(() => {
            ended = true;
          });
          await desk.takeOver();
          // Whoever plans anew plans with what is read now.
          const value = await caseNow();
          expect(value, `${after ? 'back' : 'away'} ${broken}`).toMatchObject({ onlinePayment: true });
          desk.sent.length = 0;
          await desk.push([setCase(value)]);
          expect(desk.sent.filter(({ path }) => path.includes('/actions'))).toEqual([]);
          if (ended) expect(broken).toBeGreaterThan(length);
        }
      }
      const again = (await asks()).map(({ actionName, requestPayment }) => [actionName, requestPayment]);
      expect(again.sort()).toEqual(all.sort());
      expect(remembered()).toEqual([]);
    });
  });

  it('has the roles of a step again under their condition though it was taken away once more without them', async () => {
    const { before, other } = await stepTakenAway();
    await killedAt(
      desk,
      setWorkflow(before),
      ({ method, path }) => method === 'POST' && path.endsWith('/steps'),
    );
    await desk.push([setWorkflow(other)]);
    await desk.push([setWorkflow(before)]);
    expect(await rows('35001/steps/200/roles')).toMatchObject([{ condition: 'online=true' }]);
    // Where nobody is to do it, nothing is owed to it.
    await desk.push([setWorkflow(other)]);
    const steps = before.steps.map(({ role, ...step }) =>
      step.id === '200' ? step : { ...step, role: role! },
    );
    await desk.push([setWorkflow({ ...before, steps })]);
    expect(remembered().filter(name => name.endsWith(':200'))).toEqual([]);
  });

  it('keeps actions that leave the dossier where it is, as long as their step stays', async () => {
    await adopted();
    const form = {
      actionCode: '9000',
      actionName: 'Gia hạn',
      preStepCode: '200',
      postStepCode: '',
      autoEvent: 'timer',
    };
    await ask(desk.sandbox, '/serviceprocesses/35001/actions', { method: 'POST', form });
    const { workflow: told } = (await desk.readService(code)).cases.default!;
    const longer = { ...told!, steps: told!.steps.map(step => ({ ...step, hours: step.hours + 1 })) };
    await desk.push([setWorkflow(longer)]);
    expect((await rows('35001/actions')).map(({ actionCode }) => actionCode)).toContain('9000');
    await desk.push([setWorkflow(workflow)]);
    expect((await rows('35001/actions')).map(({ actionCode }) => actionCode)).not.toContain('9000');
  });

  it('keeps every way a dossier is created, what waits for money, and who looks on, though other steps change', async () => {
    await adopted();
    const plain = { allowAssignUser: '0', requestPayment: '0' };
    const address = '/serviceprocesses/35001/actions';
    const desk1 = { actionCode: '1001', actionName: 'Tạo tại quầy', preStepCode: '', postStepCode: '110' };
    await ask(desk.sandbox, address, { method: 'POST', form: { ...desk1, ...plain } });
    const last = { actionCode: '1020', actionName: 'Trả', preStepCode: '200', postStepCode: '400' };
    const waits = { ...last, ...plain, preCondition: 'payok,online=true' };
    await ask(desk.sandbox, `${address}/3500102`, { method: 'PUT', form: waits });
    const told = (await desk.readService(code)).cases.default!.workflow!;
    const before = await rows('35001/actions');
    const longer = { ...told, steps: told.steps.map(step => ({ ...step, hours: step.hours + 1 })) };
    await desk.push([setWorkflow(longer)]);
    expect(await rows('35001/actions')).toEqual(before);
  });

  it('keeps ways to create a dossier nobody was told of beside those that a start nobody does names', async () => {
    await adopted();
    const desk1 = { actionCode: '1001', actionName: 'Tạo  tại quầy ', preStepCode: '', postStepCode: '110' };
    const plain = { allowAssignUser: '0', requestPayment: '0' };
    await ask(desk.sandbox, '/serviceprocesses/35001/actions', {
      method: 'POST',
      form: { ...desk1, ...plain },
    });
    const told = (await desk.readService(code)).cases.default!.workflow!;
    const start = told.steps.find(({ kind }) => kind === 'start')!;
    const bare = {
      steps: [
        { id: 'nop', name: 'Nộp hồ sơ', kind: 'start' as const, hours: 0, onlineHours: 0 },
        ...told.steps.map(step => (step === start ? { ...step, kind: 'step' as const } : step)),
      ],
      transitions: [{ from: 'nop', to: start.id, action: 'Nộp qua mạng' }, ...told.transitions],
    };
    const creations = async () =>
      (await rows('35001/actions'))
        .filter(({ preStepCode }) => preStepCode === '')
        .map(({ actionCode, actionName, autoEvent }) => [actionCode, actionName, autoEvent].join('>'))
        .sort();
    const before = await creations();
    await desk.push([setWorkflow(bare)]);
    expect(await creations()).toEqual(['1000>Nộp qua mạng>submit', '1001>Tạo  tại quầy >']);
    const now = (await desk.readService(code)).cases.default!.workflow!;
    expect(now.transitions).toContainEqual(bare.transitions[0]);
    expect(now.transitions).toHaveLength(bare.transitions.length);
    desk.sent.length = 0;
    const longer = {
      ...bare,
      steps: bare.steps.map(step => ({ ...step, hours: step.kind === 'end' ? 0 : step.hours })),
    };
    await desk.push([setWorkflow(longer)]);
    expect(await creations()).toHaveLength(2);
    await desk.push([setWorkflow(told)]);
    expect((await creations()).map(each => each.replace('Nộp qua mạng', 'Nộp'))).toEqual(before);
  });

  it('keeps a way to create a dossier that people made, named by a definition in between, when it is named no more', async () => {
    await adopted();
    const desk1 = { actionCode: '1001', actionName: 'Tạo tại quầy', preStepCode: '', postStepCode: '110' };
    const form = { ...desk1, allowAssignUser: '0', requestPayment: '0', configNote: 'của bộ phận một cửa' };
    await ask(desk.sandbox, '/serviceprocesses/35001/actions', { method: 'POST', form });
    const told = (await desk.readService(code)).cases.default!.workflow!;
    const start = told.steps.find(({ kind }) => kind === 'start')!;
    const ways = (to: string, ...actions: string[]) => actions.map(action => ({ from: 'nop', to, action }));
    const bare = (...actions: string[]): DesiredWorkflow => ({
      steps: [
        { id: 'nop', name: 'Nộp hồ sơ', kind: 'start', hours: 0, onlineHours: 0 },
        ...told.steps.map(step => (step === start ? { ...step, kind: 'step' as const } : step)),
      ],
      transitions: [...ways(start.id, ...actions), ...told.transitions],
    });
    const creations = async () =>
      (await rows('35001/actions'))
        .filter(({ preStepCode }) => preStepCode === '')
        .map(({ actionCode, postStepCode, actionName, autoEvent, configNote }) =>
          [actionCode, postStepCode, actionName, autoEvent, configNote].join('>'),
        )
        .sort();
    const shown = async () => (await desk.readService(code)).cases.default!.workflow!.transitions;
    const named = bare('Nộp qua mạng', 'Tạo tại quầy');
    const unnamed = bare('Nộp qua mạng');
    await desk.push([setWorkflow(unnamed)]);
    const before = await creations();
    for (const each of [named, unnamed]) {
      await desk.push([setWorkflow(each)]);
      expect(await creations()).toEqual(before);
      expect(await shown()).toHaveLength(each.transitions.length);
      await desk.takeOver();
      desk.sent.length = 0;
      await desk.push([setWorkflow(each)]);
      expect(desk.sent).toEqual([]);
    }
    // Its step is replaced while it is named: it goes along, and is theirs there, too.
    await desk.push([setWorkflow(named)]);
    const other: DesiredWorkflow = JSON.parse(
      JSON.stringify(named).replaceAll('"110"', '"115"').replaceAll('"Tiếp nhận"', '"Nhận"'),
    );
    await killedAt(desk, setWorkflow(other), ({ method, path }) => method === 'POST' && /steps$/.test(path));
    await desk.push([setWorkflow(other)]);
    const moved = before.map(each => each.replace('>110>', '>115>'));
    expect(await creations()).toEqual(moved);
    await desk.push([
      setWorkflow({
        ...other,
        transitions: other.transitions.filter(({ action }) => action !== 'Tạo tại quầy'),
      }),
    ]);
    expect(await creations()).toEqual(moved);
  });

  it('loses the way to file that we made ourselves once the definition names another instead', async () => {
    desk = await deskOn(bareSeed());
    await pushAll(desk, caseChanges(code, desiredCase()));
    const { id } = (
      (await desk.readService(code)).remote as { cases: { default: { process: { id: string } } } }
    ).cases.default.process;
    const ways = (...actions: string[]): DesiredWorkflow => ({
      steps: [
        { id: 'nop', name: 'Nộp hồ sơ', kind: 'start', hours: 0, onlineHours: 0 },
        ...workflow.steps.map(step => (step.kind === 'start' ? { ...step, kind: 'step' as const } : step)),
      ],
      transitions: [
        ...actions.map(action => ({ from: 'nop', to: 'tiep-nhan', action })),
        ...workflow.transitions,
      ],
    });
    await desk.push([setWorkflow(ways('Nộp qua mạng', 'Nộp trực tiếp'))]);
    await desk.push([setWorkflow(ways('Nộp trực tiếp'))]);
    const left = (await rows(`${id}/actions`)).filter(({ preStepCode }) => preStepCode === '');
    expect(left.map(({ actionName, autoEvent }) => [actionName, autoEvent])).toEqual([
      ['Nộp trực tiếp', 'submit'],
    ]);
  });

  it('lets what was made to be triggered by filing be so no more once the one before it is back', async () => {
    await adopted();
    const plain = { allowAssignUser: '0', requestPayment: '0' };
    const other = { actionCode: '1001', actionName: 'Nộp hộ', preStepCode: '', postStepCode: '200' };
    await ask(desk.sandbox, '/serviceprocesses/35001/actions', {
      method: 'POST',
      form: { ...other, ...plain },
    });
    const told = (await desk.readService(code)).cases.default!.workflow!;
    const creations = async () =>
      (await rows('35001/actions'))
        .filter(({ preStepCode }) => preStepCode === '')
        .map(({ actionName, autoEvent }) => [actionName, autoEvent].join('>'))
        .sort();
    const before = await creations();
    const one = told.transitions.filter(({ from, action }) => from !== 'tao-ho-so' || action === 'Nộp hộ');
    await desk.push([setWorkflow({ ...told, transitions: one })]);
    expect(await creations()).toEqual(['Nộp hộ>submit']);
    // Killed when the one before it had just come back.
    const back = setWorkflow({ ...told, transitions: told.transitions.toReversed() });
    await killedAt(desk, back, ({ method, path }) => method === 'POST' && path.endsWith('/actions'));
    expect(await creations()).toEqual(['Nộp hộ>submit', 'Nộp>submit']);
    await desk.push([back]);
    expect(await creations()).toEqual(before);
  });

  it('has each way a dossier is created, and what leaves it where it is, again after all steps were replaced', async () => {
    await adopted();
    const plain = { allowAssignUser: '0', requestPayment: '0' };
    const post = (form: Record<string, string>) =>
      ask(desk.sandbox, '/serviceprocesses/35001/actions', { method: 'POST', form: { ...form, ...plain } });
    await post({ actionCode: '1001', actionName: 'Tạo tại quầy', preStepCode: '', postStepCode: '110' });
    await post({ actionCode: '9000', actionName: 'Gia hạn', preStepCode: '200', postStepCode: '' });
    const told = (await desk.readService(code)).cases.default!.workflow!;
    await desk.push([setWorkflow(told)]);
    const links = async () =>
      (await rows('35001/actions'))
        .map(({ preStepCode, postStepCode, actionName, autoEvent }) =>
          [preStepCode, postStepCode, actionName, autoEvent].join('>'),
        )
        .sort();
    const before = await links();
    await desk.push([setWorkflow(workflow)]);
    expect(await links()).toEqual(
      expect.arrayContaining(['>tiep-nhan>Nộp>submit', '>tiep-nhan>Tạo tại quầy>']),
    );
    await desk.push([setWorkflow(told)]);
    expect(await links()).toEqual(before);
  });

  it('has steps that several do, in whatever order they are named, each under their own condition', async () => {
    await adopted();
    const first = (await desk.readService(code)).cases.default!.workflow!;
    const named = (role: string) => ({
      ...first,
      steps: first.steps.map(step => (step.id === '200' ? { ...step, role } : step)),
    });
    await desk.push([setWorkflow(named('một cửa'))]);
    const [second] = await rows('35001/steps/200/roles');
    await desk.push([setWorkflow(named('chuyên viên'))]);
    const address = '/serviceprocesses/35001/steps/200/roles';
    const form = { roleId: String(second!.roleId), moderator: 'false', condition: 'online=true' };
    await ask(desk.sandbox, address, { method: 'POST', form });
    const both = (await desk.readService(code)).cases.default!.workflow!;
    expect(both.steps.find(({ id }) => id === '200')!.role).toBe('chuyên viên, một cửa');
    const before = (await rows('35001/steps/200/roles')).sort();
    desk.sent.length = 0;
    await desk.push([setWorkflow(both)]);
    await desk.push([setWorkflow(named('một cửa, chuyên viên'))]);
    expect(desk.sent.filter(({ path }) => path.includes('/roles'))).toEqual([]);
    expect((await desk.readService(code)).cases.default!.workflow).toEqual(named('một cửa, chuyên viên'));
    await desk.push([setWorkflow(named('chuyên viên'))]);
    expect(await rows('35001/steps/200/roles')).toHaveLength(1);
    await desk.takeOver();
    await desk.push([setWorkflow(both)]);
    expect((await rows('35001/steps/200/roles')).sort()).toEqual(before);
    expect(remembered()).toEqual([]);
  });

  it('is mended where it was broken', async () => {
    await adopted({}, { workflow: 'không phải quy trình' });
    await desk.push([setWorkflow(workflow)]);
    expect(await walked(35_001)).toEqual(['tiep-nhan', ...asideAndOn]);
  });

  it('keeps one of two equal actions somebody made by accident', async () => {
    await adopted();
    const [action] = (await rows('35001/actions')).filter(({ preStepCode }) => preStepCode === '110');
    const { createDossierFiles: _files, returnDossierFiles: _returned, ...form } = action!;
    await ask(desk.sandbox, '/serviceprocesses/35001/actions', {
      method: 'POST',
      form: form as unknown as Record<string, string>,
    });
    const { workflow: told } = (await desk.readService(code)).cases.default!;
    expect(told!.transitions).toHaveLength(3);
    await desk.push([setWorkflow({ ...told!, transitions: told!.transitions.slice(0, 2) })]);
    expect(await rows('35001/actions')).toHaveLength(3);
  });
});

describe('the interpreter of the platform’s rules', () => {
  const action = (preStepCode: string, postStepCode: string, more = {}) => ({
    ...{
      actionCode: `${preStepCode}-${postStepCode}`,
      preStepCode,
      postStepCode,
      autoEvent: '',
      preCondition: '',
      requestPayment: 0,
    },
    ...more,
  });
  const steps = [
    { stepCode: '1', dossierStatus: 'receiving', roles: 1 },
    { stepCode: '2', dossierStatus: 'done', roles: 0 },
  ];
  it.each<[string, WalkedProcess]>([
    ['0 actions are set off by filing', { steps, actions: [action('', '1')] }],
    ['leads to no step', { steps, actions: [action('', '9', { autoEvent: 'submit' })] }],
    [
      'no way on from step 1',
      {
        steps,
        actions: [action('', '1', { autoEvent: 'submit' }), action('1', '2', { preCondition: 'payok' })],
      },
    ],
    [
      'is not understood',
      {
        steps,
        actions: [
          action('', '1', { autoEvent: 'submit' }),
          action('1', '2', { preCondition: 'durationCount&gt;3' }),
        ],
      },
    ],
    [
      'nobody is at step 1',
      {
        steps: steps.map(step => ({ ...step, roles: 0 })),
        actions: [action('', '1', { autoEvent: 'submit' })],
      },
    ],
  ])('gets stuck: %s', (reason, process) => {
    expect(() => walkProcess(process)).toThrow(reason);
  });
});
