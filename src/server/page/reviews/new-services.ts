import { z } from 'zod';
import { confirmPublished } from '../../../app/reviews/publish.ts';
import { numberWords } from '../../../domain/number-words.ts';
import { dayOf, dayText } from '../../../domain/time.ts';
import { html } from '../../../report/html/markup.ts';
import { liveTable } from '../../../report/reviews/announcement-forms.ts';
import { pageTable } from '../../../report/table/page.ts';
import { givenDay } from '../../given-day.ts';
import { filterMarkup } from '../form.ts';
import { pageAt, pageForm, type Shown, type Visit } from '../page.ts';
import { desk, empty, section } from '../parts.ts';

const shown = 300;
const monthMs = 30 * 86_400_000;
const query = z.strictObject({ since: givenDay.optional() });

async function show(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const { context, own, names, now } = visit;
  const since = visit.query.since ?? dayOf(new Date(Date.parse(now) - monthMs).toISOString());
  const { services, leftOut } = await context.reader.look('announce', { since, unit: own }, visit.gone);
  const silent = services.filter(({ published }) => published === null);
  const papers = (unit: string, form: string) =>
    `/v1/review/announce/${encodeURIComponent(unit)}/${form}?since=${since}`;
  const units = [...new Set(services.map(({ agency }) => agency))];
  const form =
    silent.length > 0 &&
    visit.form(
      publishedForm,
      fields => html`${fields.choice({ name: 'service', label: 'Dịch vụ', options: silent.slice(0, shown).map(({ agency, procedure, name }) => [`${procedure} ${agency}`, `${name}, ${names.agency(agency)}`] as const) })}
${fields.text({ name: 'place', label: 'Đã công khai ở đâu' })}
${fields.text({ name: 'on', label: 'Ngày công khai', type: 'date', value: dayOf(now) })}`,
    );
  const main = html`<h1>Dịch vụ công mới</h1>
<p class="lead">Dịch vụ công mới thực hiện được ở ${names.levels.of(4)} từ ngày ${dayText(since)}, để đơn vị giới thiệu với người dân: ${numberWords(services.length)} dịch vụ, đã công khai ${numberWords(services.length - silent.length)}.</p>
${leftOut > 0 && html`<p>${numberWords(leftOut)} dịch vụ chưa nêu ở đây: đường dẫn nộp hồ sơ không dẫn tới đúng dịch vụ, hoặc cổng nay không hiện ở ${names.levels.of(4)}.</p>`}
${filterMarkup('/dich-vu-moi', { since: visit.query.since }, fields => fields.text({ name: 'since', label: 'Từ ngày', type: 'date', value: since }))}
${pageTable(liveTable(names), services, { none: empty('Từ ngày đó chưa có dịch vụ công nào mới thực hiện được.', 'Chọn ngày sớm hơn rồi bấm “Lọc”, hoặc xem lại sau lần đối chiếu tới.'), most: shown, rest: 'dịch vụ nữa' })}
${units.length > 0 && section('de-dang', 'Để đăng và in', html`<ul class="held">${units.slice(0, shown).map(unit => html`<li>${names.agency(unit)}: <a href="${papers(unit, 'txt')}">lời thông báo</a>, <a href="${papers(unit, 'html')}">tờ A4 có mã QR</a></li>`)}</ul>`)}
${form && section('xac-nhan', 'Xác nhận đã công khai', form)}`;
  return { title: 'Dịch vụ công mới', trail: [['/ra-soat', 'Rà soát']], main };
}

const publishedForm = pageForm({
  name: 'cong-khai',
  action: 'confirm-publication',
  submit: 'Xác nhận đã công khai',
  done: 'Đã ghi xác nhận công khai.',
  values: z.strictObject({
    service: z.string().max(250),
    place: z.string().trim().min(1).max(2_000),
    on: givenDay.optional(),
  }),
  async act({ asking }, { service, place, on }) {
    const [procedure = '', agency = ''] = service.split(' ');
    await confirmPublished(asking, { procedure, agency, place, on });
  },
});

/** Services that went live, for units to tell people of, and who has. */
export const newServicesPage = pageAt('/dich-vu-moi', { ...desk, query, show, forms: [publishedForm] });
