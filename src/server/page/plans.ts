import { z } from 'zod';
import { approvePlan, refusePlan } from '../../app/plans/approve.ts';
import { queueApply, queueRollback } from '../../app/plans/stored.ts';
import { listJobs } from '../../app/queries/jobs.ts';
import { approvalsOf, changesOf, listPlans, resultsOf } from '../../app/queries/plans.ts';
import { procedureDirectory } from '../../app/queries/procedures.ts';
import { loadPlan } from '../../apply/stored-plan.ts';
import { numberWords } from '../../domain/number-words.ts';
import { changeKinds, type PlanState } from '../../domain/push.ts';
import { dateAndTime } from '../../domain/time.ts';
import { type Plan, waitsFor } from '../../plan/plan.ts';
import { planView } from '../../plan/show-model.ts';
import { actionStateNames, kindNames } from '../../plan/words.ts';
import { html, type Markup } from '../../report/html/markup.ts';
import { planHolds, planTasks, planUnknown, procedurePart } from '../../report/plan-page.ts';
import { type PlanHead, planStanding, planTable } from '../../report/plan-table.ts';
import { badge } from '../../report/table/page.ts';
import { planNames } from '../../runs/plan-input.ts';
import { enumeration, sentenceCase } from '../../words/sentence.ts';
import { pageBehind, places } from '../v1/paging.ts';
import { foundPlan } from '../v1/plans.ts';
import { planAddress } from './addresses.ts';
import { jobPart } from './jobs/job.ts';
import { jobForm, started } from './jobs/jobs.ts';
import { pageAt, pageForm, type Shown, type Visit } from './page.ts';
import { empty, facts, pagedTable, section, technical, when } from './parts.ts';

const shownPlans = 30;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

async function showList(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { store } = visit;
  const asked = { limit: shownPlans, cursor: visit.query.cursor };
  const page = await pageBehind(asked, 'ke-hoach', places.plan, (before, limit) =>
    listPlans<PlanHead>(store, limit, before),
  );
  const changes = await changesOf(
    store,
    page.items.map(({ id }) => id),
  );
  const main = html`<h1>Kế hoạch</h1>
<p class="lead">Kế hoạch so định nghĩa dịch vụ với các hệ thống và nói sẽ sửa gì, ở đâu. Xem và duyệt xong mới áp dụng.</p>
${visit.form(startForm)}
${pagedTable(visit, planTable(changes, visit.configuration.push), page, {
  none: empty(
    'Chưa có kế hoạch nào.',
    html`Bấm “Lập kế hoạch”, hoặc đi từ một <a href="/sai-lech">sai lệch</a>.`,
  ),
  to: ({ id }) => planAddress(id),
})}`;
  return { title: 'Kế hoạch', main };
}

const startForm = jobForm({
  name: 'lap',
  action: 'start-plan',
  submit: 'Lập kế hoạch',
  done: 'Đã đưa việc lập kế hoạch vào hàng đợi.',
  queue: visit => started(visit, { kind: 'plan', scope: {} }),
});

/** What is to be written to the systems, or was. */
export const plansPage = pageAt('/ke-hoach', { query, show: showList, forms: [startForm] });

type Params = { id: string };

/** Of so many services the page shows the first; the report of the plan has all. */
const shownServices = 200;
/** Of what holds it for one reason likewise. */
const shownHolds = 5;

async function showPlan(visit: Visit<Params>): Promise<Shown> {
  const { store } = visit;
  const { plan, state } = await foundPlan(store, visit.params.id);
  const directory = await procedureDirectory(store, visit.city);
  const codes = [...new Set(plan.actions.map(({ change }) => change.target.procedure))];
  const called = codes.map(procedure => ({ procedure, name: directory.name(procedure) ?? '' }));
  const view = planView(plan, planNames(visit.configuration, called));
  const approvals = await approvalsOf(store, plan.id);
  const left = view.procedures.length - shownServices;
  const standing = planStanding(state, plan, visit.configuration.push);
  const title = `Kế hoạch lập ${dateAndTime(plan.createdAt)}`;
  const main = html`<p class="eyebrow">${title}${plan.rollbackOf !== undefined && ', để trả lại như cũ'}</p><h1>${sentenceCase(view.headline)}</h1>
<p>${badge(standing.tone, standing.value)}</p>
${facts([
  ['Người lập', plan.author],
  ['Lập lúc', when(plan.createdAt)],
  [
    'Trả lại',
    plan.rollbackOf !== undefined &&
      html`<a href="${planAddress(plan.rollbackOf)}">kế hoạch đã áp dụng trước đó</a>`,
  ],
  [
    'Duyệt',
    approvals.length > 0 &&
      approvals.map(({ who, at, reason }) => html`<p>${who}, ${when(at)}: ${reason}</p>`),
  ],
  ['Từ chối', plan.refused && html`${plan.refused.by}, ${when(plan.refused.at)}: ${plan.refused.reason}`],
])}
${planHolds(plan, shownHolds)}
${await results(visit, plan, state)}
${section('thay-doi', 'Sẽ thay đổi gì', view.procedures.length === 0 ? empty('Không có gì phải thay đổi.') : html`${view.procedures.slice(0, shownServices).map(procedurePart)}${left > 0 && html`<p class="left-out">Còn ${numberWords(left)} dịch vụ nữa ở <a href="/v1/plans/${encodeURIComponent(plan.id)}/diff?form=html">bản đầy đủ</a>.</p>`}${closing(plan)}`)}
${planTasks(view)}${planUnknown(view)}
${decide(visit, plan, state)}
${technical([
  ['Mã kế hoạch', html`<code>${plan.id}</code>`],
  ['Dấu vân tay', html`<code>${plan.fingerprint}</code>`],
  ['Trong dòng lệnh', html`<code>dvc-sync plan show ${plan.id}</code>`],
])}`;
  return { title, trail: [['/ke-hoach', 'Kế hoạch']], main };
}

/** What it comes to, by kind and by risk. */
function closing({ actions }: Plan): Markup {
  const kinds = changeKinds.flatMap(kind => {
    const many = actions.filter(({ change }) => change.kind === kind).length;
    return many === 0 ? [] : [`${numberWords(many)} ${kindNames[kind]}`];
  });
  const risks = [
    [actions.filter(({ reversible }) => !reversible).length, 'không tự trả lại được'],
    [actions.filter(({ change }) => change.kind === 'deactivate-offering').length, 'ngừng dịch vụ'],
    [
      actions.filter(({ standing }) => standing === 'changed-there' || standing === 'both-changed').length,
      'đè lên chỗ bị sửa tay trên hệ thống',
    ],
    [
      actions.filter(({ leavesOut }) => leavesOut !== undefined).length,
      'không đem lại hết những gì có trước khi gỡ',
    ],
  ] as const;
  const risky = risks.flatMap(([many, words]) => (many > 0 ? [`${numberWords(many)} ${words}`] : []));
  return html`<p class="lead"><b>Tổng cộng:</b> ${enumeration(kinds)}.</p><p>${
    risky.length > 0
      ? html`<b>Cần để ý:</b> ${enumeration(risky)}.`
      : 'Mọi thay đổi đều trả lại được và không đè lên chỗ ai đã sửa tay.'
  }</p>`;
}

/** How far it has come: live while it is applied, then what came of it. */
async function results(visit: Visit, plan: Plan, state: PlanState): Promise<Markup | false> {
  const { store } = visit;
  const jobs = await listJobs(store, { states: ['running', 'waiting'], kinds: ['apply'], limit: 50 });
  const job = jobs.find(({ scope }) => 'plan' in scope && scope.plan === plan.id);
  if (job) return section('ap-dung-phan', 'Đang áp dụng', await jobPart(visit, job));
  if (state !== 'applied' && state !== 'stopped' && state !== 'applying') return false;
  const all = await resultsOf(store, plan.id);
  const counts = [...Map.groupBy(all, result => result.state)].map(
    ([each, group]) => `${numberWords(group.length)} ${actionStateNames[each]}`,
  );
  const bad = all.filter(
    result => result.message !== null && result.state !== 'verified' && result.state !== 'done',
  );
  const of = new Map(plan.actions.map(action => [action.number, action]));
  const lines = bad.slice(0, 50).map(({ number, state: each, message }) => {
    const action = of.get(number)!;
    const { procedure, agency } = action.change.target;
    const where = [visit.names.system(action.system), procedure, agency && visit.names.agency(agency)].filter(
      Boolean,
    );
    return html`<li>${where.join(', ')}, ${kindNames[action.change.kind]}: ${actionStateNames[each]}. ${message}</li>`;
  });
  return section(
    'ket-qua',
    'Kết quả áp dụng',
    html`<p>${sentenceCase(enumeration(counts))}.</p>${lines.length > 0 && html`<ul class="held">${lines}</ul>`}`,
  );
}

function decide(visit: Visit<Params>, { holds }: Plan, state: PlanState): Markup | false {
  const reason = { name: 'reason', label: 'Lý do' } as const;
  const waiting = state === 'draft' || state === 'approved';
  const approve =
    state === 'draft' &&
    visit.form(approveForm, fields =>
      fields.long({ ...reason, hint: 'Đã xem những gì, căn cứ nào; sẽ ghi vào nhật ký.' }),
    );
  const refuse =
    waiting &&
    visit.form(refuseForm, fields =>
      fields.long({ ...reason, hint: 'Người lập sửa theo lý do này rồi lập kế hoạch mới.' }),
    );
  // The hours of writing are asked about anew; what else holds it, somebody has to allow first.
  const lasting = holds.filter(({ guard }) => guard !== 'outside-window');
  const held = state === 'draft' && waitsFor({ holds: lasting }, visit.configuration.push) !== 'nothing';
  const apply = ((waiting && !held) || state === 'stopped') && visit.form(applyForm);
  const back = (state === 'applied' || state === 'stopped') && visit.form(rollbackForm);
  const part = (title: string, form: Markup | false, words: string) =>
    form && html`<div><h3>${title}</h3><p class="quiet">${words}</p>${form}</div>`;
  const ways = [
    part('Duyệt', approve, 'Người lập không tự duyệt kế hoạch của mình.'),
    part('Từ chối', refuse, 'Kế hoạch bị từ chối không áp dụng được nữa.'),
    part(
      state === 'stopped' ? 'Làm tiếp' : 'Áp dụng',
      apply,
      'Hỏi lại các điều kiện trước, ghi từng thay đổi rồi đọc lại để kiểm tra. Theo dõi được từng bước và hủy được.',
    ),
    part('Trả lại như cũ', back, 'Lập kế hoạch ngược lại; cũng xem, duyệt rồi mới áp dụng.'),
  ].filter(Boolean);
  return ways.length > 0 && section('quyet-dinh', 'Quyết định', html`<div class="ways">${ways}</div>`);
}

const reasonValues = z.strictObject({ reason: z.string().trim().min(1).max(2_000) });

const approveForm = pageForm({
  name: 'duyet',
  action: 'approve-plan',
  submit: 'Duyệt kế hoạch',
  main: true,
  done: 'Đã duyệt kế hoạch.',
  values: reasonValues,
  async act({ asking, params: { id } }: Visit<Params>, { reason }) {
    await approvePlan(asking, { plan: id, reason });
  },
});

const refuseForm = pageForm({
  name: 'tu-choi',
  action: 'refuse-plan',
  submit: 'Từ chối kế hoạch',
  done: 'Đã từ chối kế hoạch.',
  grave: true,
  values: reasonValues,
  async act({ asking, params: { id } }: Visit<Params>, { reason }) {
    await refusePlan(asking, { plan: id, reason });
  },
});

const applyForm = jobForm({
  name: 'ap-dung',
  action: 'start-apply',
  submit: 'Áp dụng',
  done: 'Đã đưa việc áp dụng vào hàng đợi.',
  grave: true,
  async queue({ asking, context, store, params: { id } }: Visit<Params>) {
    const state = (await loadPlan(store, id))?.state;
    return queueApply(asking, context.jobs, { plan: id, ...(state === 'stopped' && { resume: true }) });
  },
});

const rollbackForm = jobForm({
  name: 'tra-lai',
  action: 'start-rollback',
  submit: 'Lập kế hoạch trả lại',
  done: 'Đã đưa việc lập kế hoạch trả lại vào hàng đợi.',
  queue: ({ asking, context, params: { id } }: Visit<Params>) => queueRollback(asking, context.jobs, id),
});

/** A plan as whoever approves it reads it: by service, then system, in words. */
export const planPage = pageAt('/ke-hoach/:id', {
  show: showPlan,
  forms: [approveForm, refuseForm, applyForm, rollbackForm],
});
