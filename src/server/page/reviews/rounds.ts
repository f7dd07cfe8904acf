import { z } from 'zod';
import { type ReviewRound, roundNow, rounds, saidInRound } from '../../../app/queries/consultations.ts';
import { addresseesOf, answerRound, endRound } from '../../../app/reviews/consult.ts';
import {
  type RoundWord,
  roundListNames,
  roundLists,
  roundSayNames,
  roundSays,
  unitsOf,
} from '../../../domain/consultation.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { reviewListNames } from '../../../domain/review.ts';
import { tierNames, tiers } from '../../../domain/tier.ts';
import { dateAndTime, dayText } from '../../../domain/time.ts';
import { html, type Markup } from '../../../report/html/markup.ts';
import { addresseeTable, namedRows, opinionTable, roundTable } from '../../../report/reviews/rounds.ts';
import { pageTable } from '../../../report/table/page.ts';
import { roundNames, silenceUnheard, silenceWords } from '../../../words/desk.ts';
import { listWords } from '../../../words/sentence.ts';
import { handedOn } from '../../asking.ts';
import { givenDay } from '../../given-day.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { day, desk, empty, facts, section, unitOptions } from '../parts.ts';

const address = (round: number) => `/lay-y-kien/${round}`;
/** Rows that are shown, or answered on a page; the workbook has all of them. */
const shownRows = 200;
const answeredHere = 60;
/** In the field of those it is sent to. */
const everybody = 'moi-don-vi';

async function showRounds(visit: Visit): Promise<Shown> {
  const { city, store, own } = visit;
  const all = await rounds(store, own);
  const form = visit.form(
    openForm,
    fields => html`${fields.choice({ name: 'list', label: 'Dự thảo', options: Object.entries(roundLists).map(([key, list]) => [key, reviewListNames[list]] as const) })}
${fields.choice({ name: 'to', label: 'Gửi tới', options: [[everybody, 'mọi cơ quan, đơn vị'] as const, ...tiers.filter(tier => city.agencies.some(unit => unit.tier === tier)).map(tier => [tier, `mọi đơn vị ${tierNames[tier]}`] as const), ...unitOptions(visit)] })}
${fields.text({ name: 'until', label: 'Trả lời hết ngày', type: 'date' })}
${fields.choice({ name: 'silence', label: 'Quá hạn không trả lời thì', options: Object.entries(silenceWords) })}`,
  );
  const main = html`<h1>Lấy ý kiến</h1>
<p class="lead">Dự thảo Phụ lục I, II gửi các cơ quan, đơn vị cho ý kiến: ai đã trả lời, thống nhất hay không, góp ý gì.</p>
${form}
${section('cac-dot', 'Các đợt', pageTable(roundTable, all, { none: empty('Chưa có đợt lấy ý kiến nào.', 'Đợt bắt đầu khi gửi dự thảo Phụ lục I hoặc II đi lấy ý kiến.'), to: ({ id }) => address(id) }))}`;
  return { title: 'Lấy ý kiến', trail: [['/ra-soat', 'Rà soát']], main };
}

const openForm = pageForm({
  name: 'gui',
  action: 'open-round',
  submit: 'Gửi lấy ý kiến',
  done: 'Đã gửi lấy ý kiến.',
  grave: true,
  once: true,
  values: z.strictObject({
    list: z.enum(roundListNames),
    to: z.string().max(100),
    until: givenDay,
    silence: z.enum(['agrees', 'none']),
  }),
  async act({ asking, context, city }, { list, to, until, silence }) {
    const addressees = addresseesOf(city, to === everybody ? tiers : [to]);
    const wanted = { list: roundLists[list], addressees, until, silence };
    return address(await context.reader.deed('open-round', { asking: handedOn(asking), wanted }));
  },
});

const params = z.object({ round: z.coerce.number().int().positive() });
type Params = z.output<typeof params>;

async function showRound(visit: Visit<Params>): Promise<Shown> {
  const { store, own, names } = visit;
  const { round: id } = visit.params;
  const { round, tally } = await roundNow(store, id, visit.now, own);
  const called = roundNames(tally.early);
  const count = (state: keyof typeof called.state) =>
    tally.addressees.filter(each => each.state === state).length;
  const { list, until, silence, openedAt, closedAt, closeReason } = round;
  const main = html`<h1 class="said">Đợt ${id}: lấy ý kiến dự thảo ${reviewListNames[list]}</h1>
${facts([
  ['Gửi ngày', day(openedAt)],
  ['Trả lời hết ngày', dayText(until)],
  ['Quá hạn không trả lời', silenceWords[silence]],
  ['Im lặng', tally.early && silence === 'agrees' && silenceUnheard],
  ['Đã đóng', closedAt !== null && html`${dateAndTime(closedAt)}${closeReason && `, ${closeReason}`}`],
])}
${own === undefined && html`<dl class="figures">${(['answered', 'late', 'silent', 'waiting'] as const).map(state => html`<div class="${count(state) === 0 && 'none'}"><dt>${called.state[state]}</dt><dd>${numberWords(count(state))}</dd></div>`)}</dl>`}
${own === undefined ? html`<p class="take"><a href="/v1/review/consult/${id}/record/docx">Tải biên bản tổng hợp</a></p>` : await ownPart(visit, round)}
${section('don-vi', 'Ai đã trả lời', pageTable(addresseeTable(names, tally.early), tally.addressees))}
${section(
  'tung-thu-tuc',
  'Ý kiến về từng thủ tục',
  pageTable(opinionTable(names, round), namedRows(round, tally), {
    most: shownRows,
    rest: 'thủ tục nữa ở biên bản tổng hợp',
  }),
)}
${closedAt === null && visit.form(closeForm, fields => fields.text({ name: 'reason', label: 'Lý do (bắt buộc khi chưa hết hạn)' }))}`;
  return {
    title: `Lấy ý kiến, đợt ${id}`,
    trail: [
      ['/ra-soat', 'Rà soát'],
      ['/lay-y-kien', 'Lấy ý kiến'],
    ],
    main,
  };
}

async function ownPart(visit: Visit<Params>, round: ReviewRound): Promise<Markup> {
  const { id, rows } = round;
  const take = html`<p class="take"><a href="/v1/review/consult/${id}/forms/${encodeURIComponent(visit.own!)}">Tải phiếu để ghi ý kiến</a>; ghi xong thì nộp ở trang <a href="/ra-soat">Rà soát</a>.</p>`;
  if (rows.length > answeredHere) return take;
  // The last answer counts whole: what was said before stands in the form, so that it is not lost by changing a row.
  const said = new Map((await saidInRound(visit.store, round, visit.own!)).map(each => [each.row, each]));
  const options = [
    ['', 'không có ý kiến'],
    ...roundSays.map(say => [say, roundSayNames[say]] as const),
  ] as const;
  return html`${take}${visit.form(
    answerForm,
    fields =>
      html`${rows.map(
        ({ procedure, name, ...row }, at) =>
          html`${fields.choice({ name: `y${at}`, label: [`${procedure} ${name}`, listWords(unitsOf(row).map(visit.names.agency), 'đơn vị')].filter(Boolean).join(', '), value: said.get(at)?.say, options })}${fields.text({ name: `g${at}`, label: `Góp ý về ${procedure}`, value: said.get(at)?.comment, most: 4_000 })}`,
      )}`,
  )}`;
}

const answerForm = pageForm({
  name: 'tra-loi',
  action: 'answer-round',
  submit: 'Gửi ý kiến',
  done: 'Đã ghi ý kiến của đơn vị; gửi lần nữa thì lần cuối trong hạn được tính.',
  once: true,
  values: z.record(
    z.string().regex(/^[yg]\d{1,3}$/),
    z.union([z.string().max(4_000), z.array(z.string()).max(2)]),
  ),
  async act({ asking, own, params: { round } }: Visit<Params>, values) {
    const words = Array.from({ length: answeredHere }, (_, row): RoundWord => {
      const say = roundSays.find(each => each === values[`y${row}`]);
      const comment = [values[`g${row}`] ?? ''].flat()[0]!.trim();
      return { row, ...(say && { say }), ...(comment !== '' && { comment }) };
    }).filter(({ say, comment }) => say !== undefined || comment !== undefined);
    await answerRound(asking, { round, agency: own ?? '', words });
  },
});

const closeForm = pageForm({
  name: 'dong',
  action: 'close-round',
  submit: 'Đóng đợt lấy ý kiến',
  done: 'Đã đóng đợt lấy ý kiến; ý kiến đến sau được giữ lại, không tính.',
  grave: true,
  values: z.strictObject({ reason: z.string().trim().max(2_000).optional() }),
  async act({ asking, params: { round } }: Visit<Params>, { reason }) {
    await endRound(asking, round, reason ?? null);
  },
});

/** Lists sent round for an opinion. */
export const roundsPage = pageAt('/lay-y-kien', { ...desk, show: showRounds, forms: [openForm] });

/** One round: who has answered, in time, late, twice, otherwise than before; and what was said of each row. */
export const roundPage = pageAt('/lay-y-kien/:round', {
  ...desk,
  params,
  show: showRound,
  forms: [answerForm, closeForm],
});
