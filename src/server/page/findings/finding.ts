import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { startJob } from '../../../app/jobs/start.ts';
import { procedureDirectory } from '../../../app/queries/procedures.ts';
import {
  type DiscrepancyHistory,
  history,
  lastRun,
  latestComplete,
  pageOfRun,
  type RowFilter,
  taskOf,
} from '../../../app/queries/runs.ts';
import { decide } from '../../../app/reviews/decide.ts';
import { makeTask } from '../../../app/tasks/make.ts';
import { unwaive } from '../../../app/waivers/unwaive.ts';
import { waive } from '../../../app/waivers/waive.ts';
import { isDefined } from '../../../definitions/load.ts';
import { nationalOf } from '../../../domain/city.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { officeOf } from '../../../domain/role.ts';
import { procedurePage } from '../../../domain/task.ts';
import { tierNames } from '../../../domain/tier.ts';
import { date, dateAndTime, dayOf } from '../../../domain/time.ts';
import { remedyOf } from '../../../reconcile/remedy.ts';
import { rules } from '../../../reconcile/rules/index.ts';
import { evidenceWords } from '../../../report/evidence-words.ts';
import { severityBadge } from '../../../report/html/badges.ts';
import { type Content, html, type Markup } from '../../../report/html/markup.ts';
import { elsewhereRule } from '../../../report/people.ts';
import { keyName } from '../../../report/report-tables.ts';
import { sideWords } from '../../../report/side-words.ts';
import { stateNames } from '../../../report/words.ts';
import { findingCodes, ruleProfiles, say } from '../../../words/findings.ts';
import type { App } from '../../app.ts';
import { Problem } from '../../problems/problem.ts';
import { found } from '../../v1/found.ts';
import { findingAddress, jobAddress, offeringAddress, taskAddress, unitAddress } from '../addresses.ts';
import type { Fields } from '../form.ts';
import { addPage, type PageForm, type Shell, type Shown, type Visit } from '../page.ts';
import { facts, section, technical, when } from '../parts.ts';
import { guidanceOn } from '../reviews/guidance-part.ts';
import { standingsNow } from './standings.ts';

const params = z.object({ fingerprint: z.string().max(200) });
type Params = z.output<typeof params>;

/** One finding: what should be, what is, where from, since when, and what can be done about it here. */
export function findingPage(app: App, shell: Shell): void {
  addPage(app, shell, {
    address: '/sai-lech/:fingerprint',
    action: 'read-slice',
    room: '/sai-lech',
    params,
    show,
    forms: [planForm, draftForm, adoptForm, taskForm, decideForm, waiveForm, unwaiveForm, ...guidance.forms],
  });
}

async function foundRow(visit: Visit<Params>): Promise<DiscrepancyHistory> {
  const { fingerprint } = visit.params;
  // The query goes by how a fingerprint begins; here it is always a whole one.
  const rows = await history(visit.context.store, { fingerprint }, visit.now, 2);
  const { own } = visit;
  return found(
    rows.find(row => row.fingerprint === fingerprint && (own === undefined || row.units.includes(own))),
    'Không có sai lệch nào mang mã này.',
    'There is no discrepancy of this fingerprint.',
  );
}

async function show(visit: Visit<Params>): Promise<Shown> {
  const row = await foundRow(visit);
  const { configuration, names, context } = visit;
  const { city } = configuration;
  const said = say(row, city.levelNames);
  const text = ruleProfiles(rules, city.levelNames).find(({ id }) => id === row.rule);
  const directory = await procedureDirectory(context.store, city);
  const name = row.procedure === null ? undefined : directory.name(row.procedure);
  const title = text?.title ?? row.rule;
  const ended = row.resolvedAt !== null;
  const standing = await standingsNow(context.store, narrowed(row));
  const state = standing(row);
  const main = html`<p class="eyebrow">${title}</p><h1 class="said">${said.message}</h1>
<p>${severityBadge(row.severity)} <span class="badge ${ended ? 'good' : 'info'}">${ended ? 'đã hết' : stateNames[state]}</span></p>
${!ended && state === 'carried' && html`<p class="unknown">Lần đối chiếu gần nhất không kiểm tra lại được, nên chưa rõ còn hay đã hết.</p>`}
${await sideBySide(visit, row, said)}
${facts([
  ['Thủ tục', row.procedure !== null && html`<code>${row.procedure}</code> ${name}`],
  [row.units.length === 1 ? 'Đơn vị' : 'Các đơn vị', units(visit, row)],
  ['Hệ thống', row.system !== null && names.system(row.system)],
  ['Cấp', row.key !== null && Object.hasOwn(tierNames, row.key) && keyName(row.key)],
  ['Mã ở hệ thống', row.rule.startsWith('unmapped-') && row.key !== null && html`<code>${row.key}</code>`],
  ['Trách nhiệm', names.owner(row.owner)],
  ['Thấy lần đầu', when(row.firstSeen)],
  ['Thấy gần nhất', when(row.lastSeen)],
  ['Đã hết', ended && when(row.resolvedAt!)],
])}
${!ended && section('xu-ly', 'Xử lý', await ways(visit, row, text?.remedy))}
${guided.has(row.rule) && row.procedure !== null && (await guidance.part(visit))}
${evidence(visit, row)}
${links(visit, row)}
${await elsewhere(visit, row)}
${past(row)}
${technical([
  ['Mã sai lệch', html`<code>${row.fingerprint}</code>`],
  ['Mã quy tắc', html`<code>${row.rule}</code>`],
  ['Trường hợp, cấp hoặc mã', row.key !== null && html`<code>${row.key}</code>`],
])}`;
  return { title, trail: [['/sai-lech', 'Sai lệch']], main };
}

/** What units may not agree about: who is in charge says how to go on (III.1.a, note 2). */
const guided: ReadonlySet<string> = new Set(['uneven-level', 'review-conflict']);

const guidance = guidanceOn<Params>(async visit => {
  const { procedure, units } = await foundRow(visit);
  return { procedure: procedure ?? '', units };
});

/** Of all rows of a run few are about what this one is about. */
function narrowed({ rule, procedure, agency }: DiscrepancyHistory): RowFilter {
  return { rule, ...(procedure !== null && { procedure }), ...(agency !== null && { agency }) };
}

/** Each side with its source, and when that was read. */
async function sideBySide(
  { context, configuration, names }: Visit,
  row: DiscrepancyHistory,
  { expected, actual }: ReturnType<typeof say>,
): Promise<Markup | false> {
  if (expected === null && actual === null) return false;
  const national = nationalOf(configuration.city)?.name;
  const readAt = async (system: string): Promise<string> => {
    const last = await latestComplete(context.store, system);
    const at = last ? `đọc ngày ${date(last.takenAt)}` : 'chưa đọc đủ lần nào';
    return `${names.system(system)}, ${at}`;
  };
  const here = row.system ?? row.systems.find(system => system !== national);
  const others = row.systems.filter(system => system !== here);
  const sources = await Promise.all(others.map(readAt));
  const own = here === undefined ? [] : [await readAt(here)];
  // What people meet at this system is held against the others there, not the other way round.
  const met = row.rule === elsewhereRule;
  const [should, is] = met ? [own, sources] : [sources, own];
  const titles = met ? (['Người dân gặp', 'Thành phố vận hành'] as const) : (['Phải là', 'Đang là'] as const);
  const said = (value: string | number | null) => sideWords(row.rule, value, names.levels) ?? 'không có';
  const side = (title: string, value: string | number | null, from: readonly string[]) =>
    html`<div><dt>${title}</dt><dd>${said(value)}</dd>${from.map(source => html`<dd class="quiet">${source}</dd>`)}</div>`;
  return html`<dl class="pair">${side(titles[0], expected, should)}${side(titles[1], actual, is)}</dl>`;
}

const shownUnits = 60;

function units({ names }: Visit, { units: codes, procedure }: DiscrepancyHistory): Content {
  if (codes.length === 0) return null;
  const one = (code: string) =>
    html`<a href="${procedure === null ? unitAddress(code) : offeringAddress(procedure, code)}">${names.agency(code)}</a>`;
  if (codes.length <= 3) return codes.map((code, at) => html`${at > 0 && ', '}${one(code)}`);
  const left = codes.length - shownUnits;
  return html`<details class="units"><summary>${numberWords(codes.length)} đơn vị</summary><ul>${codes.slice(0, shownUnits).map(code => html`<li>${one(code)}</li>`)}${left > 0 && html`<li>và ${numberWords(left)} đơn vị khác</li>`}</ul></details>`;
}

const shownEvidence = 50;

function evidence({ names }: Visit, row: DiscrepancyHistory): Markup | false {
  // Its units stand above already.
  const { agencies: _, agencyCount: __, ...seen } = row.evidence;
  const lines = evidenceWords(row.units.length > 0 ? seen : row.evidence, names);
  if (lines.length === 0) return false;
  const terms = lines.map(
    ({ term, said }) =>
      [
        term,
        said.length === 1
          ? said[0]
          : html`<ul>${said.slice(0, shownEvidence).map(one => html`<li>${one}</li>`)}${said.length > shownEvidence && html`<li>và ${numberWords(said.length - shownEvidence)} dòng khác</li>`}</ul>`,
      ] as const,
  );
  return section('bang-chung', 'Bằng chứng', facts(terms));
}

/** Where a system has a page for the procedure. */
function links({ configuration, names }: Visit, { procedure }: DiscrepancyHistory): Markup | false {
  if (procedure === null) return false;
  const known = configuration.systems.flatMap(({ profile, page }) => {
    const address = URL.parse(procedurePage(page, procedure) ?? '');
    return address && /^https?:$/.test(address.protocol)
      ? [html`<li><a href="${address.href}" rel="noreferrer">${names.system(profile.name)}</a></li>`]
      : [];
  });
  return known.length > 0 && section('lien-ket', 'Mở ở hệ thống', html`<ul class="links">${known}</ul>`);
}

const shownElsewhere = 10;

/** Other findings of the same rule about the same procedure; of any procedure, how to see them. */
async function elsewhere(visit: Visit, row: DiscrepancyHistory): Promise<Markup | false> {
  const { store } = visit.context;
  const run = await lastRun(store);
  if (!run || !findingCodes.includes(row.rule as never)) return false;
  const own = visit.own === undefined ? {} : { agency: visit.own };
  const { rows } =
    row.procedure === null
      ? { rows: [] }
      : await pageOfRun(
          store,
          run.id,
          { rule: row.rule, procedure: row.procedure, ...own },
          { limit: shownElsewhere + 1 },
        );
  const others = rows.filter(({ fingerprint }) => fingerprint !== row.fingerprint).slice(0, shownElsewhere);
  const all = new URLSearchParams({ rule: row.rule, ...(row.system !== null && { system: row.system }) });
  const same = row.procedure !== null && new URLSearchParams({ rule: row.rule, procedure: row.procedure });
  const { levelNames } = visit.configuration.city;
  return section(
    'noi-khac',
    'Cùng nguyên nhân ở nơi khác',
    html`${
      others.length > 0
        ? html`<ul class="held">${others.map(
            other =>
              html`<li><a href="${findingAddress(other.fingerprint)}">${say(other, levelNames).brief}</a></li>`,
          )}</ul>`
        : html`<p class="quiet">Không thấy ở nơi khác của thủ tục này.</p>`
    }<p class="links">${same && html`<a href="/sai-lech?${same.toString()}">Tất cả của thủ tục này</a>`} <a href="/sai-lech?${all.toString()}">Tất cả sai lệch loại này${row.system !== null && ' ở hệ thống này'}</a></p>`,
  );
}

function past({ lives, waivers }: DiscrepancyHistory): Markup {
  const told = [
    ...lives.map(({ firstSeen, resolvedAt }) => ({
      at: firstSeen,
      what: `Thấy từ ${dateAndTime(firstSeen)}${resolvedAt === null ? ' đến nay' : `, hết ${dateAndTime(resolvedAt)}`}`,
    })),
    ...waivers.map(({ at, by, reason, until, revokedAt, revokedBy }) => ({
      at,
      what: `${by} cho bỏ qua lúc ${dateAndTime(at)}${until ? ` đến ${dateAndTime(until)}` : ''}: ${reason}${
        revokedAt ? `; ${revokedBy} thu hồi lúc ${dateAndTime(revokedAt)}` : ''
      }`,
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return section(
    'lich-su',
    'Lịch sử',
    html`<ul class="steps">${told.map(({ what }) => html`<li>${what}</li>`)}</ul>`,
  );
}

/** What can be done about it here; what lies outside is said in words. */
async function ways(
  visit: Visit<Params>,
  row: DiscrepancyHistory,
  remedy: string | undefined,
): Promise<Markup> {
  const waived = row.state === 'waived';
  const task = await taskOf(visit.context.store, row.fingerprint);
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
  const once = (fields: Fields) => fields.hidden('once', randomUUID());
  if (!(await isDefined(configuration.services, procedure))) {
    const holding = configuration.systems.filter(({ profile }) => profile.hosts.length > 0);
    const form = visit.form(
      draftForm,
      fields =>
        html`${once(fields)}${fields.choice({
          name: 'from',
          label: 'Lấy từ',
          options: [
            ['', 'bản ghi của CSDL quốc gia (soạn nháp)'],
            ...holding.map(
              ({ profile: { name } }) => [name, `cấu hình đang có ở ${names.system(name)}`] as const,
            ),
          ],
        })}`,
    );
    return html`<div><p>dvc-sync tự sửa được khi có định nghĩa của thủ tục này; nay chưa có. ${
      form ? 'Soạn định nghĩa trước, xem lại, rồi lập kế hoạch.' : 'Người vận hành soạn định nghĩa trước.'
    }</p>${form}</div>`;
  }
  const plan = visit.form(planForm, once);
  const keep = row.system !== null && driftRules.has(rule) && visit.form(adoptForm, once);
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

const planForm: PageForm<Params, { once: string }> = {
  name: 'lap-ke-hoach',
  action: 'start-plan',
  submit: 'Lập kế hoạch sửa thủ tục này',
  main: true,
  done: 'Đã đưa việc lập kế hoạch vào hàng đợi.',
  values: z.strictObject({ once: z.uuid() }),
  async act(visit, { once }) {
    const { procedure } = await foundRow(visit);
    if (procedure === null) throw new Refusal('nothing-defined', {});
    const wish = { kind: 'plan' as const, scope: { fromFindings: [visit.params.fingerprint] } };
    return jobAddress((await startJob(visit.asking, visit.context.jobs, wish, once)).id);
  },
};

const draftForm: PageForm<Params, { once: string; from?: string | undefined }> = {
  name: 'soan-dinh-nghia',
  action: 'start-define',
  submit: 'Soạn định nghĩa',
  done: 'Đã đưa việc soạn định nghĩa vào hàng đợi.',
  values: z.strictObject({ once: z.uuid(), from: z.string().max(100).optional() }),
  async act(visit, { once, from }) {
    const { procedure } = await foundRow(visit);
    const known = visit.configuration.systems.some(({ profile }) => profile.name === from);
    if (procedure === null || (from !== undefined && !known)) throw new Problem('conflict');
    const scope = { procedure, ...(from !== undefined && { from }) };
    return jobAddress((await startJob(visit.asking, visit.context.jobs, { kind: 'define', scope }, once)).id);
  },
};

const adoptForm: PageForm<Params, { once: string }> = {
  name: 'giu-nhu-he-thong',
  action: 'start-define',
  submit: 'Giữ như hệ thống đang có',
  done: 'Đã đưa việc viết lại định nghĩa vào hàng đợi.',
  grave: true,
  values: z.strictObject({ once: z.uuid() }),
  async act(visit, { once }) {
    const { procedure, system, rule } = await foundRow(visit);
    if (procedure === null || system === null || !driftRules.has(rule)) throw new Problem('conflict');
    const wish = { kind: 'define' as const, scope: { procedure, from: system, replace: true } };
    return jobAddress((await startJob(visit.asking, visit.context.jobs, wish, once)).id);
  },
};

/** Where no run makes a task by itself, a person can. */
function taskWay(visit: Visit<Params>, { severity, owner }: DiscrepancyHistory): Markup | false {
  if (severity === 'info') return false;
  const { configuration, names, now, refused } = visit;
  const form = visit.form(taskForm, fields =>
    fields.text({
      name: 'due',
      label: 'Hạn làm xong',
      type: 'date',
      required: true,
      value: dayOf(now, configuration.tasks.dueDays[severity]),
    }),
  );
  return (
    form &&
    html`<details${refused?.form === taskForm.name && html` open`}><summary>Giao thành việc cho ${names.owner(owner)}</summary>${form}</details>`
  );
}

const taskForm: PageForm<Params, { due: string }> = {
  name: 'giao-viec',
  action: 'make-task',
  submit: 'Giao việc',
  done: 'Đã giao việc; lần đối chiếu sau tự thấy khi đã xong.',
  values: z.strictObject({ due: z.iso.date() }),
  async act(visit, { due }) {
    const { fingerprint } = await foundRow(visit);
    return taskAddress(await makeTask(visit.asking, fingerprint, due));
  },
};

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
        required: true,
        options: [
          ['', 'chọn'],
          ['yes', `đủ điều kiện lên ${visit.names.levels.of(4)}`],
          ['no', `chưa đủ điều kiện lên ${visit.names.levels.of(4)}`],
        ],
      })}${fields.long({ name: 'reason', label: 'Căn cứ của quyết định', required: true })}`,
  );
  return form && html`<div><h3>Quyết định thay cho các danh mục trái nhau</h3>${form}</div>`;
}

const conflictRule = 'review-conflict';

const decideForm: PageForm<Params, { eligible: 'yes' | 'no'; reason: string }> = {
  name: 'quyet-dinh',
  action: 'decide-review',
  submit: 'Ghi quyết định',
  done: 'Đã ghi quyết định; có hiệu lực từ lần đối chiếu sau.',
  values: z.strictObject({ eligible: z.enum(['yes', 'no']), reason: z.string().trim().min(1).max(2_000) }),
  async act(visit, { eligible, reason }) {
    const { procedure, rule } = await foundRow(visit);
    if (procedure === null || rule !== conflictRule) throw new Problem('conflict');
    await decide(visit.asking, visit.configuration.city, {
      procedure,
      agency: null,
      eligible: eligible === 'yes',
      reason,
    });
    return undefined;
  },
};

function waiveWay(visit: Visit<Params>): Markup | false {
  const form = visit.form(
    waiveForm,
    fields => html`${fields.long({ name: 'reason', label: 'Lý do', required: true, hint: 'Ai đã đồng ý, theo văn bản nào; người khác sẽ đọc.' })}
${fields.text({ name: 'until', label: 'Đến hết ngày', type: 'date', required: true, value: dayOf(visit.now, 90) })}`,
  );
  const open = visit.refused?.form === waiveForm.name;
  return (
    form &&
    html`<details${open && html` open`}><summary>Tạm bỏ qua, có lý do và thời hạn</summary>${form}</details>`
  );
}

const waiveForm: PageForm<Params, { reason: string; until: string }> = {
  name: 'tam-bo-qua',
  action: 'waive',
  submit: 'Tạm bỏ qua',
  done: 'Đã ghi; sai lệch này không tính là phải xử lý từ lần đối chiếu sau.',
  values: z.strictObject({ reason: z.string().trim().min(1).max(2_000), until: z.iso.date() }),
  async act(visit, { reason, until }) {
    const { fingerprint } = await foundRow(visit);
    await waive(visit.asking, { fingerprint }, { reason, until });
    return undefined;
  },
};

function unwaiveWay(visit: Visit<Params>): Markup | false {
  const form = visit.form(unwaiveForm, () => '');
  return form && html`<div><p>Sai lệch này đang được tạm bỏ qua.</p>${form}</div>`;
}

const unwaiveForm: PageForm<Params, Record<string, never>> = {
  name: 'tinh-lai',
  action: 'revoke-waiver',
  submit: 'Thôi bỏ qua',
  done: 'Đã ghi; sai lệch này được tính lại từ lần đối chiếu sau.',
  values: z.strictObject({}),
  async act(visit) {
    const { fingerprint } = await foundRow(visit);
    if ((await unwaive(visit.asking, { fingerprint })).length === 0)
      throw new Refusal('finding-not-waived', { fingerprint });
    return undefined;
  },
};
