import { expect, it } from 'vitest';
import { confirmTask } from '../../../src/app/tasks/confirm.ts';
import { makeTask } from '../../../src/app/tasks/make.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { listAudit } from '../../../src/store/access/audit.ts';
import type { Store } from '../../../src/store/core/contract.ts';
import { addWaiver } from '../../../src/store/runs/waivers.ts';
import { tasksOf } from '../../../src/store/work/task-rows.ts';
import { settleTasks } from '../../../src/store/work/tasks.ts';
import { finding, minute, onEveryDatabase, wholeRun } from '../../store/support.ts';
import { asking } from '../../support/asking.ts';

const tasks: Configuration['tasks'] = { dueDays: { critical: 3, major: 14, minor: 30 } };
const by = (store: Store, at: number, actor = {}) => ({
  ...asking(store, actor, minute(at)),
  configuration: { tasks } as Configuration,
});

onEveryDatabase(
  'a task somebody makes of a finding',
  database => {
    const one = finding({ severity: 'major' });
    const settled = (store: Store, id: string, at: number) => {
      const due = { critical: '2027-01-01', major: '2027-01-01', minor: '2027-01-01' };
      return settleTasks(store, { id, at: minute(at), rules: [], due });
    };

    it('is the owner’s until its day, closed by the run that finds it gone, and open again while one still sees it', async () => {
      const store = await database.open();
      await wholeRun(store, minute(1), [one]);
      const key = await makeTask(by(store, 2), one.fingerprint.slice(0, 8));
      expect(key).toBe(one.fingerprint);
      expect(await tasksOf(store, [key])).toMatchObject([
        {
          state: 'open',
          owner: one.owner,
          due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          origin: { finding: key },
        },
      ]);
      expect(await makeTask(by(store, 3), key, '2030-01-01'), 'there is one').toBe(key);
      expect((await listAudit(store, 9)).map(({ action }) => action)).toEqual(['make-task']);
      await confirmTask(by(store, 4), key, { reason: 'đã làm' });
      const again = await wholeRun(store, minute(5), [one]);
      await settled(store, again.runId, 5);
      expect(await tasksOf(store, [key])).toMatchObject([
        { state: 'open', note: expect.stringContaining('vẫn thấy') },
      ]);
      const gone = await wholeRun(store, minute(6), []);
      await settled(store, gone.runId, 6);
      expect(await tasksOf(store, [key])).toMatchObject([{ state: 'done' }]);
      await expect(makeTask(by(store, 7), key)).rejects.toThrow('finding-resolved');
    });

    it('is refused of what is set aside, only told or unknown, for a day that is over, and to who may not', async () => {
      const store = await database.open();
      const told = finding({ agency: 'H13.7', severity: 'info' });
      await wholeRun(store, minute(1), [one, told]);
      await expect(makeTask(by(store, 2), told.fingerprint)).rejects.toThrow('finding-no-work');
      await expect(makeTask(by(store, 2), 'none')).rejects.toThrow('no-open-finding');
      await expect(makeTask(by(store, 2), one.fingerprint, '2001-01-01')).rejects.toThrow('task-due-over');
      await expect(makeTask(by(store, 2, { role: 'viewer' }), one.fingerprint)).rejects.toThrow(
        'role-missing',
      );
      await addWaiver(
        store,
        { fingerprint: one.fingerprint },
        { by: 'A', reason: 'chờ', at: minute(2), until: null },
      );
      await expect(makeTask(by(store, 3), one.fingerprint)).rejects.toThrow('finding-no-work');
    });
  },
  ['sqlite'],
);
