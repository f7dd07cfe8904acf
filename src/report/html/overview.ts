import { numberWords } from '../../domain/number-words.ts';
import { dateAndTime, duration } from '../../domain/time.ts';
import type { ReportModel } from '../model.ts';
import { peopleSentence } from '../people.ts';
import {
  headline,
  idleWords,
  mendableSentence,
  sliceName,
  sourceAdvice,
  sourceSentence,
  uncheckedSentence,
  unreadSystems,
} from '../sentences.ts';
import { rowWords, type Tally } from '../tally.ts';
import { mendingCommand, sourceCommand } from '../technical.ts';
import { ownerDuties, runStatusNames } from '../words.ts';
import { forTechnicians, severityWords } from './badges.ts';
import { html, type Markup } from './markup.ts';

/** The top of the page: what is not known, one sentence, the numbers, what could not be read. */
export function overview(model: ReportModel): Markup {
  const { summary, tally, resolved } = model;
  const slice = sliceName(model);
  const took = duration(Date.parse(summary.finishedAt) - Date.parse(summary.startedAt));
  const unchecked = uncheckedSentence(model);
  const mendable = mendableSentence(model);
  return html`<header class="top ${summary.status}">
<p class="eyebrow">Báo cáo sai lệch dịch vụ công trực tuyến</p>
<p class="place">${model.place}${slice && html` <span class="slice">${slice}</span>`}</p>
<h1>${unbroken(headline(model))}</h1>
${model.people && html`<p>${peopleSentence(model.people, model.levels)}</p>`}
${unchecked && html`<p class="unknown">${unchecked}</p>`}
<p class="meta">Đối chiếu lúc ${dateAndTime(summary.startedAt)}, trong ${took} · ${runStatusNames[summary.status]} · mã lần chạy <code>${summary.runId}</code></p>
${figures(tally, resolved)}
${mendable && html`<p class="sum">${mendable}</p>${forTechnicians(mendingCommand)}`}
<p class="sum">Danh sách có <b id="f-total">${numberWords(tally.total)}</b> dòng: ${rowWords(tally)}.</p>
</header>
${unreadNotice(model)}`;
}

/** The numbers people look for first: what is not known before all. `resolved` null: cannot be told. */
export function figures(
  { unchecked, toDo, bySeverity, fresh, states }: Tally,
  resolved: number | null,
): Markup {
  const shown: [id: string, value: number | null, word: string, note: string][] = [
    ['f-unchecked', unchecked > 0 ? unchecked : null, 'chưa kiểm tra lại', 'chưa rõ còn hay hết'],
    ['f-todo', toDo, 'cần xử lý', 'thấy trong lần này'],
    ['f-critical', bySeverity.critical, 'nghiêm trọng', 'trong số cần xử lý'],
    ['f-new', fresh, 'mới', 'trong số cần xử lý'],
    ['f-resolved', resolved, 'đã hết', 'so với lần trước'],
    ['f-info', bySeverity.info, 'để biết', 'mức thông tin'],
    ['f-waived', states.waived, 'tạm bỏ qua', 'có người cho phép'],
  ];
  return html`<dl class="figures">${shown.map(
    ([id, value, word, note]) =>
      value !== null &&
      html`\n<div id="${id}" class="${value === 0 && 'none'}"><dt>${word}<small>${note}</small></dt><dd>${numberWords(value)}</dd></div>`,
  )}</dl>`;
}

function unreadNotice(model: ReportModel): Markup | false {
  const unread = unreadSystems(model);
  return (
    unread.length > 0 &&
    html`<section class="notice warning" aria-labelledby="unread"><h2 id="unread">${numberWords(unread.length)} nguồn chưa đọc đủ</h2>${unread.map(
      system =>
        html`<p><strong>${sourceSentence(system)}</strong><br><span class="do">Cần làm:</span> ${sourceAdvice(system, model)}</p>${forTechnicians(system.error, sourceCommand(system, model))}`,
    )}<p class="quiet">Không có nghĩa là dịch vụ ở đó bị thiếu: phần chưa đọc được không bị tính là sai lệch, cũng không được coi là đã hết.</p></section>`
  );
}

/** A number stays with its noun. */
function unbroken(sentence: string): string {
  return sentence.replace(/(\d|nghiêm|cần|xử) (?=\p{L})/gu, '$1\u00a0');
}

const shownSteps = 4;

/** "Ai phải làm gì": what each office must do next, always in sight. */
export function duties(model: ReportModel): Markup {
  const cards = model.owners.map(part => {
    const groups = part.groups.filter(({ standing }) => standing === 'toDo');
    const further = groups.slice(shownSteps);
    const steps = groups.slice(0, shownSteps).map(group => {
      const text = model.ruleText(group.rule);
      return html`<li><b>${text.title}</b> <span class="count">(${numberWords(group.tally.total)})</span><br>${text.remedy}</li>`;
    });
    const furtherRows = further.reduce((sum, group) => sum + group.tally.total, 0);
    return html`<article class="card" data-owner="${part.owner}"><h3>${part.name}</h3><p class="quiet">${ownerDuties[part.owner]}</p>${ownerNumbers(part.tally, model)}${
      steps.length > 0 && html`<ol>${steps}</ol>`
    }${
      further.length > 0 &&
      html`<p class="more"><a href="#danh-sach" data-show-owner="${part.owner}">và ${numberWords(further.length)} loại khác (${numberWords(furtherRows)} sai lệch)</a></p>`
    }</article>`;
  });
  return html`<section id="ai-lam-gi"><h2>Ai phải làm gì</h2><div class="cards">${cards}</div></section>`;
}

/** On an owner's card: what nobody could look at again, then what is to be done. */
export function ownerNumbers(tally: Tally, model: Pick<ReportModel, 'summary' | 'systems'>): Markup {
  const { unchecked, toDo } = tally;
  const words = severityWords(tally) || (unchecked > 0 ? 'cần xử lý' : idleWords(model, tally));
  return html`${
    unchecked > 0 &&
    html`<p class="unknown">${numberWords(unchecked)} chưa kiểm tra lại được, chưa rõ còn hay hết</p>`
  }<p class="big">${numberWords(toDo)} <small>${words}</small></p>`;
}
