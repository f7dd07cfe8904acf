import type nock from 'nock';
import { describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../../adapters/opencps/client.ts';
import { optionsSchema } from '../../../adapters/opencps/options.ts';
import { reset, withRecorded } from '../../support/recorded.ts';

const site = 'https://motcua.example';
const list = '/o/rest/v2/serviceinfos?start=0';
const options = optionsSchema.parse({ username: 'dongbo', password: 'bi-mat', groupId: 20143 });
const html = '<!DOCTYPE html><html><body>Bảo trì</body></html>';
const whole = { total: 1, data: [{ serviceInfoId: 1 }] };

const withClient = <T>(record: (remote: nock.Scope) => void, work: (client: Client) => Promise<T>) =>
  withRecorded(site, record, http => work(createClient(http, options)));
const ask = (client: Client) => client.page('/serviceinfos', { start: 0 }, 'danh sách');

describe('a list of the one-stop system', () => {
  it.each<[string, (get: nock.Interceptor) => unknown, string, string]>([
    ['is busy', get => get.reply(429, ''), 'rate-limited', '429'],
    ['is out of service', get => get.reply(503, html), 'remote-fault', 'HTTP 503'],
    ['shows a page of a proxy', get => get.reply(200, html), 'not-understood', 'trang HTML'],
    ['cuts its JSON', get => get.reply(200, '{"total":1,"data":[{"service'), 'not-understood', 'trọn vẹn'],
    ['cuts its XML', get => get.reply(200, '<root><total>1</total><data><s'), 'not-understood', ''],
    ['says nothing', get => get.reply(200, ''), 'not-understood', 'trả lời rỗng'],
    ['resets the connection', get => get.replyWithError(reset()), 'unreachable', 'ECONNRESET'],
  ])('is asked for again, three times in all, where it %s', async (_what, answer, kind, words) => {
    await withClient(
      remote => {
        for (let time = 0; time < 3; time++) answer(remote.get(list));
      },
      client => expect(ask(client)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) }),
    );
    const got = await withClient(remote => {
      answer(remote.get(list));
      answer(remote.get(list));
      remote.get(list).reply(200, whole);
    }, ask);
    expect(got.rows).toHaveLength(1);
  });

  it.each<[string, number, string, string, string]>([
    ['a session that is none any more', 203, '', 'refused', '203'],
    ['an account that is not known', 401, '', 'refused', '401'],
    [
      'an error in its own words',
      403,
      '{"code":403,"description":"Không có quyền"}',
      'remote-fault',
      'Không có quyền',
    ],
    ['an error without words', 403, '', 'remote-fault', '403'],
    ['a redirect, which is not followed', 302, html, 'not-understood', '302'],
    ['a wrong address', 404, html, 'not-understood', 'kiểm tra địa chỉ'],
  ])('is answered once by %s', async (_what, status, text, kind, words) => {
    await withClient(
      remote => remote.get(list).reply(status, text, { Location: 'https://elsewhere.example/' }),
      client =>
        expect(ask(client)).rejects.toMatchObject({ kind, status, message: expect.stringContaining(words) }),
    );
  });

  it('takes a form script for what it is, and a page in its place for a fault', async () => {
    const script = '/o/rest/v2/serviceinfos/1/form';
    const text = (client: Client) => client.text('/serviceinfos/1/form', 'biểu mẫu');
    expect(await withClient(remote => remote.get(script).reply(200, '{ schema: {} }'), text)).toBe(
      '{ schema: {} }',
    );
    await withClient(
      remote => remote.get(script).times(3).reply(200, html),
      client => expect(text(client)).rejects.toMatchObject({ kind: 'not-understood' }),
    );
  });
});

describe('a write to the one-stop system', () => {
  const send = (client: Client) =>
    client.write(
      {
        ...{ method: 'POST', path: '/serviceinfos', label: 'thủ tục' },
        contentType: 'application/x-www-form-urlencoded',
      },
      'serviceCode=1',
    );

  it.each<[string, (post: nock.Interceptor) => unknown, string, string]>([
    ['is cut off', post => post.replyWithError(reset()), 'unreachable', 'ECONNRESET'],
    ['meets a proxy that lost it', post => post.reply(502, html), 'unreachable', 'không rõ'],
    ['meets a proxy that gave up', post => post.reply(504, html), 'unreachable', 'không rõ'],
    ['meets a busy system', post => post.reply(429, ''), 'rate-limited', '429'],
    ['meets an exception', post => post.reply(500, ''), 'remote-fault', 'HTTP 500'],
    ['is not allowed', post => post.reply(203, ''), 'refused', '203'],
  ])('is sent once where it %s', async (_what, answer, kind, words) => {
    await withClient(
      remote => answer(remote.post('/o/rest/v2/serviceinfos', 'serviceCode=1')),
      client => expect(send(client)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) }),
    );
  });
});
