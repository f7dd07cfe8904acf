import { numberWords } from '../../domain/number-words.ts';
import { severities } from '../../domain/severity.ts';
import { duration } from '../../domain/time.ts';
import { enumeration } from '../../words/sentence.ts';
import type { ReportModel } from '../model.ts';
import { agencyTable, ruleTable } from '../report-tables.ts';
import { isSettled, sourceAdvice } from '../sentences.ts';
import { leftOut, pageTable } from '../table/page.ts';
import { sourceCommand } from '../technical.ts';
import { clause, systemStatusNames } from '../words.ts';
import { forTechnicians, severityBadge } from './badges.ts';
import { html, type Markup } from './markup.ts';

const shownAgencies = 10;
const agencyLimit = 500;

/** "Theo đơn vị": the ten worst in sight, the others behind a click. */
export function agencies(model: ReportModel): Markup {
  const parts = model.agencies.slice(0, agencyLimit);
  const further = parts.slice(shownAgencies);
  const left = model.agencies.length - parts.length;
  return html`<section id="don-vi"><h2>Theo đơn vị</h2><p class="quiet">Một sai lệch liên quan nhiều đơn vị được tính ở từng đơn vị.</p>${
    parts.length === 0
      ? html`<p class="quiet">${isSettled(model) ? 'Không đơn vị nào có sai lệch.' : 'Chưa thấy đơn vị nào có sai lệch, nhưng chưa kết luận được.'}</p>`
      : pageTable(agencyTable(model), parts.slice(0, shownAgencies))
  }${
    further.length > 0 &&
    html`<details><summary>Xem thêm ${numberWords(further.length)} dòng</summary>${pageTable(agencyTable(model), further)}</details>`
  }${leftOut(left, 'đơn vị nữa ở bảng tính kèm theo, trang “Theo đơn vị”')}</section>`;
}

/** "Quy tắc": what could not be judged stands first and in sight. */
export function ruleOutcomes(model: ReportModel): Markup {
  const ran = model.rules.filter(rule => rule.outcome);
  const held = ran.filter(rule => rule.outcome?.status !== 'evaluated');
  const items = held.map(({ text, outcome }) => {
    const where =
      outcome?.status === 'partly' ? ` tại ${enumeration(outcome.skipped.map(model.systemTitle))}` : '';
    const because = outcome?.reason ? ` vì ${clause(outcome.reason)}` : '';
    return html`<li><b>${text.title}</b>: không đánh giá được${where}${because}</li>`;
  });
  return html`<section id="quy-tac"><h2>Quy tắc đã dùng</h2><p>${numberWords(ran.length - held.length)} trên ${numberWords(ran.length)} quy tắc được đánh giá đầy đủ.</p>${
    items.length > 0 && html`<ul class="held">${items}</ul>`
  }<details><summary>Xem tất cả ${numberWords(model.rules.length)} quy tắc</summary>${pageTable(ruleTable(model), model.rules)}</details></section>`;
}

/** "Nguồn dữ liệu": what was read of each system. */
export function sources(model: ReportModel): Markup {
  const items = model.systems.map(system => {
    const complete = system.status === 'complete';
    const facts = [
      `${numberWords(system.procedures)} thủ tục`,
      // The national database lists procedures only.
      system.offerings > 0 &&
        `${numberWords(system.offerings)} dịch vụ tại ${numberWords(system.agencies)} đơn vị`,
      system.quarantined > 0 && `${numberWords(system.quarantined)} bản ghi lỗi để riêng`,
      `${numberWords(system.requests)} yêu cầu trong ${duration(system.durationMs)}`,
    ].filter(Boolean);
    return html`<li class="${system.status}"><h3>${system.title} <span class="badge ${complete ? 'good' : 'critical'}"><span aria-hidden="true">${complete ? '✓' : '✕'}</span> ${systemStatusNames[system.status]}</span></h3><p>${facts.join(' · ')}</p>${(system.notes ?? []).map(note => html`<p>${note}</p>`)}${!complete && html`<p><span class="do">Cần làm:</span> ${sourceAdvice(system, model)}</p>${forTechnicians(system.error, sourceCommand(system, model))}`}</li>`;
  });
  return html`<section id="nguon"><h2>Nguồn dữ liệu</h2><ul class="sources">${items}</ul></section>`;
}

/** Severities that occur, for the key of the list. */
export function severityKey(model: ReportModel): Markup {
  const words = {
    critical: 'gây hại ngay, xử lý trước hết',
    major: 'người dân gặp trở ngại',
    minor: 'nên sửa',
    info: 'để biết',
  } as const;
  const present = severities.filter(severity => model.groups.some(group => group.severity === severity));
  return html`<p class="key">${present.map(severity => html`<span>${severityBadge(severity)} ${words[severity]}</span>`)}</p>`;
}
