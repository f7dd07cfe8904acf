import { numberWords } from '../domain/number-words.ts';
import type { TaskRow } from '../domain/task.ts';
import { date, dayText } from '../domain/time.ts';
import { html, type Markup } from './html/markup.ts';
import { writePlainPage } from './html/plain-page.ts';
import type { Write } from './staged-file.ts';
import { stateWords } from './tasks-columns.ts';
import type { TaskList } from './tasks-model.ts';

/** Most tasks of one side in the page; the workbook has them all. */
const shownTasks = 2_000;
const shownAgencies = 20;

/** `tasks.html`: one file, nothing fetched, no script. */
export async function writeTaskPage(list: TaskList, write: Write, signal?: AbortSignal): Promise<void> {
  const open = list.owners.reduce((sum, owner) => sum + owner.open, 0);
  const late = list.owners.reduce((sum, owner) => sum + owner.late, 0);
  const page = {
    title: `Việc cần làm, DVCTT ${list.place}, ${date(list.madeAt)}`,
    place: list.place,
    made: date(list.madeAt),
    heading: 'Việc cần làm để dịch vụ công trực tuyến đúng như đã duyệt',
    lead: html`<p>${summary(open, late)} Đây là những việc hệ thống không cho làm qua API hoặc cần người quyết định; lần chạy sau của dvc-sync tự đánh dấu những việc đọc lại được.</p>`,
  };
  await writePlainPage(page, ['tasks'], write, async () => {
    for (const { owner, name, total, open: unfinished } of list.owners) {
      await write(
        html`<section><h2>${name}: ${numberWords(unfinished)} việc chưa làm</h2><table class="tasks"><thead><tr><th scope="col">Hạn</th><th scope="col">Thủ tục, đơn vị</th><th scope="col">Việc cần làm</th></tr></thead><tbody>`
          .text,
      );
      let shown = 0;
      for await (const page of list.pages(owner)) {
        signal?.throwIfAborted();
        for (const task of page.slice(0, shownTasks - shown)) await write(row(task, list).text);
        shown += Math.min(page.length, shownTasks - shown);
        if (shown >= shownTasks) break;
      }
      await write('</tbody></table>');
      if (total > shown)
        await write(
          html`<p class="left-out">Còn ${numberWords(total - shown)} việc nữa ở tệp tasks.xlsx.</p>`.text,
        );
      await write('</section>');
    }
  });
}

function summary(open: number, late: number): string {
  if (open === 0) return 'Không có việc nào chưa làm.';
  return `Có ${numberWords(open)} việc chưa làm${late > 0 ? `, trong đó ${numberWords(late)} việc quá hạn` : ''}.`;
}

function row(task: TaskRow, list: TaskList): Markup {
  const tone = list.isLate(task) ? 'critical' : task.state === 'open' ? 'info' : 'good';
  const link = list.link(task);
  const remedy = list.remedy(task);
  const values = task.values.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`);
  const word = task.confirmed && `${task.confirmed.by} xác nhận: ${task.confirmed.reason}`;
  return html`<tr><td><b>${task.due === null ? 'không có hạn' : dayText(task.due)}</b> <span class="badge ${tone}">${stateWords(task, list).toLowerCase()}</span></td><th scope="row">${
    task.procedure !== null && html`<code>${task.procedure}</code> ${task.procedureName}`
  }${agencies(task, list)}</th><td><p>${task.what}</p>${values.length > 0 && html`<dl>${values}</dl>`}${
    remedy !== null && html`<p class="quiet">${remedy}</p>`
  }${task.note !== null && html`<p><b>Lần chạy gần nhất:</b> ${task.note}</p>`}${
    word !== null && html`<p>${word}</p>`
  }<p class="meta">${link !== null && html`<a href="${link}">Mở trang</a> · `}${
    task.system !== null && `${list.systemTitle(task.system)} · `
  }mã việc <code>${task.key}</code></p></td></tr>
`;
}

function agencies({ agencies: codes }: TaskRow, list: TaskList): Markup | false {
  if (codes.length === 0) return false;
  const shown = codes.slice(0, shownAgencies).map(code => html`<li>${list.agencyName(code)}</li>`);
  const left = codes.length - shown.length;
  return html`<ul class="quiet">${shown}${left > 0 && html`<li>và ${numberWords(left)} đơn vị khác</li>`}</ul>`;
}
