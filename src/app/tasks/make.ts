import { Refusal } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import { addFindingTask, taskOf } from '../../store/work/tasks.ts';
import { askedAtOnce } from '../audited.ts';
import type { ConfiguredAsking } from '../context.ts';
import { openFinding } from '../plans/mending.ts';

/**
 * Makes a task of an open finding, for whoever it is the business of. Runs close it, or open it again, as they do those
 * they make themselves. Its key; that of the open task where there is one already.
 *
 * @param due Last day, `YYYY-MM-DD`; by default as runs set it, by severity.
 * @throws Refusal
 */
export function makeTask(asking: ConfiguredAsking, fingerprint: string, due?: string): Promise<string> {
  return askedAtOnce(asking, 'make-task', fingerprint, async (inner, by, done) => {
    if (due !== undefined && due < dayOf(by.at)) throw new Refusal('task-due-over', { due });
    const row = await openFinding(inner, fingerprint, by.at);
    const { severity } = row;
    if (row.state === 'waived' || severity === 'info')
      throw new Refusal('finding-no-work', { why: severity === 'info' ? 'info' : 'waived' });
    const there = await taskOf(inner, row.fingerprint);
    if (there !== undefined) return there;
    const last = due ?? dayOf(by.at, asking.configuration.tasks.dueDays[severity]);
    const key = await addFindingTask(inner, row, { due: last, at: by.at });
    await done(inner, { target: key, after: { due: last, owner: row.owner } });
    return key;
  });
}
