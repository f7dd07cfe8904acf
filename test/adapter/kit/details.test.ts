import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownMaxAge } from '../../../src/adapter/kit/details.ts';
import { keptDetails } from '../kept-details.ts';

const hour = 3_600_000;
const start = Date.parse('2026-03-02T00:00:00Z');
const key = 'system:1:case:7';

/** A remote with one detail, and what the runs on a clock of their own do there. */
function remote(maxAgeHours: number, name = key) {
  const values = new Map<string, string>();
  const at = { now: start, row: { name: 'một', order: 1 } as object, value: 0, asked: 0 };
  const look = (since = 0) =>
    keptDetails({ maxAgeHours, now: () => at.now, since }, values).read(name, at.row, async () => {
      at.asked++;
      return at.value;
    });
  return { at, look, values };
}

describe('details of earlier runs', () => {
  it('are never older than the hours say, whatever changes, and of an unchanged row no younger than half of them when read anew', async () => {
    const step = fc.record({
      hours: fc.double({ min: 0.001, max: 3, noNaN: true }),
      change: fc.constantFrom('nothing', 'detail', 'row', 'full'),
    });
    const hours = fc.double({ min: 0.01, max: 4, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        hours,
        fc.array(step, { maxLength: 30 }),
        async (name, maxAgeHours, steps) => {
          const { at, look } = remote(maxAgeHours, name);
          /** The value of the detail since when. */
          const changes = [{ value: 0, since: start }];
          await look();
          let readAt = at.now;
          for (const { hours, change } of steps) {
            at.now += Math.round(hours * hour);
            if (change !== 'nothing') changes.push({ value: ++at.value, since: at.now });
            if (change === 'row') at.row = { name: `tên ${at.value}` };
            const before = at.asked;
            const found = await look(change === 'full' ? at.now : 0);
            const asked = at.asked > before;
            expect(found.readAt === undefined).toBe(asked);
            if (change === 'row' || change === 'full') expect(asked).toBe(true);
            else if (asked) expect(at.now - readAt).toBeGreaterThanOrEqual((maxAgeHours * hour) / 2);
            else {
              expect(Date.parse(found.readAt!)).toBe(readAt);
              expect(at.now - readAt).toBeLessThan(maxAgeHours * hour);
            }
            if (asked) readAt = at.now;
            const replaced = changes[found.value + 1];
            // What is told was true at most the hours ago.
            if (replaced) expect(at.now - replaced.since).toBeLessThan(maxAgeHours * hour);
          }
        },
      ),
    );
  });

  it('are judged by the hours of the day they are used: shorter ones count at once, 0 keeps and uses nothing', async () => {
    const values = new Map<string, string>();
    let asked = 0;
    const look = (maxAgeHours: number, now: number) =>
      keptDetails({ maxAgeHours, now: () => now }, values).read(key, null, async () => ++asked);
    expect(await look(0, start)).toEqual({ value: 1 });
    expect(values.size).toBe(0);
    expect(await look(72, start)).toEqual({ value: 2 });
    expect(await look(0, start + 1)).toEqual({ value: 3 });
    expect(await look(0.001, start + hour)).toEqual({ value: 4 });
    expect(await look(72, start + 2 * hour)).toEqual({ value: 4, readAt: '2026-03-02T01:00:00.000Z' });
  });

  it('do not count where a clock that was ahead has dated them', async () => {
    const { at, look } = remote(72);
    at.now += hour;
    await look();
    at.now -= 2 * hour;
    expect((await look()).readAt).toBeUndefined();
  });

  it('hang on what their row says, not on how it is written', async () => {
    const { at, look } = remote(72);
    await look();
    at.row = { order: 1, name: 'một' };
    expect((await look()).readAt).toBeDefined();
    at.row = { order: 1, name: 'một', added: null };
    expect((await look()).readAt).toBeUndefined();
  });

  it('are not kept where they say nothing or are huge', async () => {
    const details = keptDetails({ now: () => start });
    await details.read('nothing', 1, async () => undefined);
    await details.read('poor', 1, async () => 'poor', { worthKeeping: value => value !== 'poor' });
    await details.read('huge', 1, async () => 'x'.repeat(4_000_001));
    await details.read('good', 1, async () => null);
    expect([...details.values.keys()]).toEqual(['good']);
  });

  it('of what somebody writes to are not known any more, and not kept while lists may lag', async () => {
    const { at, values } = remote(72);
    const look = async () => {
      const details = keptDetails({ now: () => at.now }, values);
      const { value, readAt } = await details.read(key, 1, async () => ++at.value);
      return readAt === undefined ? value : `${value} kept`;
    };
    expect([await look(), await look()]).toEqual([1, '1 kept']);
    await keptDetails({ now: () => at.now }, values).forget(key);
    expect([await look(), await look()]).toEqual([2, 3]);
    at.now += 60_001;
    expect([await look(), await look()]).toEqual([4, '4 kept']);
  });

  it('are not kept of what was written to while it was read', async () => {
    const details = keptDetails({ now: () => start });
    await details.read(key, 1, async () => {
      await details.forget(key);
      return 'before the write';
    });
    expect(await details.read(key, 1, async () => 'after it')).toEqual({ value: 'after it' });
  });

  it('of what failed are not there', async () => {
    const details = keptDetails({ now: () => start });
    await expect(details.read('failing', 1, () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
    expect(details.values.size).toBe(0);
  });
});

describe('the age a detail may reach', () => {
  it('is spread over the second half, the same every time for one key', () => {
    const ages = Array.from({ length: 600 }, (_, n) => ownMaxAge(`key ${n}`, 72) / hour);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(36);
    expect(Math.max(...ages)).toBeLessThan(72);
    const sixths = Array.from({ length: 6 }, (_, n) => ages.filter(age => Math.floor((age - 36) / 6) === n));
    for (const sixth of sixths) expect(sixth.length).toBeGreaterThan(60);
    expect(ownMaxAge('key 0', 72) / hour).toBe(ages[0]);
  });
});

describe('first readings of many details', () => {
  const keys = Array.from({ length: 40 }, (_, at) => `detail ${at}`);

  function many(maxAgeHours = 10) {
    const values = new Map<string, string>();
    const at = { now: start };
    const open = (since = 0) => keptDetails({ maxAgeHours, now: () => at.now, since }, values);
    const waiting = async (since = 0) =>
      (await (await open(since).waiting('them', keys, 10)).among(keys)).size;
    const read = async (some: readonly string[]) => {
      for (const key of some) await open().read(key, 0, async () => 1);
    };
    return { at, open, waiting, read };
  }

  it('take the hours a detail may be old, evenly, whoever has been read meanwhile', async () => {
    const { at, waiting, open } = many();
    expect(await waiting()).toBe(40);
    expect((await open().waiting('them', keys, 10)).until()).toBe('2026-03-02T10:00:00.000Z');
    at.now += 5 * hour;
    const half = await waiting();
    expect([half > 8, half < 32]).toEqual([true, true]);
    at.now += 5 * hour;
    expect(await waiting()).toBe(0);
  });

  it('wait for nothing where they are few, or everything is read, or nothing is kept', async () => {
    const { waiting, read, open, at } = many();
    const few = keys.slice(0, 10);
    expect((await (await open().waiting('them', few, 10)).among(few)).size).toBe(0);
    expect(await waiting(at.now)).toBe(0);
    expect(await many(0).waiting()).toBe(0);
    await read(keys.slice(0, 30));
    expect(await waiting()).toBe(0);
  });

  it('begin anew with the next ones, once none is left', async () => {
    const { at, waiting, read, open } = many();
    await waiting();
    at.now += 6 * hour;
    await read(keys);
    expect(await waiting()).toBe(0);
    at.now += hour;
    const others = keys.map(key => `other ${key}`);
    expect((await open().waiting('them', others, 10)).until()).toBe('2026-03-02T17:00:00.000Z');
  });

  it('do not wait for a clock that was ahead', async () => {
    const { at, waiting } = many();
    at.now += 1_000 * hour;
    await waiting();
    at.now = start;
    expect(await waiting()).toBe(0);
    expect(await waiting()).toBe(40);
  });

  it('are not what somebody has written to: that is looked at at once', async () => {
    const { open } = many();
    await open().forget(keys[0]!);
    const waiting = await open().waiting('them', keys, 10);
    expect([...(await waiting.among(keys))]).toEqual(keys.slice(1));
  });
});
