import { expect, it } from 'vitest';
import type { ManualTask } from '../../../src/domain/task.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import type { LedgerFinding } from '../../../src/store/runs/finding-columns.ts';
import { openLedger } from '../../../src/store/runs/ledger.ts';
import { beginRun, finishRun } from '../../../src/store/runs/runs.ts';
import {
  type RegistrationChange,
  readRegistrations,
  registrationProgress,
  registrationsUnder,
  writeRegistrations,
} from '../../../src/store/work/registrations.ts';
import { readTasks } from '../../../src/store/work/task-rows.ts';
import { confirmTask, settleTasks } from '../../../src/store/work/tasks.ts';
import { finding, minute, onEveryDatabase, wholeSettlement } from '../support.ts';

const task = (procedure: string, agency: string): ManualTask => ({
  ...{ key: `national/${procedure}/register-level/4/${agency}`, system: 'national', procedure },
  ...{ procedureName: 'Đăng ký khai sinh', kind: 'register-level', case: null, agencies: [agency] },
  ...{ what: 'Đăng ký.', values: [], link: null, owner: 'regulatory', due: '2026-12-01', expected: 4 },
});
const change = (
  was: RegistrationChange['was'],
  now: RegistrationChange['now'],
  agency = 'H13.1',
): RegistrationChange => ({ task: task('1.000001', agency), was, now, note: `nay ${now}` });

async function kept(store: Store, batch?: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const procedures of readRegistrations(store, 'national', batch))
    for (const { code, rows } of procedures)
      found.push([code, ...rows.map(({ task: { agencies }, state }) => `${agencies} ${state}`)]);
  return found;
}

const offered = finding({ rule: 'applied-but-not-offered', procedure: '1.000001', agency: 'H13.1' });

async function run(store: Store, at: string, findings: LedgerFinding[]): Promise<void> {
  const id = await beginRun(store, at);
  const ledger = openLedger(store, { runId: id });
  await ledger.add(findings);
  await ledger.settle(wholeSettlement(id, at), async (counts, inner) => {
    const rest = { startedAt: at, finishedAt: at, systems: {}, rules: {}, levels: {} };
    await finishRun(inner, { runId: id, status: 'clean', counts, ...rest }, { levelsByTier: {} });
    const due = { critical: '2026-11-26', major: '2026-12-07', minor: '2026-12-23' };
    await settleTasks(inner, {
      ...{ id, at, rules: ['applied-but-not-offered'], due, registrations: 'national' },
    });
  });
}

onEveryDatabase('registrations', ({ open }) => {
  it('go through their life, and are left alone where somebody was quicker', async () => {
    const store = await open();
    await writeRegistrations(store, [change(null, 'open'), change(null, 'open', 'H13.2')], minute(1));
    await confirmTask(store, change(null, 'open').task.key, { by: 'Chị B', reason: 'xong', at: minute(2) });
    // It was open when the run looked.
    await writeRegistrations(store, [change('open', 'open'), change('open', 'done', 'H13.2')], minute(3));
    expect(await kept(store)).toEqual([['1.000001', 'H13.1 confirmed', 'H13.2 done']]);
    expect(await registrationProgress(store)).toEqual({
      ...{ open: 0, closed: 2, since: minute(1), lastAt: minute(3) },
    });
    await writeRegistrations(
      store,
      [change('confirmed', 'open'), change('done', 'obsolete', 'H13.2')],
      minute(4),
    );
    const [first] = await readTasks(store, { states: ['open'] })
      .next()
      .then(({ value }) => value ?? []);
    expect(first).toMatchObject({ openedAt: minute(4), closedAt: null, confirmed: null, note: 'nay open' });
    expect(await registrationProgress(store)).toMatchObject({ open: 1, closed: 0 });
  });

  it('come procedure by procedure, whole, however few rows are read at once', async () => {
    const store = await open();
    const changes = ['1.000001', '1.000002', '1.000003'].flatMap(procedure =>
      ['H13.1', 'H13.2', 'H13.3'].map(agency => ({
        ...change(null, 'open'),
        task: task(procedure, agency),
      })),
    );
    await writeRegistrations(store, changes, minute(1));
    for (const batch of [1, 2, 3, 4, 9, 500])
      expect(await kept(store, batch)).toEqual(
        ['1.000001', '1.000002', '1.000003'].map(code => [code, 'H13.1 open', 'H13.2 open', 'H13.3 open']),
      );
    expect(await registrationsUnder(store, 'national/1.000002/register-level/4')).toHaveLength(3);
    expect(await registrationsUnder(store, 'national/1.000002/register-level/4/H13.1')).toEqual([]);
    expect(await registrationsUnder(store, 'national/1.00000')).toEqual([]);
  });

  it('are the work of a unit that the portal does not list, which is no second task', async () => {
    const store = await open();
    await run(store, minute(1), [offered]);
    const states = async () => {
      const { value = [] } = await readTasks(store).next();
      return value.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`).sort();
    };
    expect(await states()).toEqual(['applied-but-not-offered open']);
    await writeRegistrations(store, [change(null, 'open')], minute(2));
    await run(store, minute(2), [offered]);
    expect(await states()).toEqual(['applied-but-not-offered obsolete', 'register-level open']);
    await writeRegistrations(store, [change('open', 'obsolete')], minute(3));
    await run(store, minute(3), [offered]);
    expect(await states()).toEqual(['applied-but-not-offered open', 'register-level obsolete']);
  });
});
