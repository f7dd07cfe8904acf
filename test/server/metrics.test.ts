import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { ourMetrics } from '../../src/server/metrics/gauges.ts';
import { metricsRoutes } from '../../src/server/metrics/metrics.ts';
import { createStoredFigures } from '../../src/server/metrics/stored.ts';
import { record } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { abortRun, beginRun } from '../../src/store/runs/runs.ts';
import { requestCancel } from '../../src/store/work/jobs.ts';
import { finding, onEveryDatabase, wholeRun } from '../store/support.ts';
import { unsent } from '../support/unsent.ts';
import { milestoneSettings, type Running, runServer } from './running.ts';

/** Samples by name and labels, as Prometheus would read them. */
async function scrape(server: Running, key: string): Promise<Map<string, number>> {
  const answer = await server.get('/metrics', key);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const lines = (await answer.text()).split('\n').filter(line => line && !line.startsWith('#'));
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

onEveryDatabase('metrics', database => {
  async function running(work: (server: Running, store: Store, key: string) => Promise<void>) {
    const store = await database.open();
    const server = await runServer(store, [metricsRoutes], milestoneSettings);
    try {
      await work(server, store, await server.key('viewer'));
    } finally {
      await server.close();
    }
  }
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 5, minutes)).toISOString();
  const later = (server: Running, minutes: number) => {
    server.at.now = new Date(at(minutes));
  };

  it('tell runs, findings, jobs and letters as the store has them', () =>
    running(async (server, store, key) => {
      const first = await scrape(server, key);
      expect(first.get('dvc_sync_runs_total{status="discrepancies"}')).toBe(0);
      expect(first.get('dvc_sync_store_up')).toBe(1);
      await wholeRun(store, at(1), [finding(), finding({ agency: 'H13.2', severity: 'critical' })]);
      await abortRun(store, await beginRun(store, at(2)), at(3));
      const asked = { kind: 'plan', scope: {}, priority: 1, requestedBy: 'A', origin: 'api' } as const;
      await unsent(store, asked, at(3));
      const { id } = await unsent(store, asked, at(3));
      await requestCancel(store, id, { who: 'A', origin: 'api', at: at(4) });
      later(server, 5);
      const told = await scrape(server, key);
      const row = (severity: string) =>
        `dvc_sync_discrepancies{rule="missing-offering",severity="${severity}",owner="technical",state="new"}`;
      expect(Object.fromEntries(told)).toMatchObject({
        [row('major')]: 1,
        [row('critical')]: 1,
        'dvc_sync_runs_total{status="discrepancies"}': 1,
        'dvc_sync_runs_total{status="aborted"}': 1,
        'dvc_sync_last_run_status{status="aborted"}': 1,
        'dvc_sync_last_run_status{status="clean"}': 0,
        dvc_sync_last_run_duration_seconds: 60,
        dvc_sync_run_duration_seconds_count: 1,
        'dvc_sync_jobs_total{kind="plan",state="cancelled"}': 1,
        'dvc_sync_queue_jobs{kind="plan",state="waiting"}': 1,
        dvc_sync_queue_oldest_waiting_seconds: 120,
        dvc_sync_audit_intact: 1,
        dvc_sync_milestones_late: 1,
        'dvc_sync_milestone_units{milestone="past",state="late"}': 1,
        'dvc_sync_source_up{system="portal"}': 0,
        'dvc_sync_health{status="degraded"}': 1,
        [`dvc_sync_build_info{version="0.1.0",node="${process.versions.node}",store="${database.driver}"}`]: 1,
      });
    }));

  it('ask the store seldom, however often they are scraped, and count each end once', () =>
    running(async (server, store, key) => {
      await scrape(server, key);
      await wholeRun(store, at(1), []);
      const seen = [await scrape(server, key)];
      later(server, 1);
      seen.push(await scrape(server, key));
      later(server, 2);
      seen.push(await scrape(server, key));
      expect(seen.map(told => told.get('dvc_sync_runs_total{status="clean"}'))).toEqual([0, 1, 1]);
    }));

  it('tell the same where two looks at a slow store overlap, and of jobs of a kind of another version', () =>
    running(async (server, store) => {
      const register = new Registry();
      const look = createStoredFigures(server.context, ourMetrics(register));
      const told = async () =>
        (await register.metrics())
          .split('\n')
          .filter(line => /^dvc_sync_(queue_jobs|jobs_total|runs_total|actions|tasks).* [1-9]/.test(line));
      await look();
      const asked = { kind: 'plan', scope: {}, priority: 1, requestedBy: 'A', origin: 'api' } as const;
      await unsent(store, asked, at(1));
      await unsent(store, { ...asked, kind: 'tomorrow' as 'plan' }, at(1));
      const { id } = await unsent(store, asked, at(1));
      await requestCancel(store, id, { who: 'A', origin: 'api', at: at(2) });
      await wholeRun(store, at(1), []);
      const once = [
        'dvc_sync_runs_total{status="clean"} 1',
        'dvc_sync_jobs_total{kind="plan",state="cancelled"} 1',
        'dvc_sync_queue_jobs{kind="plan",state="waiting"} 1',
        'dvc_sync_queue_jobs{kind="tomorrow",state="waiting"} 1',
      ].sort();
      await Promise.all([look(), look()]);
      expect((await told()).sort()).toEqual(once);
      await look();
      expect((await told()).sort()).toEqual(once);
    }));

  it('go on without the store and say so', () =>
    running(async (server, store, key) => {
      await store.db.schema.alterTable('task').renameTo('away').execute();
      const told = await scrape(server, key);
      expect(told.get('dvc_sync_store_up')).toBe(0);
      expect(told.get('process_cpu_seconds_total')).toBeGreaterThan(0);
      const said = server.logged.filter(line => line.msg === 'metrics could not be read from the store');
      expect(said).toHaveLength(1);
    }));

  it('show an audit trail that was changed', () =>
    running(async (server, store, key) => {
      const entry = { who: 'A', origin: 'cli', action: 'waive', target: 'x', before: null, after: null };
      await record(store, { ...entry, at: at(1), outcome: 'done' });
      await store.db.updateTable('audit').set({ who: 'ai khác' }).execute();
      expect((await scrape(server, key)).get('dvc_sync_audit_intact')).toBe(0);
    }));

  it('count what this process asks of remote systems, and are for people who are signed in', () =>
    running(async (server, _store, key) => {
      const observer = server.context.observed.observer('portal');
      observer.exchanged('ok', 40);
      observer.exchanged('timeout');
      observer.breaker('open');
      const told = await scrape(server, key);
      expect(told.get('dvc_sync_remote_requests_total{system="portal",outcome="timeout"}')).toBe(1);
      expect(told.get('dvc_sync_remote_request_duration_seconds_bucket{le="0.05",system="portal"}')).toBe(1);
      expect(told.get('dvc_sync_remote_breaker_open{system="portal"}')).toBe(1);
      observer.closed();
      expect((await scrape(server, key)).get('dvc_sync_remote_breaker_open{system="portal"}')).toBe(0);
      expect((await server.get('/metrics')).status).toBe(401);
    }));
});
