import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '../../src/store/access/audit.ts';
import { queueLetters } from '../../src/store/mail/outbox.ts';
import { row, whole, xlsx } from '../review/corpus/make.ts';
import { smallCity } from '../support/small-city.ts';
import { type ServedCity, servedCity } from './served-city.ts';

const procedure = '1.000894';

describe('over HTTP as on the command line', () => {
  let city: ServedCity;
  let keys: Record<'viewer' | 'operator' | 'regulator' | 'admin', string>;
  beforeAll(async () => {
    city = await servedCity(smallCity(), configuration => ({
      ...configuration,
      city: {
        ...configuration.city,
        // Two communes are not to offer it: a finding of each at either system.
        applies: [{ procedure, remove: ['H13.21.1', 'H13.21.2'], reason: 'giao nơi khác' }],
      },
      reviews: {
        ...configuration.reviews,
        milestones: [
          {
            ...{ id: 'm', name: 'Cấu hình', due: '2026-12-31', what: 'other', owner: 'technical' },
            ...{ tiers: [], agencies: [], remindDaysBefore: [], remindEveryDaysAfter: 7 },
          },
        ],
      },
    }));
    keys = {
      viewer: await city.key('viewer'),
      operator: await city.key('operator'),
      regulator: await city.key('regulator'),
      admin: await city.key('admin'),
    };
  });
  afterAll(() => city.close());

  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to find
  async function ask(method: string, path: string, role: keyof typeof keys, body?: unknown): Promise<any> {
    const answer = await city.call(method, path, { key: keys[role], ...(body !== undefined && { body }) });
    return { status: answer.status, body: await answer.json() };
  }
  /** Page by page. */
  async function paged(path: string): Promise<object[]> {
    const all: object[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const query: string = `${path.includes('?') ? '&' : '?'}limit=3${next && `&cursor=${encodeURIComponent(next)}`}`;
      const { body } = await ask('GET', path + query, 'viewer');
      expect(body.items.length).toBeLessThanOrEqual(3);
      all.push(...body.items);
      next = body.next;
    }
    return all;
  }

  it('units, procedures and offerings are lists of pages, each there once', async () => {
    expect(await paged('/v1/agencies')).toHaveLength(7);
    const procedures = await paged('/v1/procedures');
    expect(procedures).toHaveLength(6);
    expect(procedures[0]).toMatchObject({ procedure: '1.000894', national: true, active: true });
    const offerings = await paged('/v1/offerings');
    expect(offerings).toHaveLength(12);
    const keysOf = (offerings as { procedure: string; agency: string }[]).map(
      one => `${one.procedure} ${one.agency}`,
    );
    expect(keysOf).toEqual([...new Set(keysOf)].sort());
    expect(offerings[0]).toEqual({
      ...{ procedure, procedureName: expect.any(String), agency: 'H13.21.1' },
      systems: [
        { system: 'portal', level: 4 },
        { system: 'oneStop', level: 4 },
      ],
    });
    expect(await paged('/v1/offerings?agency=H13.21')).toHaveLength(2);
    expect((await ask('GET', '/v1/rules', 'viewer')).body.items[0]).toMatchObject({ severity: 'critical' });
  });

  it('a code may carry the suffix of the city wherever it is given, as on the command line', async () => {
    const [plain, local] = [procedure, `${procedure}.000.00.00.h13`];
    const rule = 'offered-outside-scope';
    for (const path of ['/v1/offerings', `/v1/history?rule=${rule}`, '/v1/runs/latest/discrepancies']) {
      const by = (code: string) => paged(`${path}${path.includes('?') ? '&' : '?'}procedure=${code}`);
      const rows = await by(plain);
      expect(rows.length, path).toBeGreaterThan(0);
      expect(await by(local), path).toEqual(rows);
      expect(await by('1.004873.H13'), path).not.toEqual(rows);
    }
    const several = `procedure=${local}&procedure=1.004873.H13`;
    expect(await paged(`/v1/runs/latest/discrepancies?${several}`)).toHaveLength(4);
    const question = { procedure: local, agency: 'H13.21.1', text: 'Làm thế nào?' };
    const { body } = await ask('POST', '/v1/review/guidance', 'operator', question);
    expect(body).toMatchObject({ procedure: plain });
  });

  it('a code of a unit may be written in any case wherever it is given, as on the command line', async () => {
    const rule = 'offered-outside-scope';
    for (const path of [
      '/v1/offerings',
      '/v1/tasks',
      `/v1/history?rule=${rule}`,
      '/v1/review/show/H13.21.1',
    ]) {
      const by = (code: string) =>
        path.endsWith('H13.21.1')
          ? paged(path.replace('H13.21.1', code))
          : paged(`${path}${path.includes('?') ? '&' : '?'}agency=${code}`);
      expect(await by('h13.21.1'), path).toEqual(await by('H13.21.1'));
    }
    expect((await paged('/v1/offerings?agency=h13.21.1')).length).toBeGreaterThan(0);
    const several = await paged('/v1/runs/latest/discrepancies?agency=h13.21&agency=%20h13.21.1');
    expect(several).toEqual(await paged('/v1/runs/latest/discrepancies?agency=H13.21&agency=H13.21.1'));
    expect(several.length).toBeGreaterThan(0);
    const question = { procedure, agency: 'h13.21.1', text: 'Khi nào?' };
    expect((await ask('POST', '/v1/review/guidance', 'operator', question)).body).toMatchObject({
      agency: 'H13.21.1',
    });
  });

  it('findings are waived by what they are, listed, counted again, and looked up in their history', async () => {
    const rule = 'offered-outside-scope';
    const word = { rule, system: 'portal', reason: 'chờ sắp xếp' };
    expect((await ask('POST', '/v1/waive', 'viewer', word)).status).toBe(403);
    expect((await ask('POST', '/v1/waive', 'operator', { reason: 'x' })).status).toBe(400);
    expect((await ask('POST', '/v1/waive', 'operator', { rule })).status, 'no reason').toBe(400);
    const { body } = await ask('POST', '/v1/waive', 'operator', word);
    expect(body).toMatchObject({ revoked: false, until: null });
    expect(body.fingerprints).toHaveLength(2);
    expect(await paged('/v1/waive')).toMatchObject([
      { reason: 'chờ sắp xếp' },
      { by: 'Nguyễn Văn operator' },
    ]);
    const revoke = { rule, revoke: true };
    expect((await ask('POST', '/v1/waive', 'operator', revoke)).body.fingerprints).toHaveLength(2);
    expect(await paged('/v1/waive')).toEqual([]);
    const past = await paged(`/v1/history?rule=${rule}`);
    expect(past).toHaveLength(4);
    expect(past.filter(one => 'waivers' in one && (one.waivers as object[]).length > 0)).toHaveLength(2);
  });

  it('decisions are made, listed and taken back by whoever may decide, and by VP UBND only where law is why lists differ', async () => {
    const word = { procedure: `${procedure}.H13`, agency: 'H13.21.1', eligible: true, reason: 'đã họp' };
    expect((await ask('POST', '/v1/review/decisions', 'operator', word)).status).toBe(403);
    const wrong = { ...word, agency: 'H99' };
    expect((await ask('POST', '/v1/review/decisions', 'regulator', wrong)).status).toBe(400);
    expect((await ask('POST', '/v1/review/decisions', 'regulator', word)).status).toBe(403);
    const { body: made } = await ask('POST', '/v1/review/decisions', 'admin', word);
    expect(made).toMatchObject({ procedure, eligible: true, by: 'Nguyễn Văn admin', revokedAt: null });
    expect(await paged('/v1/review/decisions')).toEqual([made]);
    const revoke = { revoke: made.id, reason: 'ghi nhầm' };
    expect((await ask('POST', '/v1/review/decisions', 'admin', revoke)).body.revokedBy).toBe(
      'Nguyễn Văn admin',
    );
    expect((await ask('POST', '/v1/review/decisions', 'admin', revoke)).status).toBe(404);
    expect(await paged('/v1/review/decisions')).toEqual([]);
    expect(await paged(`/v1/review/decisions?procedure=${procedure}`)).toHaveLength(1);
  });

  it('milestones are listed, confirmed for a day that has come, and taken back', async () => {
    const states = async () => (await ask('GET', '/v1/review/milestones', 'viewer')).body.items[0].states;
    expect(await states()).toMatchObject([{ unit: 'technical', state: 'ahead' }]);
    const word = { milestone: 'm', unit: 'technical', reason: 'báo cáo 45' };
    for (const wrong of [{ on: '2026-11-24' }, { on: '30/02/2026' }, { unit: 'H13.3' }, { milestone: 'x' }])
      expect((await ask('POST', '/v1/review/milestones', 'operator', { ...word, ...wrong })).status).toBe(
        400,
      );
    const confirmed = await ask('POST', '/v1/review/milestones', 'operator', { ...word, on: '20/11/2026' });
    expect(confirmed.body).toMatchObject({ doneOn: '2026-11-20', by: 'Nguyễn Văn operator' });
    expect(await states()).toMatchObject([{ state: 'done' }]);
    const back = await ask('POST', '/v1/review/milestones', 'operator', { ...word, revoke: true });
    expect(back.body.doneOn).toBeNull();
    expect(await states()).toMatchObject([{ state: 'ahead' }]);
  });

  it('lists handed in show who owes what, what counts, what nobody has coded, what holds offerings up', async () => {
    const list = whole('II', [row(1, '1.004873', 'lý do lạ lùng chưa ai gặp', '')], []);
    const form = new FormData();
    form.append('file', new Blob([(await xlsx({ rows: list })) as Uint8Array<ArrayBuffer>]), 'a.xlsx');
    const headers = { authorization: `Bearer ${keys.operator}` };
    await fetch(`${city.url}/v1/reviews?unit=H13.21.1`, { method: 'POST', headers, body: form });
    expect(await paged('/v1/review/list')).toMatchObject([{ agency: 'H13.21.1', list: 'not-eligible' }]);
    expect(await paged('/v1/review/show/H13.21.1')).toMatchObject([{ procedure: '1.004873' }]);
    expect((await ask('GET', '/v1/review/show/H99', 'viewer')).status).toBe(404);
    const { body: status } = await ask('GET', '/v1/review/status', 'viewer');
    expect(status.items).toContainEqual(expect.objectContaining({ agency: 'H13.21.2', complete: false }));
    expect(await paged('/v1/review/reasons')).toMatchObject([
      { text: 'lý do lạ lùng chưa ai gặp', ground: 'technical', rows: 1 },
    ]);
    expect(await paged('/v1/review/conflicts')).toEqual([]);
    const { body: readiness } = await ask('GET', '/v1/review/readiness', 'viewer');
    expect(readiness).toMatchObject({ agency: null, counts: { all: expect.any(Number) } });
    const { body: unit } = await ask('GET', '/v1/review/readiness?agency=H13.21.2', 'viewer');
    expect(unit.items.map((line: { procedure: string }) => line.procedure)).toEqual(['1.004873']);
    expect((await ask('GET', '/v1/review/readiness?agency=H99', 'viewer')).status).toBe(404);
  });

  it('codes are mapped into the files of the configuration, in the audit trail', async () => {
    expect(await paged('/v1/map')).toEqual([]);
    const { body } = await ask('GET', '/v1/map', 'viewer');
    expect(body).toEqual({ items: [], next: null, run: expect.any(String), unread: [] });
    const word = { system: 'portal', remote: 'DV-CU', kind: 'agency', code: 'h13.21' };
    expect((await ask('POST', '/v1/map', 'operator', word)).status).toBe(403);
    for (const wrong of [{ system: 'x' }, { code: 'H99' }, { kind: 'procedure', code: 'abc' }])
      expect((await ask('POST', '/v1/map', 'admin', { ...word, ...wrong })).status).toBe(400);
    expect((await ask('POST', '/v1/map', 'admin', word)).body).toMatchObject({ code: 'H13.21' });
    expect(await readFile(city.configuration.agenciesFile, 'utf8')).toContain('DV-CU');
    expect((await listAudit(city.store, 1))[0]).toMatchObject({ action: 'map', target: 'portal/DV-CU' });
  });

  it('messages are listed, and sent again only where they were given up or are in doubt', async () => {
    const now = '2026-11-23T05:00:00.000Z';
    const letter = { kind: 'digest', subject: 'r1', to: 'a@example.com', notBefore: now, body: {} } as const;
    await queueLetters(city.store, [letter], now);
    const { body } = await ask('GET', '/v1/mail', 'viewer');
    expect(body).toMatchObject({
      items: [{ standing: 'waiting', to: 'a@example.com', attempts: 0 }],
      outbox: { waiting: 1 },
    });
    expect(body.items[0]).not.toHaveProperty('body');
    const again = `/v1/mail/${body.items[0].id}/resend`;
    expect((await ask('POST', again, 'viewer')).status).toBe(403);
    expect((await ask('POST', again, 'operator')).status, 'it waits').toBe(409);
    expect((await ask('POST', '/v1/mail/999/resend', 'operator')).status).toBe(404);
    await city.store.db.updateTable('letter').set({ state: 'dead' }).execute();
    expect((await ask('GET', '/v1/mail?state=dead', 'viewer')).body.items).toHaveLength(1);
    expect((await ask('POST', again, 'operator')).body).toMatchObject({ before: 'dead', state: 'waiting' });
  });

  it('a plan is begun from findings, and what they need first is told', async () => {
    const { body } = await ask('GET', '/v1/plans/from-findings', 'viewer');
    expect(body).toEqual({ findings: 0, procedures: [], needs: [] });
    const [one] = (await paged('/v1/history?rule=offered-outside-scope')) as { fingerprint: string }[];
    const needs = await ask('GET', `/v1/plans/from-findings?fingerprint=${one!.fingerprint}`, 'viewer');
    expect(needs.body.needs).toMatchObject([{ need: 'person', findings: 1 }]);
    const start = (wish: object, role: keyof typeof keys = 'operator') =>
      ask('POST', '/v1/plans', role, wish);
    expect((await start({ fromFindings: true }, 'regulator')).status).toBe(403);
    expect((await start({ fromFindings: true, only: [procedure] })).status).toBe(400);
    expect((await start({ fromFindings: ['ffffffffffff'] })).status).toBe(409);
    const queued = await start({ fromFindings: [one!.fingerprint] });
    expect(queued.body).toMatchObject({ kind: 'plan', scope: { fromFindings: [one!.fingerprint] } });
  });
});
