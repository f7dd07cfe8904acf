import { numberWords } from '../../domain/number-words.ts';
import { date } from '../../domain/time.ts';
import { type Cause, type CauseGroup, namedAgencies } from '../causes.ts';
import type { ReportModel } from '../model.ts';
import { findingPage, keyName } from '../report-tables.ts';
import { isSettled } from '../sentences.ts';
import { forTechnicians, severityBadge } from './badges.ts';
import { html, type Markup } from './markup.ts';

/** Bytes the list may take, so that the page opens on an old phone; the workbook has the rest. */
const listBudget = 4_000_000;
/** Causes of the worst kind that stand open at first; everything else behind a click keeps the page an overview. */
const openCauses = 12;

/** "Danh sách sai lệch", worst first, in pieces: one cause is one line. */
export function* list(model: ReportModel): Generator<Markup> {
  const budget = { left: listBudget, open: openCauses };
  const positions = new Map(model.agencies.map((part, index) => [part.agency?.code ?? null, index]));
  const parts = [
    { standing: 'unchecked', title: 'Chưa kiểm tra lại được: đã thấy trước đây, nay chưa rõ còn hay hết' },
    { standing: 'toDo', title: 'Cần xử lý' },
    { standing: 'known', title: 'Để biết, không bắt buộc xử lý' },
    { standing: 'waived', title: 'Tạm bỏ qua' },
  ].map(part => ({ ...part, groups: model.groups.filter(({ standing }) => standing === part.standing) }));
  if (model.groups.length === 0)
    yield html`<p class="empty">${isSettled(model) ? 'Không có sai lệch nào.' : 'Chưa thấy sai lệch nào, nhưng chưa kết luận được.'}</p>`;
  for (const part of parts) {
    if (part.groups.length === 0) continue;
    const rows = part.groups.reduce((sum, group) => sum + group.tally.total, 0);
    const heading = html`<h3>${part.title} <span class="count">(${numberWords(rows)})</span></h3>`;
    const folded = part.standing !== 'toDo';
    yield folded
      ? html`<details class="folded ${part.standing}" ${part.standing === 'unchecked' && 'open'}><summary>${heading}</summary>`
      : heading;
    for (const group of part.groups) yield* groupLines(group, model, positions, budget);
    if (folded) yield html`</details>`;
  }
}

function* groupLines(
  group: CauseGroup,
  model: ReportModel,
  positions: ReadonlyMap<string | null, number>,
  budget: { left: number; open: number },
): Generator<Markup> {
  const text = model.ruleText(group.rule);
  const causes = group.causes.length;
  const total = numberWords(group.tally.total);
  const waived = group.standing === 'waived';
  const open = group.severity === 'critical' && group.standing === 'toDo' && causes <= budget.open;
  // Worst first, without gaps: what follows a closed group stays closed.
  if (group.standing !== 'unchecked') budget.open = open ? budget.open - causes : 0;
  const { new: fresh } = group.tally.states;
  const freshWords = fresh > 0 && html` <span class="fresh">${numberWords(fresh)} mới</span>`;
  yield html`
<section class="group ${group.severity}" data-severity="${group.severity}" data-owner="${group.owner}" data-rule="${group.rule}">
<header><h4>${severityBadge(group.severity)} ${text.title}</h4><p class="total"><b>${total}</b> sai lệch · ${model.owner(group.owner)}${freshWords}</p></header>${
    !waived &&
    html`<p class="todo"><span class="do">Cần làm:</span> ${text.remedy}</p>${text.technical && forTechnicians(text.technical)}`
  }
<details class="lines" ${open && 'open'}><summary>${causes === 1 ? 'Xem nguyên nhân' : `Xem ${numberWords(causes)} nguyên nhân`}</summary>${!waived && html`<p class="quiet">${text.what} ${text.why}${model.home !== undefined && html` <a href="${model.home}/tro-giup/quy-tac#${group.rule}">Ai làm gì, vì sao</a>`}</p>`}
<ol>`;
  const shared = sharedPlaces(group);
  let listed = 0;
  for (const cause of group.causes) {
    const line = causeLine(cause, model, positions, shared.has(place(cause)));
    budget.left -= Buffer.byteLength(line.text);
    if (budget.left < 0) break;
    listed += cause.tally.total;
    yield line;
  }
  const missing = group.tally.total - listed;
  yield html`</ol>${
    missing > 0 &&
    html`<p class="left-out">Còn ${numberWords(missing)} sai lệch của nhóm này không liệt kê ở đây để trang mở nhanh; danh sách đầy đủ ở bảng tính kèm theo, trang “Sai lệch”.</p>`
  }</details></section>`;
}

function causeLine(
  cause: Cause,
  model: ReportModel,
  positions: ReadonlyMap<string | null, number>,
  needsKey: boolean,
): Markup {
  const name = cause.procedure !== null ? model.procedureName(cause.procedure) : undefined;
  const several = cause.agencies.length > 1;
  const codes =
    several || cause.affected.length === 0 ? cause.agencies.map(({ code }) => code) : cause.affected;
  const indexes = [...new Set([...cause.agencies.map(({ code }) => code), ...cause.affected])]
    .map(code => positions.get(code))
    .filter(index => index !== undefined);
  const { tally } = cause;
  const fresh = tally.states.new;
  return html`
<li class="cause" data-s="${cause.system ?? ''}" data-a="${indexes.join(' ')}" ${fresh > 0 && 'data-new'}>
<p class="what">${cause.procedure !== null && html`<code>${cause.procedure}</code> `}${name && html`<b>${name}</b> `}<span class="where">${[
    cause.system !== null && model.system(cause.system),
    needsKey && keyName(cause.key),
    fresh < tally.total && `từ ${date(cause.firstSeen)}`,
    tally.states.carried > 0 && `thấy gần nhất ${date(cause.lastSeen)}`,
  ]
    .filter(Boolean)
    .join(
      ' · ',
    )}</span>${tally.total > 1 && tally.total !== codes.length && html` <span class="times">${numberWords(tally.total)}</span>`}${fresh > 0 && html` <span class="fresh">${fresh < tally.total ? `${numberWords(fresh)} mới` : 'mới'}</span>`}</p>
<p class="say">${several && html`<span class="quiet">Ví dụ:</span> `}${name ? cause.brief : cause.message}</p>
${waiverNote(cause)}${!several && html`<p class="since">${known(cause.fingerprint, model)}</p>`}${agencyList(codes, cause, model)}</li>`;
}

/** As much of a fingerprint as tells a finding from all others of a city; commands take it for the whole. */
const shownDigits = 12;

/** What a finding is known by, with the way to its page where people reach one. */
function known(fingerprint: string, { home }: ReportModel): Markup {
  const code = html`mã <code>${fingerprint.slice(0, shownDigits)}</code>`;
  return home === undefined
    ? code
    : html`<a href="${findingPage(home, { fingerprint })}">Mở sai lệch</a> · ${code}`;
}

function place({ procedure, system }: Cause): string {
  return JSON.stringify([procedure, system]);
}

/** Where only the case, tier or remote code tells two lines apart; elsewhere it would be noise. */
function sharedPlaces({ causes }: CauseGroup): Set<string> {
  const places = Map.groupBy(causes, place);
  return new Set([...places].flatMap(([key, { length }]) => (length > 1 ? [key] : [])));
}

function waiverNote(cause: Cause): Markup | false {
  const { waiver } = cause;
  return (
    waiver !== null &&
    html`<p class="since">Tạm bỏ qua${waiver.until && ` đến ${date(waiver.until)}`} theo ${waiver.by}: ${waiver.reason}</p>`
  );
}

/** A few agencies stand in the line itself, many behind a click. */
function agencyList(codes: readonly string[], cause: Cause, model: ReportModel): Markup | false {
  if (codes.length === 0 || (codes.length === 1 && cause.agencies.length === 1)) return false;
  if (codes.length <= 3 && cause.namesUnits) return false;
  const own = new Map(cause.agencies.map(({ code, fingerprint }) => [code, fingerprint]));
  const fresh = new Set(cause.agencies.filter(({ isNew }) => isNew).map(({ code }) => code));
  const marked = fresh.size > 0 && fresh.size < codes.length;
  const names = codes.slice(0, namedAgencies).map(code => {
    const fingerprint = own.get(code);
    return html`<li>${model.agency(code)}${marked && fresh.has(code) && html` <small>(mới)</small>`}${fingerprint && html` <small>${known(fingerprint, model)}</small>`}</li>`;
  });
  const rest = codes.length - names.length;
  const more = rest > 0 && html`<li>và ${numberWords(rest)} đơn vị khác, xem bảng tính kèm theo</li>`;
  return html`<details class="units" ${codes.length <= 4 && 'open'}><summary>${numberWords(codes.length)} đơn vị</summary><ul>${names}${more}</ul></details>`;
}
