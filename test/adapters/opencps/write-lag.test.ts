import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/push.ts';
import { ask } from './ask.ts';
import {
  bareSeed,
  caseChanges,
  type Desk,
  desiredCase,
  deskOn,
  levelChange,
  newOffering,
  pushAll,
} from './desk.ts';
import { seedCase, seedOf, seedProcedure } from './support.ts';

const code = '1.000001';
const changes: Change[] = [
  ...caseChanges(code, desiredCase()),
  newOffering(code, 'BT', 2),
  levelChange(code, 'BT', 4),
];
/** Far longer than these lists lag. */
const patient = { options: { indexLagMs: 10_000 } };
let desk: Desk;
afterEach(() => desk?.close());

const paths = () => desk.sandbox.writes!.map(({ method, path, body }) => `${method} ${path} ${body}`);

async function withoutLag(): Promise<string[]> {
  desk = await deskOn(bareSeed());
  await pushAll(desk, changes);
  const expected = paths();
  await desk.close();
  return expected;
}

describe('lists that lag', () => {
  it('cost no write and make none twice', async () => {
    const expected = await withoutLag();
    // A writer that is young waits before it makes actions; these tests are about the lag of its own writes.
    desk = await deskOn(bareSeed(), { writeLag: 12 }, { options: { indexLagMs: 300 } });
    await pushAll(desk, changes);
    expect(paths()).toEqual(expected);
  });

  it('and connections that break cost none either', async () => {
    const expected = await withoutLag();
    desk = await deskOn(
      bareSeed(),
      { writeLagMs: 10, dropAfterWrite: 0.5 },
      { options: { indexLagMs: 200 } },
    );
    await pushAll(desk, changes);
    expect(paths()).toEqual(expected);
  });

  it('are not believed about what was there before: details are', async () => {
    const writeLag = 30;
    desk = await deskOn(bareSeed(), { writeLag });
    const form = { serviceInfoId: '40001', govAgencyCode: 'STP', serviceLevel: '4' };
    await ask(desk.sandbox, '/serviceconfigs/100001', { method: 'PUT', form });
    expect((await desk.readService(code)).offerings['H13.STP']).toEqual({ level: 4, onlineClosed: true });
    // Whether one is gone that the list goes on showing, no refusal of its detail can tell.
    await ask(desk.sandbox, '/serviceconfigs/100002', { method: 'DELETE' });
    await expect(desk.readService(code)).rejects.toMatchObject({ kind: 'not-understood' });
    for (let request = 0; request < writeLag; request++) await ask(desk.sandbox, '/ping');
    expect((await desk.readService(code)).offerings).toEqual({ 'H13.STP': { level: 4, onlineClosed: true } });
  });

  it('are given time to show an option, and then believed', async () => {
    desk = await deskOn(bareSeed(), { ignoreWrites: '/processes' }, { options: { indexLagMs: 40 } });
    const [setCase] = caseChanges(code, desiredCase());
    await expect(desk.push([setCase!])).rejects.toThrow('no effect: thêm phương án «Mặc định» ở STP');
  });

  it('are given that time from when the write is over, however slow it was', async () => {
    desk = await deskOn(bareSeed(), { writeLagMs: 300 }, { options: { indexLagMs: 800 } });
    const { send } = desk.writer;
    desk.writer.send = async one => {
      desk.sandbox.set('delayMs', one.path.endsWith('/processes') ? 600 : 0);
      await send.call(desk.writer, one);
      desk.sandbox.set('delayMs', 0);
    };
    await desk.push(caseChanges(code, desiredCase()).slice(0, 1));
    expect(desk.sent.filter(({ path }) => path.endsWith('/processes'))).toHaveLength(2);
  });

  it('may show a number as taken: what is meant is looked for before it counts as there', async () => {
    desk = await deskOn(bareSeed(), {}, patient);
    const actual = await desk.readService(code);
    const [setCase] = caseChanges(code, desiredCase());
    const [template, process] = desk.writer.next([setCase!], [actual]);
    await desk.writer.send(template!);
    await desk.writer.send(process!);
    await desk.writer.send(template!);
    await desk.writer.send(process!);
    expect(desk.sandbox.writes).toHaveLength(2);
    const name = new URLSearchParams(template!.body).get('templateName')!;
    const other = {
      ...template!,
      body: new URLSearchParams({ templateNo: 'KHAC', templateName: name }).toString(),
    };
    await expect(desk.writer.send(other)).rejects.toThrow('DuplicateTemplateNameException');
  });
});

describe('what cannot be told', () => {
  it.each([
    ['/serviceconfigs/100001', 500],
    ['/serviceinfos/1.000001', 'nonsense'],
    ['/serviceconfigs/100001/processes', 203],
  ])('stops the look instead of passing for nothing: %s', async (path, fault) => {
    desk = await deskOn(bareSeed(), { faults: { [path]: fault } });
    await expect(desk.readService(code)).rejects.toThrow();
  });

  it('is whether a step is gone that this writer took away, and made again', async () => {
    const seed = seedOf(seedProcedure(code, { cases: [seedCase()] }));
    desk = await deskOn(seed);
    const path = '/serviceprocesses/35001/steps';
    const send = (method: 'POST' | 'DELETE', path: string, fields = {}) =>
      desk.writer.send({
        ...{ label: 'bước', method, path, body: new URLSearchParams(fields).toString() },
        contentType: 'application/x-www-form-urlencoded',
      });
    await send('DELETE', `${path}/200`);
    await send('POST', path, { stepCode: '200', stepName: 'Thẩm định', durationCount: '1' });
    desk.sandbox.set('faults', { [`${path}/200`]: 403 });
    await expect(desk.readService(code)).rejects.toMatchObject({ kind: 'not-understood' });
  });

  it.each(['actions/3500101', 'steps/200'])(
    'is whether a row is gone that its list goes on showing: it would be made twice (%s)',
    async piece => {
      const seed = seedOf(seedProcedure(code, { cases: [seedCase()] }));
      desk = await deskOn(seed, { faults: { [`/serviceprocesses/35001/${piece}`]: 403 } });
      await expect(desk.readService(code)).rejects.toMatchObject({ kind: 'not-understood' });
      desk.sandbox.set('faults', {});
      const path = `/serviceprocesses/35001/${piece}`;
      expect((await ask(desk.sandbox, path, { method: 'DELETE' })).status).toBe(200);
      const { remote } = await desk.readService(code);
      const { actions, steps } = (remote as { cases: { default: { process: Record<string, unknown[]> } } })
        .cases.default.process;
      expect(actions!.length + steps!.length).toBe(5);
    },
  );

  it('is not asked for where only levels are compared', async () => {
    desk = await deskOn(bareSeed(), { faults: { '/serviceconfigs/100001/processes': 500 } });
    const kinds = new Set(['set-level'] as const);
    const { cases, offerings, remote } = await desk.readService(code, kinds);
    expect([cases, Object.keys(offerings)]).toEqual([{}, ['H13.STP', 'H13.NK']]);
    expect(JSON.parse(JSON.stringify(remote))).toEqual(remote);
  });

  it('and a gateway’s error after a write leaves its outcome open', async () => {
    desk = await deskOn(bareSeed(), { faults: { '/serviceconfigs/100001': 504 } });
    desk.sandbox.set('faults', {});
    const [send] = desk.writer.next([levelChange(code, 'STP', 4)], [await desk.readService(code)]);
    desk.sandbox.set('faults', { '/serviceconfigs/100001': 504 });
    await expect(desk.writer.send(send!)).rejects.toMatchObject({ kind: 'unreachable' });
    desk.sandbox.set('faults', { '/serviceconfigs/100001': 500 });
    await expect(desk.writer.send(send!)).rejects.toMatchObject({ kind: 'remote-fault' });
  });
});
