import { afterEach, describe, expect, it } from 'vitest';
import { createTokenHolder } from '../../../adapters/td-dvc/tokens.ts';
import type { RunningSandbox } from '../../sandbox/seed.ts';
import { startSandbox } from '../../sandbox/td-dvc/sandbox.ts';
import { openPortal, readAll, seed, seedProcedure } from './support.ts';

const city = seed(...Array.from({ length: 30 }, (_, number) => seedProcedure(`1.0000${10 + number}`)));
const login = '/api/tokens';
const refresh = '/api/tokens/refresh';

let running: RunningSandbox | undefined;
async function open(quirks: Record<string, unknown> = {}, options: Record<string, unknown> = {}) {
  running = await startSandbox(city, quirks);
  return { ...openPortal(running, options), requests: running.requests };
}
afterEach(() => running?.close());

describe('the token holder', () => {
  it('signs in once for everything that is asked at the same time', async () => {
    const { system, requests } = await open({ expireTokenAfter: 0 });
    const { procedure, gap } = await readAll(system);
    expect(procedure).toHaveLength(30);
    expect(gap).toEqual([]);
    expect([requests.get(login), requests.get(refresh)]).toEqual([1, undefined]);
  });

  it('refreshes when the token is refused, once for all who were refused, and loses nothing', async () => {
    const { system, requests } = await open({ expireTokenAfter: 20 });
    const { procedure, case: cases, offering, gap, quarantine } = await readAll(system);
    expect([procedure.length, cases.length, offering.length]).toEqual([30, 30, 30]);
    expect([...gap, ...quarantine]).toEqual([]);
    const calls = [...requests]
      .filter(([path]) => path.startsWith('/api/v1'))
      .reduce((sum, [, count]) => sum + count, 0);
    expect(requests.get(login)).toBe(1);
    expect(requests.get(refresh)).toBeGreaterThanOrEqual(3);
    expect(requests.get(refresh)).toBeLessThanOrEqual(calls / 20);
  });

  it('renews a refused token once, also for those who learn of the refusal late', async () => {
    const { http, requests } = await open();
    const { username, password } = running!.options as { username: string; password: string };
    const credentials = { username, password, loginPath: login, tenant: 'root' };
    const holder = createTokenHolder(http, credentials, path => path);
    const [first, same] = await Promise.all([holder.current(), holder.current()]);
    expect(same).toBe(first);
    const [second, ...others] = await Promise.all([
      holder.renewed(first),
      holder.renewed(first),
      holder.current(),
    ]);
    expect(second).not.toBe(first);
    expect([...others, await holder.renewed(first), await holder.current()]).toEqual(Array(4).fill(second));
    expect([requests.get(login), requests.get(refresh)]).toEqual([1, 1]);
  });

  it('survives another program signing in with the same account, which kills our refresh token', async () => {
    const { system, requests } = await open({ expireTokenAfter: 40 });
    await system.check();
    const other = openPortal(running!);
    await other.system.check();
    const { gap, procedure } = await readAll(system);
    expect(gap).toEqual([]);
    expect(procedure).toHaveLength(30);
    expect(requests.get(login)).toBe(3);
  });

  it('finds the sign-in under an address that ends in a slash or in /api', async () => {
    await open();
    for (const ending of ['/', '/api', '/api/']) {
      const { system } = openPortal({ baseUrl: running!.baseUrl + ending, options: running!.options });
      await expect(system.check()).resolves.toMatchObject({ account: 'dongbo' });
    }
  });
});

it('says which lists may be read, and what they hold', async () => {
  const { system } = await open({ forbidden: 'philephis' });
  const { account, access } = await system.check();
  expect(account).toBe('dongbo');
  expect(access.filter(({ ok }) => !ok)).toMatchObject([
    { what: 'Phí, lệ phí', note: expect.stringContaining('403') },
  ]);
  expect(access).toContainEqual({ what: 'Thủ tục hành chính', ok: true, note: '30 dòng' });
});
