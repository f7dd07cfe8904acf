import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKey, revokeKey } from '../../src/app/access/keys.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { knownKey, listKeys } from '../../src/store/access/keys.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { onEveryDatabase } from '../store/support.ts';
import { asking } from '../support/asking.ts';
import { parts } from './parts.ts';
import { type Running, runServer, startOfTests } from './running.ts';
import { type Asked, call } from './served-city.ts';

onEveryDatabase('signing in', database => {
  let store: Store;
  let server: Running;
  beforeEach(async () => {
    store = await database.open();
    server = await runServer(store, parts);
  });
  afterEach(() => server.close());

  const ask = (method: string, path: string, asked?: Asked) => call(server.url, method, path, asked);
  const runs = async (key?: string) =>
    (await ask('GET', '/v1/runs', key === undefined ? {} : { key })).status;
  const by = () => ({ who: 'Lê Văn C', origin: 'cli', at: server.at.now.toISOString() });
  const later = (minutes: number) => {
    server.at.now = new Date(server.at.now.getTime() + minutes * 60_000);
  };
  const made = (role: 'viewer' | 'operator' = 'viewer', expiresAt: string | null = null) =>
    createKey(store, { name: 'Nguyễn Văn A', role, expiresAt }, by());

  describe('with an API key', () => {
    it('works from the moment it is made; it is stored nowhere', async () => {
      const { key, ...row } = await made();
      expect(key).toMatch(/^dvcs_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
      expect(await runs(key)).toBe(200);
      await expect.poll(() => listKeys(store)).toEqual([{ ...row, lastUsedAt: server.at.now.toISOString() }]);
      const secret = key.slice(-43);
      const everything = JSON.stringify([
        await store.db.selectFrom('apiKey').selectAll().execute(),
        await listAudit(store, 100),
        server.logged,
      ]);
      expect(everything).not.toContain(secret);
    });

    it('says 401 without one, and how to sign in', async () => {
      const answer = await ask('GET', '/v1/runs');
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="dvc-sync"');
      expect(await listAudit(store, 10)).toEqual([]);
    });

    it('is refused when a character differs, when it has expired, and once it is revoked', async () => {
      const end = new Date(server.at.now.getTime() + 60_000).toISOString();
      const expiring = await made('viewer', end);
      const { key, id } = await made();
      const last = key.at(-1) === 'A' ? 'B' : 'A';
      expect(await runs(key.slice(0, -1) + last)).toBe(401);
      expect(await runs(expiring.key)).toBe(200);
      later(1);
      expect(await runs(expiring.key)).toBe(401);
      expect(await runs(key)).toBe(200);
      expect(await revokeKey(asking(store, {}, by().at), id)).toMatchObject({ revoked: true });
      expect(await runs(key)).toBe(401);
      const refused = (await listAudit(store, 10)).filter(({ action }) => action === 'sign-in');
      expect(refused.map(({ outcome }) => outcome)).toEqual([
        'refused: revoked',
        'refused: expired',
        'refused: unknown',
      ]);
      expect(refused[0]).toMatchObject({
        who: '',
        origin: 'api 127.0.0.1',
        target: `key ${key.slice(5, 13)}`,
      });
    });

    it('is written down as used, but not with every request', async () => {
      const { key, id } = await made();
      const used = async () => (await knownKey(store, id))?.lastUsedAt;
      await runs(key);
      const first = server.at.now.toISOString();
      later(0.5);
      await runs(key);
      await expect.poll(used).toBe(first);
      later(1);
      await runs(key);
      await expect.poll(used).toBe(server.at.now.toISOString());
    });

    it('answers 429 after many wrong ones, keeps the trail short, and still lets the right one in', async () => {
      const { key } = await made();
      const statuses: number[] = [];
      for (let n = 0; n < 25; n++) statuses.push(await runs(`${key.slice(0, -2)}${n % 10}_`));
      expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
      expect(statuses.slice(20)).toEqual(Array(5).fill(429));
      const guesses = async () => (await listAudit(store, 100)).filter(({ action }) => action === 'sign-in');
      expect(await guesses()).toMatchObject([{ target: `key ${key.slice(5, 13)}`, after: null }]);
      expect(await runs(key)).toBe(200);
      // The rest is one entry when its time is over; so is what comes after it.
      later(5);
      await runs('dvcs_wrong');
      const [again, sum, ...others] = await guesses();
      expect(again).toMatchObject({ target: 'key ?', after: null });
      expect(sum).toMatchObject({
        who: '',
        origin: 'api 127.0.0.1',
        target: `key ${key.slice(5, 13)}`,
        after: { attempts: 24, first: startOfTests, last: startOfTests },
        outcome: 'refused: unknown',
      });
      expect(others).toHaveLength(1);
    });

    it.each(['Basic YTpi', 'Bearer', 'Bearer two words', 'bearer\tx', 'dvcs_abcdefgh_x'])(
      'refuses an Authorization of %j',
      async authorization => {
        expect((await ask('GET', '/v1/runs', { headers: { authorization } })).status).toBe(401);
      },
    );
  });

  describe('with a browser', () => {
    const submit = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${server.url}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: server.url, ...headers },
        body: new URLSearchParams(fields),
      });
    const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

    it('turns a key into a session of the same role that no script and no other site can use', async () => {
      const { key } = await made('operator');
      const answer = await submit({ credential: key, next: '/docs' });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/docs');
      expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
      const cookie = cookieOf(answer);
      expect((await ask('GET', '/v1/runs', { headers: { cookie } })).status).toBe(200);
      expect((await ask('GET', '/v1/keys', { headers: { cookie } })).status).toBe(403);
      const body = { kind: 'digest' };
      const foreign: Record<string, string>[] = [
        { cookie },
        { cookie, origin: 'https://elsewhere.example' },
        { cookie, 'sec-fetch-site': 'cross-site', origin: server.url },
        { cookie, origin: 'null' },
      ];
      for (const headers of foreign)
        expect((await ask('POST', '/v1/runs', { body, headers })).status).toBe(403);
      const own = await ask('POST', '/v1/runs', { body, headers: { cookie, origin: server.url } });
      expect(own.status).toBe(202);
      expect(await own.json()).toMatchObject({ requestedBy: 'Nguyễn Văn A', origin: 'page 127.0.0.1' });
      // The cookie's value is nowhere in the store.
      const rows = JSON.stringify(await store.db.selectFrom('session').selectAll().execute());
      expect(rows).not.toContain(cookie.split('=')[1]!);
    });

    it.each([
      '//elsewhere.example',
      '/\\elsewhere.example',
      'https://elsewhere.example',
      'javascript:alert(1)',
    ])('goes nowhere else afterwards: %s', async next => {
      const { key } = await made();
      expect((await submit({ credential: key, next })).headers.get('location')).toBe('/');
    });

    it('sends a wrong key back to the form, without a cookie', async () => {
      const answer = await submit({ credential: 'dvcs_wrong' });
      expect(answer.headers.get('location')).toBe('/sign-in?problem=sign-in-refused');
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect((await listAudit(store, 1))[0]).toMatchObject({ outcome: 'refused: unknown' });
    });

    it('takes the form from no other site', async () => {
      const { key } = await made();
      for (const origin of ['https://elsewhere.example', 'null']) {
        expect((await submit({ credential: key }, { origin })).status).toBe(403);
      }
    });

    it('ends with its key, after a working day, and when signed out', async () => {
      const first = await made();
      const signedIn = async (key: string) => cookieOf(await submit({ credential: key }));
      const status = async (cookie: string) => (await ask('GET', '/v1/runs', { headers: { cookie } })).status;
      const revoked = await signedIn(first.key);
      await revokeKey(asking(store, {}, by().at), first.id);
      expect(await status(revoked)).toBe(401);

      const { key } = await made();
      const out = await signedIn(key);
      const long = await signedIn(key);
      const answer = await ask('POST', '/sign-out', { headers: { cookie: out, origin: server.url } });
      expect(answer.headers.get('location')).toBe('/sign-in');
      expect(await status(out)).toBe(401);
      expect(await status(long)).toBe(200);
      later(12 * 60);
      expect(await status(long)).toBe(401);
      const trail = (await listAudit(store, 100)).map(({ who, action }) => `${who} ${action}`);
      expect(trail).toContain('Nguyễn Văn A sign-out');
    });
  });
});
