import { numberWords } from '../../domain/number-words.ts';
import type { Owner } from '../../domain/severity.ts';
import { dateAndTime, duration } from '../../domain/time.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { ownerNumbers } from '../../report/html/overview.ts';
import { headline, uncheckedSentence } from '../../report/sentences.ts';
import { ownerDuties, runStatusNames } from '../../report/words.ts';
import { sentenceCase } from '../../words/sentence.ts';
import { reportAddress } from './addresses.ts';
import { queueForm } from './jobs/queue-form.ts';
import { levelsPart } from './levels.ts';
import type { Overview, OwnerPart, RunPart } from './overview.ts';
import { livePart, type Visit } from './page.ts';
import { jobs, links, runs, schedule, sources } from './sections.ts';

/** The page `/`: what stands, whose it is, what is going on. */
export function home(overview: Overview, visit: Visit): Markup {
  const { run } = overview;
  return html`<div class="top"><p class="eyebrow">Dịch vụ công trực tuyến</p>
${run ? runHead(run, overview) : html`<h1>Chưa có lần đối chiếu nào kết thúc.</h1>`}
<div class="actions">${
    run && html`<a class="button" href="/sai-lech">Xem các sai lệch</a>`
  }${runNow(overview, visit)}</div></div>
${run && html`<section aria-labelledby="ai-lam-gi"><h2 id="ai-lam-gi">Ai phải làm gì</h2><div class="cards">${overview.owners.map(part => ownerCard(part, run))}</div></section>`}
${levelsPart(visit, overview.levels)}
${livePart(visit, 'hien-nay', 15, html`${jobs(overview)}${sources(overview)}`)}
${schedule(overview)}
${runs(overview)}
${links(overview)}`;
}

function runHead({ summary, systems, tally, people }: RunPart, { owners }: Overview): Markup {
  const ownerName = (owner: Owner) => owners.find(part => part.owner === owner)!.name;
  const unchecked = uncheckedSentence({ summary, systems, tally, owners, ownerName });
  const took = duration(Date.parse(summary.finishedAt) - Date.parse(summary.startedAt));
  return html`<h1>${headline({ summary, systems, tally })}</h1>
${people && html`<p>${people}</p>`}
${unchecked && html`<p class="unknown">${unchecked}</p>`}
<p class="meta">Đối chiếu lúc ${dateAndTime(summary.startedAt)}, trong ${took} · ${runStatusNames[summary.status]} · <a href="${reportAddress(summary.runId)}">Xem báo cáo đầy đủ</a></p>
<dl class="figures">${tally.unchecked > 0 && figure(tally.unchecked, 'chưa kiểm tra lại', 'chưa rõ còn hay hết', 'f-unchecked')}${figure(tally.toDo, 'cần xử lý', 'thấy trong lần này', 'f-todo')}${figure(tally.bySeverity.critical, 'nghiêm trọng', 'trong số cần xử lý', 'f-critical')}${figure(tally.fresh, 'mới', 'trong số cần xử lý', 'f-new')}${figure(summary.counts.resolved, 'đã hết', 'so với lần trước', 'f-resolved')}${figure(tally.states.waived, 'tạm bỏ qua', 'có người cho phép', 'f-waived')}</dl>`;
}

function figure(value: number, word: string, note: string, id: string): Markup {
  return html`<div id="${id}" class="${value === 0 && 'none'}"><dt>${word}<small>${note}</small></dt><dd>${numberWords(value)}</dd></div>`;
}

function ownerCard({ owner, name, tally, tasks }: OwnerPart, run: RunPart): Markup {
  const rows = tally.toDo + tally.unchecked;
  const late =
    tasks.late > 0 && html`, <strong class="late">${numberWords(tasks.late)} việc quá hạn</strong>`;
  return html`<article class="card"><h3>${sentenceCase(name)}</h3><p class="quiet">${ownerDuties[owner]}</p>
${ownerNumbers(tally, run)}${
  tasks.open > 0 && html`<p class="quiet">${numberWords(tasks.open)} việc làm tay chưa xong${late}</p>`
}${rows > 0 && html`<p class="more"><a href="/sai-lech?owner=${owner}">Xem phần việc của ${name}</a></p>`}</article>`;
}

export const runNowForm = queueForm(
  {
    name: 'run-now',
    action: 'start-reconcile',
    submit: 'Chạy ngay',
    done: 'Đã đưa lần đối chiếu vào hàng đợi.',
  },
  { kind: 'reconcile', scope: {} },
);

/** Only for those who may; while one is under way another would do no more. */
function runNow({ jobs: underWay }: Overview, visit: Visit): Markup | false {
  if (!visit.may('start-reconcile')) return false;
  if (underWay.some(({ kind }) => kind === 'reconcile'))
    return html`<p class="quiet">Một lần đối chiếu đang chạy hoặc đang chờ.</p>`;
  return visit.form(runNowForm);
}
