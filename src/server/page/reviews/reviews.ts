import { z } from 'zod';
import { type ReportedList, reviewFiles, unitsReported } from '../../../app/queries/reviews.ts';
import { mayHandIn } from '../../../app/reviews/import.ts';
import { withdrawReview } from '../../../app/reviews/withdraw.ts';
import { given } from '../../../domain/given.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { reviewListNames } from '../../../domain/review.ts';
import { type Content, html, type Markup } from '../../../report/html/markup.ts';
import { owedWords, reviewStatus } from '../../../report/reviews/status-model.ts';
import { pageTable } from '../../../report/table/page.ts';
import { list, type Table } from '../../../report/table/table.ts';
import {
  type Correction,
  type FileAnswer,
  type Place,
  placeText,
  type Problem as RowProblem,
  replacedText,
  stateNames,
} from '../../../review/answer.ts';
import { reviewState } from '../../../runs/review-state.ts';
import { firstProcedures } from '../../../words/procedures.ts';
import { sentenceCase } from '../../../words/sentence.ts';
import { pageBehind, places } from '../../v1/paging.ts';
import { foundFile, requireKnownUnit } from '../../v1/reviews.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { desk, empty, folded, pagedTable, section, unitOptions } from '../parts.ts';

const shownFiles = 30;
const query = z.strictObject({ cursor: z.string().max(2_000).optional() });

type File = Awaited<ReturnType<typeof reviewFiles<FileAnswer>>>[number];

async function showList(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { store, own } = visit;
  const asked = { limit: shownFiles, cursor: visit.query.cursor };
  const page = await pageBehind(asked, ['ra-soat', own], places.number, (beforeId, limit) =>
    reviewFiles<FileAnswer>(store, given({ agency: own, beforeId, limit })),
  );
  const form = visit.form(
    uploadForm,
    fields =>
      html`${
        own === undefined &&
        fields.choice({
          name: 'unit',
          label: 'Danh mục của đơn vị',
          options: [['', 'theo tên đơn vị trong tệp'], ...unitOptions(visit)],
          hint: 'Chọn khi tệp không nêu tên đơn vị, hoặc nêu không rõ.',
        })
      }${fields.file({
        name: 'file',
        label: 'Tệp danh mục (Phụ lục I, II)',
        accept: '.xlsx,.xls,.ods,.csv,.docx',
        required: true,
        hint: 'Bảng tính hoặc văn bản Word; từng dòng được trả lời ngay: nhận, cần sửa hay không nhận.',
      })}`,
  );
  const main = html`<h1>Rà soát</h1>
<p class="lead">Danh mục rà soát của các đơn vị: thủ tục nào đủ điều kiện lên ${visit.names.levels.of(4)}, thủ tục nào chưa và vì sao.</p>
${form}
${own !== undefined && (await lacking(visit, own))}
<ul class="links"><li><a href="/ra-soat/phieu">Phiếu rà soát để ghi</a></li><li><a href="/lay-y-kien">Lấy ý kiến</a></li><li><a href="/vuong-mac-phap-ly">Vướng mắc pháp lý</a></li><li><a href="/buoi-lam-viec">Buổi làm việc</a></li><li><a href="/dich-vu-moi">Dịch vụ công mới</a></li><li><a href="/sai-lech?rule=review-conflict">Danh mục trái nhau, chờ quyết định</a></li><li><a href="/thong-nhat">Giải trình và thống nhất ý kiến</a></li><li><a href="/tham-dinh">Thẩm định</a></li></ul>
${section(
  'da-nop',
  'Các tệp đã nộp',
  pagedTable(visit, fileTable(visit), page, {
    none: empty('Chưa có tệp nào.', form ? 'Chọn tệp ở trên rồi bấm “Nộp danh mục”.' : undefined),
    to: ({ id }) => `/ra-soat/${id}`,
  }),
)}
${own === undefined && (await handedIn(visit))}`;
  return { title: 'Rà soát', main };
}

function fileTable({ names, own }: Visit): Table<File> {
  return list([
    { title: 'Tệp', head: true, cell: ({ name }) => name },
    { title: 'Nộp lúc', cell: ({ importedAt }) => ({ moment: importedAt }) },
    {
      title: 'Danh mục',
      cell: ({ parts }) =>
        parts
          .filter(({ agency }) => own === undefined || agency === own)
          .map(
            ({ agency, list, entries, current }) =>
              `${reviewListNames[list]} của ${names.agency(agency)}: ${numberWords(entries)} dòng${current ? '' : ' (không còn tính)'}`,
          ),
    },
  ]);
}

const shownLacking = 20;

/** What a unit has still to hand in, whom it waits for, and what to do about it. */
async function lacking({ store, city, now }: Visit, own: string): Promise<Markup> {
  const { units } = reviewStatus(await reviewState(store, city), city, now);
  const unit = units?.find(({ agency }) => agency === own);
  const title = (text: string, content: Content) => section('con-thieu', text, content);
  if (!units)
    return title(
      'Còn thiếu gì',
      html`<p class="quiet">Chưa có lần đối chiếu nào đọc đủ danh mục quốc gia nên chưa biết đơn vị phải rà soát những gì.</p>`,
    );
  if (!unit)
    return title('Còn thiếu gì', html`<p class="quiet">Đơn vị không có thủ tục nào phải rà soát.</p>`);
  const { expected, owed, unexplained = 0, named } = unit;
  const waiting = owedWords({ ...unit, owed: 0 });
  const wait = waiting !== '' && html`<p>${sentenceCase(waiting)}.</p>`;
  if (owed === 0)
    return title(
      'Đã gửi đủ',
      html`<p>Cả ${numberWords(expected)} thủ tục phải rà soát đều đã có.</p>${wait}`,
    );
  const { first } = firstProcedures(named, shownLacking);
  return title(
    `Còn thiếu ${numberWords(owed)} trên ${numberWords(expected)} thủ tục`,
    html`<p>Ghi từng thủ tục vào Phụ lục I nếu đủ điều kiện, vào Phụ lục II và nêu rõ điều kiện chưa đạt nếu chưa, rồi nộp cả danh mục; hoặc ghi vào <a href="/ra-soat/phieu">phiếu rà soát có sẵn thủ tục của đơn vị</a>.</p>
${unexplained > 0 && html`<p>${numberWords(unexplained)} thủ tục trong số này đã có trong Phụ lục II nhưng không nêu điều kiện nào chưa đạt nên chưa được tính.</p>`}
<ul class="held">${first.map(({ code, name }) => html`<li><code>${code}</code>${name && html` ${name}`}</li>`)}</ul>
${owed > first.length && html`<p class="left-out">Còn ${numberWords(owed - first.length)} thủ tục nữa trong phiếu rà soát.</p>`}${wait}`,
  );
}

/** Who has handed in which list. */
async function handedIn({ store, names }: Visit): Promise<Markup | false> {
  const lists = await unitsReported(store);
  const units = Map.groupBy(lists, ({ agency }: ReportedList) => agency);
  return (
    units.size > 0 &&
    section(
      'don-vi-da-nop',
      'Đơn vị đã nộp',
      html`<p>${numberWords(units.size)} đơn vị: ${[...units.keys()].slice(0, 100).map((code, at) => html`${at > 0 && ', '}${names.agency(code)}`)}.</p>`,
    )
  );
}

const uploadForm = pageForm({
  name: 'nop',
  action: 'import-review',
  submit: 'Nộp danh mục',
  done: 'Đã nhận tệp; dưới đây là trả lời từng dòng.',
  file: true,
  async act(visit) {
    const { city, asking, context, own, fileBytes, gone, now, names } = visit;
    await mayHandIn(asking, own);
    const receive = async () => {
      const { fields, ...file } = await visit.file();
      const unit = own ?? fields.unit;
      requireKnownUnit(city, unit, '/body/unit');
      return {
        ...{ file, actor: asking.actor, at: now, form: 'json' as const },
        ...(unit !== undefined && { unit }),
      };
    };
    const bytes = await context.reader.importReview(fileBytes, receive, gone);
    const answer = JSON.parse(Buffer.from(bytes).toString()) as FileAnswer;
    // What is no list, or of which nothing was kept, has no address: said at once.
    return answer.id === null || answer.round !== null ? answerPage(answer, names) : `/ra-soat/${answer.id}`;
  },
});

const params = z.object({ id: z.coerce.number().int().positive() });

const withdrawForm = pageForm({
  name: 'rut',
  action: 'withdraw-review',
  submit: 'Rút tệp',
  done: 'Đã rút tệp; các danh mục trong đó không còn tính.',
  grave: true,
  values: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
  async act({ asking, params: { id } }: Visit<z.output<typeof params>>, { reason }) {
    await withdrawReview(asking, id, reason);
  },
});

function answerPage(answer: FileAnswer, names: Visit['names']): Shown {
  const { accepted, corrected, questioned, rejected, problems, corrections, notes, lists, superseded } =
    answer;
  const asked = problems.filter(({ kind }) => kind === 'questioned');
  const refused = problems.filter(({ kind }) => kind === 'rejected');
  const part = (id: string, title: string, rows: readonly RowProblem[]) =>
    rows.length > 0 && section(id, title, pageTable(problemTable, rows));
  const main = html`<h1 class="said">${answer.file.name}</h1>
<p class="lead">${sentenceCase(stateNames[answer.state])}.${answer.error && ` ${sentenceCase(answer.error)}`}</p>
<dl class="figures">${(
    [
      [accepted, 'nhận'],
      [corrected, 'nhận sau khi chỉnh'],
      [questioned, 'cần hỏi lại'],
      [rejected, 'không nhận'],
    ] as const
  ).map(
    ([value, word]) =>
      html`<div class="${value === 0 && 'none'}"><dt>${word}</dt><dd>${numberWords(value)}</dd></div>`,
  )}</dl>
${questioned + rejected > 0 && html`<p>Sửa những dòng dưới đây trong tệp rồi <a href="/ra-soat">nộp lại cả tệp</a>; bản mới thay bản cũ.</p>`}
${part('can-hoi', 'Cần hỏi lại', asked)}${part('khong-nhan', 'Không nhận', refused)}
${corrections.length > 0 && section('da-chinh', 'Đã tự chỉnh', pageTable(correctionTable, corrections))}
${lists.length > 0 && section('danh-muc', 'Danh mục trong tệp', html`<ul class="held">${lists.map(each => html`<li>${reviewListNames[each.list]} của ${each.agencyName || names.agency(each.agency)}: nhận ${numberWords(each.accepted)}, hỏi lại ${numberWords(each.questioned)}, không nhận ${numberWords(each.rejected)}</li>`)}</ul>`)}
${superseded.length > 0 && section('da-thay', 'Đã thay danh mục trước', html`<ul class="held">${superseded.map(each => html`<li>${replacedText(each, lists)}</li>`)}</ul>`)}
${notes.length > 0 && section('luu-y', 'Lưu ý', html`<ul class="held">${notes.map(note => html`<li>${place(note)}: ${note.text}</li>`)}</ul>`)}`;
  return { title: answer.file.name, trail: [['/ra-soat', 'Rà soát']], main };
}

const place = (of: Place) => placeText(of) || 'Cả tệp';

const problemTable = list<RowProblem>([
  { title: 'Chỗ', head: true, cell: place },
  {
    title: 'Vì sao',
    page: ({ reason, rows }) => html`${reason}${rows > 1 && ` (${numberWords(rows)} dòng)`}`,
  },
  {
    title: 'Cần làm',
    page: ({ todo, suggestions }) =>
      html`${todo}${suggestions.length > 0 && html`<ul>${suggestions.map(({ code, name }) => html`<li><code>${code}</code> ${name}</li>`)}</ul>`}`,
  },
]);

const correctionTable = list<Correction>([
  { title: 'Chỗ', head: true, cell: place },
  { title: 'Chỉnh gì', cell: ({ what }) => what },
  { title: 'Từ', cell: ({ from }) => from },
  { title: 'Thành', cell: ({ to }) => to },
]);

/** Handing in review lists, and what came of those handed in. */
export const reviewsPage = pageAt('/ra-soat', { ...desk, query, show: showList, forms: [uploadForm] });

/** What was answered to a file, row by row. */
export const reviewPage = pageAt('/ra-soat/:id', {
  ...desk,
  params,
  forms: [withdrawForm],
  async show(visit) {
    const {
      names,
      params: { id },
    } = visit;
    const file = await foundFile(visit, id);
    const shown = answerPage(file.answer, names);
    const counts = file.parts.some(({ current }) => current);
    const form =
      counts && visit.form(withdrawForm, fields => fields.long({ name: 'reason', label: 'Lý do' }));
    const what = html`<p>Danh mục trong tệp này không còn tính; danh mục mà nó đã thay lại có giá trị.</p>${form}`;
    const way = folded(visit, withdrawForm, 'Rút tệp nhập nhầm', form && what);
    return { ...shown, main: html`${shown.main}${way}` };
  },
});

/** Forms of review to fill in; filled in, they come back on the page of lists. */
export const guidedFormsPage = pageAt('/ra-soat/phieu', { ...desk, show: showForms });

async function showForms({ city, own, names }: Visit): Promise<Shown> {
  const units = city.agencies.filter(({ code }) => own === undefined || code === own);
  const table = list<(typeof units)[number]>([
    { title: 'Đơn vị', head: true, page: ({ name }) => name },
    {
      title: 'Phiếu',
      page: ({ code, name }) =>
        html`<a href="/v1/review/forms/${encodeURIComponent(code)}">Tải phiếu của ${name}</a>`,
    },
  ]);
  const main = html`<h1>Phiếu rà soát</h1>
<p class="lead">Phiếu có sẵn các thủ tục của đơn vị, điều các hệ thống đã ghi nhận về từng điều kiện, và câu trả lời để chọn. Ghi xong thì nộp chính tệp ấy ở trang <a href="/ra-soat">Rà soát</a>: mọi điều kiện đạt thì thủ tục vào Phụ lục I, có điều kiện chưa đạt thì vào Phụ lục II. Mục tiêu là ${names.levels.of(4)}.</p>
${pageTable(table, units)}`;
  return { title: 'Phiếu rà soát', trail: [['/ra-soat', 'Rà soát']], main };
}
