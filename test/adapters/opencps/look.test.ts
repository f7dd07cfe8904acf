import { afterEach, describe, expect, it } from 'vitest';
import { RemoteError } from '../../../src/adapter/errors.ts';
import { valueAt } from '../../../src/plan/state.ts';
import { ask } from './ask.ts';
import { type Desk, deskOn, levelChange } from './desk.ts';
import { seedCase, seedOf, seedProcedure } from './support.ts';

const code = '1.000080';
const offerings = [{ agency: 'STP', level: 4 as const }];
let desk: Desk;
afterEach(() => desk?.close());

/** The sandbox with the answer of one address changed. */
async function answering(path: string, change: (answer: Record<string, unknown>) => object): Promise<void> {
  desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: [seedCase()] })));
  const answer = (await ask(desk.sandbox, path)).json();
  desk.sandbox.set('faults', { [path]: JSON.stringify({ ...answer, ...change(answer) }) });
}

describe('a look at one service', () => {
  it('knows the code that a provider has made a number of', async () => {
    await answering(`/serviceinfos/${code}`, () => ({ serviceCode: Number(code) }));
    const { exists, offerings: found } = await desk.readService(code);
    expect({ exists, found }).toEqual({
      exists: true,
      found: { 'H13.STP': { level: 4, onlineClosed: false } },
    });
  });

  it('cannot tell a level that is none, as a reading cannot, and sets none over it', async () => {
    await answering('/serviceconfigs/100001', () => ({ serviceLevel: 'toàn trình' }));
    const actual = await desk.readService(code);
    expect(actual.offerings).toEqual({ 'H13.STP': { level: undefined, onlineClosed: false } });
    const target = { procedure: code, agency: 'H13.STP' };
    for (const kind of ['set-level', 'create-offering'] as const)
      expect(valueAt(actual, kind, target)).toBeUndefined();
  });

  it('does not take an answer nobody can read for a service that is not there', async () => {
    await answering(`/serviceinfos/${code}`, () => ({ serviceCode: ['1.000080'] }));
    await expect(desk.readService(code)).rejects.toMatchObject({ kind: 'not-understood' });
  });

  it.each([
    ['/serviceconfigs/100001', { forCitizen: 'có' }, 'forCitizen: không phải true/false: có'],
    ['/serviceprocesses/35001', { durationCount: 'ba' }, 'durationCount: không phải số: ba'],
    ['/serviceprocesses/35001/actions/3500101', { requestPayment: 'x' }, 'requestPayment: không phải số: x'],
    ['/serviceprocesses/35001/steps/110', { durationCount: 'x' }, 'durationCount: không phải số: x'],
    ['/dossiertemplates/33001', { dossierParts: [{ partName: 'Tờ khai' }] }, 'dossierParts[0].partNo: '],
  ])('says in words of ours what it could not read: %s', async (path, odd, words) => {
    await answering(path, () => odd);
    const error = await desk.readService(code).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ kind: 'not-understood', message: expect.stringContaining(words) });
  });

  it('asks for a dictionary again that it could not have before', async () => {
    desk = await deskOn(seedOf(seedProcedure(code, { offerings, cases: [] })));
    desk.sandbox.set('faults', { '/dictcollections/GOVERNMENT_AGENCY/dictitems': 503 });
    await expect(desk.readService(code)).rejects.toThrow('503');
    desk.sandbox.set('faults', {});
    expect((await desk.readService(code)).exists).toBe(true);
  });

  it('finds no parts where the list of them came as nothing', async () => {
    await answering('/dossiertemplates/33001', () => ({ dossierParts: '' }));
    const { remote } = await desk.readService(code);
    expect(remote).toMatchObject({ cases: { default: { template: { id: '33001', parts: [] } } } });
  });

  it('that is about what a case holds asks for configs no more than once, until one is written to', async () => {
    const seed = seedProcedure(code, {
      offerings: [...offerings, { agency: 'NK', level: 3 }],
      cases: [seedCase()],
    });
    desk = await deskOn(seedOf(seed));
    let before = new Map<string, number>();
    const mark = () => {
      before = new Map(desk.sandbox.requests);
    };
    /** How often such addresses were asked for since. */
    const asked = (address: RegExp) =>
      [...desk.sandbox.requests]
        .filter(([path]) => address.test(path))
        .reduce((sum, [path, count]) => sum + count - (before.get(path) ?? 0), 0);
    const { cases } = await desk.readService(code);
    const target = { procedure: code, case: 'default' };
    const { components, workflow } = cases.default!;
    const papers = [...components!, { name: 'Giấy tờ khác', originals: 1, copies: 0, required: true }];
    const flow = {
      ...workflow!,
      steps: workflow!.steps.map(step => ({ ...step, name: `${step.name} hồ sơ` })),
    };
    mark();
    await desk.push([{ kind: 'set-components', target, before: null, after: papers }]);
    await desk.push([{ kind: 'set-workflow', target, before: null, after: flow }]);
    expect(desk.sent.length).toBeGreaterThan(1);
    expect([asked(/\/serviceconfigs/), asked(/\/jobpos/)]).toEqual([0, 0]);
    // What is about the configs themselves looks at them each time.
    await desk.push([levelChange(code, 'NK', 4)]);
    expect(asked(/\/100002$/)).toBeGreaterThan(2);
    mark();
    await desk.push([{ kind: 'set-components', target, before: null, after: components! }]);
    expect(asked(/\/100002$/)).toBe(1);
  });
});
