import { afterEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../adapters/csdl-tthc/envelope.ts';
import { createSessionKeeper } from '../../../adapters/csdl-tthc/session.ts';
import { isHostFailure } from '../../../src/adapter/errors.ts';
import { startSandbox } from '../../sandbox/csdl-tthc/sandbox.ts';
import type { RunningSandbox } from '../../sandbox/seed.ts';
import { asked, gaps, many, open, procedures, quarantined, seed } from './support.ts';

let sandbox: RunningSandbox | undefined;
afterEach(() => sandbox?.close());

const shapes = ['code', 'missing-result', 'html', 'unauthorized', 'forbidden'] as const;
const ok: Reading = { ok: true, rows: [] };
const refused: Reading = {
  ok: false,
  kind: 'remote-fault',
  reason: 'mã lỗi 5',
  status: 200,
  suspect: true,
  page: false,
};

describe('a session that expires', () => {
  it('is renewed without losing a record', async () => {
    sandbox = await startSandbox(seed(many(60)), { sessionCalls: 25, expiryShape: 'code' });
    const records = await open(sandbox).records();
    expect(procedures(records).filter(({ detail }) => detail === 'read')).toHaveLength(60);
    expect(quarantined(records)).toEqual([]);
    expect(asked(sandbox, '/mapi/login')).toBeLessThanOrEqual(6);
  });

  it('may do so after a handful of calls, fewer than are under way', async () => {
    sandbox = await startSandbox(seed(many(40)), { sessionCalls: 4 });
    const records = await open(sandbox).records();
    expect(procedures(records).filter(({ detail }) => detail === 'read')).toHaveLength(40);
  });

  it('is not suspected for other codes when the installation knows its own', async () => {
    sandbox = await startSandbox(seed(many(30)), { errorFor: many(10).map(({ code }) => code) });
    await open(sandbox, { options: { sessionExpiredCodes: ['99'] } }).records();
    expect(asked(sandbox, '/mapi/login')).toBe(1);
  });
});

describe('where no session is ever accepted', () => {
  it.each(shapes)('the reading ends at once (%s)', async expiryShape => {
    sandbox = await startSandbox(seed(many(100)), { expireAlways: true, expiryShape });
    const failure = await open(sandbox)
      .records()
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'session' });
    expect(isHostFailure(failure)).toBe(true);
    expect(asked(sandbox, '/mapi/login')).toBe(2);
  });

  it.each([
    ['no session serves a single call', { expireAlways: true }],
    ['each serves one call only', { sessionCalls: 1 }],
    ['nobody can sign in', { sessionCalls: 1, html: ['login'] }],
  ])('from the middle on, it ends soon with a gap: %s', async (_what, quirks) => {
    const running = await startSandbox(seed(many(300)));
    sandbox = running;
    const { system, requests } = open(running);
    const records = [];
    for await (const record of system.read()) {
      records.push(record);
      if (procedures(records).length === 10) {
        for (const [quirk, value] of Object.entries(quirks)) running.set(quirk, value);
      }
    }
    expect(procedures(records)).toHaveLength(300);
    expect(gaps(records)).toHaveLength(1);
    expect(requests()).toBeLessThan(150);
    expect(asked(running, '/mapi/login')).toBeLessThan(15);
  });
});

describe('records that the service refuses', () => {
  it('cost themselves only, however many stand together', async () => {
    const bad = many(40).map(({ code }) => code);
    sandbox = await startSandbox(seed(many(100)), { errorFor: bad });
    const records = await open(sandbox).records();
    expect(procedures(records).filter(({ detail }) => detail === 'unread')).toHaveLength(40);
    expect(procedures(records).filter(({ detail }) => detail === 'read')).toHaveLength(60);
  });
});

describe('a wrong password', () => {
  it('is refused once, and never shown', async () => {
    sandbox = await startSandbox(seed(many(3)));
    const failure = await open(sandbox, { options: { password: 'sai-bí-mật' } })
      .records()
      .catch((error: Error) => error);
    expect(failure).toMatchObject({ kind: 'refused', message: expect.stringContaining('Sai tên đăng nhập') });
    expect(String(failure)).not.toContain('sai-bí-mật');
    expect(asked(sandbox, '/mapi/login')).toBe(1);
  });
});

describe('the keeper of the session', () => {
  it('signs in once for all callers, at the start and again after an expiry', async () => {
    let logins = 0;
    let valid = '';
    const keeper = createSessionKeeper(async () => {
      logins++;
      valid = `session ${logins}`;
      return valid;
    });
    const call = () => keeper.ask(async session => (session === valid ? ok : refused));
    await Promise.all(Array.from({ length: 50 }, call));
    expect(logins).toBe(1);
    valid = 'none';
    const readings = await Promise.all(Array.from({ length: 50 }, call));
    expect(logins).toBe(2);
    expect(readings.every(reading => reading.ok)).toBe(true);
  });

  it('repeats a refused call once on a session nobody else has used, and believes that', async () => {
    let logins = 0;
    const keeper = createSessionKeeper(async () => `session ${++logins}`);
    await keeper.ask(async () => ok);
    const sessions: string[] = [];
    const reading = await keeper.ask(async session => {
      sessions.push(session);
      return refused;
    });
    expect(reading).toEqual(refused);
    expect(sessions).toEqual(['session 1', 'session 2']);
  });

  it('does not sign in again for an answer that is no sign of expiry', async () => {
    let logins = 0;
    const keeper = createSessionKeeper(async () => `session ${++logins}`);
    await keeper.ask(async () => ({ ...refused, suspect: false }));
    expect(logins).toBe(1);
  });

  it('lets the next caller try when signing in failed for a moment', async () => {
    let logins = 0;
    const keeper = createSessionKeeper(async () => {
      if (++logins === 1) throw new Error('no line');
      return 'session';
    });
    await expect(keeper.ask(async () => ok)).rejects.toThrow('no line');
    expect(await keeper.ask(async () => ok)).toEqual(ok);
  });
});
