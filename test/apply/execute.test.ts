import { expect, it } from 'vitest';
import { loadPlan } from '../../src/apply/stored-plan.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import { appliedOf, memoriesOf, remember } from '../../src/store/push/applied.ts';
import { findPlan, setPlanState } from '../../src/store/push/plans.ts';
import { refusalWords } from '../../src/words/refusals.ts';
import { journalOf } from '../support/journal-of.ts';
import { modelWriter } from './model-writer.ts';
import { usePlaces } from './place.ts';
import { change, eform, level, names, planId, planOf, seed, wholeService, workflow } from './plan-of.ts';

const placeOf = usePlaces();

it('brings a system to what the plan says, wave by wave, and remembers what it read back', async () => {
  const place = await placeOf([
    ...wholeService('1.000001', ['H13.1', 'H13.2']),
    ...wholeService('1.000002', ['H13.1']),
  ]);
  seed(place.portal, ['1.000001', '1.000002']);
  const result = await place.apply();
  expect(result).toMatchObject({ state: 'applied', already: false, interrupted: false, halted: {} });
  expect(result.counts).toMatchObject({ verified: 14, done: 0, failed: 0, waiting: 0 });
  expect(await findPlan(place.store, planId)).toMatchObject({ state: 'applied' });

  const found = place.portal.procedures.get('1.000001')!;
  expect(found.rows).toEqual([
    { agency: 'H13.1', level: 4 },
    { agency: 'H13.2', level: 4 },
  ]);
  expect(found.cases.default).toMatchObject({
    eform: eform('1.000001'),
    transitions: workflow.transitions,
  });
  const waves = place.portal.log.map(({ path }) => path.split('/')[1]);
  const kinds = ['cases', 'components', 'eform', 'steps', 'transitions', 'offerings', 'levels'];
  expect([...new Set(waves)]).toEqual(kinds);
  // All three levels in one send.
  expect(waves.filter(what => what === 'levels')).toHaveLength(1);

  const applied = await appliedOf(place.store, 'portal', ['1.000001']);
  expect(applied).toHaveLength(8);
  expect(applied.find(({ kind }) => kind === 'set-eform')).toMatchObject({
    target: { procedure: '1.000001', case: 'default' },
    value: eform('1.000001'),
    planId,
    digest: { case: 'remote-default' },
  });
  expect(await memoriesOf(place.store, 'portal', ['1.000001'])).toEqual(
    new Map([['1.000001', expect.objectContaining({ 'tham-dinh': expect.any(String) })]]),
  );
});

it('writes every request into the journal before it goes out, with its outcome after', async () => {
  const place = await placeOf([change('set-eform', { procedure: 'A', case: 'default' }, null, eform('A'))]);
  seed(place.portal, ['A']);
  place.portal.procedures.get('A')!.cases.default = bareCase();
  const seen: unknown[] = [];
  place.portal.fault = () => {
    seen.push(place.portal.arrived.length);
    return { after: journalOf(place.store, planId).then(rows => seen.push(rows)) };
  };
  await place.apply();
  const row = { number: 1, system: 'portal', actions: [1], label: 'ghi biểu mẫu' };
  expect(seen).toEqual([1, [expect.objectContaining({ ...row, state: 'sending', endedAt: null })]]);
  const [written] = await journalOf(place.store, planId);
  expect(written).toMatchObject({ ...row, state: 'sent', words: null, endedAt: expect.any(String) });
  expect(written?.request).toEqual({
    method: 'PUT',
    path: '/eform/A/default',
    body: JSON.stringify(eform('A')),
    contentType: 'application/json',
  });
});

it('sends nothing for what is as it should be already, and still remembers it', async () => {
  const place = await placeOf([level('A', 'H13.1', 2, 4), level('A', 'H13.2', 2, 4)]);
  seed(place.portal, ['A'], ['H13.1', 'H13.2'], 4);
  place.portal.procedures.get('A')!.rows[1]!.level = 2;
  await place.apply();
  expect(await place.states()).toEqual(['done', 'verified']);
  expect(place.portal.log.map(({ body }) => body)).toEqual(['{"level":4,"rows":[["A","H13.2"]]}']);
  expect(await appliedOf(place.store, 'portal')).toHaveLength(2);
});

it('changes nothing when the plan is applied already, and says so', async () => {
  const place = await placeOf(wholeService('A', ['H13.1']));
  seed(place.portal, ['A']);
  const first = await place.apply();
  const [writes, reads] = [place.portal.arrived.length, place.portal.reads.length];
  for (const resume of [false, true]) {
    const again = await place.apply({ resume });
    expect(again).toEqual({ ...first, already: true });
  }
  expect([place.portal.arrived.length, place.portal.reads.length]).toEqual([writes, reads]);
});

it('gives a writer what it asked to remember in an earlier plan', async () => {
  const target = { procedure: 'A', case: 'default' };
  const place = await placeOf([change('set-workflow', target, null, workflow)]);
  seed(place.portal, ['A']);
  place.portal.procedures.get('A')!.cases.default = bareCase();
  await remember(place.store, 'portal', 'A', { nop: 'StartEvent_1' });
  await place.apply();
  const [first] = place.portal.procedures.get('A')!.cases.default!.steps;
  expect(first).toMatchObject({ id: 'nop', nodeId: 'StartEvent_1' });
});

it('puts equal levels together up to what a send may carry, however many procedures', async () => {
  const procedures = names('P', 7);
  const agencies = names('H13.', 5);
  const place = await placeOf(
    procedures.flatMap(procedure =>
      agencies.map((agency, n) => level(procedure, agency, 2, n === 0 ? 3 : 4)),
    ),
  );
  seed(place.portal, procedures, agencies, 2);
  await place.apply();
  // 28 to level 4 and 7 to level 3, ten a send.
  const sizes = place.portal.log.map(({ body }) => (JSON.parse(body) as { rows: unknown[] }).rows.length);
  expect(sizes.toSorted((a, b) => a - b)).toEqual([7, 8, 10, 10]);
  // A procedure is read once before and once after for each send it is part of.
  expect(place.portal.reads.length).toBeLessThanOrEqual(2 * (7 + 7 + 2));
  expect([...place.portal.procedures.values()].flatMap(({ rows }) => rows.map(row => row.level))).toEqual(
    procedures.flatMap(() => [3, 4, 4, 4, 4]),
  );
});

it('does not send more at once to a system than it is told', async () => {
  const procedures = names('P', 12);
  for (const parallel of [1, 3]) {
    const place = await placeOf(
      procedures.map(procedure =>
        change('create-offering', { procedure, agency: 'H13.1' }, null, { level: 2 }),
      ),
    );
    seed(place.portal, procedures);
    await place.apply({ parallel });
    expect(place.portal.log).toHaveLength(12);
    expect(place.portal.mostAtOnce).toBeLessThanOrEqual(parallel);
  }
});

it('tells how it goes on', async () => {
  const place = await placeOf([level('A', 'H13.1', 2, 4)]);
  seed(place.portal, ['A'], ['H13.1'], 2);
  const told: unknown[] = [];
  await place.apply({
    events: {
      begun: (total, ended) => told.push(['begun', total, ended]),
      sending: (system, label) => told.push(['sending', system, label]),
      settled: ({ number }, state, message) => told.push(['settled', number, state, message]),
    },
  });
  expect(told).toEqual([
    ['begun', 1, 0],
    ['sending', 'portal', 'đặt mức 4 cho 1 dịch vụ'],
    ['settled', 1, 'verified', null],
  ]);
});

it('leaves in the audit trail who applied the plan and what came of it', async () => {
  const place = await placeOf([level('A', 'H13.1', 2, 4)]);
  seed(place.portal, ['A'], ['H13.1'], 2);
  await place.apply();
  expect(await listAudit(place.store, 5)).toMatchObject([
    { who: 'Trần Thị B', action: 'apply-plan', target: planId, after: { state: 'applied' } },
    { who: 'Trần Thị B', action: 'apply-plan', target: planId, before: { state: 'draft' } },
  ]);
});

it('refuses what must not be applied, and contacts nobody', async () => {
  const place = await placeOf([level('A', 'H13.1', 2, 4)]);
  const refused = async (why: string, given = {}) => {
    const error = await place.apply(given).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Refusal);
    expect(refusalWords(error as Refusal)).toContain(why);
  };
  await refused('không có kế hoạch P-0', { planId: 'P-0' });
  await refused('chưa bắt đầu áp dụng; áp dụng mà không chọn làm tiếp', { resume: true });
  await refused('hệ thống portal không ghi được hành động số 1', { writers: new Map() });
  const unable = { ...modelWriter(place.portal.baseUrl), kinds: new Set() };
  await refused('không ghi được hành động số 1', { writers: new Map([['portal', unable]]) });
  for (const state of ['stale', 'superseded'] as const) {
    await setPlanState(place.store, planId, ['draft', 'stale'], state);
    await refused('không còn dùng được');
    await refused('không còn dùng được', { resume: true });
  }
  expect([place.portal.reads, place.portal.arrived]).toEqual([[], []]);
  expect(await listAudit(place.store, 5)).toEqual([]);
});

it('keeps a plan word for word', async () => {
  const plan = planOf(wholeService('A', ['H13.1']), { rollbackOf: 'P-0' });
  const place = await placeOf(plan);
  expect(await loadPlan(place.store, planId)).toEqual({ plan, state: 'draft' });
  expect(await loadPlan(place.store, 'P-0')).toBeUndefined();
});

function bareCase() {
  return {
    value: {
      name: 'Mặc định',
      deadlineHours: 40,
      onlineDeadlineHours: null,
      deadlineUnit: 'day' as const,
      online: true,
      onlinePayment: false,
    },
    components: [],
    eform: null,
    steps: [],
    transitions: [],
  };
}
