import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/opencps/sandbox.ts';
import type { RunningSandbox } from '../../sandbox/seed.ts';
import { seedOf, seedProcedure, withSandbox } from './support.ts';

const seed = seedOf(seedProcedure('1.000001'), seedProcedure('1.000002', { active: false }));

async function ask(sandbox: RunningSandbox, path: string, headers: Record<string, string> = {}) {
  const { username, password, groupId } = sandbox.options;
  const answer = await fetch(sandbox.baseUrl + path, {
    headers: {
      Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      groupId: String(groupId),
      Accept: 'application/json',
      ...headers,
    },
  });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, json: () => JSON.parse(text) };
}

describe('the sandbox is no nicer than the real system', () => {
  it('shows the contract’s oddities on reading', async () => {
    await withSandbox(seed, { indexLag: 0, staleEmbedded: 0 }, async sandbox => {
      const list = (await ask(sandbox, '/serviceinfos?start=0&end=10')).json();
      expect(list.total).toBe(1);
      expect(list.data).toMatchObject({
        serviceCode: '1.000001',
        active: 'true',
        serviceName: 'Thủ tục 1.000001 cho hộ &amp; cá nhân',
      });
      expect(list.data.createDate > list.data.modifiedDate).toBe(true);
      expect((await ask(sandbox, '/serviceinfos/1.000002')).json()).toMatchObject({ active: 'false' });
      const configs = (await ask(sandbox, '/serviceconfigs?service=1.000001&start=0&end=2')).json();
      expect([configs.total, configs.data.length, configs.data[0].serviceLevel]).toEqual([4, 2, '4']);
      expect((await ask(sandbox, '/serviceconfigs?service=1.000001')).json().data).toHaveLength(4);
    });
  });

  it('answers 203, 403, 415 and 304 as the contract says', async () => {
    await withSandbox(seed, {}, async sandbox => {
      expect((await ask(sandbox, '/serviceprocesses/35001', { Authorization: '' })).json()).toMatchObject({
        code: 203,
      });
      expect((await ask(sandbox, '/serviceinfos/nope')).json()).toEqual({
        message: 'No Content.',
        code: 403,
      });
      expect((await ask(sandbox, '/serviceinfos?agency=STP')).status).toBe(403);
      expect((await ask(sandbox, '/serviceinfos?agency=STP&start=0&end=5')).status).toBe(200);
      const items = '/dictcollections/GOVERNMENT_AGENCY/dictitems';
      expect((await ask(sandbox, items, { 'Content-Type': 'application/json' })).status).toBe(415);
      const script = '/dossiertemplates/33001/parts/TP01/formscript';
      const tag = (await ask(sandbox, script)).headers.get('etag');
      expect((await ask(sandbox, script, { 'If-None-Match': String(tag) })).status).toBe(304);
      expect((await ask(sandbox, '/serviceinfos', { groupId: 'x' })).json()).toEqual({ total: 0 });
    });
  });

  it('can be changed while running, and counts what it was asked', async () => {
    await withSandbox(seed, { indexLag: 0 }, async sandbox => {
      const levels = async () =>
        (await ask(sandbox, '/serviceconfigs?service=1.000001'))
          .json()
          .data.map(({ serviceLevel }: { serviceLevel: string }) => serviceLevel);
      expect(await levels()).toEqual(['4', '3', '2', '0']);
      sandbox.set('indexLag', ['1.000001']);
      expect(await levels()).toEqual(['2', '2', '0']);
      expect(sandbox.requests.get('/o/rest/v2/serviceconfigs')).toBe(2);
      expect(() => sandbox.set('indexlag', 1)).toThrow('indexlag');
    });
    await expect(startSandbox(seed, { nonsense: true })).rejects.toThrow('nonsense');
  });
});
