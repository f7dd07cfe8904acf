import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createClient, type NationalClient } from '../../../adapters/csdl-tthc/client.ts';
import { optionsSchema } from '../../../adapters/csdl-tthc/options.ts';
import { reset, withRecorded } from '../../support/recorded.ts';

const bus = 'https://truc.example';
const login = '/mapi/login';
const call = '/mapi/g';
const html = '<html><head><title>Request Rejected</title></head></html>';
const rows = (...found: unknown[]) => ({ error_code: 0, result: found });

const way = {
  session: { loginPath: login, callPath: call, username: 'dongbo', password: 'bi-mat' },
  gateway: { way: 'gateway', bearerToken: 'the-gateway' },
};

const withClient = <T>(
  record: (remote: nock.Scope) => void,
  work: (client: NationalClient) => Promise<T>,
  options: object = way.session,
) =>
  withRecorded(bus, record, http =>
    work(createClient(optionsSchema.parse(options), { http, locality: 'H13' })),
  );
const ask = (client: NationalClient) => client.procedure('1.000001');
const of = (session: string) => (body: { session?: unknown }) => body.session === session;
const session = (name: string) => ({ error_code: 0, session: name });

describe('a session with the national database', () => {
  for (const codes of [
    { good: 0, bad: 5 },
    { good: '0', bad: '5' },
    { good: '00', bad: '05' },
  ]) {
    it.each<[string, number, unknown]>([
      ['a code', 200, { error_code: codes.bad, message: 'Lỗi' }],
      ['a missing result', 200, { error_code: codes.good }],
      ['a page', 200, html],
      ['a 401', 401, ''],
      ['a 403', 403, html],
      ['an empty answer', 200, ''],
    ])(
      `that has expired is had anew, whether it shows by %s, and nothing is lost (success is ${JSON.stringify(codes.good)})`,
      async (_what, status, answer) => {
        const good = { error_code: codes.good, result: [{ MATTHC: '1.000001' }] };
        const got = await withClient(
          remote => {
            remote.post(login).reply(200, session('a'));
            remote.post(call, of('a')).reply(200, good);
            remote.post(call, of('a')).reply(status, answer as nock.Body);
            remote.post(login).reply(200, session('b'));
            remote.post(call, of('b')).times(2).reply(200, good);
          },
          async client => [await ask(client), await ask(client), await ask(client)],
        );
        expect(got).toEqual(Array(3).fill([{ MATTHC: '1.000001' }]));
      },
    );
  }

  it('that is refused as soon as it is had is no session, and nobody signs in a third time', async () => {
    await withClient(
      remote => {
        remote.post(login).times(2).reply(200, session('a'));
        remote.post(call).times(2).reply(200, { error_code: 5 });
      },
      async client => {
        await expect(ask(client)).rejects.toMatchObject({ kind: 'session' });
        await expect(ask(client)).rejects.toMatchObject({ kind: 'session' });
      },
    );
  });

  it('that serves others makes a refusal one of the record alone', async () => {
    await withClient(
      remote => {
        remote.post(login).times(2).reply(200, session('a'));
        remote.post(call).reply(200, rows());
        remote.post(call).times(2).reply(403, html);
      },
      async client => {
        expect(await ask(client)).toEqual([]);
        await expect(ask(client)).rejects.toMatchObject({ kind: 'remote-fault', status: 403 });
      },
    );
  });

  it('is not begun with a wrong password, which is tried once a call', async () => {
    await withClient(
      remote => remote.post(login).reply(200, { error_code: 3, message: 'Sai mật khẩu' }),
      client =>
        expect(client.open()).rejects.toMatchObject({
          kind: 'refused',
          message: expect.stringContaining('Sai mật khẩu'),
        }),
    );
  });
});

describe.each(['session', 'gateway'] as const)('a call through the %s', kind => {
  const place = '/LayThuTuc?maTTHC=1.000001';
  /** The call, with what stands before it. */
  const calls = (remote: nock.Scope) => {
    if (kind === 'session') remote.post(login).reply(200, session('a'));
    return () => (kind === 'session' ? remote.post(call) : remote.get(place));
  };

  it.each<[string, (asked: nock.Interceptor) => unknown, string, string]>([
    ['is busy', asked => asked.reply(429, '{"message":"chậm lại"}'), '', '429'],
    ['is out of service', asked => asked.reply(503, 'down'), 'remote-fault', 'HTTP 503'],
    ['cuts its answers', asked => asked.reply(200, '{"result":[{"MATT'), 'not-understood', 'bị cắt'],
    ['resets the connection', asked => asked.replyWithError(reset()), 'unreachable', 'ECONNRESET'],
  ])('is made again, three times in all, where the database %s', async (_what, answer, expected, words) => {
    await withClient(
      remote => {
        const asked = calls(remote);
        for (let time = 0; time < 3; time++) answer(asked());
      },
      client =>
        expect(ask(client)).rejects.toMatchObject({
          ...(expected && { kind: expected }),
          message: expect.stringContaining(words),
        }),
      way[kind],
    );
    const got = await withClient(
      remote => {
        const asked = calls(remote);
        answer(asked());
        answer(asked());
        asked().reply(200, rows({ MATTHC: '1.000001' }));
      },
      ask,
      way[kind],
    );
    expect(got).toEqual([{ MATTHC: '1.000001' }]);
  });
});

describe('a gateway', () => {
  it('is sent its token, and refuses with a redirect, a page or a 401', async () => {
    for (const [status, text, kind] of [
      [302, '', 'not-understood'],
      [200, html, 'not-understood'],
      [401, '', 'refused'],
    ] as const) {
      await withClient(
        remote =>
          remote
            .get('/LayThuTuc?maTTHC=1.000001', undefined, {
              reqheaders: { authorization: 'Bearer the-gateway' },
            })
            .reply(status, text, { Location: 'https://elsewhere.example/' }),
        client => expect(ask(client)).rejects.toMatchObject({ kind }),
        way.gateway,
      );
    }
  });
});
