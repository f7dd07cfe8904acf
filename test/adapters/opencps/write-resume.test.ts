import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/domain/push.ts';
import type { SandboxWrite } from '../../sandbox/seed.ts';
import { share } from '../../support/thorough.ts';
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

const code = '1.000001';
let desk: Desk;
afterEach(() => desk?.close());

const channel = { online: true, onlinePayment: true };
const changes: Change[] = [
  ...caseChanges(code, desiredCase(), channel),
  newOffering(code, 'BT', 2),
  levelChange(code, 'STP', 4),
  levelChange(code, 'BT', 3),
];

/** The writes that took effect; ids are given in order, so that they are the same as well. */
const told = (writes: readonly SandboxWrite[]) =>
  writes.map(({ method, path, body }) => `${method} ${path} ${body}`);

/** What a push writes that nothing breaks. */
let expected: string[];
beforeAll(async () => {
  desk = await deskOn(bareSeed());
  await pushAll(desk, changes);
  expected = told(desk.sandbox.writes!);
  await desk.close();
});

describe('a connection that breaks', () => {
  it.each(['dropAfterWrite', 'dropBeforeWrite'])(
    'costs no write and makes none twice, at whichever write: %s',
    async quirk => {
      for (const at of share(expected.keys())) {
        desk = await deskOn(bareSeed(), { [quirk]: false });
        const { send } = desk.writer;
        const breakAt = (number: number) => {
          const { writer } = desk;
          let count = number;
          writer.send = async one => {
            desk.sandbox.set(quirk, count-- === 0);
            await send.call(writer, one);
          };
        };
        breakAt(at);
        await pushAll(desk, changes);
        expect(told(desk.sandbox.writes!), `at write ${at}`).toEqual(expected);
        await desk.close();
      }
    },
  );

  it('may break all the time', async () => {
    desk = await deskOn(bareSeed(), { dropAfterWrite: 1 / 3, dropBeforeWrite: 0.25 });
    await pushAll(desk, changes);
    expect(told(desk.sandbox.writes!)).toEqual(expected);
  });
});

describe('another process', () => {
  it('goes on wherever the first was killed, with what it remembered', async () => {
    for (const at of share(expected.keys().drop(1))) {
      desk = await deskOn(bareSeed());
      const killed = new Error('killed');
      const { send } = desk.writer;
      let left = at;
      desk.writer.send = async one => {
        if (left-- === 0) throw killed;
        await send.call(desk.writer, one);
      };
      const over = new Set<Change>();
      await expect(pushAll(desk, changes, over)).rejects.toBe(killed);
      await desk.takeOver();
      await pushAll(desk, changes, over);
      expect(told(desk.sandbox.writes!), `killed before write ${at}`).toEqual(expected);
      await desk.close();
    }
  });

  it('takes nothing for missing that lists do not show yet', async () => {
    for (const at of share(expected.keys().drop(1))) {
      desk = await deskOn(bareSeed(), { writeLagMs: 20 }, { options: { indexLagMs: 60 } });
      const { send } = desk.writer;
      let left = at;
      desk.writer.send = async one => {
        if (--left > 0) return send.call(desk.writer, one);
        // It takes effect, and the process is gone before any answer.
        const form = Object.fromEntries(new URLSearchParams(one.body));
        await ask(desk.sandbox, one.path, { method: one.method, form });
        throw new Error('killed');
      };
      const over = new Set<Change>();
      await expect(pushAll(desk, changes, over)).rejects.toThrow('killed');
      await desk.takeOver();
      await pushAll(desk, changes, over);
      expect(told(desk.sandbox.writes!), `killed after write ${at}`).toEqual(expected);
      await desk.close();
    }
  });
});
