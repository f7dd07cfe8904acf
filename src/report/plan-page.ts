import { numberWords } from '../domain/number-words.ts';
import { date, dateAndTime } from '../domain/time.ts';
import { type Difference, signWords } from '../plan/difference.ts';
import type { GuardHold, Plan } from '../plan/plan.ts';
import { type PlanLine, type PlanNames, type PlanView, planView } from '../plan/show-model.ts';
import { guardNames } from '../plan/words.ts';
import { sentenceCase } from '../words/sentence.ts';
import type { Form } from './forms.ts';
import { html, type Markup } from './html/markup.ts';
import { pageForm } from './html/plain-page.ts';

/** Differences of one line and agencies that are shown; the plan's JSON has them all. */
const shownDifferences = 400;
const shownAgencies = 400;

/** A plan as a page for whoever reviews it: one file, nothing fetched, no script; written piece by piece. */
export function planPage(plan: Plan, names: PlanNames): Form {
  const view = planView(plan, names);
  const top = html`<p class="eyebrow">${view.name}</p><h1>${sentenceCase(view.headline)}</h1>
<p class="meta">${plan.author} lập lúc ${dateAndTime(plan.createdAt)} · dấu vân tay <code>${plan.fingerprint}</code></p>
${planHolds(plan)}`;
  const page = { title: `Kế hoạch ${plan.id}`, sheets: ['top', 'list', 'tables', 'plan'], top };
  return pageForm('plan.html', page, function* () {
    yield* view.procedures.values().map(procedurePart);
    yield [planTasks(view), planUnknown(view)];
  });
}

/**
 * Each guard with what it says, once for what somebody may lift and once for what nobody may.
 *
 * @param most Messages of one that are shown.
 */
export function planHolds({ holds }: Plan, most = holds.length): Markup | false {
  if (holds.length === 0) return false;
  const groups = Map.groupBy(holds, ({ guard, approvable }) => `${guard} ${approvable}`);
  const items = groups.values().map(group => {
    const [{ guard, approvable }] = group as [GuardHold];
    const changes = new Set(group.flatMap(({ actions }) => actions)).size;
    return html`<li><b>${sentenceCase(guardNames[guard])}</b>${changes > 0 && html` <span class="count">(${numberWords(changes)} thay đổi)</span>`}<br>${messages(group, most)}<br><span class="quiet">${whoMay(approvable)}</span></li>`;
  });
  return html`<section class="notice warning" aria-labelledby="giu-lai"><h2 id="giu-lai">Đang bị giữ lại</h2><ul class="held">${[...items]}</ul></section>`;
}

function messages(group: readonly GuardHold[], most: number): Markup {
  // Whom a plan needs stands below; plans of versions before name a command.
  const said = (message: string) =>
    message.replace(/ Chỉ làm khi .*$/s, '').replace(/ bằng lệnh “[^“”]*”/g, '');
  const all = [...new Set(group.map(({ message }) => said(message)))];
  const left = all.length - most;
  return html`${all.slice(0, most).map((message, at) => html`${at > 0 && html`<br>`}${message}`)}${left > 0 && html`<br>và ${numberWords(left)} chỗ khác như vậy.`}`;
}

function whoMay(approvable: boolean): string {
  return approvable
    ? 'Người duyệt cho phép được; không phải người đã lập kế hoạch.'
    : 'Không ai cho phép thay được: phải hết nguyên nhân rồi lập lại kế hoạch.';
}

export function procedurePart({ code, name, systems }: PlanView['procedures'][number]): Markup {
  return html`<section class="group"><header><h3><code>${code}</code> ${name}</h3></header>${systems.map(
    ({ title, lines }) => html`<p class="system">${title}</p><ul>${lines.map(lineItem)}</ul>`,
  )}</section>
`;
}

function lineItem(line: PlanLine): Markup {
  const { title, standing, moved, reason, reversible, leavesOut, agencies } = line;
  return html`<li class="line"><p><b>${title}</b> <span class="badge ${moved ? 'critical' : 'info'}">${standing}</span>${
    !reversible && html` <span class="badge minor">không tự trả lại được</span>`
  }</p>${leavesOut !== undefined && html`<p><b>${sentenceCase(leavesOut)}.</b></p>`}<p class="quiet">${reason}</p>${differenceList(line.differences)}${agencyList(agencies)}</li>`;
}

function differenceList(differences: Difference[]): Markup | false {
  if (differences.length === 0) return false;
  const left = differences.length - shownDifferences;
  return html`<ul class="diff">${differences.slice(0, shownDifferences).map(differenceItem)}${
    left > 0 && html`<li>và ${numberWords(left)} chỗ khác</li>`
  }</ul>`;
}

function differenceItem({ sign, what, before, after }: Difference): Markup {
  const arrow = before !== null && after !== null && ' → ';
  const values = html`${before !== null && html`<del>${before}</del>`}${arrow}${after !== null && html`<ins>${after}</ins>`}`;
  return html`<li class="${sign}">${signWords[sign]} ${what}${values.text !== '' && html`: ${values}`}</li>`;
}

function agencyList(agencies: string[]): Markup | false {
  if (agencies.length < 2) return false;
  const left = agencies.length - shownAgencies;
  const items = agencies.slice(0, shownAgencies).map(name => html`<li>${name}</li>`);
  return html`<details class="units" ${agencies.length <= 4 && 'open'}><summary>${numberWords(agencies.length)} đơn vị</summary><ul>${items}${
    left > 0 && html`<li>và ${numberWords(left)} đơn vị khác</li>`
  }</ul></details>`;
}

export function planTasks({ tasks: list }: PlanView): Markup | false {
  if (list.length === 0) return false;
  const items = list.map(
    ({ what, agencies, due, link }) =>
      html`<li class="line"><p>${what}${due !== null && html` · hạn <b>${date(due)}</b>`}${
        link !== null && /^https?:/i.test(link) && html` · <a href="${link}">mở trang</a>`
      }</p>${agencyList(agencies)}</li>`,
  );
  return html`<section><h2>Việc phải làm tay</h2><ul>${items}</ul></section>`;
}

export function planUnknown({ unknown: list }: PlanView): Markup | false {
  if (list.length === 0) return false;
  return html`<section><h2>Chưa biết được nên chưa lập thay đổi</h2><ul>${list.map(each => html`<li>${each}</li>`)}</ul></section>`;
}
