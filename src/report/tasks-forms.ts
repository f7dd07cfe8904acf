import { numberWords } from '../domain/number-words.ts';
import { type TaskRow, taskStateNames } from '../domain/task.ts';
import { date, dayText } from '../domain/time.ts';
import { sentenceCase } from '../words/sentence.ts';
import type { Form } from './forms.ts';
import { type Content, html, type Markup } from './html/markup.ts';
import { plainPage } from './html/plain-page.ts';
import { badge, pageTable } from './table/page.ts';
import { column, type Table, type Tone } from './table/table.ts';
import { freeSheetName, sheetOf, workbook } from './table/workbook.ts';
import type { TaskList } from './tasks-model.ts';
import { orderNames } from './words.ts';

/** Most tasks of one side in the page; the workbook has them all. */
const shownTasks = 2_000;
const shownAgencies = 20;

/** `tasks.html` and `tasks.xlsx`, with a section and a sheet for each side that has work. */
export function taskForms(list: TaskList): [page: Form, workbook: Form] {
  // A workbook needs a sheet, even when nobody has anything to do.
  const sheets = list.owners.length > 0 ? list.owners : [{ owner: undefined, name: 'Việc cần làm' }];
  const taken = new Set<string>();
  return [
    taskPage(list),
    workbook(
      'tasks.xlsx',
      list.madeAt,
      sheets.map(({ owner, name }) =>
        sheetOf({ ...taskTable(list), name: freeSheetName(name, 'Việc', taken) }, list.pages(owner)),
      ),
    ),
  ];
}

/** Who does the work reads from the left, what keeps it apart stands behind. */
export function taskTable(list: TaskList): Table<TaskRow> {
  return {
    look: 'tasks',
    printed: 6,
    columns: [
      column('Hạn', 12, ({ due }) => due && { day: due }, {
        terminal: true,
        page: task => dueCell(task, list),
      }),
      { title: 'Thủ tục, đơn vị', head: true, page: task => whereCell(task, list) },
      column('Mã TTHC', 13, task => task.procedure),
      column('Tên thủ tục', 44, task => task.procedureName),
      column('Đơn vị', 34, task => agencyNames(task, list)),
      column('Việc cần làm', 60, ({ what }) => what, {
        long: true,
        page: task => whatCell(task, list),
        terminal: ({ what, note }) => (note === null ? what : `${what} (${note})`),
      }),
      column('Giá trị cần nhập', 44, ({ values }) => values.map(({ label, value }) => `${label}: ${value}`)),
      column('Nơi làm', 34, list.link),
      column('Tệp kèm theo', 34, list.attachment),
      column('Bên xử lý', 14, task => list.names.owner(task.owner), { terminal: true }),
      column(
        'Tình trạng',
        14,
        task => ({
          value: stateWords(task, list),
          tone: task.state === 'open' && !list.isLate(task) ? undefined : toneOf(task, list),
        }),
        { terminal: true },
      ),
      column('Lần chạy gần nhất thấy', 40, task => task.note),
      column('Cách xử lý', 50, list.remedy),
      column('Hệ thống', 24, ({ system }) => system && list.names.system(system)),
      column('Mã đơn vị', 16, task => task.agencies.join(', ') || null),
      column('Trường hợp', 16, task => task.case),
      column('Có từ', 17, task => ({ moment: task.openedAt })),
      column('Người xác nhận', 18, task => task.confirmed?.by ?? null),
      column('Lý do xác nhận', 30, task => task.confirmed?.reason ?? null),
      column('Mã việc', 36, ({ key }) => key, {
        terminal: ({ key, origin }) => ('finding' in origin ? key.slice(0, 12) : key),
      }),
    ],
  };
}

function stateWords(task: TaskRow, list: TaskList): string {
  return list.isLate(task) ? 'Quá hạn' : sentenceCase(taskStateNames[task.state]);
}

function toneOf(task: TaskRow, list: TaskList): Tone {
  if (list.isLate(task)) return 'critical';
  return task.state === 'open' ? 'info' : 'good';
}

/** Names, at most twenty; their codes stand in a column of their own. */
function agencyNames({ agencies }: TaskRow, { names }: TaskList): string[] {
  const left = agencies.length - shownAgencies;
  return [
    ...agencies.slice(0, shownAgencies).map(names.agency),
    ...(left > 0 ? [`và ${numberWords(left)} đơn vị khác`] : []),
  ];
}

/** One file, nothing fetched, no script. */
function taskPage(list: TaskList): Form {
  const { place } = list.names;
  const sum = (of: 'open' | 'late') => list.owners.reduce((all, owner) => all + owner[of], 0);
  const page = {
    title: `Việc cần làm, DVCTT ${place}, ${date(list.madeAt)}`,
    place,
    made: date(list.madeAt),
    heading: `Việc cần làm để dịch vụ công trực tuyến đúng như đã duyệt${list.orderBy === 'demand' ? `, ${orderNames.demand}` : ''}`,
    lead: html`<p>${summary(sum('open'), sum('late'))} Đây là những việc hệ thống không cho làm qua API hoặc cần người quyết định; lần chạy sau của dvc-sync tự đánh dấu những việc đọc lại được.</p>`,
    sheet: 'tasks',
  };
  return plainPage('tasks.html', page, async function* (signal) {
    for (const { owner, name, total, open } of list.owners) {
      const shown: TaskRow[] = [];
      for await (const tasks of list.pages(owner)) {
        signal?.throwIfAborted();
        shown.push(...tasks.slice(0, shownTasks - shown.length));
        if (shown.length >= shownTasks) break;
      }
      const limit = { most: shownTasks, rest: 'việc nữa ở bảng tính kèm theo', all: total };
      yield html`<section><h2>${name}: ${numberWords(open)} việc chưa làm</h2>${pageTable(taskTable(list), shown, limit)}</section>`;
    }
  });
}

function summary(open: number, late: number): string {
  if (open === 0) return 'Không có việc nào chưa làm.';
  return `Có ${numberWords(open)} việc chưa làm${late > 0 ? `, trong đó ${numberWords(late)} việc quá hạn` : ''}.`;
}

function dueCell(task: TaskRow, list: TaskList): Markup {
  const due = task.due === null ? 'không có hạn' : dayText(task.due);
  return html`<b>${due}</b> ${badge(toneOf(task, list), stateWords(task, list).toLowerCase())}`;
}

function whereCell(task: TaskRow, list: TaskList): Content {
  const names = agencyNames(task, list).map(name => html`<li>${name}</li>`);
  return [
    task.procedure !== null && html`<code>${task.procedure}</code> ${task.procedureName}`,
    names.length > 0 && html`<ul class="quiet">${names}</ul>`,
  ];
}

function whatCell(task: TaskRow, list: TaskList): Markup {
  const link = list.link(task);
  const remedy = list.remedy(task);
  const attachment = list.attachment(task);
  const values = task.values.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`);
  const word = task.confirmed && `${task.confirmed.by} xác nhận: ${task.confirmed.reason}`;
  return html`<p>${task.what}</p>${values.length > 0 && html`<dl>${values}</dl>`}${
    attachment !== null && html`<p>Bảng tính quy trình để nhập: <code>${attachment}</code></p>`
  }${
    remedy !== null && html`<p class="quiet">${remedy}</p>`
  }${task.note !== null && html`<p><b>Lần chạy gần nhất:</b> ${task.note}</p>`}${
    word !== null && html`<p>${word}</p>`
  }<p class="meta">${link !== null && html`<a href="${link}">Mở trang</a> · `}${
    task.system !== null && `${list.names.system(task.system)} · `
  }mã việc <code>${task.key}</code></p>`;
}
