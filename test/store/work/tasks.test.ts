import { expect, it } from 'vitest';
import type { ManualTask } from '../../../src/domain/task.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import type { LedgerFinding } from '../../../src/store/runs/finding-columns.ts';
import { openLedger } from '../../../src/store/runs/ledger.ts';
import type { Settlement } from '../../../src/store/runs/life.ts';
import { beginRun, finishRun } from '../../../src/store/runs/runs.ts';
import { addWaiver } from '../../../src/store/runs/waivers.ts';
import {
  plannedTasks,
  readTasks,
  type StoredTask,
  type TaskFilter,
} from '../../../src/store/work/task-rows.ts';
import { confirmTask, keepTasks, recordChecks, settleTasks } from '../../../src/store/work/tasks.ts';
import { finding, minute, onEveryDatabase, wholeSettlement } from '../support.ts';

const due = { critical: '2026-11-26', major: '2026-12-07', minor: '2026-12-23' };
const unknown = finding({
  rule: 'unknown-procedure',
  owner: 'regulatory',
  agency: null,
  procedure: '1.009999',
  expected: 'có trong danh mục quốc gia',
  actual: 'không có',
  message: 'Thủ tục 1.009999 không có trong danh mục quốc gia.',
});

/** A run that found these; tasks are settled in its transaction, as runs do. */
async function run(
  store: Store,
  at: string,
  findings: LedgerFinding[],
  given: Partial<Settlement> = {},
  days = due,
): Promise<string> {
  const id = await beginRun(store, at);
  const ledger = openLedger(store, { runId: id });
  await ledger.add(findings);
  const evaluated = { status: 'evaluated' as const, skipped: [], reason: null, count: 0 };
  const outcomes = { 'unknown-procedure': evaluated, 'missing-offering': evaluated, ...given.outcomes };
  await ledger.settle(wholeSettlement(id, at, { ...given, outcomes }), async (counts, inner) => {
    const rest = { startedAt: at, finishedAt: at, systems: {}, rules: {}, levels: {} };
    await finishRun(inner, { runId: id, status: 'clean', counts, ...rest }, { levelsByTier: {} });
    await settleTasks(inner, { id, at, rules: ['unknown-procedure'], due: days });
  });
  return id;
}

async function all(store: Store, filter?: TaskFilter): Promise<StoredTask[]> {
  const rows: StoredTask[] = [];
  for await (const page of readTasks(store, filter, { batch: 2 })) rows.push(...page);
  return rows;
}

function task(change: Partial<ManualTask> = {}): ManualTask {
  return {
    key: 'national/1.004194/register-level/4',
    system: 'national',
    procedure: '1.004194',
    procedureName: 'Đăng ký khai sinh',
    kind: 'set-eform',
    case: null,
    agencies: ['H13.1'],
    what: 'Đăng ký mức 4.',
    values: [{ label: 'Mức độ', value: '4' }],
    link: 'https://csdl.example/1.004194',
    owner: 'regulatory',
    due: '2026-12-01',
    expected: 4,
    ...change,
  };
}

const none = new Map<string, string[]>();
const covered = new Map([['national', ['1.004194']]]);

onEveryDatabase('tasks of findings', ({ open }) => {
  it('begin with the finding, keep their due date, and end with it', async () => {
    const store = await open();
    await run(store, minute(1), [unknown, finding()]);
    const [first, ...others] = await all(store);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      key: unknown.fingerprint,
      state: 'open',
      owner: 'regulatory',
      system: 'portal',
      procedure: '1.009999',
      agencies: [],
      content: {
        rule: 'unknown-procedure',
        procedure: '1.009999',
        agency: null,
        system: 'portal',
        statement: unknown.statement,
      },
      due: due.major,
      origin: { finding: unknown.fingerprint, rule: 'unknown-procedure', severity: 'major' },
      openedAt: minute(1),
    });
    await run(store, minute(2), [unknown], {}, { ...due, major: '2027-01-01' });
    expect((await all(store))[0]).toMatchObject({ state: 'open', due: due.major, openedAt: minute(1) });
    await run(store, minute(3), []);
    expect((await all(store))[0]).toMatchObject({ state: 'done', closedAt: minute(3) });
    await run(store, minute(4), [unknown], {}, { ...due, major: '2027-01-01' });
    expect((await all(store))[0]).toMatchObject({
      state: 'open',
      due: '2027-01-01',
      openedAt: minute(4),
      closedAt: null,
    });
  });

  it('and tasks of plans are a unit’s where they name it, alone or among others', async () => {
    const store = await open();
    const units = ['H13.7', 'H13.8'];
    await run(store, minute(1), [{ ...unknown, units }]);
    const of = (key: string, agencies: string[]) => task({ key, agencies });
    const tasks = [of('shared', ['H13.8', 'H13.9']), of('foreign', ['H13.9', "H'13"])];
    await keepTasks(store, tasks, { id: 'P-1', at: minute(1), covered: none });
    const keys = async (agency: string) => (await all(store, { agency })).map(({ key }) => key).sort();
    expect(await keys('H13.8')).toEqual([unknown.fingerprint, 'shared'].sort());
    expect(await keys('H13.7')).toEqual([unknown.fingerprint]);
    expect(await keys("H'13")).toEqual(['foreign']);
    expect(await keys('H13')).toEqual([]);
  });

  it('stay open when a run could not look', async () => {
    const store = await open();
    await run(store, minute(1), [unknown]);
    await run(store, minute(2), [], { complete: new Set(['national']) });
    expect((await all(store))[0]).toMatchObject({ state: 'open' });
  });

  it('are not needed while the finding is waived or only information, and come back after', async () => {
    const store = await open();
    await run(store, minute(1), [unknown]);
    await addWaiver(
      store,
      { fingerprint: unknown.fingerprint },
      { by: 'Anh A', reason: 'đang sửa', at: minute(1), until: minute(3) },
    );
    await run(store, minute(2), [unknown]);
    expect((await all(store))[0]).toMatchObject({ state: 'obsolete', closedAt: minute(2) });
    await run(store, minute(4), [unknown]);
    expect((await all(store))[0]).toMatchObject({ state: 'open', openedAt: minute(4) });
    await run(store, minute(5), [{ ...unknown, severity: 'info' }]);
    expect((await all(store))[0]).toMatchObject({ state: 'obsolete' });
  });

  it('that a person called done open again when the next run still sees the finding', async () => {
    const store = await open();
    await run(store, minute(1), [unknown]);
    await confirmTask(store, unknown.fingerprint, {
      by: 'Chị B',
      reason: 'đã gỡ',
      at: minute(2),
    });
    expect((await all(store))[0]).toMatchObject({
      state: 'confirmed',
      confirmed: { by: 'Chị B', reason: 'đã gỡ' },
    });
    await run(store, minute(3), [unknown]);
    expect((await all(store))[0]).toMatchObject({
      state: 'open',
      confirmed: null,
      note: 'Chị B đã xác nhận, nhưng lần đối chiếu sau đó vẫn thấy sai lệch.',
    });
    await run(store, minute(4), [unknown]);
    expect((await all(store))[0]!.note).toMatch(/^Chị B đã xác nhận/);
  });

  it('leave nothing behind when the run is broken off', async () => {
    const store = await open();
    const id = await beginRun(store, minute(1));
    const ledger = openLedger(store, { runId: id });
    await ledger.add([unknown]);
    const settled = ledger.settle(wholeSettlement(id, minute(1)), async (_counts, inner) => {
      await settleTasks(inner, { id, at: minute(1), rules: ['unknown-procedure'], due });
      throw new Error('killed');
    });
    await expect(settled).rejects.toThrow('killed');
    expect(await all(store)).toEqual([]);
  });
});

onEveryDatabase('tasks of plans', ({ open }) => {
  it('are kept with everything a person needs', async () => {
    const store = await open();
    await keepTasks(store, [task()], { id: 'P1', at: minute(1), covered: none });
    const { expected: _, what, values, ...rest } = task();
    expect(await all(store)).toEqual([
      {
        ...rest,
        content: { what, values },
        state: 'open',
        origin: { plan: 'P1', kind: 'set-eform' },
        openedAt: minute(1),
        closedAt: null,
        note: null,
        checkedAt: null,
        confirmed: null,
      },
    ]);
  });

  it('planned again keep due date and beginning; done ones open anew', async () => {
    const store = await open();
    await keepTasks(store, [task()], { id: 'P1', at: minute(1), covered: none });
    await keepTasks(store, [task({ due: '2027-01-01', what: 'Đăng ký mức 4 ở đây.' })], {
      id: 'P2',
      at: minute(2),
      covered: none,
    });
    expect(await all(store)).toMatchObject([
      {
        due: '2026-12-01',
        openedAt: minute(1),
        content: { what: 'Đăng ký mức 4 ở đây.' },
        origin: { plan: 'P2' },
      },
    ]);
    await recordChecks(store, [{ key: task().key, state: 'done', note: null }], minute(3));
    expect(await all(store)).toMatchObject([{ state: 'done', closedAt: minute(3), checkedAt: minute(3) }]);
    await keepTasks(store, [task({ due: '2027-01-01' })], { id: 'P3', at: minute(4), covered: none });
    expect(await all(store)).toMatchObject([
      { state: 'open', due: '2027-01-01', openedAt: minute(4), closedAt: null },
    ]);
  });

  it('on a person’s word stay so until something else is wanted', async () => {
    const store = await open();
    await keepTasks(store, [task()], { id: 'P1', at: minute(1), covered: none });
    await confirmTask(store, task().key, { by: 'Chị B', reason: 'đã đăng ký', at: minute(2) });
    await keepTasks(store, [task({ due: '2027-01-01' })], { id: 'P2', at: minute(3), covered });
    expect(await all(store)).toMatchObject([{ state: 'confirmed', confirmed: { by: 'Chị B' } }]);
    await keepTasks(store, [task({ agencies: ['H13.1', 'H13.2'] })], { id: 'P3', at: minute(4), covered });
    expect(await all(store)).toMatchObject([{ state: 'open', confirmed: null, openedAt: minute(4) }]);
  });

  it('a later plan no longer has are not needed, as far as it looked', async () => {
    const store = await open();
    const tasks = [
      task(),
      task({ key: 'a', procedure: '1.000002' }),
      task({ key: 'b', system: 'portal' }),
      task({ key: 'c' }),
    ];
    await keepTasks(store, tasks, { id: 'P1', at: minute(1), covered: none });
    await keepTasks(store, [task({ key: 'c' })], { id: 'P2', at: minute(2), covered });
    const states = (await all(store)).map(({ key, state, note }) => [key, state, note]);
    expect(states).toEqual([
      ['a', 'open', null],
      ['b', 'open', null],
      ['c', 'open', null],
      [task().key, 'obsolete', 'Kế hoạch lập sau đó không cần việc này nữa.'],
    ]);
  });

  it('come by due date, those without one last, filtered as asked', async () => {
    const store = await open();
    const made = [
      task({ key: 'c', due: null }),
      task({ key: 'b', due: '2026-12-02', owner: 'technical' }),
      task({ key: 'a', due: '2026-12-03', system: 'portal' }),
    ];
    await keepTasks(store, made, { id: 'P1', at: minute(1), covered: none });
    await recordChecks(store, [{ key: 'a', state: 'open', note: 'Còn khác: H13.1 mức độ 2.' }], minute(2));
    expect((await all(store)).map(({ key, due: day, note }) => [key, day, note])).toEqual([
      ['b', '2026-12-02', null],
      ['a', '2026-12-03', 'Còn khác: H13.1 mức độ 2.'],
      ['c', null, null],
    ]);
    const keys = async (filter: TaskFilter) => (await all(store, filter)).map(({ key }) => key);
    expect(await keys({ owner: 'technical' })).toEqual(['b']);
    expect(await keys({ system: 'portal' })).toEqual(['a']);
    expect(await keys({ procedure: '1.000009' })).toEqual([]);
    expect(await keys({ states: ['done', 'confirmed'] })).toEqual([]);
    expect(await keys({ states: ['open'], system: 'national' })).toEqual(['b', 'c']);
  });

  it('are handed to a run by system, open and confirmed ones only', async () => {
    const store = await open();
    const made = ['a', 'b', 'c', 'd', 'e'].map((key, at) =>
      task({ key, system: at % 2 ? 'portal' : 'national' }),
    );
    await keepTasks(store, made, { id: 'P1', at: minute(1), covered: none });
    await run(store, minute(1), [unknown]);
    await recordChecks(store, [{ key: 'a', state: 'done', note: null }], minute(2));
    await confirmTask(store, 'c', { by: 'Chị B', reason: 'xong', at: minute(3) });
    const seen: unknown[] = [];
    for await (const page of plannedTasks(store, 2))
      for (const { task: one, state } of page) seen.push([one.system, one.key, state]);
    expect(seen).toEqual([
      ['national', 'c', 'confirmed'],
      ['national', 'e', 'open'],
      ['portal', 'b', 'open'],
      ['portal', 'd', 'open'],
    ]);
  });
});
