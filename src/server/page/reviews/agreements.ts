import { z } from 'zod';
import { agree } from '../../../app/reviews/agree.ts';
import { type Agreement, agreementStates, agreementWords, offices } from '../../../domain/agreement.ts';
import { given } from '../../../domain/given.ts';
import { officeOf } from '../../../domain/role.ts';
import { dayText } from '../../../domain/time.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { agreementTable, agreementTones } from '../../../report/reviews/agreements.ts';
import { badge } from '../../../report/table/page.ts';
import { agreementOn, agreements } from '../../../runs/agreements.ts';
import {
  agreementStateNames,
  conditionWords,
  nextStep,
  nobodyTells,
  officeWordNames,
  shownText,
  verdictNames,
} from '../../../words/desk.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { givenDay } from '../../given-day.ts';
import { found } from '../../v1/found.ts';
import { firstOf, pageBehind, places } from '../../v1/paging.ts';
import { agreementAddress, offeringAddress } from '../addresses.ts';
import { filterMarkup } from '../form.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { any, called, day, desk, empty, facts, pagedTable, section, unitOptions, when } from '../parts.ts';

const shownRows = 50;
const query = z.strictObject({
  state: z.enum(agreementStates).optional(),
  agency: z.string().max(100).optional(),
  cursor: z.string().max(2_000).optional(),
});
type Query = z.output<typeof query>;

/** Explanations of Phụ lục II: what is owed, what both offices say, whose turn it is. */
export const agreementsPage = pageAt('/thong-nhat', { ...desk, query, show: showList });

async function showList(visit: Visit<unknown, Query>): Promise<Shown> {
  const { store, configuration, names, own } = visit;
  const { state, cursor } = visit.query;
  const agency = own ?? visit.query.agency;
  const of = ['thong-nhat', agency, state];
  const page = await pageBehind({ limit: shownRows, cursor }, of, places.offering, (after, count) =>
    firstOf(agreements(store, configuration, visit.now, given({ agency, state, after })), count),
  );
  const states = called(agreementStates, each => agreementStateNames[each]);
  const main = html`<h1>Giải trình và thống nhất ý kiến</h1>
<p class="lead">Từng dòng của Phụ lục II: đơn vị nêu gì, các hệ thống cho thấy gì, hai cơ quan nói gì và đang chờ ai.</p>
${filterMarkup(
  '/thong-nhat',
  { state, agency: visit.query.agency },
  fields => html`${fields.choice({ name: 'state', label: 'Tình trạng', value: state, options: [any, ...states] })}
${own === undefined && fields.choice({ name: 'agency', label: 'Đơn vị', value: agency, options: [any, ...unitOptions(visit)] })}`,
)}
${pagedTable(visit, agreementTable(names), page, {
  none: empty(
    'Không có dòng nào như vậy.',
    html`Dòng đến từ Phụ lục II mà đơn vị nộp ở trang <a href="/ra-soat">Rà soát</a>; đang lọc thì <a href="/thong-nhat">bỏ lọc</a>.`,
  ),
  to: ({ procedure, agency }) => agreementAddress(procedure, agency),
})}`;
  return { title: 'Giải trình và thống nhất ý kiến', trail: [['/ra-soat', 'Rà soát']], main };
}

type Params = { procedure: string; agency: string };

async function show(visit: Visit<Params>): Promise<Shown> {
  const { store, configuration, names, own, params: of } = visit;
  const seen = own === undefined || own === of.agency;
  const row = found(
    seen ? await agreementOn(store, configuration, visit.now, of) : undefined,
    'Phụ lục II của đơn vị không có thủ tục này.',
    'There is no such row in Phụ lục II of the unit.',
  );
  const { procedure, agency, name, state, closed, words, history } = row;
  const main = html`<p class="eyebrow"><code>${procedure}</code></p><h1 class="said">${name}</h1>
<p class="lead"><a href="${offeringAddress(procedure, agency)}">${names.agency(agency)}</a></p>
<p>${badge(agreementTones[state], agreementStateNames[state])} ${closed ? 'Thủ tục đã bị bãi bỏ, không áp dụng cho đơn vị hoặc đã được công bố theo quyết định, hay thành phố không còn đơn vị này: không cần ý kiến' : sentenceCase(nextStep(row, names.owner))}.</p>
${facts([
  ['Về kỹ thuật, điều kiện của đơn vị', row.technical.text],
  ['Về quy định của pháp luật', row.legal.text],
  ['Danh mục', `${row.source.name}, trang “${row.source.sheet}”, dòng ${row.source.row}`],
])}
${section('he-thong', 'Các hệ thống cho thấy', factsPart(row, names))}
${section(
  'y-kien',
  'Ý kiến của hai cơ quan',
  facts(
    offices.map(office => [names.owner(office), words[office] ? wordPart(words[office]) : 'chưa có ý kiến']),
  ),
)}
${wordWay(visit, row)}
${section(
  'lich-su',
  'Mọi ý kiến từ trước tới nay',
  history.length === 0
    ? html`<p class="quiet">Chưa có ý kiến nào.</p>`
    : html`<ul class="steps">${history.map(
        ({ office, lapsedAt, ...said }) =>
          html`<li>${names.owner(office)}: ${wordPart(said)}${lapsedAt !== null && html` <span class="quiet">Hết tính từ ${when(lapsedAt)}: đơn vị đã gửi lý do khác.</span>`}</li>`,
      )}</ul>`,
)}`;
  return {
    title: `${procedure} tại ${names.agency(agency)}`,
    trail: [['/thong-nhat', 'Thống nhất ý kiến']],
    main,
  };
}

type Said = NonNullable<Agreement['words']['technical']>;

function wordPart({ word, opinion, proposal, until, by, at }: Said): Markup {
  return html`${officeWordNames[word]} <span class="quiet">(${by}, ${day(at)})</span>${opinion !== null && html`<p>${opinion}</p>`}${proposal !== null && html`<p>Đề xuất: ${proposal}</p>`}${until !== null && html`<p>Đơn vị trả lời trước ngày ${dayText(until)}.</p>`}`;
}

function factsPart({ facts: shown }: Agreement, names: Visit['names']): Markup {
  if (shown.length === 0) return html`<p class="quiet">Đơn vị chưa nêu điều kiện nào để đối chiếu.</p>`;
  return html`<ul class="held">${shown.map(
    ({ reason, verdict, system, shown: value, at }) =>
      html`<li><span class="badge ${verdict === 'contradicted' ? 'critical' : 'info'}">${verdictNames[verdict]}</span> ${sentenceCase(conditionWords[reason] ?? 'điều kiện đơn vị nêu')}${
        value
          ? html`<p class="quiet">${system === null ? '' : `${names.system(system)}: `}${shownText(value)}${at !== null && html`, ${day(at)}`}</p>`
          : html`<p class="quiet">${sentenceCase(nobodyTells)}.</p>`
      }</li>`,
  )}</ul>`;
}

function wordWay(visit: Visit<Params>, { grounds, closed }: Agreement): Markup | false {
  if (closed) return false;
  const office = officeOf(visit.caller.role);
  const proposes = office === 'regulatory' && grounds.includes('legal');
  const form = visit.form(
    wordForm,
    fields => html`${fields.choice({ name: 'word', label: 'Ý kiến', options: called(agreementWords, each => officeWordNames[each]) })}
${fields.long({ name: 'opinion', label: 'Vì sao' })}
${office === 'regulatory' && fields.long({ name: 'proposal', label: 'Đề xuất về quy định', required: proposes })}
${fields.text({ name: 'until', label: 'Đơn vị trả lời trước ngày', type: 'date', hint: 'Chỉ cần khi yêu cầu giải trình lại.' })}`,
  );
  return (
    form && section('cho-y-kien', `Ghi ý kiến của ${office ? visit.names.owner(office) : 'cơ quan'}`, form)
  );
}
const text = z.string().trim().min(1).max(2_000).optional();

const wordForm = pageForm({
  name: 'ghi-y-kien',
  action: 'agree-review',
  submit: 'Ghi ý kiến',
  done: 'Đã ghi ý kiến.',
  once: true,
  values: z.strictObject({
    word: z.enum(agreementWords),
    opinion: text,
    proposal: text,
    until: givenDay.optional(),
  }),
  async act({ asking, params: of }: Visit<Params>, values) {
    await agree(asking, { ...of, ...values });
  },
});

/** One row of Phụ lục II: what counts, what was said before, and the place to say it. */
export const agreementPage = pageAt('/thong-nhat/:procedure/:agency', {
  ...desk,
  show,
  forms: [wordForm],
});
