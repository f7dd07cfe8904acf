import { z } from 'zod';
import { numberWords } from '../../../domain/number-words.ts';
import { html } from '../../../report/html/markup.ts';
import { pageTable } from '../../../report/table/page.ts';
import type { Table } from '../../../report/table/table.ts';
import type { LegalObstacle, UnreadReason } from '../../../review/legal-register.ts';
import { filterMarkup } from '../form.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { desk, empty, section, stacked } from '../parts.ts';

const shown = 200;
const shownUnread = 50;
const query = z.strictObject({ n: z.coerce.number().int().min(1).max(20).default(3) });

/** Provisions of law that keep services from level 4, and which to amend first. */
export const lawPage = pageAt('/vuong-mac-phap-ly', { ...desk, query, show });

async function show(visit: Visit<unknown, z.output<typeof query>>): Promise<Shown> {
  const {
    context,
    own,
    names,
    query: { n },
  } = visit;
  const wanted = { unit: own, from: 0, count: shown, free: own === undefined ? n : null };
  const { provisions, unread, freed } = await context.reader.look('legal', wanted, visit.gone);
  const list = provisions.slice(0, shown);
  const called = new Map(list.map(each => [each.id, each]));
  const best =
    freed === null
      ? false
      : section(
          'nen-sua',
          'Nên kiến nghị sửa quy định nào trước',
          html`${filterMarkup('/vuong-mac-phap-ly', n === 3 ? {} : { n: String(n) }, fields => fields.choice({ name: 'n', label: 'Sửa nhiều nhất', value: String(n), options: [1, 2, 3, 5, 10].map(count => [String(count), `${count} quy định`] as const) }))}
${
  freed.offerings === 0
    ? empty('Không dịch vụ nào chỉ vướng các quy định đã đọc được.')
    : html`<p class="lead">Sửa ${numberWords(freed.provisions.length)} quy định dưới đây thì ${numberWords(freed.offerings)} dịch vụ hết vướng${!freed.exact && ' (chọn lần lượt theo số dịch vụ, chưa chắc là cách tốt nhất)'}.</p><ul class="held">${freed.provisions.map(id => html`<li>${spoken(called.get(id), id)}</li>`)}</ul>`
}`,
        );
  const main = html`<h1>Vướng mắc pháp lý</h1>
<p class="lead">Những quy định mà các đơn vị nêu là làm dịch vụ chưa lên được ${names.levels.of(4)}, nhiều dịch vụ bị ảnh hưởng nhất xếp trước.</p>
${best}
${section('quy-dinh', 'Các quy định', list.length === 0 ? empty('Chưa đọc được quy định nào từ lý do của các đơn vị.', html`Lý do đến từ Phụ lục II mà đơn vị nộp ở trang <a href="/ra-soat">Rà soát</a>.`) : pageTable(provisionTable(own === undefined), list, { most: shown, rest: 'quy định nữa', all: provisions.length }))}
${unread.length > 0 && section('chua-ro', 'Lý do chưa rõ là quy định nào', html`<p>Đơn vị ghi thêm số văn bản, điều, khoản thì lý do được tính vào bảng trên.</p>${pageTable(unreadTable(visit), unread, { most: shownUnread, rest: 'lý do nữa' })}`)}`;
  return { title: 'Vướng mắc pháp lý', trail: [['/ra-soat', 'Rà soát']], main };
}

/** "Điều 7, khoản 2 của Nghị định …". */
function spoken(obstacle: LegalObstacle | undefined, id: string): string {
  if (!obstacle) return id;
  const { number, article, clause, point, text } = obstacle;
  const place = [point && `điểm ${point}`, clause && `khoản ${clause}`, article && `Điều ${article}`];
  return [place.filter(Boolean).join(' '), text === number ? number : `${text} (${number})`]
    .filter(Boolean)
    .join(', ');
}

function provisionTable(letters: boolean): Table<LegalObstacle> {
  return stacked([
    { title: 'Quy định', head: true, page: one => spoken(one, one.id) },
    { title: 'Dịch vụ bị ảnh hưởng', page: ({ offerings }) => numberWords(offerings) },
    { title: 'Đơn vị', page: ({ units }) => numberWords(units) },
    { title: 'Lĩnh vực', page: ({ fields }) => fields.join('; ') || 'chưa rõ' },
    { title: 'Cơ quan ban hành', page: ({ issuer }) => issuer ?? 'chưa rõ' },
    ...(letters
      ? [
          {
            title: 'Kiến nghị',
            page: ({ id, offerings }: LegalObstacle) =>
              offerings > 0
                ? html`<a href="/v1/review/legal/letter/docx?id=${encodeURIComponent(id)}">Dự thảo công văn</a>`
                : 'chưa cần',
          },
        ]
      : []),
  ]);
}

function unreadTable({ names }: Pick<Visit, 'names'>): Table<UnreadReason> {
  return stacked([
    { title: 'Đơn vị ghi', head: true, page: ({ text }) => text },
    { title: 'Thủ tục', page: ({ procedure }) => html`<code>${procedure}</code>` },
    { title: 'Đơn vị', page: ({ agency }) => names.agency(agency) },
  ]);
}
