import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadEach } from '../../src/server/part.ts';
import { once, refreshed, remembered, triedAgainMs, within } from '../../src/server/remember.ts';

function counting() {
  const made = { times: 0, now: 0, fail: false };
  const make = async () => {
    made.times++;
    if (made.fail) throw new Error('away');
    return made.times;
  };
  return { made, make, now: () => made.now };
}

describe('what is remembered', () => {
  it('is made once for all who ask, and again when its time is over', async () => {
    const { made, make, now } = counting();
    const ask = remembered(100, make, now);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    made.now = 99;
    expect(await ask()).toBe(1);
    made.now = 100;
    expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
  });

  it('is made again where it was made later than now, by a clock that was ahead', async () => {
    const { made, make, now } = counting();
    made.now = 1_000_000;
    const ask = remembered(100, make, now);
    expect(await ask()).toBe(1);
    made.now = 50;
    expect(await ask()).toBe(2);
    expect(await ask()).toBe(2);
  });

  it('is never a failure', async () => {
    const { made, make, now } = counting();
    const ask = remembered(100, make, now);
    made.fail = true;
    await expect(ask()).rejects.toThrow('away');
    made.fail = false;
    expect(await ask()).toBe(2);
  });
});

describe('what is made once', () => {
  afterEach(() => void vi.useRealTimers());

  it('is not tried again for some seconds after a failure, and then by whoever asks', async () => {
    vi.useFakeTimers();
    const { made, make } = counting();
    const ask = once(make);
    made.fail = true;
    await expect(ask()).rejects.toThrow('away');
    made.fail = false;
    vi.advanceTimersByTime(triedAgainMs - 1);
    await expect(ask()).rejects.toThrow('away');
    vi.advanceTimersByTime(1);
    expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
    vi.advanceTimersByTime(triedAgainMs);
    expect(await ask()).toBe(2);
  });
});

describe('what is refreshed', () => {
  it('stays the answer while it is made again; a failure goes to whoever asks next', async () => {
    const { made, make, now } = counting();
    const ask = refreshed(100, make, now);
    expect(await ask()).toBe(1);
    made.now = 100;
    expect(await ask()).toBe(1);
    expect(await ask()).toBe(2);
    made.now = 200;
    made.fail = true;
    expect(await ask()).toBe(2);
    await expect(ask()).rejects.toThrow('away');
  });
});

describe('patience', () => {
  it('ends with an error, or with what the work says', async () => {
    await expect(within(5, new Promise(() => {}))).rejects.toThrow('no answer within 5 ms');
    await expect(within(60_000, Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await within(60_000, Promise.resolve(1))).toBe(1);
  });

  it('begins again where this process itself was busy the whole time', async () => {
    const asked = within(20, wait(30, 'answer'));
    const until = performance.now() + 600;
    while (performance.now() < until);
    expect(await asked).toBe('answer');
  });
});

it('what is loaded piece by piece lets who waits be answered after every piece', async () => {
  const order: string[] = [];
  const probe = () => setImmediate(() => order.push('probe'));
  const piece = (name: string) => async () => {
    order.push(name);
    probe();
    return name;
  };
  expect(await loadEach([piece('first'), piece('second')])).toEqual(['first', 'second']);
  expect(order).toEqual(['first', 'probe', 'second', 'probe']);
});
