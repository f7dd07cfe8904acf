import type { Store } from '../app/context.ts';
import { lastRun, plannedTask, type TaskFilter } from '../app/queries/runs.ts';
import { confirmTask } from '../app/tasks/confirm.ts';
import { makeTask } from '../app/tasks/make.ts';
import type { Configuration } from '../config/configuration.ts';
import { given } from '../domain/given.ts';
import { numberWords } from '../domain/number-words.ts';
import { Refusal } from '../domain/refusal.ts';
import { owners } from '../domain/severity.ts';
import { type TaskRow, taskStates } from '../domain/task.ts';
import { dayOf } from '../domain/time.ts';
import type { Form } from '../report/forms.ts';
import { processBook } from '../report/process-book.ts';
import { taskForms, taskTable } from '../report/tasks-forms.ts';
import { buildTaskList, type TaskList } from '../report/tasks-model.ts';
import { command, outOption, reasonOption } from './command.ts';
import { howDone, mostLines, stoppedAsAsked } from './common-words.ts';
import { atMost, givenDay, oneOf, wordOf } from './given.ts';
import { systemName } from './known.ts';
import { note, print, printTable } from './output.ts';
import { asPerson } from './person.ts';
import { outputs } from './unwritable.ts';

export const tasksCommand = command({
  options: [
    oneOf('--owner <bên>', { vi: 'việc của một bên', en: 'tasks of an owner' }, owners),
    ['--system <tên>', { vi: 'việc ở một hệ thống', en: 'tasks at a system' }, systemName],
    [
      ...wordOf(
        '--state <tình-trạng>',
        { vi: `${taskStates.join(', ')} hoặc all`, en: `${taskStates.join(', ')} or all` },
        [...taskStates, 'all'],
      ),
      'open',
    ],
    outOption({
      vi: 'viết danh sách ra tasks.html và tasks.xlsx trong thư mục này',
      en: 'write tasks.html and tasks.xlsx into this folder',
    }),
    atMost(mostLines, 50),
  ],
  note: {
    vi: 'Mã thoát: 0 không còn việc chưa xong · 2 còn việc chưa xong trong danh sách',
    en: 'Exit codes: 0 no open task · 2 some task of the list is open',
  },
  examples: [
    'dvc-sync tasks --owner regulatory',
    'dvc-sync tasks --out viec-can-lam',
    {
      vi: 'dvc-sync tasks done 3fa94c --as "Trần Thị B" --reason "đã đăng ký trên CSDL quốc gia"',
      en: 'dvc-sync tasks done 3fa94c --as "B. Tran" --reason "registered in the national database"',
    },
  ],
  into: outputs.tasks,
  stopped: stoppedAsAsked,
  async onStore({ configuration, store, now }, { limit, owner, system, state }) {
    const { city, systems } = configuration;
    const filter: TaskFilter = given({ owner, system, states: state === 'all' ? undefined : [state] });
    const tasks = await buildTaskList(store, { city, systems, filter, now });
    return {
      json: () => tasksAsJson(tasks),
      forms: async function* () {
        yield* taskForms(tasks);
        yield* processBooks(tasks, { store, configuration });
      },
      open: tasks.owners.some(({ open }) => open > 0),
      async print() {
        if (tasks.owners.length === 0 && !(await lastRun(store)))
          print('Chưa có lần chạy nào xong nên chưa biết có việc gì; chạy "dvc-sync run" trước.');
        else await printTasks(tasks, limit);
      },
    };
  },
  subcommands: {
    done: command({
      does: {
        vi: 'xác nhận một việc đã làm xong, khi không hệ thống nào cho đọc lại',
        en: 'confirm that a task is done, where no system can be read to see it',
      },
      argument: [
        '<mã-việc>',
        { vi: 'mã của việc, hoặc phần đầu của nó', en: 'key of the task, or its beginning' },
      ],
      options: [asPerson({ vi: 'ai xác nhận', en: 'who confirms it' }), reasonOption(howDone)],
      examples: [
        {
          vi: 'dvc-sync tasks done 3fa94c --as "Trần Thị B" --reason "đã đăng ký trên CSDL quốc gia"',
          en: 'dvc-sync tasks done 3fa94c --as "B. Tran" --reason "registered in the national database"',
        },
      ],
      async onStore({ asking }, { reason }, beginning: string) {
        const by = asking.actor.name;
        const key = await confirmTask(asking, beginning, { reason, beginning: true });
        return {
          json: { key, state: 'confirmed', by, reason },
          print: `Đã ghi nhận việc ${key} do ${by} xác nhận.`,
        };
      },
    }),
    make: command({
      does: {
        vi: 'giao một sai lệch đang mở thành việc cho bên chịu trách nhiệm',
        en: 'make a task of an open discrepancy, for whoever it is the business of',
      },
      argument: [
        '<mã-sai-lệch>',
        {
          vi: 'mã sai lệch trong báo cáo, hoặc phần đầu của nó',
          en: 'code of a discrepancy in the report, or its beginning',
        },
      ],
      options: [
        asPerson({ vi: 'ai giao', en: 'who makes it' }),
        [
          '--due <ngày>',
          {
            vi: 'hạn, dạng 31/12/2026 (mặc định: theo mức sai lệch, tasks.dueDays)',
            en: 'last day, such as 31/12/2026 (default: by severity, tasks.dueDays)',
          },
          givenDay,
        ],
      ],
      examples: ['dvc-sync tasks make 3fa94c --due 31/12/2026'],
      check(_configuration, { due }, fingerprint: string) {
        if (due !== undefined && due < dayOf(new Date().toISOString()))
          throw new Refusal('task-due-over', { due });
        return fingerprint;
      },
      async onStore({ asking }, { due }, fingerprint) {
        const key = await makeTask(asking, fingerprint, due);
        return { json: { key }, print: `Đã giao việc ${key}.` };
      },
    }),
  },
});

/** The workbooks that come with tasks; one that cannot be made is told, with why. */
async function* processBooks(
  tasks: TaskList,
  { store, configuration }: { store: Store; configuration: Configuration },
): AsyncGenerator<Form> {
  for await (const page of tasks.pages())
    for (const task of page) {
      const file = tasks.attachment(task);
      const planned = file === null ? undefined : await plannedTask(store, task.key);
      if (file === null || !planned) continue;
      const made = await processBook(planned, configuration, { file, madeAt: tasks.madeAt });
      if ('form' in made) yield made.form;
      for (const why of 'refused' in made
        ? made.refused
        : made.lost.map(({ step, what }) => `${step}: ${what}`))
        note(`${file}: ${why}`);
    }
}

export async function tasksAsJson(tasks: TaskList): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of tasks.pages())
    for (const task of page)
      rows.push({
        ...task,
        link: tasks.link(task),
        attachment: tasks.attachment(task),
        late: tasks.isLate(task),
      });
  return rows;
}

export async function printTasks(tasks: TaskList, limit: number): Promise<void> {
  const total = tasks.owners.reduce((sum, owner) => sum + owner.total, 0);
  if (total === 0) return print('Không có việc nào như vậy; xem mọi việc bằng --state all.');
  const rows: TaskRow[] = [];
  for await (const page of tasks.pages()) {
    rows.push(...page.slice(0, limit - rows.length));
    if (rows.length >= limit) break;
  }
  printTable(taskTable(tasks), rows);
  if (total > rows.length)
    print(`… còn ${numberWords(total - rows.length)} việc; thêm --limit hoặc --out <thư-mục>.`);
}
