import { Refusal } from '../../domain/refusal.ts';
import { officeOf } from '../../domain/role.ts';
import { registrationsUnder } from '../../store/work/registrations.ts';
import { tasksOf } from '../../store/work/task-rows.ts';
import { confirmTask as confirm, openTasks, taskState } from '../../store/work/tasks.ts';
import { askedAtOnce } from '../audited.ts';
import { type Asking, requireOffice, requireOwnUnit } from '../context.ts';

/**
 * Takes a person's word that an open task is done, where no run can see it. The whole key; that of a procedure's
 * registrations, from when they were one task, stands for those of all its units.
 *
 * @param given The key; with `beginning` what it begins with is enough, where only one does.
 * @throws Refusal
 */
export function confirmTask(
  asking: Asking,
  given: string,
  { reason, beginning = false }: { reason: string; beginning?: boolean },
): Promise<string> {
  return askedAtOnce(asking, 'confirm-task', given, async (inner, by, done) => {
    if (!by.who.trim() || !reason.trim()) throw new Refusal('word-incomplete', { of: 'confirmation' });
    const units = await registrationsUnder(inner, given);
    const keys = units.length > 0 ? units : [beginning ? await theOne(inner, given) : given];
    await requireTheirs(asking, inner, keys);
    for (const key of keys) {
      if (!(await confirm(inner, key, { by: by.who, reason, at: by.at }))) {
        const there = (await taskState(inner, key)) !== undefined;
        throw new Refusal(there ? 'task-not-open' : 'task-unknown', { key });
      }
      await done(inner, { target: key, before: { state: 'open' }, after: { state: 'confirmed', reason } });
    }
    return units.length > 0 ? given : keys[0]!;
  });
}

/** VP UBND says it of its own tasks, a unit of those it has for itself; the technical office of all. @throws Refusal */
async function requireTheirs({ actor }: Asking, store: Asking['store'], keys: readonly string[]) {
  const { role } = actor;
  if (role !== 'unit' && officeOf(role) !== 'regulatory') return;
  for (const { owner, agencies } of await tasksOf(store, keys)) {
    if (role !== 'unit') requireOffice(actor, owner === 'regulatory' ? 'regulatory' : 'technical');
    else {
      requireOwnUnit(actor, ...agencies);
      if (owner !== 'agency') requireOffice(actor);
    }
  }
}

async function theOne(store: Asking['store'], given: string): Promise<string> {
  const fitting = await openTasks(store, given);
  if (fitting.length > 1 && !fitting.includes(given)) throw new Refusal('task-ambiguous', { key: given });
  return fitting.find(key => key === given) ?? fitting[0] ?? given;
}
