import { z } from 'zod';
import { type DiscrepancyHistory, taskOf } from '../../../app/queries/runs.ts';
import { decide } from '../../../app/reviews/decide.ts';
import { makeTask } from '../../../app/tasks/make.ts';
import { unwaive, waive } from '../../../app/waivers/waive.ts';
import { isDefined } from '../../../definitions/load.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { officeOf } from '../../../domain/role.ts';
import { dayOf } from '../../../domain/time.ts';
import { remedyOf } from '../../../reconcile/remedy.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { givenDay } from '../../given-day.ts';
import { Problem } from '../../problems/problem.ts';
import { foundFinding } from '../../v1/found.ts';
import { taskAddress } from '../addresses.ts';
import { jobForm, started } from '../jobs/jobs.ts';
import { pageForm, type Visit } from '../page.ts';
import { folded } from '../parts.ts';

export type Params = { fingerprint: string };

export function foundRow({ store, params: { fingerprint }, now, own }: Visit<Params>) {
  return foundFinding(store, fingerprint, now, own);
}

/** What can be done about it here; what lies outside is said in words. */
export async function ways(
  visit: Visit<Params>,
  row: DiscrepancyHistory,
  remedy: string | undefined,
): Promise<Markup> {
  const waived = row.state === 'waived';
  const task = await taskOf(visit.store, row.fingerprint);
  return html`${remedy && html`<p class="lead"><span class="do">Cần làm:</span> ${remedy} <a href="/tro-giup/quy-tac#${row.rule}">Ai làm gì, vì sao</a></p>`}<div class="ways">${!waived && (await planWay(visit, row))}${
    task &&
    html`<div><p>Đã giao thành việc phải làm: <a href="${taskAddress(task)}">xem việc, hạn và xác nhận</a>.</p></div>`
  }${decideWay(visit, row)}${task === undefined && !waived && taskWay(visit, row)}${waived ? unwaiveWay(visit) : waiveWay(visit)}</div>`;
}

/** Until there is a definition it is drafted first; what somebody changed by hand can be kept instead. */
async function planWay(visit: Visit<Params>, row: DiscrepancyHistory): Promise<Markup | false> {
  const { procedure, rule } = row;
  if (procedure === null || remedyOf(rule) !== 'plan') return false;
  const { configuration, names } = visit;
  if (!(await isDefined(configuration.services, procedure))) {
    const holding = configuration.systems.filter(({ profile }) => profile.hosts.length > 0);
    const form = visit.form(draftForm, fields =>
      fields.choice({
        name: 'from',
        label: 'Lấy từ',
        options: [
          ['', 'bản ghi của CSDL quốc gia (soạn nháp)'],
          ...holding.map(
            ({ profile: { name } }) => [name, `cấu hình đang có ở ${names.system(name)}`] as const,
          ),
        ],
      }),
    );
    return html`<div><p>dvc-sync tự sửa được khi có định nghĩa của thủ tục này; nay chưa có. ${
      form ? 'Soạn định nghĩa trước, xem lại, rồi lập kế hoạch.' : 'Người vận hành soạn định nghĩa trước.'
    }</p>${form}</div>`;
  }
  const plan = visit.form(planForm);
  const keep = row.system !== null && driftRules.has(rule) && visit.form(adoptForm);
  return html`<div><p>dvc-sync tự sửa được: kế hoạch so định nghĩa với các hệ thống, chưa ghi gì; xem và duyệt xong mới áp dụng.</p>${plan}</div>${
    keep &&
    html`<div><p>Hoặc giữ như ${names.system(row.system!)} đang có: định nghĩa được viết lại theo hệ thống này, hệ thống không bị ghi gì.</p>${keep}</div>`
  }`;
}

/** What somebody changed at a system since it was pushed: pushed again, or taken for what is wanted. */
const driftRules: ReadonlySet<string> = new Set([
  'level-drift',
  'eform-drift',
  'workflow-drift',
  'components-drift',
]);

const planForm = jobForm({
  name: 'lap-ke-hoach',
  action: 'start-plan',
  submit: 'Lập kế hoạch sửa thủ tục này',
  main: true,
  done: 'Đã đưa việc lập kế hoạch vào hàng đợi.',
  async queue(visit: Visit<Params>) {
    const { procedure, fingerprint } = await foundRow(visit);
    if (procedure === null) throw new Refusal('nothing-defined', {});
    return started(visit, { kind: 'plan', scope: { fromFindings: [fingerprint] } });
  },
});

const draftForm = jobForm({
  name: 'soan-dinh-nghia',
  action: 'start-define',
  submit: 'Soạn định nghĩa',
  done: 'Đã đưa việc soạn định nghĩa vào hàng đợi.',
  values: z.strictObject({ from: z.string().max(100).optional() }),
  async queue(visit: Visit<Params>, { from }) {
    const { procedure } = await foundRow(visit);
    const known = visit.configuration.systems.some(({ profile }) => profile.name === from);
    if (procedure === null || (from !== undefined && !known)) throw new Problem('conflict');
    return started(visit, { kind: 'define', scope: { procedure, ...(from !== undefined && { from }) } });
  },
});

const adoptForm = jobForm({
  name: 'giu-nhu-he-thong',
  action: 'start-define',
  submit: 'Giữ như hệ thống đang có',
  done: 'Đã đưa việc viết lại định nghĩa vào hàng đợi.',
  grave: true,
  async queue(visit: Visit<Params>) {
    const { procedure, system, rule } = await foundRow(visit);
    if (procedure === null || system === null || !driftRules.has(rule)) throw new Problem('conflict');
    return started(visit, { kind: 'define', scope: { procedure, from: system, replace: true } });
  },
});

/** Where no run makes a task by itself, a person can. */
function taskWay(visit: Visit<Params>, { severity, owner }: DiscrepancyHistory): Markup | false {
  if (severity === 'info') return false;
  const { configuration, names, now } = visit;
  const form = visit.form(taskForm, fields =>
    fields.text({
      name: 'due',
      label: 'Hạn làm xong',
      type: 'date',
      value: dayOf(now, configuration.tasks.dueDays[severity]),
    }),
  );
  return folded(visit, taskForm, `Giao thành việc cho ${names.owner(owner)}`, form);
}

const taskForm = pageForm({
  name: 'giao-viec',
  action: 'make-task',
  submit: 'Giao việc',
  done: 'Đã giao việc; lần đối chiếu sau tự thấy khi đã xong.',
  values: z.strictObject({ due: givenDay }),
  async act(visit: Visit<Params>, { due }) {
    const { fingerprint } = await foundRow(visit);
    return taskAddress(await makeTask(visit.asking, fingerprint, due));
  },
});

/** Two units contradict each other: a person's word wins over their lists; of law it is the office of law's. */
function decideWay(visit: Visit<Params>, { rule, owner }: DiscrepancyHistory): Markup | false {
  if (rule !== conflictRule) return false;
  if (officeOf(visit.caller.role) === 'regulatory' && owner !== 'regulatory') return false;
  const form = visit.form(
    decideForm,
    fields =>
      html`${fields.choice({
        name: 'eligible',
        label: 'Thủ tục này',
        options: [
          ['', 'chọn'],
          ['yes', `đủ điều kiện lên ${visit.names.levels.of(4)}`],
          ['no', `chưa đủ điều kiện lên ${visit.names.levels.of(4)}`],
        ],
      })}${fields.long({ name: 'reason', label: 'Căn cứ của quyết định' })}`,
  );
  return form && html`<div><h3>Quyết định thay cho các danh mục trái nhau</h3>${form}</div>`;
}

const conflictRule = 'review-conflict';

const decideForm = pageForm({
  name: 'quyet-dinh',
  action: 'decide-review',
  submit: 'Ghi quyết định',
  done: 'Đã ghi quyết định; có hiệu lực từ lần đối chiếu sau.',
  values: z.strictObject({ eligible: z.enum(['yes', 'no']), reason: z.string().trim().min(1).max(2_000) }),
  async act(visit: Visit<Params>, { eligible, reason }) {
    const { procedure, rule } = await foundRow(visit);
    if (procedure === null || rule !== conflictRule) throw new Problem('conflict');
    await decide(visit.asking, visit.city, {
      procedure,
      agency: null,
      eligible: eligible === 'yes',
      reason,
    });
  },
});

function waiveWay(visit: Visit<Params>): Markup | false {
  const form = visit.form(
    waiveForm,
    fields => html`${fields.long({ name: 'reason', label: 'Lý do', hint: 'Ai đã đồng ý, theo văn bản nào; người khác sẽ đọc.' })}
${fields.text({ name: 'until', label: 'Đến hết ngày', type: 'date', value: dayOf(visit.now, 90) })}`,
  );
  return folded(visit, waiveForm, 'Tạm bỏ qua, có lý do và thời hạn', form);
}

const waiveForm = pageForm({
  name: 'tam-bo-qua',
  action: 'waive',
  submit: 'Tạm bỏ qua',
  done: 'Đã ghi; sai lệch này không tính là phải xử lý từ lần đối chiếu sau.',
  values: z.strictObject({ reason: z.string().trim().min(1).max(2_000), until: givenDay }),
  async act(visit: Visit<Params>, { reason, until }) {
    const { fingerprint } = await foundRow(visit);
    await waive(visit.asking, { fingerprint }, { reason, until });
  },
});

function unwaiveWay(visit: Visit<Params>): Markup | false {
  const form = visit.form(unwaiveForm);
  return form && html`<div><p>Sai lệch này đang được tạm bỏ qua.</p>${form}</div>`;
}

const unwaiveForm = pageForm({
  name: 'tinh-lai',
  action: 'revoke-waiver',
  submit: 'Thôi bỏ qua',
  done: 'Đã ghi; sai lệch này được tính lại từ lần đối chiếu sau.',
  async act(visit: Visit<Params>) {
    const { fingerprint } = await foundRow(visit);
    if ((await unwaive(visit.asking, { fingerprint })).length === 0)
      throw new Refusal('finding-not-waived', { fingerprint });
  },
});

export const wayForms = [planForm, draftForm, adoptForm, taskForm, decideForm, waiveForm, unwaiveForm];
