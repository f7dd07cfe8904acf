import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvePlan } from '../../../src/app/plans/approve.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { loadConfiguration } from '../../../src/config/load.ts';
import type { Job, JobKind, JobScopes } from '../../../src/domain/job.ts';
import { jobHandlers } from '../../../src/runtime/handlers/index.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { findPlan, listPlans } from '../../../src/store/push/plans.ts';
import { eventsAfter } from '../../../src/store/work/job-events.ts';
import { findJob, type NewJob } from '../../../src/store/work/jobs.ts';
import { openedFor } from '../../store/settings-of.ts';
import { asking } from '../../support/asking.ts';
import { type PushPlace, poor, pushPlace } from '../../support/push-place.ts';
import { unsent } from '../../support/unsent.ts';
import { type Team, team } from '../support.ts';

let place: PushPlace;
let configuration: Configuration;
let store: Store;
let at: Team;
beforeAll(async () => {
  place = await pushPlace({}, { small: true });
  configuration = await loadConfiguration(place.config, process.env);
  store = await openedFor(configuration.store);
  at = await team(store, jobHandlers, { configuration });
  await at.worker.start();
});
afterAll(async () => {
  await at?.stop(5_000);
  await store?.close();
  await place?.close();
});

async function done<Kind extends JobKind>(kind: Kind, scope: JobScopes[Kind]): Promise<Job> {
  const asked = { kind, scope, priority: 10, requestedBy: 'Trần Thị B', origin: 'api' } as NewJob;
  const { job } = await at.jobs.enqueue(asked);
  const ended = async () => {
    const found = (await findJob(store, job.id))!;
    return found.finishedAt === null ? undefined : found;
  };
  await expect.poll(ended, { timeout: 50_000, interval: 50 }).toBeDefined();
  return (await ended())!;
}

test('a plan is drafted, applied once approved and rolled back by jobs, in the name of who asked', async () => {
  const drafted = await done('plan', {});
  expect(drafted).toMatchObject({ state: 'done', planId: expect.stringMatching(/^P/) });
  const planId = drafted.planId!;
  expect(drafted.message).toMatch(/^đã lập kế hoạch: \d+ thay đổi/);
  expect(await findPlan(store, planId)).toMatchObject({ author: 'Trần Thị B', state: 'draft' });

  const early = await done('apply', { plan: planId });
  expect(early).toMatchObject({ state: 'failed', message: expect.stringContaining('duyệt') });
  // As at the command line, in his name.
  const trail = { who: 'Trần Thị B', origin: 'api' };
  expect(await listAudit(store, 3)).toMatchObject([
    { ...trail, action: 'apply-plan', target: planId, outcome: 'refused' },
    { ...trail, action: 'start-apply', outcome: 'queued' },
    { ...trail, action: 'make-plan', target: planId, outcome: 'done' },
  ]);
  await approvePlan(asking(store, { name: 'Nguyễn Văn A' }), { plan: planId, reason: 'đã xem' });
  const applied = await done('apply', { plan: planId });
  expect(applied).toMatchObject({ state: 'done', planId });
  expect(await findPlan(store, planId)).toMatchObject({ state: 'applied' });
  const events = await eventsAfter(store, { after: 0, job: applied.id, limit: 500 });
  const actions = events.filter(({ kind }) => kind === 'action').map(({ data }) => data);
  expect(actions.length).toBeGreaterThan(2);
  expect(actions.at(-1)).toMatchObject({ ended: actions.length, total: actions.length, state: 'verified' });

  expect(await done('plan', {})).toMatchObject({
    state: 'done',
    planId: null,
    message: expect.stringContaining('không có gì'),
  });
  const back = await done('rollback', { plan: planId });
  expect(back).toMatchObject({ state: 'done' });
  expect((await findPlan<{ rollbackOf: string }>(store, back.planId!))?.head.rollbackOf).toBe(planId);
});

test('a plan that was stored before its process died is not drafted again', async () => {
  const { id } = (await listPlans(store, 1))[0]!;
  const before = (await listPlans(store, 99)).length;
  const asked = {
    kind: 'rollback',
    scope: { plan: id },
    priority: 0,
    requestedBy: 'an',
    origin: 'api',
  } as const;
  // As the dead process left it.
  const job = await unsent(store, asked, new Date().toISOString());
  await store.db
    .updateTable('job')
    .set({ state: 'running', startedAt: job.queuedAt, planId: id, attempts: 1 })
    .set({ workerHost: 'elsewhere', workerPid: 1 })
    .where('id', '=', job.id)
    .execute();
  await expect.poll(async () => (await findJob(store, job.id))?.state).toBe('done');
  expect(await findJob(store, job.id)).toMatchObject({ planId: id, attempts: 2 });
  expect(await listPlans(store, 99)).toHaveLength(before);
});

test('definitions with a mistake are said, with their file, and nothing is planned', async () => {
  await writeFile(join(place.services, poor, 'eform.json'), '{');
  expect(await done('plan', {})).toMatchObject({
    state: 'failed',
    planId: null,
    message: expect.stringContaining(`${poor}/eform.json`),
  });
});

test('an unknown plan is said', async () => {
  expect(await done('apply', { plan: 'P-none' })).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('P-none'),
  });
  expect(await done('rollback', { plan: 'P-none' })).toMatchObject({
    state: 'failed',
    planId: null,
    message: expect.stringContaining('P-none'),
  });
});

test('a definition is drafted from the national record, never over one there is, or taken from a system', async () => {
  const file = join(place.services, poor, 'service.yaml');
  await rm(join(place.services, poor), { recursive: true });
  const drafted = await done('define', { procedure: poor });
  expect(drafted).toMatchObject({
    state: 'done',
    message: expect.stringMatching(/soạn nháp.*chỗ phải điền/),
  });
  const draft = await readFile(file, 'utf8');
  expect(draft).toContain('TODO');
  const again = await done('define', { procedure: poor, from: 'portal' });
  expect(again).toMatchObject({ state: 'failed', message: expect.stringContaining('đã có định nghĩa') });
  expect(await readFile(file, 'utf8')).toBe(draft);
  expect(await done('define', { procedure: poor, from: 'portal', replace: true })).toMatchObject({
    state: 'done',
  });
  expect(await readFile(file, 'utf8')).toContain('Ghi lại từ cấu hình đang có');
  expect(await done('define', { procedure: '9.999999' })).toMatchObject({ state: 'failed' });
  const kept = (await listAudit(store, 9)).filter(({ outcome }) => outcome === 'done');
  expect(kept.slice(0, 2)).toMatchObject([
    { who: 'Trần Thị B', action: 'adopt', target: `portal/${poor}` },
    { who: 'Trần Thị B', action: 'scaffold', target: poor },
  ]);
});
