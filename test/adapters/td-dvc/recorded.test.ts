import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createPortalClient, type PortalClient } from '../../../adapters/td-dvc/client.ts';
import { reset, withRecorded } from '../../support/recorded.ts';

const portal = 'https://cong.example';
const login = '/api/tokens';
const refresh = '/api/tokens/refresh';
const list = '/api/v1/thutucs?pageNumber=1&pageSize=10';
const account = { username: 'dongbo', password: 'bi-mat', loginPath: login, tenant: 'root' };
const tokens = (name: string) => ({ token: `token-${name}`, refreshToken: `refresh-${name}` });
const page = { data: [{ id: 1 }], totalCount: 1, totalPages: 1 };
const html = '<html><body>Bảo trì</body></html>';

const withClient = <T>(record: (remote: nock.Scope) => void, work: (client: PortalClient) => Promise<T>) =>
  withRecorded(portal, record, http => work(createPortalClient(http, account, 500_000)));

/** Signed in already; `record` says what comes of the list. */
const signedIn = <T>(record: (remote: nock.Scope) => void, work: (client: PortalClient) => Promise<T>) =>
  withClient(remote => {
    remote.post(login).reply(200, tokens('a'));
    record(remote);
  }, work);

const ask = (client: PortalClient) => client.page('thutucs', 1, 10);
/** The same row by row; rows of an answer that has to be asked for again are forgotten. */
const askByRow = async (client: PortalClient) => {
  let rows: unknown[] = [];
  const taking = { begin: () => (rows = []), take: (row: unknown) => rows.push(row) };
  const { rows: count, ...counted } = await client.eachRow('thutucs', 1, 10, {}, taking);
  expect(count.length).toBe(rows.length);
  return { rows, ...counted };
};
const carrying = (name: string) => ({
  reqheaders: { authorization: `Bearer token-${name}`, tenant: 'root' },
});

describe('a token of the portal', () => {
  it('that has expired is refreshed, and what was asked with it is asked again', async () => {
    const got = await signedIn(
      remote => {
        remote.get(list, undefined, carrying('a')).reply(401, '');
        remote.post(refresh, tokens('a')).reply(200, tokens('b'));
        remote.get(list, undefined, carrying('b')).times(2).reply(200, page);
      },
      async client => [await ask(client), await ask(client)],
    );
    expect(got.map(({ rows }) => rows)).toEqual([page.data, page.data]);
  });

  it.each<[string, (post: nock.Interceptor) => unknown]>([
    ['is refused', post => post.reply(401, '')],
    ['fails', post => post.reply(500, 'Object reference not set')],
    ['is cut off, which is not tried twice', post => post.replyWithError(reset())],
  ])('is had by signing in anew where refreshing %s', async (_what, answer) => {
    const got = await signedIn(remote => {
      remote.get(list, undefined, carrying('a')).reply(401, '');
      answer(remote.post(refresh));
      remote.post(login).reply(200, tokens('b'));
      remote.get(list, undefined, carrying('b')).reply(200, page);
    }, ask);
    expect(got.rows).toEqual(page.data);
  });

  it('that is refused as soon as it is had is a lost session', async () => {
    await signedIn(
      remote => {
        remote.get(list).times(2).reply(401, '');
        remote.post(refresh).reply(200, tokens('b'));
      },
      client => expect(ask(client)).rejects.toMatchObject({ kind: 'session', status: 401 }),
    );
  });

  it.each([
    [401, ''],
    [401, '"Authentication Failed."'],
    [403, ''],
    [500, 'Authentication Failed.'],
    [500, '{"messages":[],"exception":"Authentication Failed."}'],
  ])('is not asked for again with a password that was refused (%i %s)', async (status, text) => {
    await withClient(
      remote => remote.post(login).reply(status, text),
      async client => {
        await expect(client.signIn()).rejects.toMatchObject({ kind: 'refused' });
        const words =
          text === '' ? new RegExp(`bị từ chối: HTTP ${status}$`) : /\(.*Authentication Failed\.\)$/;
        await expect(ask(client)).rejects.toThrow(words);
      },
    );
  });

  it.each([
    ['a page of HTML', html, 'một trang HTML'],
    ['cut JSON', '{"token":"abc', 'bị cắt'],
    ['an answer without one', '{"data":{}}', 'không có token'],
  ])('is not found in %s', async (_what, text, words) => {
    await withClient(
      remote => remote.post(login).reply(200, text),
      client =>
        expect(client.signIn()).rejects.toMatchObject({
          kind: 'not-understood',
          message: expect.stringContaining(words),
        }),
    );
  });
});

describe('a list of the portal', () => {
  it.each<[string, (get: nock.Interceptor) => unknown, string, string]>([
    ['is busy', get => get.reply(429, ''), 'rate-limited', 'HTTP 429'],
    ['shows a page of a proxy', get => get.reply(502, html), 'remote-fault', 'HTTP 502'],
    ['shows a page in the place of data', get => get.reply(200, html), 'not-understood', 'một trang HTML'],
    ['cuts its answers', get => get.reply(200, '{"data":[{"id":1},'), 'not-understood', 'bị cắt'],
    ['resets the connection', get => get.replyWithError(reset()), 'unreachable', 'ECONNRESET'],
  ])('is asked for again, three times in all, where the portal %s', async (_what, answer, kind, words) => {
    for (const asking of [ask, askByRow]) {
      await signedIn(
        remote => {
          for (let time = 0; time < 3; time++) answer(remote.get(list));
        },
        client =>
          expect(asking(client)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) }),
      );
      const got = await signedIn(remote => {
        answer(remote.get(list));
        answer(remote.get(list));
        remote.get(list).reply(200, page);
      }, asking);
      expect(got).toEqual({ rows: page.data, totalCount: 1, totalPages: 1 });
    }
  });

  it('that meets an exception is asked for once more, then that is the answer', async () => {
    await signedIn(
      remote => remote.get(list).times(2).reply(500, 'Object reference not set to an instance'),
      client =>
        expect(ask(client)).rejects.toMatchObject({
          kind: 'remote-fault',
          message: expect.stringContaining('Object reference'),
        }),
    );
  });

  it('that is elsewhere is not followed there', async () => {
    await signedIn(
      remote => remote.get(list).reply(302, '', { Location: 'https://elsewhere.example/' }),
      client => expect(ask(client)).rejects.toMatchObject({ kind: 'not-understood', status: 302 }),
    );
  });
});

describe('a write to the portal', () => {
  const send = (client: PortalClient) =>
    client.write({
      ...{ method: 'PUT', path: '/api/v1/truonghops/1', body: '{}' },
      ...{ contentType: 'application/json', label: 'trường hợp 1' },
    });
  const put = '/api/v1/truonghops/1';

  it('whose token has expired had no effect, and is sent again with a new one', async () => {
    await signedIn(remote => {
      remote.put(put, undefined, carrying('a')).reply(401, '');
      remote.post(refresh).reply(200, tokens('b'));
      remote.put(put, undefined, carrying('b')).reply(200, { succeeded: true });
    }, send);
  });

  it.each<[string, (put: nock.Interceptor) => unknown, string]>([
    ['is cut off', put => put.replyWithError(reset()), 'unreachable'],
    ['meets a busy portal', put => put.reply(429, ''), 'rate-limited'],
    ['meets a page of a proxy', put => put.reply(502, html), 'remote-fault'],
    ['meets an exception', put => put.reply(500, 'Deadlock'), 'remote-fault'],
    ['is not allowed', put => put.reply(403, ''), 'refused'],
    ['is not done, says an answer of 200', put => put.reply(200, { succeeded: false }), 'remote-fault'],
  ])('is sent once where it %s', async (_what, answer, kind) => {
    await signedIn(
      remote => answer(remote.put(put)),
      client => expect(send(client)).rejects.toMatchObject({ kind }),
    );
  });
});
