import type { Configuration } from '../config/configuration.ts';
import { dayOf } from '../domain/time.ts';
import type { JudgeContext, JudgedSystem } from '../reconcile/rule.ts';
import { rules } from '../reconcile/rules/index.ts';
import { checkTask, type TaskAnswer } from '../reconcile/task-check.ts';
import { proceduresOf } from '../snapshot/stored.ts';
import type { Store } from '../store/core/contract.ts';
import { rewordRegistrations, writeRegistrations } from '../store/work/registrations.ts';
import { type PlannedTask, plannedTasks } from '../store/work/task-rows.ts';
import { orderByDemand, recordChecks, settleTasks, type TaskCheck } from '../store/work/tasks.ts';
import { type LevelTerms, levelTerms } from '../words/level-names.ts';
import type { RegistrationsOfRun } from './registrations.ts';

const byHand = rules.filter(({ becomes }) => becomes === 'task').map(({ id }) => id);

/**
 * Brings the list of manual tasks in line with a run, in the transaction that settles it: findings only a person can
 * remedy become tasks, tasks of plans are checked off or say what still differs, and what the targets ask to be registered
 * is there.
 */
export async function updateTasks(
  store: Store,
  run: { runId: string; at: string },
  context: JudgeContext,
  dueDays: Configuration['tasks']['dueDays'],
  registrations?: RegistrationsOfRun,
): Promise<void> {
  const { runId, at } = run;
  const { critical, major, minor } = dueDays;
  const due = { critical: dayOf(at, critical), major: dayOf(at, major), minor: dayOf(at, minor) };
  if (registrations) {
    await writeRegistrations(store, registrations.changes, at);
    await rewordRegistrations(store, registrations.reworded);
  }
  await settleTasks(store, {
    ...{ id: runId, at, rules: byHand, due },
    ...(registrations && { registrations: registrations.system }),
  });
  await orderByDemand(store);
  for await (const tasks of plannedTasks(store)) {
    const checks: TaskCheck[] = [];
    for (const [name, ofSystem] of Map.groupBy(tasks, ({ task }) => task.system)) {
      const system = context.systems.find(one => one.name === name);
      checks.push(...(await checkAt(system, ofSystem, store, levelTerms(context.city.levelNames))));
    }
    await recordChecks(store, checks, at);
  }
}

async function checkAt(
  system: JudgedSystem | undefined,
  tasks: readonly PlannedTask[],
  store: Store,
  levels: LevelTerms,
): Promise<TaskCheck[]> {
  if (!system?.complete) {
    const note = system
      ? 'Lần chạy gần nhất không đọc được đầy đủ hệ thống này.'
      : 'Cấu hình không còn hệ thống này.';
    return tasks.map(({ task, state }) => checked(task.key, state, { indeterminate: note }));
  }
  const codes = [...new Set(tasks.map(({ task }) => task.procedure))];
  const records = await proceduresOf(store, system.snapshot.id, codes);
  return tasks.map(({ task, state }) =>
    checked(task.key, state, checkTask(task, records.get(task.procedure), system.indeterminate, levels)),
  );
}

function checked(key: string, state: PlannedTask['state'], answer: TaskAnswer): TaskCheck {
  if ('done' in answer) return { key, state: 'done', note: null };
  // What a run can see goes before a person's word; where it cannot see, the word stands.
  if ('still' in answer) return { key, state: 'open', note: answer.still };
  return { key, state: state === 'confirmed' ? 'confirmed' : 'open', note: answer.indeterminate };
}
