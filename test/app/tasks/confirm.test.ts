import { expect, it } from 'vitest';
import { confirmTask } from '../../../src/app/tasks/confirm.ts';
import type { ManualTask } from '../../../src/domain/task.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import { keepTasks } from '../../../src/store/work/tasks.ts';
import { minute, onEveryDatabase, type TestDatabase } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

function task(key: string): ManualTask {
  return {
    ...{ key, system: 'portal', procedure: '1.004194', procedureName: 'Khai sinh', kind: 'set-level' },
    ...{ case: null, agencies: ['H13.2'], what: 'Đặt mức 4', values: [], link: null },
    ...{ owner: 'technical', due: null, expected: 4 },
  };
}

onEveryDatabase('tasks', tests, ['sqlite']);

function tests(database: TestDatabase): void {
  it('are confirmed by VP UBND where they are its own, by a unit where they are that unit’s alone', async () => {
    const store = await database.open();
    const plan = { id: 'P1', at: minute(1), covered: new Map() };
    const tasks = [
      { ...task('technical'), owner: 'technical' },
      { ...task('regulatory'), owner: 'regulatory' },
      { ...task('own'), owner: 'agency' },
      { ...task('shared'), owner: 'agency', agencies: ['H13.2', 'H13.3'] },
    ] as ManualTask[];
    await keepTasks(store, tasks, plan);
    const says = (actor: object, key: string) =>
      confirmTask(asking(store, actor, minute(2)), key, { reason: 'xong' });
    const regulator = { role: 'regulator' };
    await expect(says(regulator, 'technical')).rejects.toThrow('other-office');
    expect(await says(regulator, 'regulatory')).toBe('regulatory');
    const unit = { role: 'unit', unit: 'H13.2' };
    await expect(says(unit, 'technical')).rejects.toThrow('other-office');
    await expect(says(unit, 'shared')).rejects.toThrow('other-unit');
    await expect(says({ ...unit, unit: 'H13.3' }, 'own')).rejects.toThrow('other-unit');
    await expect(says({ ...unit, unit: undefined }, 'own')).rejects.toThrow('other-unit');
    expect(await says(unit, 'own')).toBe('own');
    expect((await listAudit(store, 1))[0]).toMatchObject({ action: 'confirm-task', outcome: 'done' });
  });

  it('are confirmed only by somebody, for a reason, and one at a time', async () => {
    const store = await database.open();
    const plan = { id: 'P1', at: minute(1), covered: new Map() };
    await keepTasks(store, ['ab1', 'ab2', 'ab'].map(task), plan);
    const by = asking(store, {}, minute(2));
    const word = { reason: 'xong', beginning: true };
    await expect(confirmTask(by, 'ab1', { ...word, reason: ' ' })).rejects.toThrow('word-incomplete');
    await expect(confirmTask(by, 'a', word)).rejects.toThrow('task-ambiguous');
    await expect(confirmTask(by, 'x', word)).rejects.toThrow('task-unknown');
    await expect(confirmTask(by, 'a', { reason: 'xong' }), 'the beginning alone').rejects.toThrow(
      'task-unknown',
    );
    expect(await confirmTask(by, 'ab', word)).toBe('ab');
    await expect(confirmTask(by, 'ab', { reason: 'xong' }), 'again').rejects.toThrow('task-not-open');
    await expect(confirmTask(by, 'ab', word)).rejects.toThrow('task-ambiguous');
    expect(await confirmTask(by, 'ab1', word)).toBe('ab1');
    expect((await listAudit(store, 9)).filter(({ outcome }) => outcome === 'done')).toMatchObject([
      { action: 'confirm-task', target: 'ab1', after: { state: 'confirmed', reason: 'xong' } },
      { action: 'confirm-task', target: 'ab', before: { state: 'open' } },
    ]);
  });
}
