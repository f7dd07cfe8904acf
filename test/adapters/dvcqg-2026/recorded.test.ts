import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createPortalClient, type PortalClient } from '../../../adapters/dvcqg-2026/client.ts';
import { cursorBody, cursorPage } from '../../../adapters/dvcqg-2026/read/pages.ts';
import { type Walked, walk } from '../../../adapters/dvcqg-2026/read/walk.ts';
import type { HttpClient } from '../../../src/adapter/http.ts';
import { reset, withRecorded } from '../../support/recorded.ts';

const portal = 'https://dichvucong.example';
const first = '/thu-tuc-hanh-chinh';
const list = '/api/v1/list';
const page = '<html><head><title>Cổng</title></head></html>';
const rejected =
  '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Your support ID is: 1</body></html>';
const ok = (data: unknown) => JSON.stringify({ code: 'OK', data });

/** After a first page that is as it should be. */
function asking<T>(
  record: (remote: nock.Scope) => void,
  work: (client: PortalClient, http: HttpClient) => Promise<T>,
): Promise<T> {
  return withRecorded(
    portal,
    remote => {
      remote.get(first).reply(200, page, { 'Set-Cookie': 'TS01=a; Path=/' });
      record(remote);
    },
    http => work(createPortalClient(http, '/api/v1'), http),
  );
}

const ask = (client: PortalClient) => client.ask('list', {});

describe('the firewall of the national portal', () => {
  it.each([
    ['its page "Request Rejected" with 200', 200, rejected, 'trang HTML'],
    ['that page with 403', 403, rejected, 'HTTP 403'],
    ['a 401', 401, '', 'HTTP 401'],
    ['that page with 405', 405, rejected, 'trang HTML'],
    ['any page in the place of data', 200, page, 'trang HTML'],
    ['a page after white space', 200, `\n  ${page}`, 'trang HTML'],
  ])('refuses by %s, and is not asked a second time', async (_what, status, text, words) => {
    await asking(
      remote => remote.post(list).reply(status, text),
      (client, http) =>
        expect(ask(client))
          .rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining(words) })
          .then(() => expect(http.requests).toBe(2)),
    );
  });

  it('that refuses the first page is asked for nothing else', async () => {
    for (const [status, text] of [
      [200, rejected],
      [403, ''],
    ] as const) {
      const work = withRecorded(
        portal,
        remote => remote.get(first).reply(status, text),
        async http => {
          const client = createPortalClient(http, '/api/v1');
          await expect(ask(client)).rejects.toMatchObject({ kind: 'refused' });
          await expect(ask(client)).rejects.toMatchObject({ kind: 'refused' });
          expect(http.requests).toBe(1);
        },
      );
      await work;
    }
  });
});

describe('a call to the national portal', () => {
  it('comes with an honest name, from the first page, with the last value of each cookie', async () => {
    const from = { 'user-agent': 'dvc-sync', origin: portal, referer: `${portal}${first}` };
    const carrying = (cookie: string) => ({ reqheaders: { ...from, cookie } });
    const data = await withRecorded(
      portal,
      remote => {
        remote.get(first).reply(200, page, {
          'Set-Cookie': ['TS01=a; Path=/', 'lb=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
        });
        remote.post(list, undefined, carrying('TS01=a; lb=1')).reply(201, ok(1), { 'Set-Cookie': 'TS01=b' });
        remote.post(list, undefined, carrying('TS01=b; lb=1')).reply(200, ok(2));
      },
      async http => {
        const client = createPortalClient(http, '/api/v1');
        return [await ask(client), await ask(client)];
      },
    );
    expect(data.map(String)).toEqual(['1', '2']);
  });

  it.each<[string, (post: nock.Interceptor) => unknown]>([
    ['is busy', post => post.reply(429, '')],
    ['is out of service', post => post.reply(503, page)],
    ['cuts its answer', post => post.reply(200, '{"code":"OK","data":{"ro')],
    ['resets the connection', post => post.replyWithError(reset())],
  ])('is made again where the portal %s', async (_what, answer) => {
    const data = await asking(
      remote => {
        answer(remote.post(list));
        answer(remote.post(list));
        remote.post(list).reply(200, ok('whole'));
      },
      client => ask(client),
    );
    expect(data).toBe('whole');
  });

  it.each<[string, (post: nock.Interceptor) => unknown, string, string]>([
    ['is busy', post => post.reply(429, ''), 'rate-limited', '429'],
    ['is out of service', post => post.reply(503, page), 'remote-fault', 'HTTP 503'],
    ['cuts its answers', post => post.reply(200, '{"code":"OK","da'), 'not-understood', 'bị cắt'],
    ['resets every connection', post => post.replyWithError(reset()), 'unreachable', 'ECONNRESET'],
  ])('is given up after three times where the portal %s', async (_what, answer, kind, words) => {
    await asking(
      remote => {
        for (let time = 0; time < 3; time++) answer(remote.post(list));
      },
      client => expect(ask(client)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) }),
    );
  });

  it.each<[string, number, string, string, string]>([
    ['a redirect, which is not followed', 302, '', 'not-understood', 'chuyển hướng'],
    ['a gateway that gave up', 504, '', 'timeout', '504'],
    [
      'an error in the words of the portal',
      200,
      '{"code":"E01","message":"Sai\\ntham số"}',
      'remote-fault',
      'E01: Sai tham số',
    ],
    ['JSON of something else', 200, '{"rows":[]}', 'not-understood', 'cấu trúc'],
  ])('is answered once by %s', async (_what, status, text, kind, words) => {
    await asking(
      remote => remote.post(list).reply(status, text, { Location: 'https://elsewhere.example/' }),
      client => expect(ask(client)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) }),
    );
  });
});

describe('a list with a cursor', () => {
  const rows = (...ids: string[]) => ids.map(id => ({ id }));
  /** Pages in order: where each begins, and how many rows are asked for. */
  type Recorded = [lastId: string, limit: number, status: number, data: unknown];

  function walked(pages: Recorded[]): Promise<Walked> {
    return asking(
      remote => {
        for (const [lastId, limit, status, data] of pages)
          remote.post(list, { lastId, limit }).reply(status, status === 200 ? ok(data) : '');
      },
      client =>
        walk(async asked => cursorPage(await client.ask('list', cursorBody(asked)), 'list'), {
          pageSize: { now: 200 },
        }),
    );
  }

  it.each<[string, Recorded[]]>([
    ['a page without a next place', [['', 200, 200, { rows: rows('a', 'b'), lastId: '' }]]],
    [
      'an empty page',
      [
        ['', 200, 200, { rows: rows('a', 'b'), lastId: 'b' }],
        ['b', 200, 200, { rows: [], lastId: 'b' }],
      ],
    ],
    [
      'a list that is null',
      [
        ['', 200, 200, { items: rows('a', 'b'), lastId: 'b' }],
        ['b', 200, 200, { items: null, lastId: null }],
      ],
    ],
    [
      'a cursor that stands still where the total is reached',
      [
        ['', 200, 200, { rows: rows('a', 'b'), lastId: 'b', total: 2 }],
        ['b', 200, 200, { rows: rows('a', 'b'), lastId: 'b', total: 2 }],
      ],
    ],
    [
      'a list that grew while it was read',
      [
        ['', 200, 200, { rows: rows('a'), lastId: 'a', total: 1 }],
        ['a', 200, 200, { rows: rows('b'), lastId: '', total: 2 }],
      ],
    ],
  ])('is whole after %s', async (_what, pages) => {
    const { rows: read, gap } = await walked(pages);
    expect([gap, read.size]).toEqual([undefined, 2]);
  });

  it('is not proved whole by a full page that comes again', async () => {
    const full = rows(...Array.from({ length: 200 }, (_, at) => String(at)));
    const { gap } = await walked([
      ['', 200, 200, { rows: full, lastId: '199' }],
      ['199', 200, 200, { rows: full, lastId: '199' }],
    ]);
    expect(gap).toContain('đứng yên sau 200 dòng');
  });

  it('is short of what it says, and says so, where the cursor ends before the total', async () => {
    const { rows: read, gap } = await walked([['', 200, 200, { rows: rows('a'), lastId: '', total: '3' }]]);
    expect([read.size, gap]).toEqual([1, 'chỉ đọc được 1 dòng, Cổng ghi tổng số 3']);
  });

  it('is asked for in pages of 100, 50 and 25 where larger ones are refused, and goes on where it stood', async () => {
    const refused = (lastId: string, limit: number): Recorded[] =>
      Array.from({ length: 3 }, () => [lastId, limit, 503, undefined]);
    const { rows: read, gap } = await walked([
      ['', 200, 200, { rows: rows('a'), lastId: 'a' }],
      ...refused('a', 200),
      ...refused('a', 100),
      ['a', 50, 504, undefined],
      ['a', 25, 200, { rows: rows('b'), lastId: 'b' }],
      ['b', 25, 200, { rows: [], lastId: '' }],
    ]);
    expect([read.size, gap]).toEqual([2, undefined]);
  });

  it('that the firewall refuses is not asked for in smaller pages', async () => {
    await expect(walked([['', 200, 403, undefined]])).rejects.toMatchObject({ kind: 'refused' });
  });
});
