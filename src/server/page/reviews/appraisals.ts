import { z } from 'zod';
import { latestAppraisals } from '../../../app/queries/reviews.ts';
import { appraise } from '../../../app/reviews/appraise.ts';
import {
  type Appraisal,
  type AppraisalAnswer,
  type AppraisalResult,
  appraisalAnswers,
  appraisalResults,
} from '../../../domain/appraisal.ts';
import { given } from '../../../domain/given.ts';
import { progressTable } from '../../../report/documents/appraisal-paper.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { checkStateNames, checkTones, sourceText } from '../../../report/readiness/words.ts';
import { pageTable } from '../../../report/table/page.ts';
import { list, type Table } from '../../../report/table/table.ts';
import { appraisalProgress } from '../../../runs/appraisal-progress.ts';
import { appraisalItems } from '../../../runs/city-files.ts';
import { appraisalAnswerNames, appraisalResultNames, noClause } from '../../../words/desk.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { offeringOf } from '../../v1/offerings.ts';
import { pageBehind, places } from '../../v1/paging.ts';
import { appraisalAddress, offeringAddress, unitAddress } from '../addresses.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { day, desk, empty, pagedTable, section } from '../parts.ts';

const shownRows = 50;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

const tones = { passed: 'good', 'to-complete': 'minor', returned: 'critical' } as const;

/** How far each unit's eligible rows are appraised, and what each came to. */
export const appraisalsPage = pageAt('/tham-dinh', { ...desk, query, show: showList });

async function showList(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { city, store, names, own } = visit;
  const asked = { limit: shownRows, cursor: visit.query.cursor };
  const page = await pageBehind(asked, ['tham-dinh', own], places.offering, (after, limit) =>
    latestAppraisals(store, given({ agency: own, after, limit })),
  );
  const progress = await appraisalProgress(store, city, own);
  const main = html`<h1>Thẩm định</h1>
<p class="lead">Các dòng đủ điều kiện của Phụ lục I được thẩm định tới đâu. Thẩm định một dịch vụ: mở trang của dịch vụ ở đơn vị, rồi bấm “Thẩm định”.</p>
${section(
  'tien-do',
  'Tiến độ từng đơn vị',
  pageTable(progressTable(names), progress, {
    none: empty(
      'Chưa đơn vị nào có dòng đủ điều kiện.',
      html`Dòng đến từ Phụ lục I mà đơn vị nộp ở trang <a href="/ra-soat">Rà soát</a>.`,
    ),
    to: ({ agency }) => unitAddress(agency),
  }),
)}
${section(
  'da-tham-dinh',
  'Đã thẩm định',
  pagedTable(visit, listTable(names), page, {
    none: empty('Chưa thẩm định dịch vụ nào.'),
    to: ({ procedure, agency }) => appraisalAddress(procedure, agency),
  }),
)}`;
  return { title: 'Thẩm định', trail: [['/ra-soat', 'Rà soát']], main };
}

function listTable(names: Visit['names']): Table<Appraisal> {
  return list([
    {
      title: 'Thủ tục',
      head: true,
      page: ({ procedure }) => html`<code>${procedure}</code>`,
    },
    { title: 'Đơn vị', page: ({ agency }) => names.agency(agency) },
    { title: 'Kết quả', page: ({ result }) => badge(result) },
    { title: 'Ai, ngày nào', page: ({ by, at }) => html`${by}, ${day(at)}` },
    { title: 'Lý do', page: ({ reason }) => reason },
  ]);
}

function badge(result: AppraisalResult): Markup {
  return html`<span class="badge ${tones[result]}">${appraisalResultNames[result]}</span>`;
}

type Params = { procedure: string; agency: string };

async function show(visit: Visit<Params>): Promise<Shown> {
  const { store, context, configuration, names } = visit;
  const { procedure, agency } = offeringOf(visit, visit.params);
  const checklist = await context.reader.checklist(procedure, agency.code, visit.gone);
  const [last] = (await latestAppraisals(store, { agency: agency.code })).filter(
    each => each.procedure === procedure,
  );
  const { appraisal: file } = configuration.reviews;
  const items = file === undefined ? [] : await appraisalItems(file);
  const rows = items.map(item => {
    const measured = checklist?.rows.find(({ id, state }) => id === item.fact && state !== 'unknown');
    const before = last?.items.find(({ id, measured: was }) => id === item.id && !was);
    return { item, measured, before };
  });
  const asked = rows.filter(({ measured }) => !measured);
  const form =
    items.length > 0 &&
    visit.form(
      appraiseForm,
      fields => html`${asked.map(({ item, before }) => fields.choice({ name: `${answerPrefix}${item.id}`, label: item.text, value: before?.answer ?? '', options: [['', 'chưa trả lời'], ...appraisalAnswers.map(each => [each, appraisalAnswerNames[each]] as const)] }))}
${fields.choice({ name: 'result', label: 'Kết quả thẩm định', options: appraisalResults.map(each => [each, appraisalResultNames[each]] as const) })}
${fields.long({ name: 'reason', label: 'Lý do, nhận xét' })}`,
    );
  const main = html`<p class="eyebrow"><code>${procedure}</code></p><h1 class="said">${checklist?.name ?? `Thủ tục ${procedure}`}</h1>
<p class="lead"><a href="${offeringAddress(procedure, agency.code)}">${agency.name}</a></p>
${last ? html`<p>${badge(last.result)} ${last.by}, ${day(last.at)}: ${last.reason}</p>` : html`<p class="quiet">Chưa thẩm định.</p>`}
${section(
  'muc-tham-dinh',
  'Nội dung thẩm định',
  rows.length === 0
    ? empty('Thành phố chưa đặt danh mục nội dung thẩm định.', 'Nhờ người quản trị khai báo danh mục ấy.')
    : html`<ul class="held">${rows.map(
        ({ item, measured, before }) =>
          html`<li>${
            measured
              ? html`<span class="badge ${checkTones[measured.state]}">${checkStateNames[measured.state]}</span>`
              : before
                ? html`<span class="badge info">${appraisalAnswerNames[before.answer]}</span>`
                : html`<span class="badge minor">hỏi người thẩm định</span>`
          } ${item.text} <span class="quiet">(${item.clause ?? noClause})</span>${measured && html`<p class="quiet">${sentenceCase(sourceText(measured))}</p>`}${!measured && before && html`<p class="quiet">${before.source}${before.at !== null && html`, ${day(before.at)}`}</p>`}</li>`,
      )}</ul>`,
)}
${form && section('ghi', 'Ghi kết quả', form)}`;
  return {
    title: `Thẩm định ${procedure} tại ${names.agency(agency.code)}`,
    trail: [['/tham-dinh', 'Thẩm định']],
    main,
  };
}

/** Items have names of the city's own, which must not be those of the other fields. */
const answerPrefix = 'noi-dung-';

type Values = { result: AppraisalResult; reason: string } & Record<string, string>;

const appraiseForm = pageForm({
  name: 'ghi-tham-dinh',
  action: 'appraise-review',
  submit: 'Ghi kết quả thẩm định',
  done: 'Đã ghi kết quả thẩm định.',
  values: z
    .object({ result: z.enum(appraisalResults), reason: z.string().trim().min(1).max(2_000) })
    .catchall(z.enum(appraisalAnswers)) as unknown as z.ZodType<Values>,
  async act(visit: Visit<Params>, { result, reason, ...given }) {
    const { procedure, agency } = offeringOf(visit, visit.params);
    const answers = Object.fromEntries(
      Object.entries(given).map(([name, answer]) => [
        name.slice(answerPrefix.length),
        answer as AppraisalAnswer,
      ]),
    );
    await appraise(visit.asking, { procedure, agency: agency.code, answers, result, reason });
  },
});

/** One eligible row: what is measured, what is asked, and what it came to. */
export const appraisalPage = pageAt('/tham-dinh/:procedure/:agency', {
  ...desk,
  show,
  forms: [appraiseForm],
});
