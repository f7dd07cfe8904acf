import { beforeEach, describe, expect, it } from 'vitest';
import { approvePlan } from '../../src/app/plans/approve.ts';
import { storePlan } from '../../src/apply/stored-plan.ts';
import { listAudit, verifyTrail } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { findPlan, setPlanState } from '../../src/store/push/plans.ts';
import { listJobs } from '../../src/store/work/jobs.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { level, planOf } from '../apply/plan-of.ts';
import { finding, onEveryDatabase, wholeRun } from '../store/support.ts';
import { asking } from '../support/asking.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';
import { type Asked, call } from './served-city.ts';

onEveryDatabase('changing something by HTTP', database => {
  let store: Store;
  let server: Running;
  let keys: Record<'viewer' | 'operator' | 'approver' | 'admin', string>;
  beforeEach(async () => {
    store = await database.open();
    server = await runServer(store, parts);
    keys = {
      viewer: await server.key('viewer'),
      operator: await server.key('operator'),
      approver: await server.key('approver'),
      admin: await server.key('admin'),
    };
    return () => server.close();
  });

  const ask = async (method: string, path: string, asked: Asked = {}) => {
    const answer = await call(server.url, method, path, { key: keys.operator, ...asked });
    const text = await answer.text();
    // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects to find
    const body: any = text === '' ? undefined : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, body };
  };
  /** Latest first, without the keys the tests made. */
  const trail = async () =>
    (await listAudit(store, 100)).filter(({ action }) => action !== 'create-key' && action !== 'sign-in');

  describe('a discrepancy', () => {
    const one = finding();
    const path = `/v1/discrepancies/${one.fingerprint}/waiver`;
    beforeEach(async () => {
      await wholeRun(store, '2026-11-23T01:00:00.000Z', [one]);
    });

    it('is set aside by name, for a reason, until the end of a day in Vietnam; and counted again', async () => {
      const waived = await ask('POST', path, { body: { reason: 'chờ nâng cấp cổng', until: '2026-12-31' } });
      expect(waived.status).toBe(200);
      expect(waived.body).toMatchObject({
        state: 'waived',
        waiver: {
          by: 'Nguyễn Văn operator',
          reason: 'chờ nâng cấp cổng',
          until: '2026-12-31T16:59:59.999Z',
        },
      });
      const back = await ask('DELETE', path);
      expect(back.status).toBe(200);
      expect(back.body).toMatchObject({ state: 'open', waiver: null });
      expect(back.body.waivers[0]).toMatchObject({ revokedBy: 'Nguyễn Văn operator' });
      const [revoked, made] = await trail();
      expect(made).toMatchObject({
        who: 'Nguyễn Văn operator',
        origin: 'api 127.0.0.1',
        action: 'waive',
        target: one.fingerprint,
        before: null,
        after: { reason: 'chờ nâng cấp cổng', until: '2026-12-31T16:59:59.999Z' },
        outcome: 'done',
      });
      expect(revoked).toMatchObject({
        action: 'revoke-waiver',
        before: { by: 'Nguyễn Văn operator', reason: 'chờ nâng cấp cổng' },
        after: null,
      });
      expect((await ask('DELETE', path)).status).toBe(409);
    });

    it('is not set aside without a reason, until a day gone by, or when there is none such', async () => {
      for (const body of [
        {},
        { reason: '  ' },
        { reason: 'x', until: '2026-11-22' },
        { reason: 'x', until: '2026-02-31' },
        { reason: 'x', until: 'mai' },
        { reason: 'x', by: 'ai khác' },
      ])
        expect((await ask('POST', path, { body })).status, JSON.stringify(body)).toBe(400);
      const prefix = one.fingerprint.slice(0, 6);
      expect(
        (await ask('POST', `/v1/discrepancies/${prefix}/waiver`, { body: { reason: 'x' } })).status,
      ).toBe(404);
      await wholeRun(store, '2026-11-23T02:00:00.000Z', []);
      expect((await ask('POST', path, { body: { reason: 'x' } })).status).toBe(409);
      expect((await trail()).filter(({ outcome }) => outcome === 'done')).toEqual([]);
    });
  });

  describe('a job', () => {
    it('is queued at once: 202, where to look, and who asked', async () => {
      const { status, headers, body } = await ask('POST', '/v1/runs', {
        body: { kind: 'reconcile', scope: { acceptShrink: { systems: ['portal'], reason: 'đã gỡ thật' } } },
      });
      expect(status).toBe(202);
      expect(headers.get('location')).toBe(`/v1/jobs/${body.id}`);
      const found = await ask('GET', headers.get('location')!);
      expect(found.body).toMatchObject({
        kind: 'reconcile',
        state: 'waiting',
        requestedBy: 'Nguyễn Văn operator',
        origin: 'api 127.0.0.1',
        scope: { acceptShrink: { systems: ['portal'], reason: 'đã gỡ thật' } },
      });
      expect((await trail())[0]).toMatchObject({
        action: 'start-reconcile',
        target: body.id,
        outcome: 'queued',
      });
      const full = await ask('POST', '/v1/runs', { body: { kind: 'full-refresh' } });
      expect(full.body).toMatchObject({ kind: 'reconcile', scope: { full: true } });
      const unknown = { kind: 'reconcile', scope: { acceptShrink: { systems: ['nowhere'], reason: 'x' } } };
      expect((await ask('POST', '/v1/runs', { body: unknown })).body.errors).toEqual([
        { path: '/body/scope/acceptShrink/systems/0', problem: 'cấu hình không có hệ thống này' },
      ]);
    });

    it('is queued once however often it is asked for with one Idempotency-Key, and while an equal one waits', async () => {
      const headers = { 'idempotency-key': 'lan-1' };
      const body = { kind: 'plan', scope: { only: ['1.004194'] } };
      const answers = await Promise.all([1, 2, 3].map(() => ask('POST', '/v1/runs', { body, headers })));
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
      expect(new Set(answers.map(answer => answer.body.id)).size).toBe(1);
      const other = await ask('POST', '/v1/runs', { body: { kind: 'plan' }, headers });
      expect([other.status, other.body.type]).toEqual([422, '/problems/idempotency-key-reused']);
      const admin = await ask('POST', '/v1/runs', { body, headers, key: keys.admin });
      expect([admin.status, admin.headers.get('location')]).toEqual([202, `/v1/jobs/${answers[0]!.body.id}`]);
      expect(await listJobs(store, { limit: 10 })).toHaveLength(1);
      expect((await trail()).map(({ outcome }) => outcome)).toEqual(['joined', 'queued']);
      for (const wrong of ['', 'x'.repeat(201), 'a b']) {
        const refused = await ask('POST', '/v1/runs', { body, headers: { 'idempotency-key': wrong } });
        expect(refused.status).toBe(400);
        // In words: a pattern is for programs.
        expect(refused.body.errors).toEqual([
          {
            path: '/headers/idempotency-key',
            problem: expect.stringMatching(/^(phải có từ 1 đến 200 chữ|must be 1 to 200 letters)/),
          },
        ]);
      }
    });

    it('is refused where too many wait, with when to ask again', async () => {
      const wish = (n: number) => ({ body: { kind: 'plan', scope: { only: [`1.00000${n}`] } } });
      for (let n = 0; n < 20; n++) await ask('POST', '/v1/runs', wish(n));
      const refused = await call(server.url, 'POST', '/v1/runs', { key: keys.operator, ...wish(99) });
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
      expect((await ask('POST', '/v1/runs', { ...wish(99), key: keys.admin })).status).toBe(202);
    });

    it('is cancelled once', async () => {
      const { body } = await ask('POST', '/v1/runs', { body: { kind: 'digest' } });
      const cancelled = await ask('POST', `/v1/jobs/${body.id}/cancel`);
      expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelRequested: true });
      expect((await ask('POST', `/v1/jobs/${body.id}/cancel`)).status).toBe(409);
      expect((await ask('POST', '/v1/jobs/none/cancel')).status).toBe(404);
      const [refused, done] = await trail();
      expect(refused).toMatchObject({ action: 'cancel-job', outcome: 'refused: conflict' });
      expect(done).toMatchObject({ before: { state: 'waiting' }, after: { state: 'cancelled' } });
    });

    it('is found by state and kind, page by page', async () => {
      for (const kind of ['digest', 'housekeeping', 'reminders'])
        await ask('POST', '/v1/runs', { body: { kind } });
      const of = 'kind=digest&kind=reminders&state=waiting&state=running&limit=1';
      const first = await ask('GET', `/v1/jobs?${of}`);
      expect(first.body.items).toHaveLength(1);
      const next = encodeURIComponent(first.body.next);
      const rest = await ask('GET', `/v1/jobs?${of}&cursor=${next}`);
      // All are of one moment, so that chance orders them.
      const kinds = [first, rest].map(({ body }) => body.items[0].kind);
      expect(kinds.toSorted()).toEqual(['digest', 'reminders']);
      expect(rest.body.next).toBeNull();
      expect((await ask('GET', `/v1/jobs?kind=housekeeping&cursor=${next}`)).status).toBe(400);
    });
  });

  describe('a plan', () => {
    const plan = planOf([level('1.004194', 'H13.2', 2, 4)], { author: 'Nguyễn  Văn LẬP' });
    const approval = `/v1/plans/${plan.id}/approval`;
    const body = { reason: 'đã xem từng mục' };
    beforeEach(() => storePlan(store, plan));

    it('is approved by another person than its author, whatever way either came', async () => {
      const author = asking(store, { name: 'nguyễn văn  lập' });
      await expect(approvePlan(author, { plan: plan.id, reason: 'x' })).rejects.toThrow('approver-is-author');
      const { key } = (await (
        await call(server.url, 'POST', '/v1/keys', {
          key: keys.admin,
          body: { name: 'NGUYỄN VĂN Lập'.normalize('NFD'), role: 'approver' },
        })
      ).json()) as { key: string };
      const own = await ask('POST', approval, { key, body });
      expect([own.status, own.body.type]).toEqual([403, '/problems/author-may-not-approve']);
      expect((await findPlan(store, plan.id))?.state).toBe('draft');

      const other = await ask('POST', approval, { key: keys.approver, body });
      expect(other.body).toEqual({ plan: plan.id, state: 'approved', approvedBy: 'Nguyễn Văn approver' });
      const again = await ask('POST', approval, {
        ...{ key: keys.approver, body },
        headers: { 'accept-language': 'en' },
      });
      expect([again.status, again.body.detail]).toEqual([
        409,
        `Plan ${plan.id} does not wait for approval any more: it has been approved.`,
      ]);
      expect((await trail()).map(({ who, origin, outcome }) => [who, origin, outcome])).toEqual([
        ['Nguyễn Văn approver', 'api 127.0.0.1', 'refused: state'],
        ['Nguyễn Văn approver', 'api 127.0.0.1', 'done'],
        ['NGUYỄN VĂN Lập', 'api 127.0.0.1', 'refused: author'],
        ['nguyễn văn  lập', 'cli', 'refused: author'],
      ]);
    });

    it('is read with its approvals and results, as differences, and as a page', async () => {
      await ask('POST', approval, { key: keys.approver, body });
      const read = await ask('GET', `/v1/plans/${plan.id}`, { key: keys.viewer });
      expect(read.body).toMatchObject({
        ...JSON.parse(JSON.stringify(plan)),
        state: 'approved',
        approvals: [{ who: 'Nguyễn Văn approver', reason: 'đã xem từng mục' }],
        results: [{ number: 1, state: 'waiting', message: null, finishedAt: null }],
      });
      const [listed] = (await ask('GET', '/v1/plans')).body.items;
      expect(listed).toEqual({
        ...{ id: plan.id, createdAt: plan.createdAt, author: plan.author },
        ...{ state: 'approved', fingerprint: plan.fingerprint },
      });
      const diff = await ask('GET', `/v1/plans/${plan.id}/diff`);
      expect(diff.body.procedures[0].systems[0].lines[0]).toMatchObject({ reversible: true });
      const page = await call(server.url, 'GET', `/v1/plans/${plan.id}/diff?form=html`, { key: keys.viewer });
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('content-security-policy')).toMatch(/^sandbox/);
      expect(await page.text()).toContain(plan.id);
      for (const path of ['/v1/plans/P-none', '/v1/plans/P-none/diff'])
        expect((await ask('GET', path)).status).toBe(404);
      const none = await ask('POST', '/v1/plans/P-none/approval', { key: keys.approver, body });
      expect(none.status).toBe(404);
    });

    it('is applied and taken back by jobs, where its state allows it', async () => {
      const apply = await ask('POST', `/v1/plans/${plan.id}/application`, { body: { parallel: 2 } });
      expect(apply.body).toMatchObject({ kind: 'apply', scope: { plan: plan.id, parallel: 2 } });
      const back = await ask('POST', `/v1/plans/${plan.id}/rollback`);
      expect(back.body).toMatchObject({ kind: 'rollback', scope: { plan: plan.id } });
      const made = await ask('POST', '/v1/plans', { body: { only: ['1.004194'] } });
      expect(made.body).toMatchObject({ kind: 'plan', scope: { only: ['1.004194'] } });
      await setPlanState(store, plan.id, ['draft'], 'stale');
      const stale = await ask('POST', `/v1/plans/${plan.id}/application`, { body: {} });
      expect([stale.status, stale.body.detail]).toEqual([409, expect.stringContaining('lập kế hoạch mới')]);
    });
  });

  it('takes a person’s word for a task, once', async () => {
    const key = 'portal/1.004194 set-level';
    await keepTasks(
      store,
      [
        {
          ...{ key, system: 'portal', procedure: '1.004194', procedureName: 'Khai sinh', kind: 'set-level' },
          ...{ case: null, agencies: ['H13.2'], what: 'Đặt mức 4', values: [], link: null },
          ...{ owner: 'technical', due: null, expected: 4 },
        },
      ],
      { id: 'P-1', at: '2026-11-23T00:00:00.000Z', covered: new Map() },
    );
    const path = `/v1/tasks/${encodeURIComponent(key)}/confirmation`;
    expect((await ask('POST', path, { body: { reason: ' ' } })).status).toBe(400);
    expect((await ask('POST', path, { key: keys.viewer, body: { reason: 'x' } })).status).toBe(403);
    const done = await ask('POST', path, { body: { reason: 'đã đặt ở cổng' } });
    expect(done.body).toEqual({ key, state: 'confirmed', by: 'Nguyễn Văn operator' });
    expect((await ask('POST', path, { body: { reason: 'x' } })).status).toBe(409);
    expect((await ask('POST', '/v1/tasks/none/confirmation', { body: { reason: 'x' } })).status).toBe(404);
    const { body } = await ask('GET', '/v1/tasks?state=confirmed');
    expect(body.items[0]).toMatchObject({
      key,
      confirmed: { by: 'Nguyễn Văn operator', reason: 'đã đặt ở cổng' },
    });
    // That it had been done already was no attempt at anything.
    expect((await trail()).map(({ outcome }) => outcome)).toEqual(['done', 'refused: role-missing']);
  });

  it('makes keys that are shown once, and ends them at once', async () => {
    const admin = (method: string, path: string, body?: unknown) =>
      ask(method, path, { key: keys.admin, ...(body !== undefined && { body }) });
    const made = await admin('POST', '/v1/keys', {
      name: 'Cổng tổng hợp',
      role: 'viewer',
      expiresAt: '2027-01-01T00:00:00+07:00',
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.body).toMatchObject({ expiresAt: '2026-12-31T17:00:00.000Z', createdBy: 'Nguyễn Văn admin' });
    const works = () => ask('GET', '/v1/runs', { key: made.body.key });
    expect((await works()).status).toBe(200);
    const listed = await admin('GET', '/v1/keys');
    for (const path of ['/v1/keys', '/v1/sessions', '/v1/audit', '/v1/audit/verification'])
      expect((await admin('GET', path)).headers.get('cache-control'), path).toBe('no-store');
    expect(JSON.stringify(listed.body)).not.toContain(made.body.key.slice(14));
    const revoked = await admin('DELETE', `/v1/keys/${made.body.prefix}`);
    expect(revoked.body).toMatchObject({ revokedBy: 'Nguyễn Văn admin' });
    expect((await works()).status).toBe(401);
    expect((await admin('DELETE', `/v1/keys/${made.body.id}`)).status).toBe(409);
    expect((await admin('DELETE', '/v1/keys/none')).status).toBe(404);
    for (const wrong of [
      { name: '', role: 'viewer' },
      { name: 'x\u0000', role: 'viewer' },
      { name: 'x', role: 'root' },
      { name: 'x', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' },
      { name: 'x', role: 'viewer', expiresAt: 'mai' },
      // Beyond the calendar once it is in UTC.
      { name: 'x', role: 'viewer', expiresAt: '9999-12-31T23:59:59-23:59' },
      { name: 'x', role: 'viewer', expiresAt: '0000-01-01T00:00:00+23:59' },
      // Of the program itself, of somebody who has access, and what looks like it.
      { name: 'Sсhedule', role: 'viewer' },
      { name: 'Nguyễn Văn Admin', role: 'viewer' },
      { name: 'Nguyễn Văn \u200bаdmin', role: 'viewer' },
    ])
      expect((await admin('POST', '/v1/keys', wrong)).status, JSON.stringify(wrong)).toBe(400);
  });

  it('leaves a trail that is read page by page and tells when somebody was at it', async () => {
    for (const n of [1, 2, 3])
      await ask('POST', '/v1/runs', { body: { kind: 'digest' }, headers: { 'idempotency-key': `${n}` } });
    const admin = (path: string) => ask('GET', path, { key: keys.admin });
    const ids: number[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await admin(`/v1/audit?limit=2${next && `&cursor=${encodeURIComponent(next)}`}`);
      ids.push(...body.items.map(({ id }: { id: number }) => id));
      next = body.next;
    }
    expect(ids).toEqual((await listAudit(store, 100)).map(({ id }) => id));
    expect((await admin('/v1/audit/verification')).body).toMatchObject({
      entries: ids.length,
      broken: null,
      proven: null,
    });
    await store.db.updateTable('audit').set({ who: 'ai khác' }).where('id', '=', ids[1]!).execute();
    expect((await admin('/v1/audit/verification')).body.broken).toEqual({ id: ids[1], what: 'changed' });
    await store.db.deleteFrom('audit').where('id', 'in', [ids[0]!, ids[1]!]).execute();
    expect((await admin('/v1/audit/verification')).body.broken).toEqual({
      id: ids[2],
      what: 'removed-after',
    });
    expect(await verifyTrail(store)).toHaveProperty('broken');
  });
});
