import { z } from 'zod';
import type { TaskFilter } from '../../../app/queries/runs.ts';
import { confirmTask } from '../../../app/tasks/confirm.ts';
import { given } from '../../../domain/given.ts';
import { owners } from '../../../domain/severity.ts';
import { procedurePage, type TaskRow, taskStateNames, taskStates } from '../../../domain/task.ts';
import { dayOf, dayText } from '../../../domain/time.ts';
import { type Content, html } from '../../../report/html/markup.ts';
import { list, type Table } from '../../../report/table/table.ts';
import { processBookName } from '../../../report/tasks-model.ts';
import { ruleText } from '../../../words/findings.ts';
import { found } from '../../v1/found.ts';
import { pageOfTasksIn, taskNamed } from '../../v1/tasks.ts';
import { findingAddress, offeringAddress, planAddress, taskAddress, unitAddress } from '../addresses.ts';
import { filterMarkup } from '../form.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { any, called, empty, facts, pagedTable, systemOptions, unitOptions, when } from '../parts.ts';

const shownTasks = 50;

const query = z.strictObject({
  owner: z.enum(owners).optional(),
  system: z.string().max(100).optional(),
  agency: z.string().max(100).optional(),
  procedure: z.string().max(100).optional(),
  state: z.enum([...taskStates, 'all']).optional(),
  cursor: z.string().max(2_000).optional(),
});
type Query = z.output<typeof query>;

/** Work for people: what no adapter can do. */
export const tasksPage = pageAt('/viec-can-lam', {
  action: 'read-slice',
  query,
  show: showList,
});

async function showList(visit: Visit<unknown, Query>): Promise<Shown> {
  const { names, own } = visit;
  const { cursor, state = 'open', agency, ...rest } = visit.query;
  const unit = own ?? agency;
  const states = state === 'all' ? undefined : [state];
  const filter: TaskFilter = given({ ...rest, agency: unit, states });
  const page = await pageOfTasksIn(visit, filter, { cursor, limit: shownTasks });
  const chosen = visit.query as Record<string, string | undefined>;
  const main = html`<h1>Việc cần làm</h1>
<p class="lead">Những việc chỉ người làm được: dvc-sync không ghi thay được, hoặc phải có người quyết định. Lần đối chiếu sau tự thấy việc nào đã xong.</p>
${filterMarkup(
  '/viec-can-lam',
  chosen,
  fields => html`${fields.choice({ name: 'state', label: 'Tình trạng', value: state, options: [...called(taskStates, one => taskStateNames[one]), ['all', 'tất cả']] })}
${fields.choice({ name: 'owner', label: 'Trách nhiệm', value: chosen.owner, options: [any, ...called(owners, names.owner)] })}
${fields.choice({ name: 'system', label: 'Hệ thống', value: chosen.system, options: [any, ...systemOptions(visit)] })}
${own === undefined && fields.choice({ name: 'agency', label: 'Đơn vị', value: chosen.agency, options: [any, ...unitOptions(visit)] })}`,
)}
${pagedTable(visit, taskTable(visit), page, {
  none: empty('Không có việc nào như vậy.', state === 'open' ? 'Không phải làm gì thêm.' : undefined),
})}`;
  return { title: 'Việc cần làm', main };
}

export function taskTable({ names, now }: Pick<Visit, 'names' | 'now'>): Table<TaskRow> {
  const today = dayOf(now);
  return list([
    {
      title: 'Việc',
      head: true,
      page: task =>
        html`<a href="${taskAddress(task.key)}">${task.what}</a>${task.procedureName && !task.what.includes('«') && html`<br><small class="quiet">${task.procedureName}</small>`}`,
    },
    { title: 'Trách nhiệm', page: ({ owner }) => names.owner(owner) },
    {
      title: 'Hạn',
      page: task => (task.due === null ? 'không đặt' : dueWords(task, today)),
    },
    { title: 'Tình trạng', page: ({ state }) => taskStateNames[state] },
  ]);
}

function dueWords({ due, state }: Pick<TaskRow, 'due' | 'state'>, today: string): Content {
  if (due === null) return null;
  return state === 'open' && due < today
    ? html`<strong class="late">${dayText(due)}, quá hạn</strong>`
    : dayText(due);
}

type Params = { key: string };

async function foundTask({ store, city, own, params: { key } }: Visit<Params>): Promise<TaskRow> {
  const task = await taskNamed(store, city, key);
  const seen = task && (own === undefined || task.agencies.includes(own)) ? task : undefined;
  return found(seen, 'Không có việc này.', 'There is no such task.');
}

async function show(visit: Visit<Params>): Promise<Shown> {
  const task = await foundTask(visit);
  const { names, configuration } = visit;
  const page = configuration.systems.find(({ profile }) => profile.name === task.system)?.page;
  const link = URL.parse(
    task.link ?? (task.procedure === null ? '' : (procedurePage(page, task.procedure) ?? '')),
  );
  const { origin } = task;
  const one = (code: string) =>
    html`<li><a href="${task.procedure === null ? unitAddress(code) : offeringAddress(task.procedure, code)}">${names.agency(code)}</a></li>`;
  const confirm =
    task.state === 'open' &&
    visit.form(confirmForm, fields =>
      fields.long({
        name: 'reason',
        label: 'Đã làm gì, khi nào',
        hint: 'Dùng khi không hệ thống nào cho thấy việc đã xong; thấy được thì lần đối chiếu sau tự ghi.',
      }),
    );
  const book = processBookName(task, configuration.systems);
  const main = html`<h1 class="said">${task.what}</h1>
<p><span class="badge ${task.state === 'open' ? 'info' : 'good'}">${taskStateNames[task.state]}</span></p>
${link && /^https?:$/.test(link.protocol) && html`<p class="actions"><a class="button" href="${link.href}" rel="noreferrer">Mở trang để làm</a></p>`}
${book !== null && html`<p class="take"><a href="/v1/tasks/${encodeURIComponent(task.key)}/workbook">Tải bảng tính quy trình để nhập</a></p>`}
${facts([
  ['Thủ tục', task.procedure !== null && html`<code>${task.procedure}</code> ${task.procedureName}`],
  ['Hệ thống', task.system !== null && names.system(task.system)],
  ['Đơn vị', task.agencies.length > 0 && html`<ul>${task.agencies.slice(0, 100).map(one)}</ul>`],
  ['Trách nhiệm', names.owner(task.owner)],
  ['Hạn', dueWords(task, dayOf(visit.now))],
  ...task.values.map(({ label, value }) => [label, value] as const),
  [
    'Vì',
    'finding' in origin
      ? html`<a href="${findingAddress(origin.finding)}">${titleOf(origin.rule, visit)}</a>`
      : 'plan' in origin
        ? html`<a href="${planAddress(origin.plan)}">kế hoạch đã lập</a>`
        : 'mục tiêu từ rà soát',
  ],
  ['Mở từ', when(task.openedAt)],
  ['Lần đối chiếu gần nhất', task.note],
  ['Xác nhận', task.confirmed && html`${task.confirmed.by}: ${task.confirmed.reason}`],
])}
${confirm && html`<section aria-labelledby="xac-nhan-xong"><h2 id="xac-nhan-xong">Xác nhận đã làm</h2>${confirm}</section>`}`;
  return { title: 'Việc cần làm', trail: [['/viec-can-lam', 'Việc cần làm']], main };
}

function titleOf(rule: string, { city }: Visit): string {
  try {
    return ruleText(rule as never, city.levelNames).title;
  } catch {
    return 'sai lệch';
  }
}

const confirmForm = pageForm({
  name: 'xac-nhan',
  action: 'confirm-task',
  submit: 'Xác nhận đã làm',
  done: 'Đã ghi xác nhận.',
  values: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
  async act({ asking, params: { key } }: Visit<Params>, { reason }) {
    await confirmTask(asking, key, { reason });
  },
});

export const taskPage = pageAt('/viec-can-lam/:key', {
  action: 'read-slice',
  show,
  forms: [confirmForm],
});
