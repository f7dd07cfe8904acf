import { z } from 'zod';
import { html } from '../../../report/html/markup.ts';
import {
  freedSentence,
  provisionName,
  provisionTable,
  unreadTable,
} from '../../../report/reviews/law-tables.ts';
import { pageTable } from '../../../report/table/page.ts';
import type { Column } from '../../../report/table/table.ts';
import type { LegalObstacle } from '../../../review/legal-register.ts';
import { filterMarkup } from '../form.ts';
import { pageAt, type Shown, type Visit } from '../page.ts';
import { desk, empty, section } from '../parts.ts';

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
  const called = new Map(list.map(each => [each.id, provisionName(each)]));
  const table =
    own === undefined
      ? { ...provisionTable, columns: [...provisionTable.columns, letterColumn] }
      : provisionTable;
  const best =
    freed === null
      ? false
      : section(
          'nen-sua',
          'Nên kiến nghị sửa quy định nào trước',
          html`${filterMarkup('/vuong-mac-phap-ly', n === 3 ? {} : { n: String(n) }, fields => fields.choice({ name: 'n', label: 'Sửa nhiều nhất', value: String(n), options: [1, 2, 3, 5, 10].map(count => [String(count), `${count} quy định`] as const) }))}
${
  freed.offerings === 0
    ? empty(freedSentence(freed))
    : html`<p class="lead">${freedSentence(freed)}</p><ul class="held">${freed.provisions.map(id => html`<li>${called.get(id) ?? id}</li>`)}</ul>`
}`,
        );
  const main = html`<h1>Vướng mắc pháp lý</h1>
<p class="lead">Những quy định mà các đơn vị nêu là làm dịch vụ chưa lên được ${names.levels.of(4)}, nhiều dịch vụ bị ảnh hưởng nhất xếp trước.</p>
${best}
${section('quy-dinh', 'Các quy định', pageTable(table, list, { none: empty('Chưa đọc được quy định nào từ lý do của các đơn vị.', html`Lý do đến từ Phụ lục II mà đơn vị nộp ở trang <a href="/ra-soat">Rà soát</a>.`), most: shown, rest: 'quy định nữa', all: provisions.length }))}
${unread.length > 0 && section('chua-ro', 'Lý do chưa rõ là quy định nào', html`<p>Đơn vị ghi thêm số văn bản, điều, khoản thì lý do được tính vào bảng trên.</p>${pageTable(unreadTable(names), unread, { most: shownUnread, rest: 'lý do nữa' })}`)}`;
  return { title: 'Vướng mắc pháp lý', trail: [['/ra-soat', 'Rà soát']], main };
}

const letterColumn: Column<LegalObstacle> = {
  title: 'Kiến nghị',
  page: ({ id, offerings }) =>
    offerings > 0
      ? html`<a href="/v1/review/legal/letter/docx?id=${encodeURIComponent(id)}">Dự thảo công văn</a>`
      : 'chưa cần',
};
