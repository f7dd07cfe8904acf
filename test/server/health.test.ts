import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { jobPriorities } from '../../src/domain/job.ts';
import { takeDueMoments } from '../../src/runtime/schedule.ts';
import { healthRoutes } from '../../src/server/health/routes.ts';
import { systemHealth } from '../../src/server/health/sources.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { queueLetters } from '../../src/store/mail/outbox.ts';
import { beginSnapshot, finishSnapshot } from '../../src/store/runs/snapshots.ts';
import { onEveryDatabase, wholeRun } from '../store/support.ts';
import { unsent } from '../support/unsent.ts';
import { mailSettings, milestoneSettings, type Running, runServer, startOfTests } from './running.ts';

const systems = ['national', 'portal', 'oneStop'];

/** The reading of a system some hours before the tests begin. */
async function reading(store: Store, system: string, hours: number, error: string | null = null) {
  const takenAt = new Date(Date.parse(startOfTests) - hours * 3_600_000).toISOString();
  const id = await beginSnapshot(store, 'r', system, takenAt);
  await finishSnapshot(store, id, error === null ? 'complete' : 'unreadable', { error, offerings: 3 });
}

onEveryDatabase('health', database => {
  async function running(work: (server: Running, store: Store) => Promise<void>, mail?: string) {
    const store = await database.open();
    const server = await runServer(store, [healthRoutes], mail);
    try {
      await work(server, store);
    } finally {
      await server.close();
    }
  }
  /** Later than what is remembered. */
  const later = (server: Running, minutes = 1) => {
    server.at.now = new Date(server.at.now.getTime() + minutes * 60_000);
  };

  it('sends requests elsewhere while another program holds the store, and says so', async () => {
    const store = await database.open();
    const server = await runServer({ ...store, busyFor: () => 45_000 }, [healthRoutes]);
    try {
      const ready = await server.get('/readyz');
      expect({ code: ready.status, body: await ready.json() }).toMatchObject({
        code: 503,
        body: { status: 'down', checks: { database: false } },
      });
      const told = await server.read('/health', await server.key('viewer'));
      expect(told.problems.join()).toContain('đang giữ tệp kho dữ liệu đã 45 giây');
    } finally {
      await server.close();
    }
  });

  it('says what the schedule should have done and nobody did, also where a clock was ahead', () =>
    running(async (server, store) => {
      for (const system of systems) await reading(store, system, 1);
      const key = await server.key('viewer');
      const { at: hour } = server.configuration.schedule.reconcile;
      expect(hour).not.toBeNull();
      await takeDueMoments(store, { async send() {} }, server.configuration.schedule, server.at.now);
      expect(await server.read('/health', key)).toMatchObject({ status: 'ok' });
      // Somebody set the clock ahead for a moment, then right again.
      const ahead = new Date(server.at.now.getTime() + 400 * 86_400_000);
      await takeDueMoments(store, { async send() {} }, server.configuration.schedule, ahead);
      await store.db.deleteFrom('job').execute();
      later(server, 25 * 60);
      const told = await server.read('/health', key);
      expect(told.status).toBe('degraded');
      expect(told.problems.join('\n')).toMatch(/Lịch "[^"]+" lẽ ra chạy lúc .* mà chưa chạy/);
      expect(told.checks.schedule.overdue).toContainEqual({ job: 'reconcile', due: expect.any(String) });
      await takeDueMoments(store, { async send() {} }, server.configuration.schedule, server.at.now);
      later(server);
      expect((await server.read('/health', key)).checks.schedule).toMatchObject({ status: 'ok' });
    }));

  it('says when the clock is behind the last run', () =>
    running(async (server, store) => {
      for (const system of systems) await reading(store, system, 1);
      await wholeRun(store, '2027-01-01T00:00:00.000Z', []);
      const told = await server.read('/health', await server.key('viewer'));
      expect(told.status).toBe('degraded');
      expect(told.problems.join()).toContain('chậm hơn lần đối chiếu gần nhất');
    }));

  it('takes no reading for a whole one that lacks what is asked of the system now', () =>
    running(async (server, store) => {
      for (const system of systems) await reading(store, system, 1);
      const key = await server.key('viewer');
      const lacking = async (system: string) => {
        const id = await beginSnapshot(store, 'r', system, startOfTests);
        await finishSnapshot(store, id, 'complete', { error: null, lacks: ['list'] });
      };
      await lacking('national');
      // Nobody asks that of this one.
      await lacking('portal');
      const told = await server.read('/health', key);
      expect(told.systems).toMatchObject({
        national: { lastReading: { takenAt: startOfTests }, lastComplete: { ageHours: 1 } },
        portal: { lastComplete: { ageHours: 0 } },
      });
    }));

  it('is well when all systems were read whole, and tells strangers no more than that', () =>
    running(async (server, store) => {
      for (const system of systems) await reading(store, system, 1);
      const open = await server.get('/health');
      expect(open.status).toBe(200);
      expect(open.headers.get('content-type')).toBe('application/health+json; charset=utf-8');
      expect(await open.json()).toEqual({ status: 'ok' });
      expect(await server.read('/health', 'dvcs_made-up')).toEqual({ status: 'ok' });

      const told = await server.read('/health', await server.key('viewer'));
      expect(told).toMatchObject({
        status: 'ok',
        version: '0.1.0',
        problems: [],
        checks: { database: { status: 'ok', driver: database.driver }, queue: { status: 'ok', waiting: 0 } },
        systems: {
          portal: {
            health: 'ok',
            lastSuccess: '2026-11-23T04:00:00.000Z',
            lastComplete: { ageHours: 1, fresh: true },
            staleAfterHours: 36,
          },
        },
        lastRun: null,
      });
    }));

  it('is degraded, not down, when a system is away or was not read for too long', () =>
    running(async (server, store) => {
      await reading(store, 'national', 40);
      await reading(store, 'portal', 30);
      await reading(store, 'portal', 2, 'máy chủ từ chối kết nối');
      const key = await server.key('viewer');
      expect((await server.get('/health', key)).status).toBe(200);
      const told = await server.read('/health', key);
      expect(told.status).toBe('degraded');
      expect(told.problems.join('\n')).toMatch(
        /Cổng DVC.*máy chủ từ chối kết nối[\s\S]*một cửa.*chưa đọc đủ lần nào/u,
      );
      expect(told.systems.national).toMatchObject({ lastComplete: { ageHours: 40, fresh: false } });
      expect(told.systems.portal).toMatchObject({
        lastFailure: '2026-11-23T03:00:00.000Z',
        lastFailureReason: 'máy chủ từ chối kết nối',
        lastComplete: { ageHours: 30, fresh: true },
      });
    }));

  it('sees a queue nobody works off and letters that do not leave', () =>
    running(async (server, store) => {
      for (const system of systems) await reading(store, system, 1);
      const asked = { kind: 'plan', scope: {}, priority: 1, requestedBy: 'A', origin: 'api' } as const;
      await unsent(store, asked, startOfTests);
      const letter = { kind: 'digest', subject: 'r', to: 'a@example.com', body: null } as const;
      await queueLetters(store, [{ ...letter, notBefore: startOfTests }], startOfTests);
      const key = await server.key('viewer');
      expect(await server.read('/health')).toEqual({ status: 'ok' });
      later(server, 45);
      const told = await server.read('/health', key);
      expect(told.status).toBe('degraded');
      expect(told.checks).toMatchObject({
        queue: { status: 'degraded', waiting: 1, oldestWaiting: startOfTests },
        outbox: { status: 'degraded', waiting: 1, oldestDueSeconds: 2700 },
      });
      expect(told.problems.join()).toMatch(/Hàng đợi đứng: .* 45 phút.*Thư chờ gửi đã 45 phút/u);
    }, mailSettings));

  it('calls a queue full by what people asked for, as it is refused; not by what the schedule did', () =>
    running(async (server, store) => {
      for (const system of systems) await reading(store, system, 1);
      const by = { kind: 'plan', scope: {}, origin: 'api' } as const;
      const add = async (count: number, priority: number) => {
        for (let n = 0; n < count; n++) {
          // Ids of one millisecond differ by chance only, which for hundreds of them is not enough.
          const at = new Date(Date.parse(startOfTests) - n).toISOString();
          await unsent(store, { ...by, priority, requestedBy: `${priority} ${n}` }, at);
        }
      };
      const key = await server.key('viewer');
      await add(200, jobPriorities.scheduled);
      await add(199, jobPriorities.asked);
      expect((await server.read('/health', key)).problems).toEqual([]);
      await add(1, jobPriorities.asked);
      later(server, 1);
      expect((await server.read('/health', key)).problems.join()).toMatch(/Hàng đợi đầy: 200 việc có người/);
    }));

  it('tells strangers and accounts of units no details', () =>
    running(async server => {
      expect(await server.read('/health', await server.key('unit'))).toEqual({ status: expect.any(String) });
      expect(await server.read('/health', await server.key('regulator'))).toHaveProperty('checks');
    }));

  it('names the milestone somebody is late with, and who', () =>
    running(async (server, store) => {
      for (const system of systems) await reading(store, system, 1);
      const key = await server.key('viewer');
      const told = await server.read('/health', key);
      expect(told.status).toBe('degraded');
      expect(told.problems.join()).toContain('Mốc “Đăng ký dịch vụ” quá hạn, còn 1 nơi chưa xong');
      expect(told.checks.milestones).toEqual({
        status: 'degraded',
        early: { due: '2026-12-31', late: [] },
        past: { due: '2026-11-20', late: ['regulatory'] },
      });
    }, milestoneSettings));

  it('is down without its database; the process lives on, and is well again with it', () =>
    running(async (server, store) => {
      const key = await server.key('viewer');
      expect((await server.get('/readyz')).status).toBe(200);
      await store.db.schema.alterTable('kysely_migration').renameTo('away').execute();
      later(server);
      for (const path of ['/health', '/readyz']) {
        expect((await server.get(path, key)).status).toBe(503);
        expect((await server.read(path, key)).status).toBe('down');
      }
      expect((await server.get('/livez')).status).toBe(200);
      later(server);
      await server.get('/health');
      // Said once, not with every probe.
      expect(server.logged.filter(line => line.msg === 'health check failed')).toHaveLength(2);
      await store.db.schema.alterTable('away').renameTo('kysely_migration').execute();
      later(server);
      expect((await server.get('/readyz')).status).toBe(200);
    }));

  it('is not ready when the tables are those of another version', () =>
    running(async (server, store) => {
      await sql`delete from kysely_migration where name = '0002-plans'`.execute(store.db);
      const key = await server.key('viewer');
      expect((await server.get('/health', key)).status).toBe(503);
      expect((await server.read('/health', key)).problems.join()).toContain('0002-plans');
      expect((await server.get('/readyz')).status).toBe(503);
    }));

  it('is not ready any more while it is draining, though well', () =>
    running(async server => {
      server.at.draining = true;
      const answer = await server.get('/readyz');
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({
        status: 'down',
        checks: { database: true, queue: true, serving: false },
      });
      expect((await server.get('/livez')).status).toBe(200);
      expect((await server.read('/health')).status).toBe('degraded');
    }));
});

it('tells what this process saw of a system beside what the store knows, the later of both', () => {
  const now = new Date(startOfTests);
  const before = (minutes: number) => now.getTime() - minutes * 60_000;
  const seen = {
    ...{ outcomes: { ok: 3, timeout: 1 }, breaker: 'open' as const, latencyMs: 123.4 },
    ...{
      lastSuccess: before(30),
      lastFailure: before(2),
      lastFailureKind: 'timeout' as const,
      signedIn: before(10),
    },
  };
  const state = { lastFailure: { takenAt: '2026-11-20T00:00:00.000Z', error: 'cũ' } };
  const told = systemHealth({ title: 'Cổng', role: 'portal' }, { seen, state }, 36, now);
  expect(told).toMatchObject({
    ...{ health: 'degraded', breaker: 'open', latencyMs: 123, sessionAgeSeconds: 600 },
    ...{ lastSuccess: '2026-11-23T04:30:00.000Z', lastFailure: '2026-11-23T04:58:00.000Z' },
    lastFailureReason: 'timeout',
  });
});

it('does not call fresh what a clock that was ahead dated later than now', () => {
  const now = new Date(startOfTests);
  const read = (minutes: number) => {
    const takenAt = new Date(now.getTime() + minutes * 60_000).toISOString();
    const lastComplete = { takenAt, offerings: 3, procedures: 1 };
    const state = { last: { runId: 'r', status: 'complete' as const, takenAt, error: null }, lastComplete };
    return systemHealth({ title: 'Cổng', role: 'portal' }, { seen: undefined, state }, 36, now);
  };
  // Clocks of several machines are never quite the same.
  expect(read(1)).toMatchObject({ health: 'ok', lastComplete: { fresh: true } });
  const told = read(30 * 24 * 60);
  expect(told).toMatchObject({ health: 'degraded', lastComplete: { fresh: false } });
  expect(told.problems.join()).toMatch(/ghi giờ sau bây giờ.*Kiểm tra giờ máy/);
});
