import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/opencps/sandbox.ts';
import type { RunningSandbox } from '../../sandbox/seed.ts';
import { ask } from './ask.ts';
import { seedOf, seedProcedure } from './support.ts';

const code = '1.000001';
let sandbox: RunningSandbox;
const start = async (quirks: Record<string, unknown> = {}) => {
  await sandbox?.close();
  const seed = seedOf(seedProcedure(code));
  sandbox = await startSandbox(seed, {
    indexLag: 0,
    staleEmbedded: 0,
    singleAsObject: false,
    ...quirks,
  });
};
beforeEach(() => start());
afterEach(() => sandbox.close());

const send = (method: string, path: string, form: Record<string, string> = {}) =>
  ask(sandbox, path, { method, form });
const get = async (path: string) => (await ask(sandbox, path)).json();
const description = async (answer: ReturnType<typeof send>) => {
  const { status, json } = await answer;
  return status === 200 ? 'ok' : `${status} ${json().description ?? '-'}`;
};

describe('the sandbox is no nicer than the real system when it is written to', () => {
  it('F1–F3: refuses strangers with 203, others by resource, and reads JSON as an empty form', async () => {
    const form = { serviceInfoId: '40001', govAgencyCode: 'STP', serviceLevel: '3' };
    const anonymous = await ask(sandbox, '/serviceconfigs/100001', {
      method: 'PUT',
      form,
      headers: { Authorization: '' },
    });
    expect([anonymous.status, anonymous.json().code]).toEqual([203, 203]);
    const headers = { 'Content-Type': 'application/json' };
    const json = await ask(sandbox, '/serviceconfigs/100001', {
      method: 'PUT',
      body: JSON.stringify(form),
      headers,
    });
    expect(json.json()).toEqual({
      message: 'No Content.',
      code: 403,
      description: 'RequiredAgencyCodeException',
    });
    await start({ notAdministrator: true });
    expect((await send('PUT', '/serviceconfigs/100001', form)).status).toBe(401);
    expect((await send('POST', '/serviceprocesses', { processNo: 'X' })).status).toBe(203);
    expect((await send('POST', '/serviceprocesses/35001/roles', { roleId: '1' })).status).toBe(200);
    expect((await ask(sandbox, '/serviceprocesses/35001/sequences')).status).toBe(203);
    expect(sandbox.writes).toHaveLength(1);
  });

  it('F7: shows writes in lists a number of requests later, in details at once', async () => {
    await start({ writeLag: 3 });
    const form = { serviceInfoId: '40001', govAgencyCode: 'STP', serviceLevel: '3' };
    await send('PUT', '/serviceconfigs/100001', form);
    const listed = async () => (await get(`/serviceconfigs?service=${code}`)).data[0].serviceLevel;
    expect((await get('/serviceconfigs/100001')).serviceLevel).toBe('3');
    expect([await listed(), await listed(), await listed()]).toEqual(['4', '3', '3']);
  });

  it('F9, F10: escapes texts; levels 2 to 4, known agencies, one config an agency', async () => {
    const config = (change: Record<string, string>) =>
      description(
        send('POST', '/serviceconfigs', {
          serviceInfoId: '40001',
          govAgencyCode: 'UBNDT',
          serviceLevel: '3',
          ...change,
        }),
      );
    expect(await config({ govAgencyCode: 'NOWHERE' })).toBe('403 RequiredAgencyCodeException');
    expect([await config({ serviceLevel: '1' }), await config({ serviceLevel: '5' })]).toEqual([
      '403 -',
      '403 -',
    ]);
    expect(await config({ serviceUrl: 'nonsense' })).toBe('403 ServiceURLOnlineException');
    expect(await config({ govAgencyCode: 'STP' })).toBe('403 ServiceConfigHasExsist');
    expect(await config({ serviceInfoId: '9' })).toBe('403 -');
    expect(await config({ serviceUrl: 'https://a.vn/?a=1&b=2' })).toBe('ok');
    expect((await get('/serviceconfigs/900001')).serviceUrl).toBe('https://a.vn/?a=1&amp;b=2');
  });

  it('F11: takes the level written last for the service’s own, behind the list’s back', async () => {
    await send('PUT', '/serviceconfigs/100003', {
      serviceInfoId: '40001',
      govAgencyCode: 'BT',
      serviceLevel: '2',
    });
    expect((await get(`/serviceinfos/${code}`)).maxLevel).toBe(2);
    expect((await get('/serviceinfos?start=0&end=5')).data[0].maxLevel).toBe(4);
    await send('DELETE', '/serviceconfigs/100001');
    expect((await get(`/serviceinfos/${code}`)).maxLevel).toBe(2);
    expect((await ask(sandbox, '/serviceconfigs/100001/processes')).json().data).toEqual([]);
  });

  it('F12: keeps blank texts of a service, resets level and publication left out', async () => {
    const { serviceName } = await get(`/serviceinfos/${code}`);
    expect(await description(send('PUT', '/serviceinfos/40001', { serviceName: '' }))).toBe('ok');
    expect(await get(`/serviceinfos/${code}`)).toMatchObject({ serviceName, maxLevel: 2, active: 'false' });
    expect(
      await description(send('POST', '/serviceinfos', { serviceCode: code, administrationCode: 'UBND' })),
    ).toBe('403 -');
    expect(await description(send('PUT', '/serviceinfos/9', {}))).toBe('403 -');
  });

  it('F13: wants a deliverable action for a part, and wipes contents when it is written', async () => {
    const path = '/dossiertemplates/33001/parts';
    expect(await description(send('POST', path, { partNo: 'N1', partName: 'A' }))).toBe('403 -');
    expect(await description(send('POST', path, { partNo: 'TP01', deliverableAction: '0' }))).toBe(
      '403 DubplicateTemplatePartNoHasExsistException',
    );
    expect((await ask(sandbox, `${path}/TP01/formscript`)).text).not.toBe('');
    await send('PUT', `${path}/TP01`, {
      partNo: 'TP01',
      partName: 'A',
      partType: '1',
      deliverableAction: '0',
      eForm: 'true',
    });
    expect((await ask(sandbox, `${path}/TP01/formscript`)).text).toBe('');
    expect(await description(send('DELETE', '/dossiertemplates/33001'))).toBe(
      '403 DossierTemplateHasChildrenException',
    );
    const template = { templateNo: 'MOI', templateName: 'Mặc định' };
    expect(await description(send('POST', '/dossiertemplates', template))).toBe(
      '403 DuplicateTemplateNameException',
    );
  });

  it('F15: escapes conditions when an action is made, not when it is replaced, and makes it twice', async () => {
    const path = '/serviceprocesses/35001/actions';
    const form = {
      actionCode: '9',
      preStepCode: '110',
      postStepCode: '200',
      preCondition: 'durationCount>3',
      allowAssignUser: '0',
    };
    const { processActionId } = (await send('POST', path, form)).json();
    await send('POST', path, form);
    expect(
      (await get(path)).data.filter(({ actionCode }: { actionCode: string }) => actionCode === '9'),
    ).toHaveLength(2);
    expect((await get(`${path}/${processActionId}`)).preCondition).toBe('durationCount&gt;3');
    expect(await description(send('PUT', `${path}/${processActionId}`, form))).toBe('403 -');
    await send('PUT', `${path}/${processActionId}`, { ...form, requestPayment: '0' });
    expect((await get(`${path}/${processActionId}`)).preCondition).toBe('durationCount>3');
    expect(await description(send('POST', path, { ...form, preStepCode: 'X' }))).toBe(
      '403 InvalidPreStepCodeException',
    );
    expect(await description(send('POST', path, { ...form, postStepCode: 'X' }))).toBe(
      '403 InvalidPostStepCodeException',
    );
  });

  it('F16: breaks on sequences, unknown steps, processes without a duration, and a missing server number', async () => {
    const path = '/serviceprocesses/35001';
    await send('POST', `${path}/sequences`, { sequenceNo: '1', durationCount: '1' });
    expect(
      await description(send('PUT', `${path}/sequences/1`, { sequenceNo: '1', durationCount: '2' })),
    ).toBe('403 -');
    expect(await description(send('DELETE', `${path}/sequences/1`))).toBe('ok');
    expect(await description(send('PUT', `${path}/steps/X`, { stepCode: 'X' }))).toBe(
      '403 DuplicateStepNoException',
    );
    expect(await description(send('POST', `${path}/steps`, { stepCode: '110' }))).toBe(
      '403 DuplicateStepNoException',
    );
    expect(await description(send('POST', `${path}/steps`, {}))).toBe('403 RequiredStepCodeException');
    expect(await description(send('POST', '/serviceprocesses', { processNo: 'P' }))).toBe('403 -');
    const twice = { processNo: `QT-${code}-c1`, durationCount: '1' };
    expect(await description(send('POST', '/serviceprocesses', twice))).toBe(
      '403 DuplicateProcessNoException',
    );
    await send('POST', '/serviceprocesses', { processNo: 'P', durationCount: '1' });
    expect((await get('/serviceprocesses/900001')).serverNo).toBe('null');
    const pattern = { processNo: 'Q', durationCount: '1', generateDossierNo: 'true' };
    expect(await description(send('POST', '/serviceprocesses', pattern))).toBe(
      '403 RequiredDossierNoPatternException',
    );
  });

  it('keeps orders of options apart and replaces them whole', async () => {
    const path = '/serviceconfigs/100001/processes';
    expect(await description(send('POST', path, { seqOrder: '1' }))).toBe('403 DuplicateSeqOrderException');
    await send('PUT', `${path}/1000010`, { seqOrder: '3' });
    expect((await get(path)).data).toMatchObject([
      { seqOrder: 3, optionName: 'noname', dossierTemplateId: 0 },
    ]);
  });

  it('F20: can refuse, ignore, and break off before or after a write takes effect', async () => {
    const form = { serviceInfoId: '40001', govAgencyCode: 'STP', serviceLevel: '3' };
    const level = async () => (await get('/serviceconfigs/100001')).serviceLevel;
    const put = () => send('PUT', '/serviceconfigs/100001', form);
    sandbox.set('refuse', { serviceconfigs: 'AnException' });
    expect(await description(put())).toBe('403 AnException');
    sandbox.set('refuse', {});
    sandbox.set('ignoreWrites', 'serviceconfigs');
    expect((await put()).json()).toMatchObject({ serviceLevel: '3' });
    sandbox.set('ignoreWrites', false);
    sandbox.set('dropBeforeWrite', true);
    await expect(put()).rejects.toThrow();
    expect([await level(), sandbox.writes!.length]).toEqual(['4', 0]);
    sandbox.set('dropBeforeWrite', false);
    sandbox.set('dropAfterWrite', 1);
    await expect(put()).rejects.toThrow();
    expect(await level()).toBe('3');
    expect(sandbox.writes).toEqual([
      { method: 'PUT', path: '/o/rest/v2/serviceconfigs/100001', body: new URLSearchParams(form).toString() },
    ]);
  });
});
