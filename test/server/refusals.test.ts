import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/server/app.ts';
import { limits } from '../../src/server/limits.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';
import { type Asked, call } from './served-city.ts';

interface Document {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  errors?: { path: string; problem: string }[];
}

const typed = (type: string): Asked => ({ body: 'x', headers: { 'content-type': type } });

describe('a request that cannot be served', () => {
  let file: MadeFile;
  let store: Store;
  let server: Running;
  let key: string;
  beforeAll(async () => {
    file = await storeFile();
    store = await openStore(file.settings);
    server = await runServer(store, [...parts, breaking]);
    server.configuration.server.requestsPerMinute = 100_000;
    key = await server.key('admin');
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await file.drop();
  });

  function breaking(app: App): void {
    app.get('/breaks', { config: { roles: 'public' } }, () => {
      throw new Error('the password is hunter2 at /secret/place');
    });
  }

  async function refused(
    method: string,
    path: string,
    asked: Asked = {},
  ): Promise<Document & { headers: Headers }> {
    const answer = await call(server.url, method, path, { key, ...asked });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const document = (await answer.json()) as Document;
    expect(document.status).toBe(answer.status);
    expect(document.instance).toBe(answer.headers.get('x-request-id'));
    return { ...document, headers: answer.headers };
  }

  it.each<[what: string, method: string, path: string, asked: Asked, status: number, kind: string]>([
    ['what is not there', 'GET', '/v1/nothing', {}, 404, 'not-found'],
    ['a run that is not there', 'GET', '/v1/runs/20200101T000000Z-0000', {}, 404, 'not-found'],
    ['another method', 'PATCH', '/v1/runs', { body: {} }, 405, 'method-not-allowed'],
    ['another method of a parameter', 'DELETE', '/v1/runs/latest', {}, 405, 'method-not-allowed'],
    ['half a JSON', 'POST', '/v1/runs', { body: '{"kind": ' }, 400, 'malformed-request'],
    ['an empty JSON', 'POST', '/v1/runs', { body: '' }, 400, 'malformed-request'],
    ['a poisoned prototype', 'POST', '/v1/runs', { body: '{"__proto__": {}}' }, 400, 'malformed-request'],
    ['a list for an object', 'POST', '/v1/runs', { body: '[1]' }, 400, 'invalid-request'],
    ['null for an object', 'POST', '/v1/runs', { body: 'null' }, 400, 'invalid-request'],
    ['no body', 'POST', '/v1/runs', {}, 400, 'invalid-request'],
    ['a kind of another route', 'POST', '/v1/runs', { body: { kind: 'apply' } }, 400, 'invalid-request'],
    ['a number for a code', 'POST', '/v1/plans', { body: { only: [1] } }, 400, 'invalid-request'],
    ['XML', 'POST', '/v1/runs', typed('text/xml'), 415, 'unsupported-media-type'],
    ['plain text', 'POST', '/v1/runs', typed('text/plain'), 415, 'unsupported-media-type'],
    ['a giant body', 'POST', '/v1/runs', { body: { kind: 'x'.repeat(limits.body) } }, 413, 'body-too-large'],
    ['a giant query', 'GET', `/v1/runs?cursor=${'x'.repeat(limits.address)}`, {}, 414, 'address-too-long'],
    ['a giant parameter', 'GET', `/v1/jobs/${'x'.repeat(600)}`, {}, 414, 'address-too-long'],
    ['broken escapes', 'GET', '/v1/jobs/%E0%A4%A', {}, 400, 'malformed-request'],
    ['a word for a number', 'GET', '/v1/runs?limit=many', {}, 400, 'invalid-request'],
    ['too large a page', 'GET', '/v1/runs?limit=501', {}, 400, 'invalid-request'],
    ['a parameter twice', 'GET', '/v1/runs?limit=1&limit=2', {}, 400, 'invalid-request'],
    ['an unknown parameter', 'GET', '/v1/runs?order=up', {}, 400, 'invalid-request'],
    ['no day of the calendar', 'GET', '/v1/review/announce?since=31/02/2026', {}, 400, 'invalid-request'],
  ])(
    'with %s is a problem document, in English where asked',
    async (_what, method, path, asked, status, kind) => {
      const { type, status: told } = await refused(method, path, asked);
      expect([told, type]).toEqual([status, `/problems/${kind}`]);
      const headers = { ...asked.headers, 'accept-language': 'en' };
      const { title, detail, errors } = await refused(method, path, { ...asked, headers });
      expect(`${title} ${detail} ${errors?.map(({ problem }) => problem)}`).not.toMatch(/[^ -~]/);
    },
  );

  it('takes a day as it is shown, and names the one that is none', async () => {
    const since = (day: string) => `/v1/review/announce?since=${encodeURIComponent(day)}`;
    const { status } = await call(server.url, 'GET', since('05/11/2021'), { key });
    expect(status).toBe(200);
    const { errors } = await refused('GET', since('31/02/2021'));
    expect(errors).toEqual([{ path: '/query/since', problem: 'phải là một ngày có thật, dạng 31/12/2026' }]);
  });

  it('is told what is wrong where, by path, in Vietnamese or in English, as the caller prefers', async () => {
    const asked = {
      body: { kind: 'reconcile', scope: { full: 'yes', 'a/b': 1, acceptShrink: { systems: [] } } },
    };
    const vietnamese = await refused('POST', '/v1/runs', asked);
    expect(vietnamese.title).toBe('Yêu cầu có chỗ chưa đúng');
    expect(vietnamese.errors).toEqual([
      { path: '/body/scope/full', problem: 'phải là true hoặc false' },
      { path: '/body/scope/acceptShrink/systems', problem: 'phải ít nhất 1 mục' },
      { path: '/body/scope/acceptShrink/reason', problem: 'chưa có, mà phải có' },
      { path: '/body/scope/a~1b', problem: 'không có mục này' },
    ]);
    const english = await refused('POST', '/v1/runs', {
      ...asked,
      headers: { 'accept-language': 'fr, en-GB;q=0.9, vi;q=0.5' },
    });
    expect(english.headers.get('content-language')).toBe('en');
    expect(english).toMatchObject({ type: vietnamese.type, status: 400, title: 'The request is not valid' });
    expect(english.errors?.[0]).toEqual({ path: '/body/scope/full', problem: 'must be true or false' });
    // A body of two kinds: all that is wrong with the one that is meant.
    const decision = await refused('POST', '/v1/review/decisions', {
      body: { procedure: 5, agency: 'H13', eligible: 'yes' },
    });
    expect(decision.errors).toEqual([
      { path: '/body/procedure', problem: 'phải là chuỗi ký tự' },
      { path: '/body/eligible', problem: 'phải là true hoặc false' },
      { path: '/body/reason', problem: 'chưa có, mà phải có' },
    ]);
    const kinds = await refused('POST', '/v1/runs', { body: { kind: 'dance' } });
    expect(kinds.errors?.[0]).toMatchObject({
      path: '/body/kind',
      problem: expect.stringContaining('full-refresh'),
    });
    for (const language of ['vi-VN', '*', 'fr', 'en;q=0', 'en;q=0.4, vi;q=0.5', 'x'.repeat(5_000)]) {
      const { headers } = await refused('GET', '/v1/nothing', { headers: { 'accept-language': language } });
      expect(headers.get('content-language')).toBe('vi');
    }
  });

  it('names the methods that an address does know', async () => {
    const { headers } = await refused('PUT', '/v1/keys/x');
    expect(headers.get('allow')).toBe('DELETE');
  });

  it('is told nothing of the inside when the fault is ours, which is logged once', async () => {
    const document = await refused('GET', '/breaks');
    expect(document).toMatchObject({ status: 500, title: 'Lỗi bên trong dịch vụ' });
    expect(JSON.stringify(document)).not.toMatch(/hunter2|secret/);
    const logged = server.logged.filter(({ requestId }) => requestId === document.instance);
    expect(logged.filter(({ level }) => level === 50)).toHaveLength(1);
    expect(JSON.stringify(logged)).toContain('hunter2');
  });

  it('gives back no markup it was sent', async () => {
    const sent = '<script>alert(1)</script>';
    for (const path of [
      `/v1/runs/${encodeURIComponent(sent)}`,
      `/${encodeURIComponent(sent)}`,
      `/v1/runs?sort=${encodeURIComponent(sent)}`,
      `/v1/discrepancies/${encodeURIComponent(sent)}`,
      `/v1/tasks/export/${encodeURIComponent(sent)}`,
      `/sign-in?problem=${encodeURIComponent(sent)}&next=${encodeURIComponent(sent)}`,
    ]) {
      const answer = await call(server.url, 'GET', path, { key });
      const text = await answer.text();
      if (answer.headers.get('content-type')?.includes('html')) expect(text).not.toContain('<script>alert');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('is counted per account: too many in a minute are told when to come again', async () => {
    const settings = server.configuration.server;
    settings.requestsPerMinute = 3;
    const other = await server.key('viewer');
    try {
      const statuses = [];
      for (let n = 0; n < 5; n++)
        statuses.push((await call(server.url, 'GET', '/v1/jobs', { key: other })).status);
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      const document = await refused('GET', '/v1/jobs', { key: other });
      expect(Number(document.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(document.detail).toMatch(/^Thử lại sau \d+ giây\.$/);
    } finally {
      settings.requestsPerMinute = 100_000;
    }
  });

  it('is answered even when it is no HTTP, or its head is too large; the service stays up', async () => {
    const { port } = new URL(server.url);
    const raw = (text: string) =>
      new Promise<string>((done, fail) => {
        let told = '';
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
        socket.on('data', chunk => {
          told += chunk;
        });
        socket.once('error', fail);
        socket.once('close', () => done(told));
      });
    const nonsense = await raw('XIN CHÀO\r\n\r\n');
    expect(nonsense).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*"status":400/su);
    const large = await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(limits.headers)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 .*"type":"\/problems\/headers-too-large"/su);
    expect((await call(server.url, 'GET', '/v1/jobs', { key })).status).toBe(200);
  });
});
